"""A first reading of a binary file in a process of its own: a hostile file ends that process, not the server.

The readers of XLS, XLSX and Parquet are compiled code, and a few changed bytes were seen to make one ask for 300 GB and
abort. Here such a reading has bounded memory and time. What it reads is thrown away.
"""

import resource
import subprocess
import sys
from pathlib import Path

from outpace.words.problem import ProblemError

MAX_MEMORY = 8 * 2**30
MAX_SECONDS = 300
_LOCKED = 7


def check_natively(path: Path, kind: str) -> None:
    """Read a file through in a bounded process. Raises ProblemError where that process does not come to a good end."""
    module = "outpace.exchange.native_check"
    command = [sys.executable, "-I", "-m", module, kind, str(path.resolve()), str(MAX_MEMORY)]
    try:
        ended = subprocess.run(command, timeout=MAX_SECONDS, capture_output=True, check=False)
    except subprocess.TimeoutExpired as error:
        raise ProblemError("FILE_CUT", row=0) from error
    if ended.returncode == _LOCKED:
        raise ProblemError("FILE_PASSWORD")
    if ended.returncode:
        raise ProblemError("FILE_CUT", row=0)


def _read_workbook(path: str) -> None:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError:
        sys.exit(_LOCKED)
    for name in book.sheet_names:
        book.get_sheet_by_name(name)


def _read_columns(path: str) -> None:
    import polars

    frame = polars.scan_parquet(path, glob=False)
    height = frame.select(polars.len()).collect().item()
    for at in range(0, height, 100_000):
        frame.slice(at, 100_000).collect()


def main() -> None:
    """Read the file named on the command line, within the bounds."""
    kind, path, memory = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    (_read_columns if kind == "parquet" else _read_workbook)(path)


if __name__ == "__main__":
    main()
