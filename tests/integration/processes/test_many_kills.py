"""Kill -9 of database, server and workers while a system writes: what was acknowledged is there, once, and it goes on by itself.

One start, many kills. The same rounds under `long` are two hundred.
"""

import logging
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.integration.processes.commands import Desk
from tests.integration.processes.serving import Served, eventually, served
from tests.integration.processes.test_kills import round_of
from tests.integration.processes.writing import Writer, ready_again

KINDS = ("database", "web", "positives", "worker", "importer", "sequencer", "tick", "live")
_SETTLED = """
select (select count(*) from ledger_pending where attempts < 20), (select count(*) from ledger_unplaced),
    (select count(*) from ledger_event) - (select count(*) from ledger_leaf)
"""
_CASES = """
select c.number, count(*) from cases_case c join areas_incident i on i.id = c.incident_id where i.code = %s group by 1
"""
_SAID = """
select sum(e.rows) from ledger_event e join areas_incident i on i.id = e.incident_id
where e.kind = 'case.registered' and i.code = %s
"""
_TASKS = """
select count(*), min(n), max(n) from (
    select c.number, count(t.id) as n from cases_case c left join tasks_task t on t.about_case_id = c.subject_id
    group by c.number) as by_case
"""


@pytest.fixture(scope="module")
def serving(desk: Desk) -> Iterator[Served]:
    """The installation, served while the tests of this module last."""
    with served(desk) as running:
        yield running


def open_incident(desk: Desk, code: str) -> tuple[str, str]:
    """A system with a token, and the public id of an incident with tasks."""
    from outpace.words.ids import IdKind, encode

    opened = desk.run("incident", "open", code, "--edition", "covid19-cn-8")
    assert opened.code == 0, opened.err
    made = desk.run("accounts", "open", f"lab-{code}", "--system", "--role", "tracer")
    assert made.code == 0, made.err
    token = desk.run("accounts", "token", f"lab-{code}")
    found = re.search(r"token (\S+)", token.out)
    assert found, token.err
    return found[1], encode(IdKind.INCIDENT, desk.one("select id from areas_incident where code = %s", code))


def _kill_often(serving: Served, rounds: int, code: str, draw: random.Random) -> Counter[str]:
    token, incident = open_incident(serving.desk, code)
    ready_again(serving)
    killed: Counter[str] = Counter()
    with Writer(serving, token, incident) as writer:
        eventually(lambda: len(writer.acknowledged) > 2)
        for number in range(rounds):
            time.sleep(draw.uniform(0, 0.3))
            kind = KINDS[number % len(KINDS)]
            eventually(lambda kind=kind: bool(serving.pid(kind)))
            serving.kill(kind)
            killed[kind] += 1
            ready_again(serving)
    assert writer.refused == []
    _nothing_lost_or_doubled(serving.desk, code, writer)
    told = f"{rounds} kills {dict(killed)}: {len(writer.acknowledged)} acknowledged, {writer.sent_again} sent again"
    logging.getLogger(__name__).warning(told)
    return killed


def _nothing_lost_or_doubled(desk: Desk, code: str, writer: Writer) -> None:
    there = dict(desk.ask(_CASES, code))
    assert set(writer.acknowledged) - there.keys() == set(), "acknowledged and lost"
    assert {number for number, count in there.items() if count != 1} == set(), "doubled"
    assert len(there) <= len(writer.acknowledged) + 1, "something is there that was never sent"
    assert desk.one(_SAID, code) == len(there), "a case without its event, or two"
    eventually(lambda: desk.ask(_SETTLED) == [(0, 0, 0)])
    ((cases, least, most),) = desk.ask(_TASKS)
    assert cases >= len(there)
    assert least == most > 0, "the loop did more or less for some case"


def test_ten_kills(serving: Served) -> None:
    _kill_often(serving, 10, "K-10", random.Random())


@pytest.mark.long
def test_two_hundred_kills(serving: Served) -> None:
    killed = _kill_often(serving, 200, "K-200", random.Random(200))
    assert set(killed) == set(KINDS)


def test_an_import_survives_its_database(serving: Served, long_list: Path) -> None:
    round_of("database", serving, long_list, "K-database", random.Random())


def test_the_page_comes_back(serving: Served) -> None:
    """And what a killed web server had started goes with it: left alone, it would share the port for ever."""
    for name in ("web", "live"):
        orphans = psutil.Process(serving.pid(name)).children(recursive=True)
        assert orphans
        killed = serving.kill(name)
        eventually(lambda name=name, killed=killed: serving.is_back(name, killed))
        assert psutil.wait_procs(orphans, timeout=30)[1] == []
    eventually(serving.answers)
