"""The header of an edition: what it is called, what it is for, where and from when until when it holds.

Reads what stands there; whether it fits the other documents of the shelf is checked where they meet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from outpace.protocols.spot import Spot
from outpace.protocols.texts import read_name
from outpace.words.decision import Text
from outpace.words.moment import Dated

REQUIRED = "id label title note disease line valid review_by"
OPTIONAL = "area supplements replaces supersedes"


class Line(StrEnum):
    """Prevention and treatment editions are separate dated lines; a supplement adds to an edition of one of them.

    What holds for every disease (international regulations, a province's own instruments) is common.
    """

    PREVENTION = "prevention"
    TREATMENT = "treatment"
    SUPPLEMENT = "supplement"
    COMMON = "common"

    @property
    def is_dated_line(self) -> bool:
        """Whether one edition of it is in force at a time, and the next one ends it."""
        return self in (Line.PREVENTION, Line.TREATMENT)


@dataclass(frozen=True, slots=True)
class Disease:
    """The disease an edition is for."""

    id: str
    name: Text


ANY_DISEASE = "any"


@dataclass(frozen=True, slots=True)
class Replaces:
    """What a supplement says instead of the edition it supplements: names of numbers, numbers of clauses, sections."""

    numbers: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


NOTHING_REPLACED = Replaces()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header as it stands. `area` is the path of the place it holds for, "" for everywhere."""

    id: str
    label: str
    title: Text
    disease: Disease
    line: Line
    valid_from: Dated
    valid_until: Dated | None
    review_by: Dated
    area: str
    supplements: tuple[str, ...]
    replaces: Replaces
    supersedes: tuple[str, ...]


def read_header(fields: Mapping[str, Spot]) -> Header:
    """Read the header, without its note (which quotes numbers). Raises ProblemError PROTOCOL_…"""
    disease = fields["disease"].keys("id name")
    valid_from, valid_until = read_valid(fields["valid"])
    line = fields["line"].choice(Line)
    return Header(
        id=fields["id"].word(),
        label=fields["label"].word(),
        title=read_name(fields["title"]),
        disease=Disease(disease["id"].word(), read_name(disease["name"])),
        line=line,
        valid_from=valid_from,
        valid_until=valid_until,
        review_by=fields["review_by"].dated(),
        area=read_area(fields.get("area")),
        supplements=_supplements(fields, line),
        replaces=_replaces(fields.get("replaces"), line),
        supersedes=_words(fields.get("supersedes")),
    )


def read_valid(spot: Spot) -> tuple[Dated, Dated | None]:
    """Read first and last day (or month) of validity. Raises PROTOCOL_DATES_CROSSED."""
    fields = spot.keys("from", "until")
    start = fields["from"].dated()
    until = fields["until"].dated() if "until" in fields else None
    if until and until.day < start.day:
        raise fields["until"].refuse("PROTOCOL_DATES_CROSSED", start=str(start), until=str(until))
    return start, until


def read_area(spot: Spot | None) -> str:
    """Read the path of a place (`330000/`), "" where none is given."""
    if spot is None:
        return ""
    if not spot.word().endswith("/"):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="path of an area, each code closed by a slash")
    return spot.word()


def _supplements(fields: Mapping[str, Spot], line: Line) -> tuple[str, ...]:
    named = _words(fields.get("supplements"))
    if line is Line.SUPPLEMENT and not named:
        raise fields["line"].refuse("PROTOCOL_KEY_MISSING", key="supplements", name="line: supplement")
    if line is not Line.SUPPLEMENT and named:
        raise fields["supplements"].refuse("PROTOCOL_ONLY_SUPPLEMENT", key="supplements", line=line)
    return named


def _replaces(spot: Spot | None, line: Line) -> Replaces:
    if spot is None:
        return NOTHING_REPLACED
    if line is not Line.SUPPLEMENT:
        raise spot.refuse("PROTOCOL_ONLY_SUPPLEMENT", key=spot.name, line=line)
    fields = spot.keys("", "numbers clauses sections")
    return Replaces(*(_words(fields.get(key)) for key in ("numbers", "clauses", "sections")))


def _words(spot: Spot | None) -> tuple[str, ...]:
    return () if spot is None else tuple(item.word() for item in spot.items())
