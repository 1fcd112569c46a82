"""The desk's own processes: positives, worker, importer, sequencer, tick.

Each does its round for ever and survives a database that goes away.

`python -m outpace.desk.serving.duties NAME`, started by the supervisor.
"""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable

import django

from outpace.desk.clock import ticks
from outpace.desk.home import find_home
from outpace.desk.life.editions_kept import open_editions

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outpace.desk.settings")
log = logging.getLogger("outpace.duty")


def positives() -> float:
    """Deliver what follows from positives; give the seconds to rest.

    A process of its own: a round of the worker can be long, and a case told meanwhile can't wait for its end.
    """
    from outpace.desk.clock import now
    from outpace.desk.drain import drain_lane
    from outpace.desk.loop import Lane

    return 0.0 if drain_lane(Lane.POSITIVE, now()) else 0.2


def worker() -> float:
    """Deliver all other pending events and compare newcomers; give the seconds to rest."""
    from outpace.desk.clock import now
    from outpace.desk.drain import drain_lane
    from outpace.desk.loop import Lane
    from outpace.desk.people.matching import match_waiting
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    settled = drain_lane(Lane.ORDINARY, now())
    with scope(service(""), Purpose.MATCH) as by:
        matched = match_waiting(by=by, at=now())
    return 0.0 if settled or matched else 0.2


def importer() -> float:
    """Import the files that nobody imports: sent to the page, or left by a process that is gone.

    A process of its own: a file takes minutes, and what people register meanwhile can't wait for it.
    """
    from outpace.desk.resuming import resume_imports

    return 0.0 if resume_imports() else 0.5


def sequencer() -> float:
    """Place committed events in the log; sign at most once a second, and at least every ten minutes."""
    from django.conf import settings

    from outpace.desk.clock import now
    from outpace.desk.ledger.sequencer import BATCH, SIGN_EVERY, place
    from outpace.desk.ledger.signer import checkpoint_signer

    placed = place(signer=checkpoint_signer(settings.HOME.keys), at=now(), every=SIGN_EVERY)
    return 0.0 if placed == BATCH else 0.2


def tick() -> float:
    """Do what time has made due."""
    from outpace.desk.clock import now
    from outpace.desk.ticking import tick as once

    once(now())
    return 30.0


DUTIES: dict[str, Callable[[], float]] = {
    "positives": positives,
    "worker": worker,
    "importer": importer,
    "sequencer": sequencer,
    "tick": tick,
}
_stopping = False


def _stop(*_: object) -> None:
    global _stopping
    _stopping = True


def run(name: str) -> None:
    """Do a duty until told to stop."""
    from django.db import DatabaseError, InterfaceError, OperationalError, connection

    from outpace.desk.life.unread import hand_on
    from outpace.desk.scope import asked

    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    asked.listen()
    duty = DUTIES[name]
    while not _stopping:
        rest = 1.0
        try:
            rest = duty()
            hand_on()
        except (OperationalError, InterfaceError):
            connection.close()
        except DatabaseError:
            log.exception("%s failed and goes on", name)
            connection.close()
        _rest(rest)


def _rest(seconds: float) -> None:
    until = ticks() + seconds
    while not _stopping and ticks() < until:
        time.sleep(min(0.1, max(0.0, until - ticks())))


if __name__ == "__main__":
    django.setup()
    open_editions(find_home())
    run(sys.argv[1])
