"""What can be made of a record before the database is asked: the keyed hash of its content, and its cells as they are staged.

So whoever reads a file makes it while the database is at work on the rows before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from outpace.desk.cases.facts import DATES, FIELDS, PLAIN
from outpace.desk.people.keys import keyed
from outpace.exchange.canonical import hash_of, json_values
from outpace.exchange.linelist import CaseRecord
from outpace.words.moment import Dated, Precision

CELLS = {
    **{"number": "text", "sex": "text", "age": "smallint", **dict.fromkeys(DATES, "date")},
    **{**dict.fromkeys(PLAIN, "text"), "precisions": "jsonb", "facts": "jsonb", "hash": "bytea"},
}
"""The cells of a prepared record in their order, each with its SQL type."""
_DATES, _PLAIN = attrgetter(*DATES), attrgetter(*PLAIN)
_FACTS = "{" + ", ".join(f'"{name}": %s' for name in FIELDS) + "}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record with the keyed hash of its content and its `CELLS`."""

    record: CaseRecord
    hash: bytes
    cells: tuple[object, ...]


def prepare(record: CaseRecord) -> Prepared:
    """Prepare a record to be registered."""
    dates, known = _DATES(record), json_values(record)
    content = keyed(hash_of(CaseRecord, known))
    facts = _FACTS % tuple([known.get(name, "null") for name in FIELDS])
    days = [day and day.day for day in dates]
    cells = (record.number, record.sex, record.age, *days, *_PLAIN(record), _precisions(dates), facts, content)
    return Prepared(record, content, cells)


def _precisions(dates: Sequence[Dated | None]) -> str:
    """How exactly the dates are known that are not known to the day, as JSON."""
    known = zip(DATES, dates, strict=True)
    vague = [f'"{name}": "{day.precision}"' for name, day in known if day and day.precision is not Precision.DAY]
    return f"{{{', '.join(vague)}}}"
