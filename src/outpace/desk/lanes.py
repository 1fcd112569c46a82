"""Which lane of the loop an event waits in, so that a case told by hand never waits behind a file.

The positive lane is for the kinds that `loop.POSITIVES` names, told of a few cases at once, and for all that follows from them. A
file of many cases is ordinary, and so is what follows from it: else it would fill the lane that is there to overtake it. A
lane is an order of work and nothing else; an event in the wrong one has the same effect, sooner or later.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import CharField
from django.db.models.expressions import RawSQL

from outpace.desk.loop import POSITIVES, Lane

BATCH = 500
ROWS = 5000
"""What follows from a positive stays in its lane up to so many rows: a contact list longer than that goes with the files."""
SMALL = 10
"""Up to so many cases told at once are positives. What is told of more is a file."""
PORTION = {Lane.POSITIVE: 100, Lane.ORDINARY: 1000}
"""How many rows one transaction works on, unless one event has more: few, so that who waits soon has its turn."""

LANE = f"""(case
    when lane = '{Lane.POSITIVE}' and rows <= {ROWS} then '{Lane.POSITIVE}'
    when lane = '' and rows <= {SMALL} and kind in ({", ".join(f"'{kind}'" for kind in POSITIVES)}) then '{Lane.POSITIVE}'
    else '{Lane.ORDINARY}' end)"""
"""The lane of a row of `ledger_pending`. Every row has one: what is neither of the first two is ordinary."""


def lane() -> RawSQL:
    """The lane of an event, for queries of `Pending`."""
    return RawSQL(LANE, (), output_field=CharField())


@contextmanager
def followed_by(lane: Lane) -> Iterator[None]:
    """Put the events that are recorded inside into a lane. Needs an open scope; a failure undoes it with the transaction."""
    _say(lane)
    yield
    _say("")


def _say(lane: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('outpace.lane', %s, true)", [lane])
