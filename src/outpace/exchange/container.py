"""What a file is, told from its first bytes and not from its name, and whether it is whole.

Recognises text, gzip, XLSX, XLS and Parquet; refuses the rest by name. Reads no row.
"""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from outpace.words.problem import ProblemError

MAX_FILE_BYTES = 2 * 2**30
MAX_UNPACKED_BYTES = 2 * 2**30
MAX_SHEET_CELLS = 40_000_000
_BLOCK = 1 << 20
_CELL = re.compile(rb"""[\s]r=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*\st=["']e["']""")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {b"%PDF": "PDF", b"<!DOCTYPE": "HTML", b"<html": "HTML", b"<?xml": "XML", b"{\\rtf": "RTF"}


class Kind(StrEnum):
    """What a file holds."""

    TEXT = "text"
    GZIP = "gzip"
    XLSX = "xlsx"
    XLS = "xls"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class SheetSize:
    """The largest used area among the sheets of a workbook, and how many cells hold a spreadsheet error."""

    rows: int
    columns: int
    error_cells: int


def recognise(path: Path) -> Kind:
    """Tell what a file is by its content. Raises ProblemError for a missing, empty, foreign or too large one."""
    head = _head(path)
    match head[:4]:
        case b"PK\x03\x04" | b"PK\x05\x06":
            return _office_zip(path)
        case b"PAR1":
            return _parquet(path)
    if head.startswith(_OLE):
        return _office_ole(path)
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    _refuse_foreign(head)
    return Kind.TEXT


def _head(path: Path) -> bytes:
    if not path.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=path.name)
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise ProblemError("FILE_TOO_LARGE", megabytes=size // 2**20, limit=MAX_FILE_BYTES // 2**20)
    with path.open("rb") as stream:
        head = stream.read(512)
    if not head.strip():
        raise ProblemError("FILE_EMPTY", file=path.name)
    return head


def _refuse_foreign(head: bytes) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, name in _FOREIGN.items():
        if start.startswith(magic.lower()):
            raise ProblemError("FILE_FORMAT_UNKNOWN", found=name)


def _office_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise ProblemError("FILE_CUT", row=0) from error
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    found = "XLSB" if "xl/workbook.bin" in names else "ODS" if "mimetype" in names else "ZIP"
    raise ProblemError("FILE_FORMAT_UNKNOWN", found=found)


def _parquet(path: Path) -> Kind:
    with path.open("rb") as stream:
        stream.seek(-4, 2)
        if stream.read(4) != b"PAR1" or stream.tell() < 12:
            raise ProblemError("FILE_CUT", row=0)
    return Kind.PARQUET


def _office_ole(path: Path) -> Kind:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise ProblemError("FILE_PASSWORD")
    if not _ole_is_whole(content):
        raise ProblemError("FILE_CUT", row=0)
    return Kind.XLS


def _ole_is_whole(content: bytes) -> bool:
    """Compare the size with the last sector in use (MS-CFB 2.2 and 2.3: header and sector allocation table)."""
    if len(content) < 512:
        return False
    shift: int = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        return False
    size = 1 << shift
    tables = [sector for sector in struct.unpack_from("<109I", content, 76) if sector < 0xFFFFFFFA]
    last: int = -1
    for number, sector in enumerate(tables):
        at = (sector + 1) * size
        if at + size > len(content):
            return False
        used = [i for i, entry in enumerate(struct.unpack_from(f"<{size // 4}I", content, at)) if entry != 0xFFFFFFFF]
        last = number * (size // 4) + used[-1] if used else last
    return len(content) >= (last + 2) * size


def check_workbook(path: Path) -> SheetSize:
    """Unpack an XLSX once, block by block: its sums, its size and its used area. Raises ProblemError if unfit."""
    size = SheetSize(0, 0, 0)
    with zipfile.ZipFile(path) as package:
        if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED_BYTES:
            raise ProblemError("FILE_UNPACKS_TOO_LARGE", limit=MAX_UNPACKED_BYTES // 2**20)
        for part in package.infolist():
            try:
                size = _widest(size, _scan_part(package, part))
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
                raise ProblemError("FILE_CUT", row=0) from error
    return size


def _scan_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> SheetSize:
    columns: set[bytes] = set()
    rows = errors = unpacked = 0
    is_sheet = part.filename.startswith("xl/worksheets/")
    tail = b""
    with package.open(part) as stream:
        while block := stream.read(_BLOCK):
            unpacked += len(block)
            if unpacked > part.file_size:
                raise ProblemError("FILE_UNPACKS_TOO_LARGE", limit=part.file_size // 2**20)
            if is_sheet:
                whole, tail = _whole_tags(tail + block)
                for letters, digits in _CELL.findall(whole):
                    columns.add(letters)
                    rows = max(rows, int(digits))
                errors += len(_ERROR_CELL.findall(whole))
    return _bounded(SheetSize(rows, max((_column_number(c) for c in columns), default=0), errors))


def _whole_tags(content: bytes) -> tuple[bytes, bytes]:
    cut = content.rfind(b"<") if len(content) < 2 * _BLOCK else len(content)
    return (content, b"") if cut <= 0 else (content[:cut], content[cut:])


def _bounded(size: SheetSize) -> SheetSize:
    if size.rows * size.columns > MAX_SHEET_CELLS:
        raise ProblemError("SHEET_AREA_TOO_LARGE", rows=size.rows, columns=size.columns)
    return size


def _widest(one: SheetSize, other: SheetSize) -> SheetSize:
    return SheetSize(max(one.rows, other.rows), max(one.columns, other.columns), one.error_cells + other.error_cells)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
