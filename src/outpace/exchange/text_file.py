"""CSV, TSV and semicolon files: encoding by strict decoding, delimiter by the first lines, rows by the csv reader.

Never replaces a character it can't decode and never skips a line it can't read: it refuses and says where.
"""

import codecs
import csv
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from outpace.exchange.cells import Row, needs_a_look, rounded_number, rounded_problem, swallowed
from outpace.exchange.container import MAX_UNPACKED_BYTES
from outpace.words.problem import Problem, ProblemError

_BLOCK = 1 << 20
_SNIFF = 1 << 16
_DELIMITERS = ",\t;|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 BE"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is decoded: Python's codec, the name people know, whether its last line is closed.

    In doubt is a UTF-8 file all of whose foreign letters would be common Chinese in GB18030.
    """

    codec: str
    label: str
    closed: bool
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class TextSource:
    """An opened text table."""

    path: Path
    zipped: bool
    found: Encoding
    delimiter: str
    notes: tuple[Problem, ...]
    _blank: list[int] = field(default_factory=lambda: [0])
    sheet: str | None = None

    @property
    def format(self) -> str:
        return "tsv" if self.delimiter == "\t" else "csv"

    @property
    def encoding(self) -> str | None:
        return self.found.label

    def blank(self) -> int:
        return self._blank[0]

    def records(self, skip: int = 0) -> Iterator[Sequence[object]]:
        done, blank, width, line = -1, 0, 0, 0
        last: list[str] = []
        with _open(self.path, zipped=self.zipped) as raw:
            reader = csv.reader(_text(raw, self.found.codec), delimiter=self.delimiter, strict=True)
            try:
                for record in reader:
                    line = reader.line_num
                    if not any(map(str.strip, record)):
                        blank += done >= 0
                        continue
                    done += 1
                    last = record
                    if done == 0:
                        width = len(_trimmed(record))
                    elif done <= skip:
                        continue
                    yield record
            except csv.Error as error:
                raise _refusal(error, max(done, 0), line, reader.line_num) from error
        self._blank[0] = blank
        if not self.found.closed and (done == 0 or (done > 0 and len(last) < width)):
            raise ProblemError("FILE_CUT", row=max(done - 1, 0))

    def text(self, record: Sequence[object]) -> Row:
        return tuple([cell.strip() or None for cell in cast(Sequence[str], record)])

    def flaw(self, record: Sequence[object], columns: Sequence[str], row_no: int) -> Problem | None:
        if not needs_a_look(cast(Sequence[str], record)):
            return None
        if found := rounded_number(record):
            return rounded_problem(found, columns, row_no)
        if swallowed(record, self.delimiter, len(columns)):
            return Problem("ROWS_SWALLOWED", {"row": row_no})
        return None


def open_text(path: Path, *, zipped: bool) -> TextSource:
    """Open a text table. Raises ProblemError for NUL bytes, an unknown encoding or a cut gzip."""
    found = _encoding(path, zipped=zipped)
    notes: tuple[Problem, ...] = ()
    if found.codec == "gb18030":
        notes += (Problem("ENCODING_ASSUMED", {"encoding": found.label}),)
    if found.doubted:
        notes += (Problem("ENCODING_DOUBTED", {"encoding": found.label}),)
    if not found.closed:
        notes += (Problem("LAST_LINE_OPEN", {}),)
    return TextSource(path, zipped, found, _delimiter(path, found, zipped=zipped), notes)


def _open(path: Path, *, zipped: bool) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if zipped else path.open("rb")


def _text(raw: BinaryIO, codec: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(raw, encoding=codec, errors="strict", newline="")


def _blocks(path: Path, *, zipped: bool) -> Iterator[bytes]:
    """Give the bytes of a file. A cut or damaged gzip and one that unpacks without end are refused."""
    size = lines = 0
    with _open(path, zipped=zipped) as raw:
        try:
            while block := raw.read(_BLOCK):
                size += len(block)
                lines += block.count(b"\n")
                if size > MAX_UNPACKED_BYTES:
                    raise ProblemError("FILE_UNPACKS_TOO_LARGE", limit=MAX_UNPACKED_BYTES // 2**20)
                yield block
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ProblemError("FILE_CUT", row=max(lines - 1, 0)) from error


def _encoding(path: Path, *, zipped: bool) -> Encoding:
    head = next(_blocks(path, zipped=zipped), b"")
    if not head.strip():
        raise ProblemError("FILE_EMPTY", file=path.name)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise ProblemError("ENCODING_UNKNOWN", byte=0)
    for mark, codec, label in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, label, _decode(path, codec, zipped=zipped).closed)
    try:
        tally = _decode(path, "utf-8", zipped=zipped)
    except _UndecodableError:
        return Encoding("gb18030", "GB18030", _decode(path, "gb18030", zipped=zipped).closed)
    return Encoding("utf-8", "UTF-8", tally.closed, doubted=tally.foreign > 0 and tally.rare == tally.foreign)


class _UndecodableError(ProblemError):
    """The bytes are no text of this encoding; another one may still fit."""


def _decode(path: Path, codec: str, *, zipped: bool) -> "_Tally":
    """Decode the whole file strictly and tell what was seen."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    tally = _Tally()
    at = 0
    for block in _blocks(path, zipped=zipped):
        text = _strict(decoder, block, at, codec, tally)
        tally.add(text, codec)
        at += len(block)
    _finish(decoder, tally)
    if codec == "gb18030" and tally.rare * 2 > tally.foreign:
        raise ProblemError("ENCODING_UNKNOWN", byte=0)
    return tally


