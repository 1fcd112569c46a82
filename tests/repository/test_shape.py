"""The shape of files: short, documented, finished, free of disease names; each dependency with its reason."""

import ast
import re

import pytest

from tests.repository.tree import ROOT, modules, texts

LONGEST = 400
WRITTEN = (".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".sql", ".sh")
MADE = re.compile(r"/migrations/|generated|package-lock\.json|^requirements/|/data/|\.d\.ts$")
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|raise NotImplemented" r"Error")
NO_DISEASES = {"common", "overlays"}
DISEASES = {
    "covid",
    "sars",
    "mers",
    "ebola",
    "cholera",
    "influenza",
    "measles",
    "plague",
    "mpox",
    "dengue",
    "marburg",
    "lassa",
    "zika",
    "polio",
    "新冠",
    "新型冠状",
    "霍乱",
    "鼠疫",
    "流感",
    "麻疹",
    "猴痘",
    "登革",
    "埃博拉",
}


def is_written(name: str) -> bool:
    """Whether people wrote a file and read it."""
    return name.endswith(WRITTEN) and not MADE.search(name)


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {name: len(text.splitlines()) for name, text in texts() if is_written(name)}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def undocumented(name: str, module: ast.Module) -> bool:
    """Whether a module with anything in it lacks its docstring."""
    return bool(module.body) and ast.get_docstring(module) is None and "/migrations/" not in name


def test_an_undocumented_module_is_recognised() -> None:
    assert undocumented("x.py", ast.parse("A = 1"))
    assert not undocumented("x.py", ast.parse('"""Why."""\nA = 1'))


@pytest.mark.parametrize("folder", ["src/", "tests/", "tools/", "benchmarks/"])
def test_every_module_says_what_it_is_for(folder: str) -> None:
    assert [name for name, module in modules(folder) if undocumented(name, module)] == []


@pytest.mark.parametrize("line", ["# TODO later", "raise NotImplementedError", "// FIXME"])
def test_unfinished_work_is_recognised(line: str) -> None:
    assert UNFINISHED.search(line)


def test_nothing_is_left_unfinished() -> None:
    written = [
        item for folder in ("src/", "web/", "tools/") for item in texts(under=folder) if not MADE.search(item[0])
    ]
    assert [name for name, text in written if UNFINISHED.search(text)] == []


def disease_names() -> re.Pattern[str]:
    """Names every reader knows, and those of the folders in `protocols/`."""
    folders = {path.name for path in (ROOT / "protocols").glob("*") if path.is_dir()} - NO_DISEASES
    stems = {match[0] for folder in folders if (match := re.match("[a-z]{4,}", folder))}
    return re.compile(r"(?<![a-z])(?:" + "|".join(sorted(DISEASES | stems)) + r")(?![a-z])", re.IGNORECASE)


@pytest.mark.parametrize("line", ["if disease == 'MERS':", "COVID19 = 1", "新冠肺炎", "sars_days = 1"])
def test_a_disease_name_is_recognised(line: str) -> None:
    assert disease_names().search(line)


@pytest.mark.parametrize("line", ["timers = ()", "the numbers", "polished"])
def test_a_common_word_is_not_taken_for_a_disease(line: str) -> None:
    assert not disease_names().search(line)


def test_no_disease_is_named_in_code() -> None:
    pattern = disease_names()
    lines = (
        (name, number, line) for name, text in texts(under="src/") for number, line in enumerate(text.splitlines(), 1)
    )
    assert [f"{name}:{number}" for name, number, line in lines if pattern.search(line)] == []


def unexplained(pyproject: str) -> list[str]:
    """Dependencies that stand without a reason beside them."""
    lists = re.split(r"(?m)^(?=\[)", pyproject)
    kept = [part for part in lists if re.match(r"\[(project|project\.optional-dependencies|dependency-groups)\]", part)]
    lines = [line.strip() for part in kept for line in part.splitlines()]
    return [line for line in lines if re.match(r'"[^"]+",', line) and not re.search(r'",\s+# \S+ \S+', line)]


def test_a_dependency_without_a_reason_is_recognised() -> None:
    assert unexplained('[project]\ndependencies = [\n    "a>=1",\n    "b",  # two words\n]\n') == ['"a>=1",']


def test_every_dependency_has_its_reason() -> None:
    assert unexplained((ROOT / "pyproject.toml").read_text("utf-8")) == []
