"""The verifier stands alone: the standard library and `cryptography`, none of our code, none of the writer's."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

FOLDER = ROOT / "src" / "outpace_verify"
ALLOWED = {"cryptography", "outpace_verify"}


def strangers(text: str) -> set[str]:
    """What a module imports beyond the standard library and what is allowed."""
    nodes = list(ast.walk(ast.parse(text)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found = plain | {node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)}
    roots = {name.partition(".")[0] for name in found}
    return {root for root in roots if root not in sys.stdlib_module_names and root not in ALLOWED}


@pytest.mark.parametrize(
    "line", ["import outpace", "from outpace.words import ids", "import django.db", "from . import x"]
)
def test_an_import_of_ours_is_recognised(line: str) -> None:
    assert strangers(line)


def test_the_verifier_imports_nothing_of_ours() -> None:
    files = sorted(FOLDER.glob("*.py"))
    assert len(files) > 8
    assert {file.name: found for file in files if (found := strangers(file.read_text("utf-8")))} == {}


def test_the_verifier_runs_where_there_is_nothing_else(tmp_path: Path) -> None:
    """Copied into an empty folder, with our own packages out of reach."""
    code = (
        "import sys, importlib.abc\n"
        "class Wall(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.split('.')[0] in ('outpace', 'django', 'psycopg'): raise ImportError(name)\n"
        "sys.meta_path.insert(0, Wall())\n"
        f"sys.path.insert(0, {str(FOLDER.parent)!r})\n"
        "from outpace_verify.__main__ import main\n"
        "sys.exit(main(['verify', sys.argv[1]]))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert ended.returncode == 1, ended.stderr
    assert "leaves.txt" in ended.stdout


def test_the_wheel_carries_the_verifier() -> None:
    assert '"src/outpace_verify"' in (ROOT / "pyproject.toml").read_text("utf-8")
