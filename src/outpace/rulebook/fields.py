"""What a rule asks: the fields of its facts, so that a form, a page or a manual can be made from the type itself.

Every field has its name in both languages in `fields.toml`; a test finds one that has none.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from outpace.words.decision import Text
from outpace.words.moment import Dated


class FieldKind(StrEnum):
    """How a field is filled in."""

    TRUTH = "truth"
    CHOICE = "choice"
    DAY = "day"
    INSTANT = "instant"
    NUMBER = "number"
    TEXT = "text"
    GROUP = "group"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: how it is filled in, whether it must be, what may be chosen, and what it consists of."""

    name: str
    label: Text
    kind: FieldKind
    needed: bool
    options: tuple[tuple[str, Text], ...] = ()
    of: tuple["Field", ...] = ()


def fields_of(facts: type[Any]) -> tuple[Field, ...]:
    """Describe the fields of a type of facts. Raises KeyError for a name without words, TypeError for a type without a form."""
    kinds = get_type_hints(facts)
    return tuple(
        _field(facts, one.name, kinds[one.name], one.default is MISSING and one.default_factory is MISSING)
        for one in fields(facts)
    )


def label(name: str, owner: type[Any]) -> Text:
    """The words for a field or a value: those under `owner.name` where the name means something else there. Raises KeyError."""
    entry = _words().get(f"{owner.__name__}.{name}") or _words()[name]
    return Text(zh=entry["zh"], en=entry["en"])


def words_of(name: str) -> Text:
    """The words for a name whatever it belongs to; for one that only a type has, those of that type. Raises KeyError."""
    known = _words()
    entry = known.get(name) or known[next((each for each in known if each.endswith(f".{name}")), name)]
    return Text(zh=entry["zh"], en=entry["en"])


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("outpace.rulebook") / "fields.toml").read_text("utf-8"))


def _field(owner: type[Any], name: str, kind: Any, needed: bool) -> Field:
    inner, words = _without_none(kind), label(name, owner)
    if get_origin(inner) in (tuple, frozenset, list):
        return Field(name=name, label=words, kind=FieldKind.LIST, needed=needed, **_inside(get_args(inner)[0]))
    return Field(name=name, label=words, kind=_kind(inner), needed=needed, **_inside(inner))


def _inside(kind: Any) -> dict[str, Any]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"options": tuple((str(one.value), label(str(one.value), kind)) for one in kind)}
    if is_dataclass(kind) and kind is not Dated:
        return {"of": fields_of(kind)}  # type: ignore[arg-type]
    return {}


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        rest = [one for one in get_args(kind) if one is not type(None)]
        return rest[0] if len(rest) == 1 else kind
    return kind


def _kind(kind: Any) -> FieldKind:
    if kind is bool:
        return FieldKind.TRUTH
    if kind in (Dated, date):
        return FieldKind.DAY
    if kind is datetime:
        return FieldKind.INSTANT
    if isinstance(kind, type) and issubclass(kind, Enum):
        return FieldKind.CHOICE
    if isinstance(kind, type) and issubclass(kind, str):
        return FieldKind.TEXT
    if is_dataclass(kind):
        return FieldKind.GROUP
    if isinstance(kind, type) and kind.__name__ in ("int", "float", "Decimal"):
        return FieldKind.NUMBER
    raise TypeError(f"nobody can fill in {kind!r}")
