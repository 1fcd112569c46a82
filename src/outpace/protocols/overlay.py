"""Local overlays: numbers that a place changes for a time, with who approved it, why, and until when.

The direction is computed from the numbers, not believed; the edition decides which way a place may depart from it. An overlay
without an end is refused, an expired one falls away by itself. Puts nothing into force: that is the law of a day and place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from outpace.protocols.dated_line import first_day, last_day
from outpace.protocols.edition import Edition
from outpace.protocols.header import read_area, read_valid
from outpace.protocols.ledger import read_certainty, read_source_date, read_values
from outpace.protocols.numbers import Direction, Number
from outpace.protocols.sections.departures import OVERLAYS, Leave
from outpace.protocols.spot import Spot, open_spot
from outpace.protocols.texts import both, read_name, read_text
from outpace.protocols.ways import Way, number_way
from outpace.words.area import is_within
from outpace.words.decision import Text
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError

DIRECTIONS = {Way.STRICTER: Direction.MORE, Way.LIGHTER: Direction.FEWER, Way.NEITHER: Direction.NEUTRAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a place changes in one document: `numbers` by name as they hold there, each naming the overlay and what it was."""

    id: str
    label: str
    title: Text
    edition: str
    area: str
    valid_from: Dated
    valid_until: Dated
    direction: Direction
    approver: Text
    reason: Text
    numbers: Mapping[str, Number]
    where: str


def read_overlay(
    file: str, text: str, editions: Mapping[str, Edition], parse: Callable[[str, str], Spot] = open_spot
) -> Overlay:
    """Read one overlay against the document it changes. Raises ProblemError PROTOCOL_…, OVERLAY_…"""
    fields = parse(file, text).keys("id label title edition area valid direction approver reason numbers")
    edition = _edition(fields["edition"], editions)
    label = f"overlay {fields['label'].word()}"
    numbers = dict(_numbers(fields["numbers"], edition, label))
    start, until = read_valid(fields["valid"])
    if until is None:
        raise fields["valid"].refuse("OVERLAY_WITHOUT_END")
    overlay = Overlay(
        id=fields["id"].word(),
        label=label,
        title=read_name(fields["title"]),
        edition=edition.id,
        area=read_area(fields["area"]),
        valid_from=start,
        valid_until=until,
        direction=fields["direction"].choice(Direction),
        approver=read_name(fields["approver"]),
        reason=read_text(fields["reason"], {**edition.numbers, **numbers})[0],
        numbers=numbers,
        where=fields["id"].where,
    )
    _check_direction(fields["direction"], overlay, edition)
    return overlay


def _edition(spot: Spot, editions: Mapping[str, Edition]) -> Edition:
    if spot.word() not in editions:
        raise spot.refuse("PROTOCOL_CHOICE", name=spot.name, value=spot.word(), allowed=", ".join(editions))
    return editions[spot.word()]


def _numbers(spot: Spot, edition: Edition, label: str) -> Iterator[tuple[str, Number]]:
    for name, entry in spot.mapping().items():
        if name not in edition.numbers:
            raise entry.refuse("PROTOCOL_NUMBER_UNKNOWN", name=name)
        yield name, _number(entry, edition.numbers[name], label)
    if not spot.mapping():
        raise spot.refuse("PROTOCOL_KEY_MISSING", key="number", name=spot.name)


def _number(entry: Spot, old: Number, label: str) -> Number:
    fields = entry.keys("value source certainty date")
    values: tuple[int | Decimal, ...] = read_values(fields["value"], old.unit)
    if values == old.values:
        raise fields["value"].refuse("OVERLAY_CHANGES_NOTHING", name=old.name)
    return replace(
        old,
        values=values,
        source=fields["source"].word(),
        certainty=read_certainty(fields["certainty"]),
        date=read_source_date(fields["date"]),
        changed_by=label,
        was=old.values,
    )


def _check_direction(spot: Spot, overlay: Overlay, edition: Edition) -> None:
    """The direction is what the numbers say, and one the edition leaves open."""
    ways = {number_way(edition.numbers[name], number) for name, number in overlay.numbers.items()} - {Way.NEITHER}
    if len(ways) > 1 or Way.BOTH in ways:
        raise spot.refuse("OVERLAY_BOTH_WAYS")
    found = next(iter(ways), Way.NEITHER)
    if DIRECTIONS[found] is not overlay.direction:
        raise spot.refuse("OVERLAY_DIRECTION", declared=overlay.direction, computed=DIRECTIONS[found])
    if edition.has(OVERLAYS) and edition.part(OVERLAYS).of(overlay.direction) is Leave.FORBIDDEN:
        clause = edition.part(OVERLAYS).clause
        title = both(clause.title)
        raise spot.refuse("OVERLAY_FORBIDDEN", direction=overlay.direction, clause=clause.label, title=title)


def check_overlays(overlays: Iterable[Overlay]) -> None:
    """Raise ProblemError OVERLAY_CLASH where two of one place change the same number at the same time."""
    for one, other in combinations(overlays, 2):
        shared = one.numbers.keys() & other.numbers.keys()
        if shared and (one.edition, one.area) == (other.edition, other.area) and _meet(one, other):
            names = ", ".join(sorted(shared))
            raise ProblemError("OVERLAY_CLASH", where=other.where, other=one.where, name=names)


def _meet(one: Overlay, other: Overlay) -> bool:
    starts = max(first_day(one.valid_from), first_day(other.valid_from))
    return starts <= min(last_day(one.valid_until), last_day(other.valid_until))


def nearest_last(overlays: Iterable[Overlay], area: str) -> tuple[Overlay, ...]:
    """The overlays that hold for an area, those of the smallest place last."""
    return tuple(sorted((each for each in overlays if is_within(area, each.area)), key=lambda each: len(each.area)))