@dataclass(slots=True)
class _Tally:
    """What has been decoded so far: lines, letters beyond ASCII, and those of them that speak against the encoding."""

    lines: int = 0
    foreign: int = 0
    rare: int = 0
    closed: bool = False

    def add(self, text: str, codec: str) -> None:
        if (nul := text.find("\0")) >= 0:
            raise ProblemError("FILE_NUL", line=self.lines + text.count("\n", 0, nul) + 1)
        self.lines += text.count("\n")
        self.closed = text.endswith(("\n", "\r")) if text else self.closed
        if text.isascii() or codec not in _SUSPECT:
            return
        for letter, times in Counter(text).items():
            if not letter.isascii():
                self.foreign += times
                self.rare += times if _SUSPECT[codec](letter) else 0


def _is_rare(letter: str) -> bool:
    """Outside the common Chinese set, where text of another encoding ends up when it is read as GB18030."""
    code = letter.encode("gb18030", "replace")
    return len(code) == 2 and not (code[0] >= 0xA1 and code[1] >= 0xA1)


def _reads_as_chinese(letter: str) -> bool:
    """Whether the UTF-8 bytes of a letter are common Chinese in GB18030 (`é` and `茅` are the same bytes)."""
    code = letter.encode()
    return len(code) == 2 and code[1] >= 0xA1


_SUSPECT = {"gb18030": _is_rare, "utf-8": _reads_as_chinese}


def _strict(decoder: codecs.IncrementalDecoder, block: bytes, at: int, codec: str, tally: _Tally) -> str:
    try:
        return decoder.decode(block)
    except UnicodeDecodeError as error:
        kind = _UndecodableError if codec == "utf-8" else ProblemError
        raise kind("ENCODING_UNKNOWN", byte=at + error.start) from error
    except UnicodeError as error:
        raise ProblemError("ENCODING_UNKNOWN", byte=at) from error


def _finish(decoder: codecs.IncrementalDecoder, tally: _Tally) -> None:
    """Close the decoder. A character cut in the middle means a cut file."""
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise ProblemError("FILE_CUT", row=max(tally.lines - 1, 0)) from error


def _delimiter(path: Path, found: Encoding, *, zipped: bool) -> str:
    with _open(path, zipped=zipped) as raw:
        sample = _text(raw, found.codec).read(_SNIFF)
    return max(_DELIMITERS, key=lambda mark: _agreement(sample, mark))


def _agreement(sample: str, delimiter: str) -> tuple[bool, float, int]:
    """How well the first lines agree with the header when split here: more than one column, equal widths, width."""
    rows: list[list[str]] = []
    try:
        rows.extend(row for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 20) if row)
    except csv.Error:
        return False, 0.0, 0
    width = len(rows[0]) if rows else 0
    if width < 2:
        return False, 0.0, max(map(len, rows), default=0)
    body = rows[1:-1] or rows[1:]
    return True, sum(len(row) == width for row in body) / max(len(body), 1), width


def _trimmed(record: Sequence[str]) -> Sequence[str]:
    width = len(record)
    while width and not record[width - 1].strip():
        width -= 1
    return record[:width]


def _refusal(error: csv.Error, rows: int, line: int, line_now: int) -> ProblemError:
    said = str(error)
    if "unexpected end" in said:
        if line_now - line > 1:
            return ProblemError("QUOTE_OPEN", row=rows + 1, line=line + 1)
        return ProblemError("FILE_CUT", row=rows)
    if "field limit" in said:
        return ProblemError("CELL_TOO_LONG", row=rows + 1, limit=csv.field_size_limit())
    return ProblemError("QUOTE_BROKEN", row=rows + 1, line=line + 1)
