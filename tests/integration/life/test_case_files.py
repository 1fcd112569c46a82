"""Nobody can be recognised by a case file past its limit, in no table and no body of the ledger; whoever is worked on stays."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.integration.conftest import NOW, Installation, Province, tell_of_doctored_rows
from tests.integration.ledger.conftest import place_all
from tests.integration.life.conftest import LIMIT

DAY = timedelta(days=1)


@pytest.fixture
def admin(installation: Installation, own_database: str) -> Iterator[psycopg.Connection]:
    """The superuser in this test's own database: sees what stands in it, past every policy."""
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=own_database)
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


def plant(province: Province, number: int, at: datetime) -> None:
    """One case with a contact, a correction, attempts and notes, every task done."""
    from outpace.desk.areas.queries import place
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.cases.corrections import correct_case
    from outpace.desk.cases.models import Case
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures
    from outpace.exchange.linelist import CaseRecord
    from outpace.words.contact import Setting
    from outpace.words.moment import Dated
    from outpace.words.purpose import Purpose

    canary = f"canary{number:04}"
    with scope(province.commander, Purpose.TEST) as by:
        row = CaseRecord(number=f"D-{number}", area_code="9001", name=f"林{number}", place=f"{canary} street")
        register_cases(by=by, incident=province.incident, rows=[row], at=at)
        case = Case.objects.get(number=f"D-{number}")
        case = correct_case(by=by, case=case, field="place", value=f"{canary} lane", why=f"{canary} said so", at=at)
        met = ExposureRow(
            setting=Setting.HOUSEHOLD, name=f"石{number}", relation=f"{canary} aunt", last=Dated(date(2022, 3, 6))
        )
        record_exposures(by=by, source=Source(case.pk, province.incident, place(province.a)), rows=[met], at=at)
    _work(province, canary, at)


def _work(province: Province, canary: str, at: datetime) -> None:
    """Let the loop work, do what it asks for, and end the plans it made."""
    from outpace.desk.scope.actor import LOCAL_ACCOUNT, Actor, Role
    from outpace.desk.scope.session import scope
    from outpace.desk.tasks.acts import finish_task
    from outpace.desk.tasks.models import Task
    from outpace.words.purpose import Purpose

    _deliver(at)
    with scope(Actor(LOCAL_ACCOUNT, Role.COMMANDER, province.commander.paths), Purpose.TEST) as by:
        for task in Task.objects.filter(done_at=None):
            finish_task(by=by, task=task, outcome="done", note=f"{canary} was out", at=at)
    _deliver(at)


def _deliver(at: datetime) -> None:
    """What the worker does all day: a body stays for as long as its event waits for it."""
    from outpace.desk.drain import drain

    while drain(at):
        pass


def _end_plans(admin: psycopg.Connection, at: datetime) -> None:
    """Plans run for days that the edition says; here they end today."""
    with admin.transaction():
        admin.execute("set local session_replication_role = replica")
        admin.execute("update isolation_plan set ends = %s where ends > %s", [at.date(), at.date()])


def places_with(admin: psycopg.Connection, text: str) -> set[str]:
    """The tables, of every schema of ours, in which a text stands: in clear, or as bytes."""
    tables = admin.execute(
        "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where c.relkind = 'r' and n.nspname in ('public', 'vault', 'ledger', 'scope')"
    ).fetchall()
    count = sql.SQL("select count(*) from {} t where t::text like %s or t::text like %s")
    wanted = [f"%{text}%", f"%{text.encode().hex()}%"]
    return {table for schema, table in tables if _one(admin, count.format(sql.Identifier(schema, table)), wanted)}


def _one(admin: psycopg.Connection, query: Any, params: Sequence[object] = ()) -> Any:
    row = admin.execute(query, params).fetchone()
    return row[0] if row else None


def _known(admin: psycopg.Connection) -> int:
    """Of how many persons anything stands in the vault."""
    return int(
        _one(admin, "select count(*) from (select person_id from vault.identity union select person_id from vault.key"
             " union select person_id from vault.data_key) k")
    )  # fmt: skip


