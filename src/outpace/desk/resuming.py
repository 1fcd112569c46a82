"""Go on with imports whose process is gone: their file is still kept, their receipt says where they stood.

What such a process left behind is removed: copies it had open, files of receipts that it had closed, and files whose receipt
was never written because its transaction ended badly.
"""

import logging
import traceback
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from outpace.desk.clock import ticks, wall_now
from outpace.desk.importing import Runner, turn
from outpace.desk.intake import spool
from outpace.desk.intake.acts import CLOSED, PURPOSE, RUNNING
from outpace.desk.intake.models import Receipt
from outpace.desk.scope.actor import Actor, Role, service
from outpace.desk.scope.session import scope
from outpace.words.problem import ProblemError

REST_S = 60.0
ORPHAN_AGE = timedelta(hours=1)
"""How old a file without a receipt is when it is removed: it is kept before its receipt commits, and no upload takes an hour."""
log = logging.getLogger("outpace.import")
_resting: dict[int, float] = {}
"""Until when a receipt that could not go on is left alone, so that it neither fills the log nor stops the worker."""


def resume_imports() -> int:
    """Run the open receipts nobody runs; give how many came to their end."""
    tidy_up()
    with scope(service(""), PURPOSE):
        waiting = list(Receipt.objects.filter(state=RUNNING).order_by("started_at"))
    return sum(_resume(receipt) for receipt in waiting if _resting.get(receipt.pk, 0.0) <= ticks())


def tidy_up() -> None:
    """Remove what killed processes and refused uploads left in the spool."""
    home = settings.HOME
    spool.sweep(home)
    kept = spool.kept(home)
    if not kept:
        return
    with scope(service(""), PURPOSE):
        states = dict(Receipt.objects.filter(pk__in=kept).values_list("pk", "state"))
    for receipt in kept:
        if states.get(receipt) == CLOSED:
            spool.drop(home, receipt)
        elif receipt not in states and _is_orphan(spool.kept_since(home, receipt)):
            spool.drop(home, receipt)
            log.warning("file %s had no receipt and was removed: its upload was never acknowledged", receipt)


def _is_orphan(kept_since: datetime | None) -> bool:
    return kept_since is not None and kept_since < wall_now() - ORPHAN_AGE


def _resume(receipt: Receipt) -> int:
    by = Actor(receipt.account_id or 0, Role.SERVICE, (receipt.area_path,))
    try:
        with turn(by, receipt.incident_id or 0):
            Runner(by, settings.HOME).run(receipt)
            return 1
    except ProblemError as problem:
        if problem.problem.code == "IMPORT_RUNNING":
            return 0
        log.warning("receipt %s stands still: %s", receipt.pk, problem)
    except FileNotFoundError:
        log.warning("receipt %s lost its file; run the import again with the file", receipt.pk)
    except (DatabaseError, InterfaceError):
        raise
    except Exception as failure:
        place = "".join(traceback.format_tb(failure.__traceback__))
        log.error("receipt %s stands still: %s in\n%s", receipt.pk, type(failure).__name__, place)
    _resting[receipt.pk] = ticks() + REST_S
    return 0
