"""Shapes of the figures. Every figure says as of when, in which zone, and at which hour its days close."""

from datetime import datetime
from typing import Literal

from ninja import Schema

from outpace.desk.http.shapes import Both

Level = Literal["city", "county", "township"]
"""The levels a map can be asked for."""


class Stamped(Schema):
    """When and by whose calendar an answer holds."""

    as_of: datetime
    zone: str
    cutoff_hour: int


class Known(Stamped):
    """When a figure holds, and as it was known when: what came later, even about then, is not in it."""

    as_known: datetime


class CasesCount(Schema):
    """Cases: total = confirmed + asymptomatic + suspected + probable + class_unknown. Discarded ones are none of them."""

    total: int
    confirmed: int
    asymptomatic: int
    suspected: int
    probable: int
    class_unknown: int
    discarded: int
    today: int
    yesterday: int
    report_unknown: int
    deaths: int
    onset_unknown: int


class FoundCount(Schema):
    """Counted cases by where each was found; together the total."""

    control: int
    screening: int
    community: int
    unknown: int


class ContactsCount(Schema):
    """Contacts: total = proposed + confirmed + refuted. `undecided` are part of the proposed; `not_contacts` of none."""

    total: int
    proposed: int
    confirmed: int
    refuted: int
    undecided: int
    not_contacts: int


class PlansCount(Schema):
    """Current follow-up plans, and contacts for whom no plan could be made yet."""

    total: int
    undecided: int


class TaskKind(Schema):
    """Tasks of one kind. Hours are those that finished ones took."""

    kind: str
    title: Both
    open: int
    overdue: int
    oldest_due: datetime | None
    p50_h: float | None
    p90_h: float | None


class TasksCount(Schema):
    """Tasks: open are all unfinished ones, overdue a part of them."""

    open: int
    overdue: int
    due_today: int
    done_today: int
    by_kind: list[TaskKind]


class LinksCount(Schema):
    """Transmission links, infectees, infectees with several candidates, and links from an infector out of sight."""

    total: int
    infectees: int
    ambiguous: int
    from_outside: int


class AreaUnknown(Schema):
    """What is known only to lie somewhere in the incident's area."""

    cases: int


class SummaryOut(Known):
    """The incident in numbers. `rows` names, for a figure, the list that holds its rows."""

    cases: CasesCount
    found: FoundCount
    contacts: ContactsCount
    plans: PlansCount
    tasks: TasksCount
    links: LinksCount
    area_unknown: AreaUnknown
    rows: dict[str, str]


class AreaCounts(Schema):
    """The figures of a map."""

    cases: int
    cases_7d: int
    contacts: int
    tasks_open: int
    tasks_overdue: int


class MapRow(AreaCounts):
    """The figures of one area; `partial` where the sender's areas hold only a part of it."""

    area_id: str
    partial: bool


class MapOut(Known):
    """Figures by area; `unplaced` are rows known only above the level asked for."""

    items: list[MapRow]
    unplaced: AreaCounts
    level: str


class CurveDay(FoundCount):
    """One day, by where the cases were found."""

    day: str


class CurveOut(Known):
    """Cases per day. `unknown_day` have no day, `month_only` of them have a month; with the days they make the total."""

    days: list[CurveDay]
    unknown_day: int
    month_only: int
    total: int
    by: str
    rows: dict[str, str]


class DelayWeek(Schema):
    """One week of the second date. `n` excludes unknown and negative."""

    week: str
    n: int
    median: float | None
    p80: float | None
    min: int | None
    max: int | None
    unknown: int
    negative: int


class DelaysOut(Known):
    """Days from `start` to `end`, by week."""

    weeks: list[DelayWeek]
    n: int
    unknown: int
    negative: int
    start: str
    end: str
