"""A line at the terminal that says what a long command is doing. Silent where nobody looks (a pipe, a timer)."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def steps(title: str) -> Iterator[Callable[[str], None]]:
    """Show a bar with the step that is under way; give what to call as each begins."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty(), transient=True) as bar:
        line = bar.add_task(title, total=None)
        yield lambda step: bar.update(line, description=f"{title}: {step}")


def passphrase(file: str | None, *, twice: bool) -> str:
    """Read a passphrase: the first line of a file, else asked for without an echo.

    Raises PASSPHRASE_MISSING for a file whose first line is empty, PASSPHRASE_DIFFERS.
    """
    import getpass
    from pathlib import Path

    from outpace.words.problem import ProblemError

    if file is not None:
        lines = Path(file).read_text("utf-8", errors="replace").splitlines()
        if not lines or not lines[0]:
            raise ProblemError("PASSPHRASE_MISSING", file=file)
        return lines[0]
    first = getpass.getpass("passphrase / 口令: ")
    if twice and getpass.getpass("again / 再输一次: ") != first:
        raise ProblemError("PASSPHRASE_DIFFERS")
    return first
