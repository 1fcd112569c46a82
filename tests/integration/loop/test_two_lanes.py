"""Two workers at once, one for each lane: they take turns at an incident, and every event has its effect once."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from outpace.exchange.linelist import CaseRecord
from outpace.words.case import CaseClass
from outpace.words.contact import Setting
from outpace.words.moment import Dated
from tests.integration.conftest import NOW, Province

WITHIN_S = 60.0
"""For slow machines, not a promise."""
CASES, MANY, MET = 8, 11, 2


@contextmanager
def _at_once(*works: Callable[[], object]) -> Iterator[None]:
    """Do something on threads, each with a database session of its own, and wait for all at the end."""
    from django.db import connections

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    failures: list[Exception] = []
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(WITHIN_S)
    assert failures == []
    assert not any(thread.is_alive() for thread in threads), "somebody hangs"


def _ask(sql: str) -> Any:
    from django.db import connection

    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    with scope(service(""), "test"), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def _somebody_waits() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where locktype = 'advisory' and not granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("first", ["positive", "ordinary"])
def test_who_waits_for_an_incident_is_next(
    committed_province: Province, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """Neither lane starves the other: who comes while the other works has its turn before that has done all it can."""
    from outpace.desk import drain, loop
    from outpace.desk.ledger.models import Pending
    from outpace.desk.loop import Lane
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    settle()
    kinds = {Lane.POSITIVE: "case.registered", Lane.ORDINARY: "exposure.recorded"}
    order: list[str] = []
    others: list[Any] = []

    def act(by: object, given: Sequence[Any], at: object) -> None:
        order.append(given[0].kind)
        if not others:
            others.append(_at_once(lambda: drain.drain_lane(other, NOW)))
            others[0].__enter__()
            _until(_somebody_waits)

    with scope(service(), "test"):
        Pending.objects.bulk_create(
            Pending(event_id=n, kind=kinds[Lane.POSITIVE if n % 2 else Lane.ORDINARY], area_path="90/", recorded=NOW,
                    incident_id=committed_province.incident.pk)
            for n in range(6)
        )  # fmt: skip
    monkeypatch.setattr(drain, "LOOP", tuple(loop.Line(kind, act, ()) for kind in kinds.values()))
    monkeypatch.setattr(drain, "PORTION", dict.fromkeys(Lane, 1))
    mine = Lane(first)
    (other,) = set(Lane) - {mine}
    drain.drain_lane(mine, NOW)
    others[0].__exit__(None, None, None)
    positive, ordinary = kinds[Lane.POSITIVE], kinds[Lane.ORDINARY]
    assert order[:2] == [kinds[mine], kinds[other]]
    assert Counter(order) == {positive: 3, ordinary: 3}
    if mine is Lane.ORDINARY:
        assert order == [ordinary, positive, positive, positive, ordinary, ordinary], "a positive waits once"
    assert _locks() == 0


def _locks() -> int:
    """How many turns are taken; a thread's session takes a moment to end."""
    return int(
        _ask(
            "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database "
            "where datname = current_database())"
        )[0][0]
    )


def _tell(province: Province, number: int, count: int) -> None:
    """Some cases in one message, and who met the first of them in the same transaction."""
    from outpace.desk.areas.queries import place
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures

    by, day = province.commander, Dated(date(2022, 3, 6))
    rows = [
        CaseRecord(number=f"N-{number}-{n}", area_code="9001", case_class=CaseClass.CONFIRMED, onset=day)
        for n in range(count)
    ]
    met = [
        ExposureRow(setting=Setting.HOUSEHOLD, name=f"met {number} {n}", first=day, last=day, area_code="9002")
        for n in range(MET)
    ]
    with scope(by, "test"):
        case = register_cases(by=by, incident=province.incident, rows=rows, at=NOW).accepted[0]
        record_exposures(by=by, source=Source(case, province.incident, place(province.a)), rows=met, at=NOW)


def test_two_workers_do_everything_once(
    committed_province: Province, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk import drain
    from outpace.desk.loop import Lane, Line

    settle()
    done: Counter[tuple[str, int]] = Counter()
    by_lane: Counter[str] = Counter()
    told = threading.Event()

    def noting(line: Line) -> Line:
        def act(by: Any, given: Any, at: Any) -> None:
            line.act(by, given, at)
            done.update((act.__name__, event.event_id) for event in given)
            by_lane[str(_word())] += 1

        act.__name__ = line.act.__name__
        return replace(line, act=act)

    monkeypatch.setattr(drain, "LOOP", tuple(noting(line) for line in drain.LOOP))

    def work(lane: Lane) -> None:
        while not told.is_set() or _ask("select count(*) from ledger_pending")[0][0]:
            drain.drain_lane(lane, NOW)

    with _at_once(*(lambda lane=lane: work(lane) for lane in Lane)):  # type: ignore[misc]
        for number in range(CASES):
            _tell(committed_province, number, MANY if number % 2 else 1)
        told.set()
    assert set(done.values()) == {1}
    assert by_lane.keys() == set(Lane), "one worker had nothing to do: the test shows nothing"
    cases = CASES // 2 * (MANY + 1)
    assert _ask("select count(*), count(distinct subject_id) from tracing_contact") == [(CASES * MET, CASES * MET)]
    assert _ask("select count(*) from isolation_plan where superseded_by_id is null") == [(CASES * MET,)]
    assert _ask("select count(*) from ledger_pending where attempts > 0") == [(0,)]
    ((subjects, tasks, kinds),) = _ask(
        "select count(distinct subject_id), count(*), count(distinct (subject_id, kind)) from tasks_task"
    )
    assert subjects == cases + CASES * MET
    assert tasks == kinds


def _word() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select current_setting('outpace.lane', true)")
        return str(cursor.fetchone()[0])
