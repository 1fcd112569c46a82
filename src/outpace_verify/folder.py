"""Read an exported folder, strictly: what is not written exactly as the format says counts as changed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from outpace_verify.findings import Finding, finding
from outpace_verify.notes import (
    LOG,
    WITNESS,
    Checkpoint,
    Key,
    UnreadableError,
    read_key,
    read_notes,
    strict_base64,
    strict_hex,
)

KEY, LEAVES, CHECKPOINTS, ITEMS = "log.key", "leaves.txt", "checkpoints.txt", "items.txt"
WITNESSES, BODIES, PARTS = "witnesses.txt", "bodies.txt", "parts.txt"
NEEDED = (KEY, LEAVES, CHECKPOINTS, ITEMS)
ALLOWED = frozenset({*NEEDED, WITNESSES, BODIES, PARTS})
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf's bytes: commitment, time, root of items."""

    data: bytes

    @property
    def commitment(self) -> bytes:
        """What the body with its salt must hash to."""
        return self.data[:32]

    @property
    def recorded_us(self) -> int | None:
        """Microseconds since 1970; None in leaves of the first form."""
        return int.from_bytes(self.data[32:40], "big", signed=True) if len(self.data) > 32 else None

    @property
    def items_root(self) -> bytes | None:
        """The root over the rows of a bulk act."""
        return self.data[40:] or None


@dataclass(slots=True)
class Log:
    """An exported log as it was read. `key` is None where it can't be read."""

    key: Key | None = None
    leaves: list[Leaf] = field(default_factory=list)
    checkpoints: list[Checkpoint] = field(default_factory=list)
    items: dict[int, list[tuple[int, bytes]]] = field(default_factory=dict)
    witnesses: list[Key] = field(default_factory=list)
    bodies: dict[int, tuple[bytes, bytes]] | None = None
    parts: dict[int, bytes] | None = None
    findings: list[Finding] = field(default_factory=list)


def read_folder(folder: Path) -> Log:
    """Read a folder; what could not be read is among the findings."""
    log = Log()
    names = {path.name for path in folder.iterdir()}
    log.findings += [finding("FILE_MISSING", file=name) for name in NEEDED if name not in names]
    log.findings += [finding("FILE_UNKNOWN", file=name) for name in sorted(names - ALLOWED)]
    if log.findings:
        return log
    _read_keys(folder, names, log)
    log.leaves = [Leaf(data) for data in _rows(folder / LEAVES, _leaf, log)]
    _read_checkpoints(folder, log)
    _read_items(folder, log)
    if BODIES in names:
        log.bodies = _unique(folder / BODIES, ((n, (s, b)) for n, s, b in _rows(folder / BODIES, _body, log)), log)
        parts = _rows(folder / PARTS, _part, log) if PARTS in names else []
        log.parts = _unique(folder / PARTS, parts, log)
    elif PARTS in names:
        log.findings.append(finding("FILE_UNKNOWN", file=PARTS))
    return log


def _read_keys(folder: Path, names: set[str], log: Log) -> None:
    for name, kind in ((KEY, LOG), (WITNESSES, WITNESS)):
        if name not in names:
            continue
        try:
            keys = [read_key(line) for line in _lines(folder / name)]
        except UnreadableError:
            log.findings.append(finding("KEY_UNREADABLE", file=name))
            continue
        if any(key.kind != kind for key in keys) or (name == KEY and len(keys) != 1):
            log.findings.append(finding("KEY_UNREADABLE", file=name))
        elif name == KEY:
            log.key = keys[0]
        else:
            log.witnesses = keys


def _read_checkpoints(folder: Path, log: Log) -> None:
    try:
        for checkpoint in read_notes(_text(folder / CHECKPOINTS)):
            log.checkpoints.append(checkpoint)
    except UnreadableError:
        log.findings.append(finding("LINE_UNREADABLE", file=CHECKPOINTS, line=_line_after(log.checkpoints)))


def _read_items(folder: Path, log: Log) -> None:
    last = (-1, 0)
    for line, (number, row, value) in enumerate(_rows(folder / ITEMS, _item, log), 1):
        if (number, row) <= last:
            log.findings.append(finding("LINE_UNREADABLE", file=ITEMS, line=line))
        log.items.setdefault(number, []).append((row, value))
        last = (number, row)


def _line_after(checkpoints: Iterable[Checkpoint]) -> int:
    return 1 + sum(checkpoint.text.count("\n") + 1 + len(checkpoint.signatures) for checkpoint in checkpoints)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError(file.name) from None


def _lines(file: Path) -> list[str]:
    text = _text(file)
    if not text:
        return []
    if not text.endswith("\n"):
        raise UnreadableError(file.name)
    return text[:-1].split("\n")


def _rows(file: Path, read: Callable[[str], Row], log: Log) -> list[Row]:
    rows: list[Row] = []
    try:
        lines = _lines(file)
        rows.extend(map(read, lines))
    except UnreadableError:
        log.findings.append(finding("LINE_UNREADABLE", file=file.name, line=len(rows) + 1))
    return rows


def _unique(file: Path, rows: Iterable[tuple[int, Row]], log: Log) -> dict[int, Row]:
    found: dict[int, Row] = {}
    last = -1
    for line, (number, row) in enumerate(rows, 1):
        if number <= last:
            log.findings.append(finding("LINE_UNREADABLE", file=file.name, line=line))
        found[number], last = row, number
    return found


def _leaf(line: str) -> bytes:
    data = strict_hex(line)
    if len(data) not in (32, 40, 72):
        raise UnreadableError(line)
    return data


def _item(line: str) -> tuple[int, int, bytes]:
    number, row, value = _words(line, 3)
    return _number(number), _number(row), strict_hex(value)


def _body(line: str) -> tuple[int, bytes, bytes]:
    number, salt, body = _words(line, 3)
    return _number(number), strict_hex(salt), strict_base64(body)


def _part(line: str) -> tuple[int, bytes]:
    number, rows = _words(line, 2)
    return _number(number), strict_base64(rows)


def _words(line: str, count: int) -> list[str]:
    words = line.split(" ")
    if len(words) != count:
        raise UnreadableError(line)
    return words


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise UnreadableError(text)
    return int(text)
