"""A scope is a signed token: forged, edited, expired or borrowed ones open nothing, and a session can't widen its own."""

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from outpace.desk.scope.actor import Actor, Role, service
from outpace.desk.scope.session import OutsideScopeError, PurposeError, scope, scope_key
from outpace.desk.scope.token import LIFETIME_S, sign
from outpace.exchange.linelist import CaseRecord
from outpace.exchange.links import LinkRecord
from outpace.words.case import CaseClass, FoundBy
from outpace.words.contact import Setting
from outpace.words.moment import Dated
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW, Installation, Province
from tests.integration.scope.fences import BY_ACCOUNT, fenced

FILLED = {
    "cases_case", "cases_link", "cases_version", "isolation_duetest", "isolation_plan", "ledger_event", "people_person",
    "people_subject", "tasks_task", "tracing_contact", "tracing_exposure",
}  # fmt: skip
"""Fenced tables that the small outbreak below fills in both counties; the others are asked about what they hold."""


@pytest.fixture
def outbreak(committed_province: Province, settle: Callable[[], None]) -> Province:
    """The same in both counties: a case that infected another, an exposure, and what the loop makes of them."""
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.cases.links import register_links

    by, incident = committed_province.commander, committed_province.incident
    rows = [_case(f"{code}-{n}", code) for code in ("9001", "9002") for n in (1, 2)]
    links = [LinkRecord(infector=f"{code}-1", infectee=f"{code}-2") for code in ("9001", "9002")]
    with scope(by, "test"):
        cases = register_cases(by=by, incident=incident, rows=rows, at=NOW).accepted
        register_links(by=by, incident=incident, rows=links, at=NOW)
    _tell(committed_province, committed_province.tracer_a, cases[0])
    _tell(committed_province, committed_province.tracer_b, cases[2])
    settle()
    return committed_province


def _case(number: str, county: str) -> CaseRecord:
    return CaseRecord(
        number=number, area_code=county, name=f"某{number}", case_class=CaseClass.CONFIRMED,
        found_by=FoundBy.COMMUNITY, onset=Dated(date(2022, 3, 4)),
    )  # fmt: skip


def _tell(province: Province, by: Actor, case: int) -> None:
    from outpace.desk.areas.queries import place
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures

    days = {"first": Dated(date(2022, 3, 3)), "last": Dated(date(2022, 3, 6))}
    rows = [ExposureRow(setting=Setting.HOUSEHOLD, name="林可", **days)]
    with scope(by, "trace contacts"):
        source = Source(case, province.incident, place(province.a if by == province.tracer_a else province.b))
        record_exposures(by=by, source=source, rows=rows, at=NOW)


@pytest.fixture
def admin(installation: Installation, own_database: str) -> Iterator[psycopg.Connection]:
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=own_database)
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture
def app(installation: Installation, own_database: str) -> Iterator[psycopg.Connection]:
    """A bare connection of the app role: what somebody holds who can run SQL as the desk does."""
    with psycopg.connect(installation.server.dsn("outpace_app", own_database)) as connection:
        yield connection


def _paths(connection: psycopg.Connection, table: str) -> set[str]:
    query = sql.SQL("select distinct area_path from {}").format(sql.Identifier(table))
    return {path for (path,) in connection.execute(query)}


def _cases(connection: psycopg.Connection) -> int:
    row = connection.execute("select count(*) from cases_case").fetchone()
    assert row is not None
    return int(row[0])


def _assume(connection: psycopg.Connection, token: str) -> None:
    connection.execute("select set_config('outpace.scope', %s, true)", [token])


def _token(actor: Actor, connection: psycopg.Connection, *, key: bytes | None = None, at: float | None = None) -> str:
    backend = connection.info.backend_pid
    wall = time.time() if at is None else at
    return sign(actor, Purpose.TEST, key=key or scope_key(), backend=backend, at=wall, as_of=NOW)


def test_each_tracer_sees_her_county_in_every_fenced_table(
    outbreak: Province, admin: psycopg.Connection, app: psycopg.Connection
) -> None:
    counties = {outbreak.a.path, outbreak.b.path}
    filled = {table for table in fenced(admin) - BY_ACCOUNT if counties <= _paths(admin, table)}
    assert filled >= FILLED
    for tracer, path in ((outbreak.tracer_a, outbreak.a.path), (outbreak.tracer_b, outbreak.b.path)):
        with app.transaction():
            _assume(app, _token(tracer, app))
            for table in filled:
                assert _paths(app, table) == {path}, f"{table} shows {tracer} another county"


