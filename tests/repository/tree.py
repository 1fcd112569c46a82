"""The files of this checkout as the repository tests see them: what git tracks or would track."""

import ast
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "outpace"


NOT_OURS = {".git", ".venv", ".outpace", ".cache", "node_modules", "dist", "__pycache__", "coverage", ".hypothesis"}
NOT_OURS |= {f".{tool}_cache" for tool in ("mypy", "ruff", "pytest", "import_linter", "grimp")}


@cache
def files() -> tuple[Path, ...]:
    """Every file that git tracks, or would; without git, every file outside the folders that tools make."""
    return tuple(sorted(path for path in _paths() if path.is_file()))


def links() -> list[str]:
    """The names of what is a symbolic link."""
    return [path.relative_to(ROOT).as_posix() for path in _paths() if path.is_symlink()]


def _paths() -> list[Path]:
    return _walked() if shutil.which("git") is None or not (ROOT / ".git").exists() else _listed()


def _listed() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def _walked() -> list[Path]:
    found: list[Path] = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in NOT_OURS and not name.endswith(".egg-info")]
        found += [Path(folder, name) for name in names if not name.endswith(".tsbuildinfo")]
    return found


def texts(*suffixes: str, under: str = "") -> Iterator[tuple[str, str]]:
    """Name and text of every file that is text, with one of the suffixes if any are given."""
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(under) and (not suffixes or name.endswith(suffixes)):
            try:
                yield name, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


@cache
def modules(under: str = "src/outpace/") -> tuple[tuple[str, ast.Module], ...]:
    """Name and syntax tree of every Python file below a folder; read once, so nobody changes a tree."""
    return tuple((name, ast.parse(text)) for name, text in texts(".py", under=under))


def docstrings(module: ast.Module) -> set[ast.expr]:
    """The string expressions that only document."""
    return {node.value for node in ast.walk(module) if isinstance(node, ast.Expr)}


def dotted(node: ast.expr) -> str:
    """An attribute chain as text (`datetime.datetime.now`); empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""
