"""A file that takes long holds up nothing else: a case told meanwhile has its tasks in the usual time."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from outpace.exchange.linelist import CaseRecord
from outpace.words.case import CaseClass
from tests.integration.conftest import NOW, Province

FILE = Path(__file__).resolve().parents[2] / "data" / "linelist_gaps.csv"
WITHIN_S = 60.0


def _upload(province: Province) -> None:
    from outpace.desk.intake.acts import Reading, open_receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.desk.settings import HOME
    from outpace.exchange.mapping import FileKind

    by = local_operator()
    with scope(by, "import"):
        open_receipt(
            by=by,
            home=HOME,
            file=FILE,
            name=FILE.name,
            kind=FileKind.LINELIST,
            incident=province.incident,
            area=province.root,
            reading=Reading(),
            at=NOW,
        )


def _register(province: Province) -> None:
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.scope.session import scope

    by = province.commander
    row = CaseRecord(number="T-1", area_code="9001", case_class=CaseClass.CONFIRMED)
    with scope(by, "test"):
        assert register_cases(by=by, incident=province.incident, rows=[row], at=NOW).accepted


def _tasks(province: Province) -> int:
    from outpace.desk.scope.session import scope
    from outpace.desk.tasks.models import Task

    with scope(province.commander, "test"):
        return Task.objects.count()


@contextmanager
def _round_and_round(*duties: Callable[[], float]) -> Iterator[None]:
    """Do duties for ever, each on a thread of its own as it is a process of its own in life."""
    from django.db import connections

    stop = threading.Event()

    def go_on(duty: Callable[[], float]) -> None:
        while not stop.is_set():
            duty()
            stop.wait(0.05)
        connections.close_all()

    threads = [threading.Thread(target=go_on, args=(duty,)) for duty in duties]
    for thread in threads:
        thread.start()
    yield
    stop.set()
    for thread in threads:
        thread.join(WITHIN_S)


def test_a_case_has_its_tasks_while_an_import_stands_still(
    committed_province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.importing import Runner
    from outpace.desk.serving.duties import DUTIES

    begun, paused = threading.Event(), threading.Event()

    def stand_still(self: object, receipt: object) -> Any:
        begun.set()
        paused.wait(WITHIN_S)
        return receipt

    monkeypatch.setattr(Runner, "run", stand_still)
    _upload(committed_province)
    with _round_and_round(*(duty for name, duty in DUTIES.items() if name not in ("sequencer", "tick"))):
        assert begun.wait(WITHIN_S)
        _register(committed_province)
        deadline = time.monotonic() + 20
        while not _tasks(committed_province) and time.monotonic() < deadline:
            time.sleep(0.05)
        arrived = _tasks(committed_province)
        paused.set()
    assert arrived


def test_a_round_takes_a_case_told_by_hand_before_the_rest_of_a_file(province: Province) -> None:
    """Twenty chunks of a file wait; the round that delivers the first of them delivers the case as well."""
    from outpace.desk.drain import drain
    from outpace.desk.lanes import ROWS
    from outpace.desk.ledger.models import Pending
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    with scope(service(), "test"):
        Pending.objects.bulk_create(
            Pending(event_id=n, kind="case.registered", area_path=province.root.path, rows=ROWS, recorded=NOW,
                    incident_id=province.incident.pk)
            for n in range(1, 21)
        )  # fmt: skip
    _register(province)
    assert drain(NOW)
    assert _tasks(province)
    with scope(service(), "test"):
        assert Pending.objects.filter(rows=ROWS).count() == 19