def _verified(installation: Installation, folder: Path) -> list[str]:
    """What the stand-alone verifier finds in an export with bodies."""
    from outpace.desk.ledger.export import export
    from outpace.desk.ledger.notes import Signer
    from outpace.desk.ledger.signer import checkpoint_signer
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose
    from outpace_verify.bodies import check_bodies
    from outpace_verify.checks import check
    from outpace_verify.folder import read_folder

    own = Signer.of(checkpoint_signer(installation.home.keys), "live")
    with scope(local_operator(), Purpose.KEEP_LEDGER) as by:
        export(by=by, folder=folder, signer=own, bodies=True, at=NOW)
    return [one.code for log in [read_folder(folder)] for one in (*check(log, {}, []), *check_bodies(log))]


def _rebuilt() -> Any:
    from outpace.desk.ledger.rebuild import rebuild
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.KEEP_LEDGER):
        return rebuild()


@pytest.mark.parametrize("days", [pytest.param(9), pytest.param(400, marks=pytest.mark.long)])
def test_whoever_is_past_the_limit_is_nowhere(
    days: int,
    committed_province: Province,
    admin: psycopg.Connection,
    installation: Installation,
    short: None,
    tmp_path: Path,
) -> None:
    from outpace.desk.home import Home
    from outpace.desk.life.retention import past_limit, sweep

    home, on = Home(tmp_path / "home").make(), {0, 1, 5} if days < 20 else set(range(0, days - 2, 20))
    planted: dict[int, datetime] = {}
    for day in range(days):
        today = NOW + day * DAY
        if day in on:
            plant(committed_province, day, today)
            _end_plans(admin, today)
            planted[day] = today
        _deliver(today)
        place_all(installation, today)
        assert {name: n for name, n in past_limit(today, slack=DAY).items() if n} == {}
        sweep(today, home)
        assert {name: n for name, n in past_limit(today).items() if n} == {}
        gone = [number for number, at in planted.items() if at < today - (LIMIT + 1) * DAY]
        stays = [number for number, at in planted.items() if at > today - LIMIT * DAY]
        for number in gone[-2:]:
            assert places_with(admin, f"canary{number:04}") == set(), (day, number)
        for number in stays[:1]:
            assert {"cases_case", "tasks_attempt", "tracing_exposure", "part"} <= places_with(
                admin, f"canary{number:04}"
            )
        assert 2 * len(stays) <= _known(admin) <= 2 * (len(planted) - len(gone))
    assert len(gone) >= 2
    place_all(installation, today)
    assert _verified(installation, tmp_path / "log") == []
    found = _rebuilt()
    assert found.sound, found
    assert found.erased > 0


