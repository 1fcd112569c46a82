"""What every file format offers to a table: its records one by one, and a record as text.

Nothing is opened here; `text_file`, `workbook` and `columnar` implement it.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from outpace.exchange.cells import Row
from outpace.words.problem import Problem


class Source(Protocol):
    """One opened file. `records` starts anew at each call, header first, and leaves blank rows out."""

    @property
    def format(self) -> str: ...

    @property
    def encoding(self) -> str | None: ...

    @property
    def sheet(self) -> str | None: ...

    @property
    def notes(self) -> tuple[Problem, ...]: ...

    def records(self, skip: int = 0) -> Iterator[Sequence[object]]:
        """Give header and data records, without the first `skip` data records. Raises ProblemError where it is cut."""
        ...

    def blank(self) -> int:
        """Count the blank rows that the last full reading left out."""
        ...

    def text(self, record: Sequence[object]) -> Row:
        """Write one record as text."""
        ...

    def flaw(self, record: Sequence[object], columns: Sequence[str], row_no: int) -> Problem | None:
        """Say what makes this record unfit by itself, or None."""
        ...
