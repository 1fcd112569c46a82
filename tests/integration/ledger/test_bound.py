"""What signs somebody in changes by an event only, and the log's own functions serve their one purpose.

All of it is tried as the app role: what somebody could do who gets a statement of his own into a session of the server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW, Installation, Province
from tests.integration.ledger.conftest import place_all, register

if TYPE_CHECKING:
    from outpace.desk.scope.actor import Actor

_UNTOLD = "a change of .* was written without its event"


@pytest.fixture
def app(installation: Installation, own_database: str) -> Iterator[psycopg.Connection]:
    """A bare session of the app role."""
    with psycopg.connect(installation.server.dsn("outpace_app", own_database), autocommit=True) as session:
        yield session


@pytest.fixture
def staffed(committed_province: Province, installation: Installation) -> Province:
    """A province with cases in the log, somebody with a second factor, a system with a token, and a pair of persons."""
    from allauth.mfa.models import Authenticator

    from outpace.desk.accounts.acts import open_account
    from outpace.desk.accounts.models import ProviderName
    from outpace.desk.accounts.post_acts import make_token
    from outpace.desk.life.models import Alarm, Source
    from outpace.desk.people.models import Candidate, Person
    from outpace.desk.scope.actor import Role, local_operator
    from outpace.desk.scope.session import scope
    from tests.integration.conftest import tell_of_doctored_rows

    register(committed_province, ["L-1", "L-2"])
    post = {"area_path": "90/", "starts": NOW, "ends": NOW + timedelta(days=90)}
    with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
        shown = {"zh": "林", "en": "Lin", "password": None}
        lin = open_account(by=by, name="lin", role=Role.COMMANDER, **post, **shown)  # type: ignore[arg-type]
        lab = open_account(by=by, name="lab", role=Role.TRACER, system=True, **post, **shown)  # type: ignore[arg-type]
        make_token(by=by, post=lab.posts.get(), label="results", ends=NOW + timedelta(days=9), at=NOW)
        ProviderName.objects.create(account=lin, provider="p", subject="lin@p")
        Authenticator.objects.create(user_id=lin.pk, type="totp", data={"secret": "s", "counter": 1})
        Source.objects.create(key="k", kind="linelist", last=NOW, gap_s=3600, silent=True)
        Alarm.objects.create(kind="backup_old", raised_at=NOW, seen_at=NOW)
        tell_of_doctored_rows(by, "")
    with scope(committed_province.commander, Purpose.TEST) as by:
        one, other = Person.objects.all()[:2]
        Candidate.objects.create(
            person=one, other=other, score=9, verdict="look", reasons=[], area_path="90/9001/", found_at=NOW, event_id=8
        )
        tell_of_doctored_rows(by, "90/9001/", 8)
    _refused_row(committed_province)
    place_all(installation)
    return committed_province


def _refused_row(province: Province) -> None:
    """A file of two rows, one of them read and refused."""
    from outpace.desk.intake.models import Receipt, Reject
    from outpace.desk.scope.session import scope
    from tests.integration.conftest import tell_of_doctored_rows

    with scope(province.commander, Purpose.IMPORT) as by:
        path = province.a.path
        file = {"kind": "linelist", "file_name": "a.csv", "sha256": "0" * 64, "size": 1, "state": "running"}
        counts = {"rows_total": 2, "position": 1, "rejected": 1}
        receipt = Receipt.objects.create(
            **file, **counts, incident=province.incident, area_path=path, account_id=None, started_at=NOW
        )
        Reject.objects.create(receipt=receipt, row=1, raw={"n": "x"}, problems=[], area_path=path)
        tell_of_doctored_rows(by, path, 9)


@contextmanager
def _as(app: psycopg.Connection, who: "Actor", why: Purpose) -> Iterator[None]:
    """A scope of somebody's in a bare session."""
    from outpace.desk.scope.session import scope_key
    from outpace.desk.scope.token import sign

    backend, wall = app.info.backend_pid, datetime.now(UTC).timestamp()
    with app.transaction(force_rollback=True):
        token = sign(who, why, key=scope_key(), backend=backend, at=wall, as_of=NOW)
        app.execute("discard plans")
        app.execute("select set_config('outpace.scope', %s, true)", [token])
        yield
        app.execute("set constraints all immediate")


