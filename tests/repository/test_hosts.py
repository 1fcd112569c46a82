"""Nothing in the repository names a package registry or somebody's machine; lock files are hashed and without hosts."""

import json
import re

import pytest

from tests.repository.tree import ROOT, links, texts

HOSTS = [
    ("pypi", "org"),
    ("python" + "hosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("npmmirror", "com"),
    ("crates", "io"),
]
HOST = re.compile("|".join(r"\.".join(parts) for parts in HOSTS), re.IGNORECASE)
FOLDERS = ["work/", "root/", r"home/\w+/", r"Users/\w+/", "opt/wheels", "opt/pypi"]
MACHINE = re.compile(r"(?<![\w.~}*)-])/(?:" + "|".join(FOLDERS) + ")")
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


def found(pattern: re.Pattern[str], name: str, text: str) -> list[str]:
    """Where a pattern stands, as `file:line`."""
    return [f"{name}:{number}" for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


@pytest.mark.parametrize("host", [".".join(parts) for parts in HOSTS])
def test_a_registry_host_is_recognised(host: str) -> None:
    assert found(HOST, "x", f"first\nhttps://files.{host}/simple") == ["x:2"]


def test_no_file_names_a_registry() -> None:
    assert [place for name, text in texts() for place in found(HOST, name, text)] == []


@pytest.mark.parametrize("path", ["wo" + "rk/shared", "ro" + "ot/.cache", "ho" + "me/li/outpace", "Us" + "ers/li/x"])
def test_a_machine_path_is_recognised(path: str) -> None:
    assert found(MACHINE, "x", f'open("/{path}")') == ["x:1"]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [place for name, text in texts() for place in found(MACHINE, name, text)] == []


def test_nothing_is_a_link() -> None:
    """A link leads to a path of one machine, or to nothing in a fresh checkout."""
    assert links() == []


def blocks(text: str) -> list[str]:
    """The requirements of a file, each with its continuation lines."""
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def test_there_are_five_requirement_files() -> None:
    assert [file.stem for file in REQUIREMENTS] == ["bench", "run", "setup", "test", "web"]


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.stem)
def test_requirements_are_pinned_hashed_and_without_hosts(file: object) -> None:
    text = (ROOT / "requirements" / getattr(file, "name", "")).read_text("utf-8")
    assert "://" not in text
    assert [line for line in blocks(text) if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def pins(name: str) -> dict[str, str]:
    """The version of each package of a file."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    return {found[1]: line.split(" ")[0] for line in blocks(text) if (found := re.match(r"([\w.-]+)==", line))}


def test_the_tests_run_on_the_pins_of_the_run() -> None:
    assert set(pins("run").values()) <= set(pins("test").values())


def test_the_peers_are_installed_beside_the_same_pins() -> None:
    """`make peers` moves no version of what is there; neither a run nor the tests need it."""
    bench, test = pins("bench"), pins("test")
    assert [pin for name, pin in bench.items() if test.get(name, pin) != pin] == []
    assert {"covasim", "epiworldpy"} <= set(bench) - set(test)


def test_the_page_is_locked_by_hash_and_without_hosts() -> None:
    lock = ROOT / "web" / "package-lock.json"
    if not lock.is_file():
        pytest.skip("web/package-lock.json is not there")
    packages = {name: entry for name, entry in json.loads(lock.read_text("utf-8"))["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry and not entry.get("inBundle")] == []
