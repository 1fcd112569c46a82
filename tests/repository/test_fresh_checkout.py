"""From a fresh copy in an empty folder, without Node on the machine: set up, build the page, run the command, again."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, files

NEEDED = ("make", "python3.11", "sh", "awk", "env")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The tracked files alone."""
    for path in files():
        target = tmp_path / "checkout" / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path / "checkout"


@pytest.fixture
def path_without_node(tmp_path: Path) -> str:
    """A PATH with the few programs that setting up may use."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not in PATH")
        (folder / name).symlink_to(Path(found).resolve() if name != "python3.11" else _interpreter(found))
    return str(folder)


def _interpreter(command: str) -> str:
    ask = [command, "-c", "import sys; print(getattr(sys, '_base_executable', sys.executable))"]
    return subprocess.check_output(ask, text=True).strip()


def make(target: str, checkout: Path, path: str) -> str:
    """Run one target as a person would, not as a part of the make that runs this test; give what it printed."""
    outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    environment = {name: value for name, value in os.environ.items() if name not in outer} | {"PATH": path}
    ended = subprocess.run(["make", target], cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.long
def test_two_commands_are_enough(checkout: Path, path_without_node: str) -> None:
    first = make("web", checkout, path_without_node)
    assert "Node: our own" in first
    assert (checkout / "web" / "dist" / "index.html").is_file()
    help_ = subprocess.run(
        [checkout / ".venv" / "bin" / "outpace", "--help"], capture_output=True, text=True, check=False
    )
    assert help_.returncode == 0, help_.stderr
    second = make("web", checkout, path_without_node)
    assert second.splitlines()[-1] == "Page: ready"
    assert "done in" not in second
