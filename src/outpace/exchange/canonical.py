"""The identity of content: a hash of a record, whatever file or order of columns it came in, and of a file's bytes.

An unknown value and an absent one are the same content.
"""

import hashlib
import json
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from outpace.words.moment import Dated

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def row_hash(record: "DataclassInstance") -> bytes:
    """Hash a record: sha256 over its canonical JSON (sorted keys, ISO dates, UTF-8), 32 bytes."""
    kind: type = type(record)
    content = {name: _plain(value) for name in _names(kind) if (value := getattr(record, name)) is not None}
    text = _WRITE([kind.__name__, content])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def file_hash(path: Path) -> str:
    """Hash a file's bytes as they stand: sha256 in hexadecimal, read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(sorted(field.name for field in fields(kind)))


def _plain(value: object) -> str | int:
    if isinstance(value, Dated):
        return str(value)
    return value if isinstance(value, int) else str(value)
