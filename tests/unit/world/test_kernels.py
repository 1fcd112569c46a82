"""Machine code is never older than the sources it was made of, and says what the same function says uncompiled."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numba.core.errors import TypingError

from outpace.world.kernels import kernel
from tests.repository.tree import SOURCE

ASK = """
import numpy as np
from outpace.world.permute import permute, ring
at = tuple(np.uint64(part) for part in ring(np.uint64(50), np.uint64(3)))
print([int(permute(np.uint64(x), at)) for x in range(8)])
"""
MIXER = "0xBF58476D1CE4E5B9"
OTHER = "0xBF58476D1CE4E5BB"


def answer(sources: Path, cache: Path, **more: str) -> str:
    """What a process says that loads the package from a folder."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(sources), "XDG_CACHE_HOME": str(cache), **more}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK], env=env, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The kernels and nothing else of the package, to be edited."""
    for name in ("kernels.py", "draws.py", "permute.py", "__init__.py"):
        target = tmp_path / "src" / "outpace" / "world" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SOURCE / "world" / name, target)
    (tmp_path / "src" / "outpace" / "__init__.py").touch()
    return tmp_path / "src"


@pytest.mark.long
def test_an_edited_callee_leaves_no_stale_answer(copied: Path, tmp_path: Path) -> None:
    """The edit is made in `draws`, the answer comes from `permute`, which nobody touched."""
    before = answer(copied, tmp_path / "cache")
    draws = copied / "outpace" / "world" / "draws.py"
    draws.write_text(draws.read_text("utf-8").replace(MIXER, OTHER), "utf-8")
    after = answer(copied, tmp_path / "cache")
    assert after == answer(copied, tmp_path / "cache", NUMBA_DISABLE_JIT="1")
    assert after != before


def test_a_kernel_that_makes_an_array_is_refused() -> None:
    """Kernels count no references to arrays, so they must not make any: the compiler says so, and nothing leaks in silence."""

    @kernel
    def makes(count: int) -> np.ndarray:
        return np.empty(count)

    with pytest.raises(TypingError, match="Only accept returning of array passed into the function"):
        makes(3)


def test_old_machine_code_makes_room(copied: Path, tmp_path: Path) -> None:
    kernels = tmp_path / "cache" / "outpace" / "kernels"
    for age in range(9):
        (kernels / f"old{age}").mkdir(parents=True)
        os.utime(kernels / f"old{age}", (age, age))
    answer(copied, tmp_path / "cache", NUMBA_DISABLE_JIT="1")
    kept = {folder.name for folder in kernels.iterdir()}
    assert {"old6", "old7", "old8"} < kept
    assert len(kept) == 4
