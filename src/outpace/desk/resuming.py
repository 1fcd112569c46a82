"""Go on with imports whose process is gone: their file is still kept, their receipt says where they stood."""

import logging

from django.conf import settings

from outpace.desk.importing import Runner, turn
from outpace.desk.intake.acts import PURPOSE, RUNNING
from outpace.desk.intake.models import Receipt
from outpace.desk.scope.actor import Actor, Role, service
from outpace.desk.scope.session import scope
from outpace.words.problem import ProblemError

log = logging.getLogger("outpace.import")


def resume_imports() -> int:
    """Run the open receipts nobody runs; give how many came to their end."""
    with scope(service(""), PURPOSE):
        waiting = list(Receipt.objects.filter(state=RUNNING).order_by("started_at"))
    return sum(_resume(receipt) for receipt in waiting)


def _resume(receipt: Receipt) -> int:
    by = Actor(receipt.account_id or 0, Role.SERVICE, (receipt.area_path,))
    try:
        with turn(by, receipt.incident_id or 0):
            Runner(by, settings.HOME).run(receipt)
            return 1
    except ProblemError as problem:
        if problem.problem.code != "IMPORT_RUNNING":
            log.warning("receipt %s stands still: %s", receipt.pk, problem)
        return 0
    except FileNotFoundError:
        log.warning("receipt %s lost its file; run the import again with the file", receipt.pk)
        return 0
