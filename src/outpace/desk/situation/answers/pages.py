"""Shapes of the feed, the editions and a resident's own page."""

from datetime import datetime

from ninja import Schema

from outpace.desk.http.shapes import AreaRef, Both, ClauseOut
from outpace.desk.openings.words import Ask, Shown
from outpace.desk.situation.answers.figures import Stamped
from outpace.desk.situation.answers.records import DueTestOut, StageOut


class FeedSubject(Schema):
    """What an event is about."""

    kind: str
    id: str


class FeedRow(Schema):
    """An event in plain words."""

    event: str
    at: datetime
    kind: str
    text: Both
    area: AreaRef | None
    subject: FeedSubject | None


class FeedOut(Stamped):
    """The latest events, newest first."""

    items: list[FeedRow]


class EditionRow(Schema):
    """An edition, and how many of its numbers are how sure."""

    id: str
    label: str
    title: Both
    disease_id: str
    disease: Both
    kind: str
    date: str
    until: str | None
    certainty_counts: dict[str, int]
    review_by: str
    overdue: int


class EditionsOut(Schema):
    """The editions on the shelf."""

    items: list[EditionRow]


class NumberChange(Schema):
    """What a supplement or a place put in a number's place, where and for how long. `by` stands in the labels of clauses."""

    by: str
    title: Both
    area: str
    since: str
    until: str | None
    values: list[float]
    certainty: str
    source: str
    date: str


class NumberOut(Schema):
    """A number of an edition with its unit and source."""

    name: str
    values: list[float]
    unit: str
    certainty: str
    source: str
    date: str
    direction: str
    review_by: str
    overdue: bool
    quoted_by: list[str]
    note: Both | None
    changes: list[NumberChange]


class TierOut(Schema):
    """A contact tier of an edition."""

    id: str
    label: Both


class ShownRule(Schema):
    """A rule that an edition has examples of."""

    name: str
    title: Both
    count: int


class EditionOut(EditionRow):
    """One edition with its clauses and numbers, and the rules it has examples of."""

    note: Both
    tiers: list[TierOut]
    clauses: list[ClauseOut]
    numbers: list[NumberOut]
    rules: list[ShownRule]


class MePerson(Schema):
    """Who reads, whole."""

    name: str | None
    phone: str | None


class MeRecord(Schema):
    """Something held about the reader. `joined`: in another record, which is hers by a decision. `order` is false: a
    proposal restricts nobody.
    """

    what: Both
    why: Both
    clause: ClauseOut | None
    since: str
    end: str | None
    stages: list[StageOut]
    tests: list[DueTestOut]
    decided_by: Both | None
    state: str
    joined: bool
    order: bool


class MeOpened(Schema):
    """Which office and role looked at the record, when, for what, and what it saw. `joined`: it looked at another record that is
    hers by a decision. `reason` is an emergency's.
    """

    id: str
    at: datetime
    who: Both
    purpose: str
    purpose_text: Both
    level: Shown
    level_text: Both
    glass: bool
    joined: bool
    reason: Both | None


class AskedOut(Schema):
    """What a person asked about her record, and the answer."""

    id: str
    version: int
    person: str
    kind: Ask
    kind_text: Both
    about: str | None
    text: str
    at: datetime
    due_at: datetime
    answered_at: datetime | None
    answer: str | None


class Phones(Schema):
    """Numbers to call."""

    urgent: str
    help: str


class MeOut(Schema):
    """A resident's own record."""

    person: MePerson
    records: list[MeRecord]
    opened_by: list[MeOpened]
    requests: list[AskedOut]
    phone: Phones
    as_of: datetime