CHANGES = {
    "a password": "update accounts_account set password = 'x' where name = 'lin'",
    "an account opened again": "update accounts_account set active = not active",
    "a new account": "insert into accounts_account (id, name, password, display_zh, display_en, active)"
    " values (77, 'x', 'x', '', '', true)",
    "a second factor taken away": "delete from mfa_authenticator",
    "another second factor": """update mfa_authenticator set data = '{"secret": "mine", "counter": 1}'""",
    "a token for longer": "update accounts_token set ends = ends + interval '1 day'",
    "a token of one's own": "update accounts_token set secret_hash = 'mine'",
    "another name at the provider": "insert into accounts_providername (account_id, provider, subject)"
    " select id, 'q', 'me' from accounts_account where name = 'lin'",
    "nobody at the provider": "delete from accounts_providername",
    "an area elsewhere": "update areas_area set zone = 'UTC' where code = '9001'",
    "another area's people": "update areas_area set population = 1",
    "an alarm silenced": "update life_alarm set closed_at = now()",
    "an alarm out of the blue": "insert into life_alarm (kind, what, params, raised_at, seen_at, note, version)"
    " values ('disk_filling', 'x', '{}', now(), now(), '', 1)",
    "a refused row settled": "update intake_reject set state = 'replayed'",
    "a refused row gone over": "update intake_reject set sealed_raw = null",
    "a refused row out of the blue": "insert into intake_reject (receipt_id, row, state, area_path)"
    " select id, 9, 'open', area_path from intake_receipt",
    "a file closed": "update intake_receipt set state = 'closed', rows_total = position",
    "a file's count": "update intake_receipt set accepted = accepted + 1, rejected = rejected - 1",
    "a feed silenced": "update life_source set silent = not silent",
    "a feed gone": "delete from life_source",
    "a pair decided": "update people_candidate set state = 'refuted'",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_without_its_event_does_not_commit(name: str, staffed: Province, app: psycopg.Connection) -> None:
    from outpace.desk.scope.actor import local_operator

    of_people = name.startswith(("a pair", "a refused row", "a file"))
    purpose = Purpose.TEST if of_people else Purpose.KEEP_ACCOUNTS
    with pytest.raises(psycopg.IntegrityError, match=_UNTOLD), _as(app, local_operator(), purpose):
        assert app.execute(CHANGES[name].encode()).rowcount > 0


def test_what_a_sign_in_writes_needs_no_event(staffed: Province, app: psycopg.Connection) -> None:
    from outpace.desk.scope.actor import service

    with _as(app, service(), Purpose.SIGN_IN):
        app.execute("""update mfa_authenticator set data = '{"secret": "s", "counter": 2}', last_used_at = now()""")
        app.execute("update accounts_account set last_login = now()")


def test_an_alarm_that_is_seen_again_needs_no_event(staffed: Province, app: psycopg.Connection) -> None:
    from outpace.desk.scope.actor import service

    with _as(app, service(""), Purpose.WATCH):
        assert app.execute("update life_alarm set seen_at = now(), params = '{\"hours\": 26}'").rowcount == 1


def test_a_feed_that_still_sends_needs_no_event(staffed: Province, app: psycopg.Connection) -> None:
    from outpace.desk.scope.actor import service

    with _as(app, service(""), Purpose.WATCH):
        assert app.execute("update life_source set last = now(), gap_s = 60").rowcount == 1


@pytest.mark.parametrize("table", ["intake_reject", "intake_receipt", "life_source"])
def test_the_trigger_is_what_refuses(
    table: str, staffed: Province, app: psycopg.Connection, admin: psycopg.Connection
) -> None:
    """The negative control: without it the refused row, the file and the feed are settled in silence."""
    from outpace.desk.scope.actor import local_operator

    name = {
        "intake_reject": "a refused row settled",
        "intake_receipt": "a file closed",
        "life_source": "a feed silenced",
    }
    admin.execute(sql.SQL("drop trigger said_updates on {}").format(sql.Identifier(table)))
    with _as(app, local_operator(), Purpose.TEST):
        assert app.execute(CHANGES[name[table]].encode()).rowcount == 1


def test_nobody_takes_back_the_tries_at_a_door(staffed: Province, app: psycopg.Connection) -> None:
    """Whoever could would guess passwords without a pause."""
    from outpace.desk.scope.actor import service

    with _as(app, service(), Purpose.SIGN_IN):
        app.execute("insert into accounts_attempt (key, at) values ('x', now())")
        app.execute("select set_config('outpace.scope', '', true)")
        assert app.execute("delete from accounts_attempt").rowcount == 0


def test_what_is_kept_of_such_a_change_is_no_image(staffed: Province, admin: psycopg.Connection) -> None:
    """Keys and names of columns: neither names nor what signs somebody in."""
    from outpace.desk.accounts.acts import close_account
    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
        close_account(by=by, account=Account.objects.get(name="lin"), at=NOW + timedelta(days=1))
    parts = admin.execute("select table_name, operation, rows::jsonb from ledger.part where count = 1 order by number")
    kept = {(table, operation): row for table, operation, row in parts.fetchall()}
    assert kept["accounts_account", "update"]["changed"] == ["active", "closed", "password", "version"]
    assert kept["accounts_account", "insert"].keys() == {"id"}
    assert kept["mfa_authenticator", "delete"].keys() == {"id"}
    assert not [row for row in kept.values() if "secret" in str(row) or "lin@p" in str(row)]


FOREIGN = {
    "an event in another's name": (
        "select ledger.say(7777, 'x', '90/9001/', null, null, 1, now(), now(), 1, '{}', 's', '{}', null)",
        "names the account",
    ),
    "a body erased": ("select ledger.erase(id) from ledger_event", "erased when it is due"),
    "a checkpoint": (
        "select ledger.sign((select max(seq) + 1 from ledger_leaf), '\\x00', '{}', 'x', '\\x00', now())",
        "only the sequencer signs",
    ),
    "a place in the log": ("select ledger.place(9)", "only the sequencer places"),
    "a delivery that was none": (
        "insert into ledger_delivered select event_id, 'issue_case_tasks', now() from ledger_leaf",
        "row-level security",
    ),
    "a hash over the log": ("insert into ledger_node values (8, 0, '\\x00')", "row-level security"),
    "a try at the door": ("insert into accounts_attempt (key, at) values ('x', now())", "row-level security"),
    "an event out of the blue": (
        "insert into ledger_pending (event_id, kind, area_path, rows, recorded, attempts, failure)"
        " values (1, 'case.registered', '90/', 1, now(), 0, '')",
        "row-level security",
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_nobody_else_uses_the_log_s_functions(name: str, staffed: Province, app: psycopg.Connection) -> None:
    statement, why = FOREIGN[name]
    tracer = _as(app, staffed.tracer_a, Purpose.TRACE_CONTACTS)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=why), tracer:
        app.execute(statement.encode())


def test_nobody_else_takes_an_event_from_the_loop(staffed: Province, app: psycopg.Connection) -> None:
    """Not without a scope, and not in a tracer's: the loop would never do what follows from it."""
    from outpace.desk.scope.actor import service

    counted: list[Any] = []
    for statement in ("delete from ledger_pending", "update ledger_pending set aside_at = now()"):
        counted.append(app.execute(statement.encode()).rowcount)
        with _as(app, staffed.tracer_a, Purpose.TRACE_CONTACTS):
            counted.append(app.execute(statement.encode()).rowcount)
    assert counted == [0, 0, 0, 0]
    with _as(app, service(), Purpose.LOOP):
        assert app.execute("delete from ledger_pending").rowcount > 0, "the control: somebody may"