def _keep(province: Province, persons: Sequence[int], admin: psycopg.Connection) -> Mapping[int, str]:
    """Give each person one reason to stay."""
    from outpace.desk.cases.models import Case
    from outpace.desk.isolation.models import Plan
    from outpace.desk.life.acts import hold
    from outpace.desk.openings.models import Request
    from outpace.desk.people.models import Candidate, Link
    from outpace.desk.scope.actor import EVERYWHERE, local_operator
    from outpace.desk.scope.session import scope
    from outpace.desk.tasks.models import Task
    from outpace.desk.tracing.models import Contact
    from outpace.words.purpose import Purpose

    task, plan, endless, request, pair, merged, chained, head, held, opened, _, twin = persons
    later, area = NOW + 400 * DAY, {"area_id": province.a.pk, "area_path": province.a.path}
    with scope(local_operator(), Purpose.TEST) as by:
        case = {person: Case.objects.get(person=person).pk for person in persons}
        Task.objects.create(
            kind="t", title_zh="访", title_en="visit", subject_id=case[task], incident=province.incident, created_at=NOW,
            due_at=NOW, event_id=7, **area,
        )  # fmt: skip
        for person, ends in ((plan, later.date()), (endless, None)):
            Contact.objects.create(
                subject_id=person, case_subject_id=case[task], person_id=person, incident=province.incident, state="proposed",
                setting="household", decision={}, edition="e", event_id=7, recorded=NOW, **area,
            )  # fmt: skip
            Plan.objects.create(
                contact_subject_id=person, person_id=person, incident=province.incident, stages=[], starts=NOW.date(),
                ends=ends, decision={}, edition="e", event_id=7, recorded=NOW, **area,
            )  # fmt: skip
        Request.objects.create(
            subject_id=request,
            account_id=1,
            area_path=province.a.path,
            kind="complaint",
            text="t",
            at=NOW,
            due_at=NOW,
            event_id=7,
        )
        pairs = [
            Candidate.objects.create(
                person_id=a, other_id=b, score=1, verdict="same", reasons=[], state=state, found_at=NOW, event_id=7,
                area_path=province.a.path,
            )
            for a, b, state in ((pair, twin, "open"), (merged, chained, "same"), (chained, head, "same"))
        ]  # fmt: skip
        for candidate in pairs[1:]:
            Link.objects.create(
                member_id=candidate.person_id, head_id=candidate.other_id, candidate=candidate, account_id=1, at=NOW, event_id=7,
                area_path=province.a.path,
            )  # fmt: skip
        hold(by=by, data_class="case_file", reason="a court asked", starts=NOW, ends=later, subject=case[held])
        tell_of_doctored_rows(by, EVERYWHERE)
    admin.execute(
        "insert into ledger_access (subject_id, account_id, purpose, at, wall, area_path) select k, 0, 'call', %s, %s, '90/'"
        " from unnest(%s::bigint[]) k",
        [NOW + 4 * DAY, NOW, [case[opened], head]],
    )
    names = [
        "task",
        "plan",
        "endless",
        "request",
        "pair",
        "merged",
        "chained",
        "head",
        "held",
        "opened",
        "nobody",
        "twin",
    ]
    return dict(zip(persons, names, strict=True))


def test_whoever_is_worked_on_or_held_stays(
    committed_province: Province, admin: psycopg.Connection, installation: Installation, short: None, tmp_path: Path
) -> None:
    from outpace.desk.home import Home
    from outpace.desk.life.retention import past_limit, sweep

    province, home = committed_province, Home(tmp_path / "home").make()
    names = _keep(province, _register(province, 12), admin)
    today = NOW + (LIMIT + 1) * DAY
    assert past_limit(today)["case_file"] == 1
    sweep(today, home)
    assert _shredded(admin, names) == {"nobody"}
    assert _one(admin, "select held from life_sweep where data_class = 'case_file'") == 3
    sweep(today + 9 * DAY, home)
    assert _shredded(admin, names) == {"nobody", "merged", "chained", "head", "opened"}
    sweep(NOW + 401 * DAY, home)
    assert _shredded(admin, names) == {"nobody", "merged", "chained", "head", "opened", "held"}
    sweep(NOW + 410 * DAY, home)
    assert _shredded(admin, names) == {"nobody", "merged", "chained", "head", "opened", "held", "plan"}


def _register(province: Province, count: int) -> list[int]:
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.cases.models import Case
    from outpace.desk.scope.session import scope
    from outpace.exchange.linelist import CaseRecord
    from outpace.words.purpose import Purpose

    rows = [CaseRecord(number=f"K-{n}", area_code="9001", name=f"林{n}") for n in range(count)]
    with scope(province.commander, Purpose.TEST) as by:
        register_cases(by=by, incident=province.incident, rows=rows, at=NOW)
        return list(Case.objects.order_by("number").values_list("person_id", flat=True))


def _shredded(admin: psycopg.Connection, names: Mapping[int, str]) -> set[str]:
    """Who is shredded, as the vault and the table agree."""
    rows = admin.execute(
        "select subject_id, shredded is null, exists (select from vault.identity i where i.person_id = subject_id)"
        " from people_person"
    ).fetchall()
    assert all(kept == known for _, kept, known in rows)
    return {names[person] for person, kept, _ in rows if not kept}


