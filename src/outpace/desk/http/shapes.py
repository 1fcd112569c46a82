"""Shapes that every answer shares: texts in both languages, areas, clauses, reasons, pages. Types only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Generic, Self, TypeVar

from ninja import Schema
from pydantic import Field

from outpace.desk.areas.models import Area
from outpace.words.decision import Text
from outpace.words.ids import IdKind, encode

MAX_LIMIT = 500
Row = TypeVar("Row")
Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT)]
Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class Both(Schema):
    """One text in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, text: Text) -> Self:
        """Take over a text of the vocabulary."""
        return cls(zh=text.zh, en=text.en)


class Who(Schema):
    """An account by its id and the name it works under."""

    id: str
    display: Both


class AreaRef(Schema):
    """An area as a row names it."""

    id: str
    code: str
    name: Both


class ClauseOut(Schema):
    """A clause of an edition with the source it was read in, and the numbers that its sentence is filled with."""

    edition: str
    number: str
    label: str
    title: Both
    text: Both
    certainty: str
    source: str
    date: str
    numbers: tuple[str, ...] = ()


class ReasonOut(Schema):
    """Why: clause, sentence, and the facts the sentence rests on."""

    clause: ClauseOut
    text: Both
    evidence: dict[str, Any]


class NumberedRef(Schema):
    """A record by its id and the number people call it by."""

    id: str
    number: str


class Page(Schema, Generic[Row]):
    """One page of a list: `next` is null on the last one, `total` counts all pages."""

    items: list[Row]
    next: str | None
    total: int
    as_of: datetime


def area_ref(area: Area | None) -> AreaRef | None:
    """Name an area. Without an English name the Chinese one stands for both."""
    if area is None:
        return None
    return AreaRef(id=encode(IdKind.AREA, area.pk), code=area.code, name=area_name(area))


def area_name(area: Area) -> Both:
    """An area's name in both languages."""
    return Both(zh=area.name_zh, en=area.name_en or area.name_zh)


def reasons_of(decision: Mapping[str, Any]) -> list[ReasonOut]:
    """The reasons of a decision as it is stored."""
    return [ReasonOut.model_validate(reason) for reason in decision["reasons"]]