def test_a_tracer_writes_nothing_elsewhere(outbreak: Province, app: psycopg.Connection) -> None:
    b = outbreak.b.path
    _assume(app, _token(outbreak.tracer_a, app))
    assert app.execute("update cases_case set place = 'x' where area_path = %s", [b]).rowcount == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege), app.transaction():
        app.execute("update cases_case set area_path = %s", [b])
    with pytest.raises(psycopg.errors.InsufficientPrivilege), app.transaction():
        app.execute("insert into people_subject (id, kind, area_path) values (1, 'case', %s)", [b])


def test_names_of_another_county_stay_in_the_vault(
    outbreak: Province, admin: psycopg.Connection, app: psycopg.Connection
) -> None:
    persons = [key for (key,) in admin.execute("select person_id from vault.identity")]
    _assume(app, _token(outbreak.tracer_a, app))
    read = {key for key, *_ in app.execute("select * from vault.names(%s, now())", [persons])}
    whole = {key for key, _, whole, _ in app.execute("select * from vault.names(%s, now())", [persons]) if whole}
    mine = {key for (key,) in app.execute("select subject_id from people_person")}
    assert whole == set()
    assert 0 < len(read) < len(persons)
    assert read <= mine
    stranger = next(iter(set(persons) - read))
    verdict = app.execute("select verdict from vault.open_person(%s, 'call', 'case', 1, now())", [stranger]).fetchone()
    assert verdict == ("absent",)


def test_forged_and_edited_tokens_are_refused_aloud(outbreak: Province, app: psycopg.Connection) -> None:
    good = _token(outbreak.tracer_a, app)
    body, _, mac = good.partition("#")
    everywhere = body[: body.index("{")] + '{["","\U0010ffff")}'
    forged = {
        "another key": _token(outbreak.tracer_a, app, key=bytes(32)),
        "wider ranges, old signature": f"{everywhere}#{mac}",
        "another role": good.replace("|tracer|", "|commander|"),
        "another county": good.replace(outbreak.a.path, outbreak.b.path),
        "another purpose": good.replace("|test|", "|care|"),
        "another account": good.replace("2|102|", "2|101|", 1),
        "later end": good.replace(body.split("|")[4], str(int(body.split("|")[4]) + 9999)),
        "a digit of the signature": good[:-1] + ("0" if good[-1] != "0" else "1"),
        "upper case signature": f"{body}#{mac.upper()}",
        "no signature": f"{body}#",
        "no hash sign": body,
        "two bodies": f"{everywhere}#{mac}#{mac}",
        "only ranges": '{["","\U0010ffff")}',
        "more rights": good.replace("|aips|", "|aipsg|"),
        "wider hull": good.replace(f"|{outbreak.a.path}|", "||", 1),
        "another subject": good.replace(f"|{app.info.backend_pid}||", f"|{app.info.backend_pid}|7|"),
        "signed for the version before": _signed_as_before(outbreak.tracer_a, app),
    }
    assert all(token != good for token in forged.values())
    for name, token in forged.items():
        with app.transaction(force_rollback=True):
            _assume(app, token)
            assert _shown(app) in (0, None), name
            if token:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute("select scope.claims()")
    with app.transaction():
        _assume(app, good)
        assert _cases(app) == 2


def _shown(app: psycopg.Connection) -> int | None:
    """How many cases show; None where the question is refused."""
    try:
        with app.transaction():
            return _cases(app)
    except psycopg.errors.InsufficientPrivilege:
        return None


def _signed_as_before(actor: Actor, connection: psycopg.Connection) -> str:
    """A token as it was written before this version, with the true key."""
    end = int(time.time()) + LIFETIME_S
    body = f'1|{actor.account}|test|tracer|{end}|{connection.info.backend_pid}||{{["","\U0010ffff")}}'
    return f"{body}#{hmac.new(scope_key(), body.encode(), hashlib.sha256).hexdigest()}"


def test_no_token_opens_nothing_in_silence(outbreak: Province, app: psycopg.Connection) -> None:
    _assume(app, "")
    assert _cases(app) == 0


def test_an_expired_token_is_refused_aloud(outbreak: Province, app: psycopg.Connection) -> None:
    _assume(app, _token(outbreak.tracer_a, app, at=time.time() - LIFETIME_S - 1))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="over"):
        _cases(app)


def test_a_token_of_another_session_is_refused_aloud(
    outbreak: Province, app: psycopg.Connection, installation: Installation, own_database: str
) -> None:
    with psycopg.connect(installation.server.dsn("outpace_app", own_database)) as other:
        _assume(app, _token(outbreak.tracer_a, other))
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="another session"):
            _cases(app)