def test_a_hold_on_an_area_keeps_its_files(
    committed_province: Province, admin: psycopg.Connection, short: None, tmp_path: Path
) -> None:
    from outpace.desk.home import Home
    from outpace.desk.life.acts import hold
    from outpace.desk.life.retention import past_limit, sweep
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    province, home = committed_province, Home(tmp_path / "home").make()
    _register(province, 2)
    until = NOW + 90 * DAY
    with scope(local_operator(), Purpose.TEST) as by:
        hold(by=by, data_class="case_file", reason="asked", starts=NOW, ends=until, area_path=province.a.path)
    sweep(NOW + 80 * DAY, home)
    assert (_known(admin), past_limit(NOW + 80 * DAY)["case_file"]) == (2, 0)
    sweep(until, home)
    assert _known(admin) == 0


def test_only_retention_empties_a_case_file(committed_province: Province) -> None:
    from django.db import DatabaseError, connection

    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    province = committed_province
    for actor, purpose in ((province.commander, Purpose.CORRECT_CASE), (service(""), Purpose.LOOP)):
        with pytest.raises(DatabaseError, match="retention"), scope(actor, purpose), connection.cursor() as cursor:
            cursor.execute("select scope.unname('{1}', %s)", [NOW])


def test_who_is_recorded_again_is_somebody_again(
    committed_province: Province, admin: psycopg.Connection, short: None, tmp_path: Path
) -> None:
    from outpace.desk.cases.corrections import correct_case
    from outpace.desk.cases.models import Case
    from outpace.desk.home import Home
    from outpace.desk.life.retention import sweep
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    province, home = committed_province, Home(tmp_path / "home").make()
    _register(province, 1)
    sweep(NOW + 9 * DAY, home)
    with scope(province.commander, Purpose.CORRECT_CASE) as by:
        correct_case(
            by=by, case=Case.objects.get(), field="place", value="canary lane", why="canary", at=NOW + 20 * DAY
        )
    sweep(NOW + 24 * DAY, home)
    assert "cases_case" in places_with(admin, "canary")
    sweep(NOW + 26 * DAY, home)
    assert not places_with(admin, "canary") & {"cases_case", "cases_version"}


def test_the_account_of_whoever_is_shredded_names_her_no_more(
    committed_province: Province, short: None, tmp_path: Path
) -> None:
    from outpace.desk.accounts.models import Account, Session
    from outpace.desk.home import Home
    from outpace.desk.life.retention import sweep
    from outpace.desk.scope.actor import EVERYWHERE, local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    (person,), home = _register(committed_province, 1), Home(tmp_path / "home").make()
    her = {"name": "r", "display_zh": "", "display_en": "", "subject_id": person, "last_login": NOW + 3 * DAY}
    with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
        account = Account.objects.create(id=5000, **her)
        tell_of_doctored_rows(by, EVERYWHERE)
        Session.objects.create(key_hash="k", account=account, data="", begun=NOW, seen=NOW, ends=NOW + 99 * DAY)
    for days, names_her in ((7, True), (9, False)):
        sweep(NOW + days * DAY, home)
        with scope(local_operator(), Purpose.KEEP_ACCOUNTS):
            account.refresh_from_db()
            assert (account.subject_id == person, account.active, Session.objects.exists()) == (names_her,) * 3


def test_what_an_erasure_said_is_never_erased(
    committed_province: Province, installation: Installation, short: None, tmp_path: Path
) -> None:
    """A replay would not know any more which rows it must miss."""
    from outpace.desk.home import Home
    from outpace.desk.life.retention import sweep

    home = Home(tmp_path / "home").make()
    _register(committed_province, 1)
    for days in (0, 9, 18):
        _deliver(NOW + days * DAY)
        place_all(installation, NOW + days * DAY)
        sweep(NOW + days * DAY, home)
        found = _rebuilt()
        assert found.sound, (days, found)
        assert (found.erased > 0) is (days > 0)


def test_what_is_kept_of_a_person_is_kept_no_longer_in_the_ledger() -> None:
    """What was typed about somebody stands in bodies too: they end no later than her file and the accounts they name."""
    from outpace.desk.life.classes import classes

    assert classes()["ledger_body"].days <= min(classes()[name].days for name in ("case_file", "account"))
