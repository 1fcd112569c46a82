"""Frozen records as bytes and back, without executing anything: JSON that names the protocols' own types and nothing else.

Only frozen dataclasses and enumerations of `outpace.protocols` and `outpace.words` can be named; shared records stay shared.
Whether the bytes may be believed is the caller's question.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any

ROOMS = ("outpace.protocols.", "outpace.words.")


def freeze(value: Any) -> bytes:
    """Write records, tuples, mappings, sets, dates, decimals and words. Raises TypeError for anything else."""
    writer = _Writer()
    root = writer.told(value)
    return json.dumps([writer.kinds, writer.nodes, root], ensure_ascii=False, separators=(",", ":")).encode()


def thaw(content: bytes) -> Any:
    """Read back what `freeze` wrote. Raises ValueError, TypeError, KeyError, IndexError for anything else."""
    kinds, nodes, root = json.loads(content)
    made: list[Any] = []
    makers = [_maker(name) for name in kinds]

    def given(part: Any) -> Any:
        return made[part[0]] if type(part) is list else part

    for kind, *parts in nodes:
        made.append(makers[kind]([given(part) for part in parts]))
    return given(root)


class _Writer:
    """Nodes in the order in which they can be read back; a record met twice is written once."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.nodes: list[list[Any]] = []
        self.known: dict[Any, tuple[int, Any]] = {}

    def told(self, value: Any) -> Any:
        if value is None or type(value) in (bool, int, float, str):
            return value
        key = value if isinstance(value, Enum | date | Decimal) else id(value)
        if (type(value), key) not in self.known:
            node = self._node(value)
            self.nodes.append(node)
            self.known[type(value), key] = (len(self.nodes) - 1, value)
        return [self.known[type(value), key][0]]

    def _node(self, value: Any) -> list[Any]:
        match value:
            case Enum():
                return [self._kind(_name(type(value))), value.value]
            case tuple():
                return [self._kind("tuple"), *map(self.told, value)]
            case frozenset():
                return [self._kind("frozenset"), *map(self.told, sorted(value, key=str))]
            case Mapping():
                return [self._kind("mapping"), *(self.told(each) for item in value.items() for each in item)]
            case date() if type(value) is date:
                return [self._kind("date"), value.isoformat()]
            case Decimal():
                return [self._kind("decimal"), str(value)]
            case _ if is_dataclass(value) and not isinstance(value, type):
                parts = [self.told(getattr(value, field.name)) for field in fields(value)]
                return [self._kind(_name(type(value))), *parts]
        raise TypeError(f"{type(value).__name__} can't be kept")

    def _kind(self, name: str) -> int:
        if name not in self.kinds:
            self.kinds.append(name)
        return self.kinds.index(name)


def _name(kind: type[Any]) -> str:
    name = f"{kind.__module__}:{kind.__qualname__}"
    _found(name)
    return name


def _found(name: str) -> type[Any]:
    """One of the protocols' own types by name. Raises TypeError for any other."""
    module, _, word = name.partition(":")
    kind = getattr(import_module(module), word, None) if module.startswith(ROOMS) else None
    frozen = is_dataclass(kind) and kind.__dataclass_params__.frozen  # type: ignore[union-attr]
    if not isinstance(kind, type) or kind.__module__ != module or not (frozen or issubclass(kind, Enum)):
        raise TypeError(f"{name} is no record of the protocols")
    return kind


_PLAIN = {
    "tuple": tuple,
    "frozenset": frozenset,
    "mapping": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "date": lambda parts: date.fromisoformat(parts[0]),
    "decimal": lambda parts: Decimal(parts[0]),
}


def _maker(name: str) -> Any:
    if name in _PLAIN:
        return _PLAIN[name]
    kind = _found(name)
    if issubclass(kind, Enum):
        return lambda parts: kind(parts[0])
    names = [field.name for field in fields(kind)]
    return lambda parts: kind(**dict(zip(names, parts, strict=True)))