def test_a_session_cannot_widen_what_it_was_given(outbreak: Province, app: psycopg.Connection) -> None:
    """Every setting and every function within reach: what it sees stays what the token says."""
    _assume(app, _token(outbreak.tracer_a, app))
    attempts = [
        "set local row_security = off",
        "select set_config('outpace.scope', replace(current_setting('outpace.scope'), '9001', '9002'), true)",
        "select set_config('search_path', 'pg_temp', true)",
        "create temporary table cases_case (like public.cases_case)",
        "create function pg_temp.claims() returns text[] language sql as $$ select array['1'] $$",
    ]
    for attempt in attempts:
        assert _shown_after(attempt, app) <= {(outbreak.a.path,)}, attempt
    assert _cases(app) == 2


def _shown_after(attempt: str, app: psycopg.Connection) -> set[tuple[str]]:
    """The areas of the cases that show after an attempt, which is then undone; none where it is refused."""
    try:
        with app.transaction(force_rollback=True):
            app.execute(attempt.encode())
            return set(app.execute("select distinct area_path from public.cases_case"))
    except psycopg.errors.InsufficientPrivilege:
        return set()


class _UndoneError(Exception):
    """Ends a scope by an exception."""


def test_the_scope_ends_with_its_transaction(outbreak: Province, app: psycopg.Connection) -> None:
    with app.transaction():
        _assume(app, _token(outbreak.tracer_a, app))
        assert _cases(app) == 2
    assert _cases(app) == 0


def test_a_fresh_connection_sees_nothing(
    outbreak: Province, admin: psycopg.Connection, app: psycopg.Connection
) -> None:
    for table in fenced(admin):
        row = app.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone()
        assert row == (0,), table


def test_a_pooled_connection_carries_no_scope_over(outbreak: Province) -> None:
    """Django keeps its connection; the next scope on it must not inherit the last one's areas."""
    from outpace.desk.cases.models import Case

    with scope(outbreak.commander, "test"):
        assert Case.objects.count() == 4
    with scope(outbreak.tracer_b, "test"):
        assert {case.area_path for case in Case.objects.all()} == {outbreak.b.path}
    with scope(service(), "test"):
        assert Case.objects.count() == 0
    with scope(replace(outbreak.tracer_b, paths=()), "test"):
        assert Case.objects.count() == 0


def test_sql_outside_a_scope_is_refused(outbreak: Province) -> None:
    from django.db import connection

    from outpace.desk.cases.models import Case

    with scope(outbreak.tracer_a, "test"):
        assert Case.objects.exists()
    with pytest.raises(OutsideScopeError):
        Case.objects.count()
    with pytest.raises(OutsideScopeError), connection.cursor() as cursor:
        cursor.execute("select 1")
    with pytest.raises(OutsideScopeError), scope(outbreak.tracer_a, "test"), scope(outbreak.commander, "test"):
        pass


def test_an_exception_leaves_no_scope_behind(outbreak: Province) -> None:
    from outpace.desk.cases.models import Case

    with pytest.raises(_UndoneError), scope(outbreak.commander, "test"):
        raise _UndoneError
    with pytest.raises(OutsideScopeError):
        Case.objects.count()


def test_a_purpose_can_not_smuggle_fields_in(outbreak: Province) -> None:
    for purpose in ("test|commander", "test#", '|{["",x)}', "curiosity", ""):
        with pytest.raises(PurposeError, match="purpose"), scope(outbreak.tracer_a, purpose):  # type: ignore[arg-type]
            pass


def test_a_purpose_is_for_its_roles(outbreak: Province) -> None:
    for actor, purpose in (
        (outbreak.tracer_a, Purpose.TRANSFER),
        (outbreak.commander, Purpose.OWN_RECORD),
        (service("90/"), Purpose.OPEN_CASE),
        (Actor(104, Role.ADMINISTRATOR, ("90/",)), Purpose.READ_CASES),
    ):
        with pytest.raises(PurposeError, match="not for"), scope(actor, purpose):
            pass


def test_an_area_can_not_smuggle_fields_in() -> None:
    for path in ("90|/", "90#/", '90"/', "90\\/"):
        with pytest.raises(ValueError, match="signed"):
            sign(Actor(1, Role.TRACER, (path,)), Purpose.TEST, key=bytes(32), backend=1, at=0, as_of=NOW)


def test_too_many_areas_are_refused(outbreak: Province) -> None:
    with pytest.raises(ValueError, match="ranges"):
        Actor(1, Role.TRACER, tuple(f"90/{n}/" for n in range(9)))
