"""Which column of a file is which field: proposed from headers in zh and en, checked before a row is read.

A column that fits no field, or two columns that fit one, stay open for a person to decide.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from outpace.exchange.dates import looks_like_a_date
from outpace.exchange.vocabulary import is_unknown, plain
from outpace.words.decision import Text
from outpace.words.problem import Problem

_NOISE = re.compile(r"[\W_]+")
_DATES = frozenset(
    {"onset", "specimen", "diagnosis", "reported", "exposure_start", "exposure_end", "isolated", "death", "birth"}
    | {"first", "last", "prophylaxis_day"}
)
_NUMBERS = frozenset({"age", "delay_days", "minutes", "population"})


class FileKind(StrEnum):
    """What a file is imported as."""

    LINELIST = "linelist"
    LINKS = "links"
    EXPOSURES = "exposures"
    POPULATION = "population"


@dataclass(frozen=True, slots=True)
class Field:
    """A field a column can be mapped to, with the headers known for it."""

    name: str
    required: bool
    label: Text
    synonyms: tuple[str, ...]


@cache
def fields(kind: FileKind) -> tuple[Field, ...]:
    """Give the fields of a kind of file, in the order a person reads them."""
    content = tomllib.loads((files("outpace.exchange") / "headers.toml").read_text("utf-8"))
    return tuple(
        Field(name, entry.get("required", False), Text(zh=entry["zh"], en=entry["en"]), tuple(entry["headers"]))
        for name, entry in content[kind].items()
    )


def label(kind: FileKind, name: str) -> Text:
    """Give the words for a field. Raises KeyError for a field this kind doesn't have."""
    return _labels(kind)[name]


@cache
def _labels(kind: FileKind) -> Mapping[str, Text]:
    return {field.name: field.label for field in fields(kind)}


def normalise(header: str) -> str:
    """Bring a header to the form in which headers are compared: half-width, lower case, letters and digits only."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", header).casefold())


@cache
def _by_header(kind: FileKind) -> Mapping[str, str]:
    return {normalise(word): field.name for field in fields(kind) for word in (field.name, *field.synonyms)}


def propose(
    kind: FileKind, columns: Sequence[str], samples: Mapping[str, Sequence[str | None]]
) -> dict[str, str | None]:
    """Propose a field for each column: by its header, and by its values where two columns claim one field.

    No field is given twice. What stays ambiguous, or doesn't look like its header, is None.
    """
    claims: dict[str, list[str]] = {}
    for column in columns:
        claimed = _field_of(kind, column)
        if claimed and _fits(claimed, samples.get(column, ())):
            claims.setdefault(claimed, []).append(column)
    winners = {winner: field for field, claimants in claims.items() if (winner := _winner(field, claimants))}
    return {column: winners.get(column) for column in columns}


def _field_of(kind: FileKind, column: str) -> str | None:
    header = normalise(column)
    field = _by_header(kind).get(header)
    if field is None and kind is FileKind.POPULATION and ("population" in header or "人口" in header):
        return "population"
    return field


def _winner(field: str, claimants: Sequence[str]) -> str | None:
    if len(claimants) == 1:
        return claimants[0]
    exact = [column for column in claimants if normalise(column) == normalise(field)]
    return exact[0] if len(exact) == 1 else None


def _fits(field: str, sample: Sequence[str | None]) -> bool:
    """Whether the values can be what the header says. A column without values speaks neither for nor against."""
    values = [value for value in sample if value and not is_unknown(value)]
    if not values:
        return True
    if field in _DATES:
        return any(looks_like_a_date(value) for value in values)
    if field in _NUMBERS:
        return any(any(letter.isdigit() for letter in plain(value)) for value in values)
    return True


def check_mapping(
    kind: FileKind, columns: Sequence[str], mapping: Mapping[str, str | None], constants: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Check a mapping and the constants beside it; no problem means that rows can be read with it."""
    return tuple(
        [
            *_unknown_columns(columns, mapping),
            *_unknown_fields(kind, (*mapping.values(), *constants)),
            *_twice(kind, mapping, constants),
            *_missing(kind, {*mapping.values(), *constants}),
        ]
    )


def _unknown_columns(columns: Sequence[str], mapping: Mapping[str, str | None]) -> Iterator[Problem]:
    for column in mapping:
        if column not in columns:
            yield Problem("MAPPING_COLUMN_UNKNOWN", {"column": column, "columns": ", ".join(columns)})


def _unknown_fields(kind: FileKind, names: Sequence[str | None]) -> Iterator[Problem]:
    for name in names:
        if name is not None and name not in _labels(kind):
            yield Problem("MAPPING_FIELD_UNKNOWN", {"field": name, "fields": ", ".join(_labels(kind))})


def _twice(kind: FileKind, mapping: Mapping[str, str | None], constants: Mapping[str, str]) -> Iterator[Problem]:
    for field in fields(kind):
        sources = [column for column, name in mapping.items() if name == field.name]
        sources += [f"={constants[field.name]}"] if field.name in constants else []
        if len(sources) > 1:
            yield Problem("MAPPING_FIELD_TWICE", {**_named(field), "columns": ", ".join(sources)})


def _missing(kind: FileKind, given: set[str | None]) -> Iterator[Problem]:
    for field in fields(kind):
        if field.required and field.name not in given:
            yield Problem("MAPPING_FIELD_MISSING", _named(field))


def _named(field: Field) -> dict[str, str | int]:
    return {"field": field.name, "label_zh": field.label.zh, "label_en": field.label.en}
