"""The identity of content: a hash of a record, whatever file or order of columns it came in, and of a file's bytes.

An unknown value and an absent one are the same content.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def row_hash(record: "DataclassInstance") -> bytes:
    """Hash a record: sha256 over its canonical JSON (sorted keys, ISO dates, UTF-8), 32 bytes."""
    return hash_of(type(record), json_values(record))


def json_values(record: "DataclassInstance") -> Mapping[str, str]:
    """What is known of a record, by field in the order of the alphabet, each value as JSON."""
    names, values_of = _reader(type(record))
    known = zip(names, values_of(record), strict=True)
    return {name: json_value(value) for name, value in known if value is not None}


def hash_of(kind: type, values: Mapping[str, str]) -> bytes:
    """The `row_hash` of a record whose `json_values` are given."""
    text = ",".join([f'"{name}":{value}' for name, value in values.items()])
    return hashlib.sha256(f'["{kind.__name__}",{{{text}}}]'.encode("utf-8", "surrogatepass")).digest()


def json_value(value: object) -> str:
    """Write one value of a record as JSON: null, a number, true or false, a list; everything else as its text."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{','.join(map(_item, value))}]"
    return int.__repr__(value) if isinstance(value, int) else encode_basestring(str(value))


def _item(value: object) -> str:
    """An item of a list: a record as its known fields, anything else as its value."""
    if not is_dataclass(value) or isinstance(value, type):
        return json_value(value)
    return "{" + ",".join(f'"{name}":{known}' for name, known in json_values(value).items()) + "}"


def file_hash(path: Path) -> str:
    """Hash a file's bytes as they stand: sha256 in hexadecimal, read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def _reader(kind: type) -> tuple[tuple[str, ...], Callable[[object], Iterable[object]]]:
    """The fields of a kind in the order of the alphabet, and what reads their values."""
    names = tuple(sorted(field.name for field in fields(kind)))
    return names, attrgetter(*names) if len(names) > 1 else lambda record: [getattr(record, name) for name in names]
