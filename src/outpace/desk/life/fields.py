"""Which fields of the register a statement's text reads. It errs to one side: what might be read counts as read.

No parser of SQL: a column counts where its name stands in a statement that names its table, but for what is only written.
"""

import re
from collections.abc import Iterator, Mapping

Columns = Mapping[str, frozenset[str]]
_LITERAL = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_WRITTEN = re.compile(r"\binsert\s+into\s+([\w.]+)(?:\s+as\s+\w+)?\s*(?:\([^()]*\))?")
_ONLY_NAMED = re.compile(r"\bexcluded\.\w+|\bon\s+conflict\s*\([^()]*\)|\bcount\s*\(\s*\*\s*\)")
_UPDATES = re.compile(r"\bupdate\b.*?\bset\b", re.DOTALL)
_TARGET = re.compile(r"(\bset|,)\s*\w+\s*=")
_WHOLE_ROW = re.compile(
    r"(?:\bselect|\ball|\bdistinct|\breturning|[,.])\s*\*|\b(?:row_to_json|to_jsonb?|jsonb?_agg)\s*\(|\bcopy\s+[\w.]+|\$\$|'"
)
_NAME = re.compile(r"[a-z_]\w*(?:\.[a-z_]\w*)*")
_CALL = re.compile(r"\b([a-z_]\w*\.[a-z_]\w*)\s*\(")


def fields_read(text: str, held: Columns) -> frozenset[tuple[str, str]]:
    """The table and column of everything `held` that a text may read; what can't be told apart is read whole."""
    return frozenset(field for part in _parts(text) for field in _read(part, held))


def functions_called(text: str) -> frozenset[str]:
    """The functions a text calls, with their schema."""
    return frozenset(name for part in _parts(text) for name in _CALL.findall(part))


def _parts(text: str) -> list[str]:
    return _LITERAL.sub(" ", text).replace('"', "").lower().split(";")


def _read(part: str, held: Columns) -> Iterator[tuple[str, str]]:
    written = [_plain(name) for name in _WRITTEN.findall(part)]
    rest = _ONLY_NAMED.sub(" ", _WRITTEN.sub(" ", part))
    if _UPDATES.search(rest):
        rest = _TARGET.sub(r"\1 ", rest)
    names = {_plain(name) for name in _NAME.findall(rest)}
    tables = {name for name in names if name in held} | ({*written} & held.keys() if "returning" in rest else set())
    loose = {name.rpartition(".")[2] for name in names if name.rpartition(".")[0] not in held}
    for name in names:
        table, _, column = name.rpartition(".")
        if column in held.get(table, ()):
            yield table, column
            tables |= {table} if _WHOLE_ROW.search(rest) else set()
    for table in tables:
        yield from ((table, column) for column in held[table] if column in loose or _WHOLE_ROW.search(rest))


def _plain(name: str) -> str:
    return name.removeprefix("public.")
