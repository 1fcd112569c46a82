"""Imports point down: the contract in `pyproject.toml` holds here, and goes red for each way of breaking it."""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, SOURCE, modules

LINTER = Path(sys.executable).with_name("lint-imports")
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
DESK_SIDE = {"desk", "cli", "__main__"}


def lint(root: Path) -> tuple[int, str]:
    """Exit code and report of the linter on a tree. The tree's own `src` comes first on the path."""
    ended = subprocess.run(
        [LINTER, "--no-cache", "--config", root / "pyproject.toml"],
        cwd=root / "src",
        env={"PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def contract(name: str) -> Mapping[str, list[str]]:
    """One contract by its id."""
    return next(entry for entry in CONTRACT if entry["id"] == name)


def packages(folder: Path) -> set[str]:
    """The packages and modules directly in a folder."""
    found = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/*.py")}
    return found - {"__init__"}


def listed(name: str) -> set[str]:
    """What a layers contract names."""
    return {part.strip(" ()") for layer in contract(name)["layers"] for part in layer.replace(":", "|").split("|")}


def test_the_contract_holds() -> None:
    code, report = lint(ROOT)
    assert code == 0, report


@pytest.mark.parametrize(("name", "folder"), [("house", SOURCE), ("desk", SOURCE / "desk")])
def test_every_folder_has_its_storey(name: str, folder: Path) -> None:
    assert packages(folder) - listed(name) == set()


def test_everything_below_the_desk_is_kept_from_the_web() -> None:
    below = {f"outpace.{name}" for name in packages(SOURCE) - DESK_SIDE}
    assert below == set(contract("below-the-desk")["source_modules"])


def test_words_need_the_standard_library_only() -> None:
    strangers = {
        f"{name}: {root}"
        for name, module in modules("src/outpace/words/")
        for root in _roots(module)
        if not _is_plain(root)
    }
    assert strangers == set()


def _roots(module: ast.Module) -> set[str]:
    plain = {alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names}
    from_ = {node.module or "." for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}
    return plain | from_


def _is_plain(name: str) -> bool:
    return name.startswith("outpace.words") or name.partition(".")[0] in sys.stdlib_module_names


BREACHES = {
    "a rule imports Django": ("rulebook/breach.py", "import django.db\n", "No web framework"),
    "a rule imports the desk": ("rulebook/breach.py", "import outpace.desk.clock\n", "Rooms import downwards"),
    "a rule reads files": ("rulebook/breach.py", "import outpace.exchange\n", "The rulebook reads"),
    "words import protocols": ("words/breach.py", "import outpace.protocols\n", "Rooms import downwards"),
    "a room imports a room": ("desk/cases/breach.py", "import outpace.desk.tracing\n", "Rooms of the desk"),
    "a room imports the roof": ("desk/cases/breach.py", "import outpace.desk.loop\n", "Rooms of the desk"),
    "the ground imports a room": ("desk/ledger/breach.py", "import outpace.desk.cases\n", "Rooms of the desk"),
    "a folder nobody listed": ("attic/__init__.py", "", "Rooms import downwards"),
    "a desk room nobody listed": ("desk/attic/__init__.py", "", "Rooms of the desk"),
}


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """The sources and the contract, to be spoilt; packages named by a breach exist."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("rulebook", "protocols", "exchange", "desk/cases", "desk/tracing", "desk/ledger"):
        (tmp_path / "src" / "outpace" / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / "outpace" / name / "__init__.py").touch()
    (tmp_path / "src" / "outpace" / "desk" / "loop.py").touch()
    return tmp_path


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_red(breach: str, copied_tree: Path) -> None:
    where, code, broken = BREACHES[breach]
    file = copied_tree / "src" / "outpace" / where
    file.parent.mkdir(exist_ok=True)
    file.write_text(code, "utf-8")
    status, report = lint(copied_tree)
    assert status != 0
    line = next(line for line in report.splitlines() if broken in line)
    assert "BROKEN" in line, report
