"""Compiled functions and where their machine code is kept: `kernel` compiles at first use and remembers on disk.

The folder is named by a hash of this room's sources and of the compiler's version. The compiler itself looks only at the
file a function stands in: after an edit of a function it *calls*, it would go on answering with the old one, in silence.
Only importing this module loads the compiler; what needs no speed must not import it.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core import config

F = TypeVar("F", bound=Callable[..., Any])

SOURCES = Path(__file__).resolve().parent
KEPT = 4
OPTIONS: Any = {"cache": True, "nogil": True, "error_model": "numpy", "forceinline": True, "_nrt": False}


def kernel(function: F) -> F:
    """Compile a function of numbers and arrays that makes none. `.py_func` is the same function uncompiled.

    Integer arithmetic wraps, division by zero is not looked for, and floating-point sums are never reordered. Without the
    runtime that counts who holds which array (`_nrt`) a kernel takes half the time; one that made an array would not compile.
    """
    compile_: Callable[[F], Any] = numba.njit(**OPTIONS)
    compiled: F = compile_(function)
    return compiled


def digest(sources: Path = SOURCES) -> str:
    """The hash of all Python files of a folder, of their names, and of the compiler's version."""
    state = hashlib.sha256(numba.__version__.encode())
    for file in sorted(sources.rglob("*.py")):
        state.update(file.relative_to(sources).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return state.hexdigest()[:20]


def _folder() -> Path:
    """This state's folder in the user's cache; the folders of older states make room."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    kernels = cache / "outpace" / "kernels"
    own = kernels / digest()
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    others = sorted((each for each in kernels.iterdir() if each != own), key=lambda each: each.stat().st_mtime)
    for old in others[: max(0, len(others) - KEPT + 1)]:
        shutil.rmtree(old, ignore_errors=True)
    return own


config.CACHE_DIR = str(_folder())  # type: ignore[attr-defined]
