"""XLSX and XLS: one sheet as a table of typed cells written as text.

Reads values only: no formula is run, no macro, no link. A sheet that is exactly full is refused, since what lay beyond
it was lost when the file was written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from outpace.exchange.cells import Row, rounded_number, rounded_problem, text_of
from outpace.exchange.container import Kind, SheetSize, check_workbook
from outpace.exchange.native_check import check_natively
from outpace.words.problem import Problem, ProblemError

FULL_ROWS = {Kind.XLS: 65_536, Kind.XLSX: 1_048_576}
FULL_COLUMNS = {Kind.XLS: 256, Kind.XLSX: 16_384}


@dataclass(frozen=True, slots=True)
class SheetSource:
    """One sheet of an opened workbook."""

    kind: Kind
    data: CalamineSheet
    notes: tuple[Problem, ...]
    _blank: list[int] = field(default_factory=lambda: [0])
    encoding: str | None = None

    @property
    def format(self) -> str:
        return self.kind.value

    @property
    def sheet(self) -> str | None:
        return self.data.name

    def blank(self) -> int:
        return self._blank[0]

    def records(self, skip: int = 0) -> Iterator[Sequence[object]]:
        done, blank = -1, 0
        for record in self.data.iter_rows():
            if not any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in record):
                blank += done >= 0
                continue
            done += 1
            if done == 0 or done > skip:
                yield record
        self._blank[0] = blank

    def text(self, record: Sequence[object]) -> Row:
        return tuple([text_of(cell) for cell in record])

    def flaw(self, record: Sequence[object], columns: Sequence[str], row_no: int) -> Problem | None:
        found = rounded_number(record)
        return rounded_problem(found, columns, row_no) if found else None


def open_workbook(path: Path, kind: Kind, *, sheet: str | None) -> SheetSource:
    """Open a sheet. Raises ProblemError for a damaged, locked or full one, or where a sheet must be chosen."""
    size = check_workbook(path) if kind is Kind.XLSX else SheetSize(0, 0, 0)
    check_natively(path, kind)
    book = _load(path)
    data, notes = _choose(book, sheet)
    _refuse_full(data, kind)
    if size.error_cells:
        notes += (Problem("CELL_ERRORS", {"count": size.error_cells}),)
    return SheetSource(kind, data, notes)


def _load(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise ProblemError("FILE_PASSWORD") from error
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable(error) from error
    except BaseException as error:
        _refuse_panic(error)


def _sheet(book: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable(error) from error
    except BaseException as error:
        _refuse_panic(error)


def _unreadable(error: Exception) -> ProblemError:
    return ProblemError("FILE_PASSWORD" if "password" in str(error).lower() else "FILE_CUT", row=0)


def _refuse_panic(error: BaseException) -> NoReturn:
    """The reader's own panic comes as a BaseException: it means a damaged file, and only it is taken so."""
    if type(error).__name__ != "PanicException":
        raise error
    raise ProblemError("FILE_CUT", row=0) from error


def _choose(book: CalamineWorkbook, sheet: str | None) -> tuple[CalamineSheet, tuple[Problem, ...]]:
    if sheet is not None:
        if sheet not in book.sheet_names:
            raise ProblemError("SHEET_UNKNOWN", sheet=sheet, sheets=_list(book.sheet_names))
        return _sheet(book, sheet), ()
    filled = [name for name in book.sheet_names if _sheet(book, name).height]
    shown = {meta.name for meta in book.sheets_metadata if meta.visible is SheetVisibleEnum.Visible}
    visible = [name for name in filled if name in shown]
    if len(visible) != 1:
        code = "SHEET_CHOOSE" if filled else "FILE_EMPTY"
        raise ProblemError(code, sheets=_list(visible or filled), file=Path(book.path or "").name)
    hidden = [name for name in filled if name not in shown]
    notes = (Problem("SHEETS_HIDDEN", {"sheets": _list(hidden)}),) if hidden else ()
    return _sheet(book, visible[0]), notes


def _list(names: Sequence[str]) -> str:
    return " | ".join(names)


def _refuse_full(data: CalamineSheet, kind: Kind) -> None:
    last_row, last_column = data.end or (0, 0)
    if last_row + 1 >= FULL_ROWS[kind]:
        raise ProblemError("XLS_FULL", rows=FULL_ROWS[kind], sheet=data.name)
    if last_column + 1 >= FULL_COLUMNS[kind]:
        raise ProblemError("XLS_FULL_WIDTH", columns=FULL_COLUMNS[kind], sheet=data.name)
