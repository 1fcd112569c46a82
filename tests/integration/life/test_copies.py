"""A backup holds what was there at one instant and comes back with the same counts and ledger root; a changed one is refused."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from outpace.words.problem import ProblemError
from tests.integration.conftest import NOW, Installation, Province
from tests.room import room

if TYPE_CHECKING:
    from outpace.desk.postgres import Server


@pytest.fixture
def server(installation: Installation, own_database: str) -> "Server":
    """The test server with the test's own database, as its administrator."""
    from outpace.desk.postgres import Server

    return Server(installation.server.admin_dsn(), own_database, installation.server.cluster.binaries)


@pytest.fixture
def lived(committed_province: Province, installation: Installation, settle: Any) -> Iterator[Province]:
    """A province with cases, tasks, events and leaves, and an import whose file waits in the spool."""
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.ledger.sequencer import place
    from outpace.desk.ledger.signer import checkpoint_signer
    from outpace.desk.scope.session import scope
    from outpace.exchange.linelist import CaseRecord
    from outpace.words.purpose import Purpose

    by, rows = (
        committed_province.commander,
        [CaseRecord(number=f"B-{n}", area_code="9001", name="某人") for n in range(9)],
    )
    with scope(by, Purpose.REGISTER_CASES):
        register_cases(by=by, incident=committed_province.incident, rows=rows, at=NOW)
    settle()
    while place(signer=checkpoint_signer(installation.home.keys), at=NOW):
        pass
    waiting = installation.home.make().spool / "77.file"
    waiting.write_bytes(b"sealed")
    yield committed_province
    waiting.unlink(missing_ok=True)


@pytest.fixture
def drafts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder where a trial makes its drafts, which the account of its database can enter also under root."""
    folder = Path(tempfile.mkdtemp(prefix="outpace-test-", dir=room()))
    folder.chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    shutil.rmtree(folder)


def test_a_backup_comes_back_and_its_keys_open_it(
    lived: Province, installation: Installation, server: "Server", tmp_path: Path, drafts: Path
) -> None:
    from outpace.desk.life.backup import back_up
    from outpace.desk.life.keys_tried import KeysTried
    from outpace.desk.life.manifest import read_manifest
    from outpace.desk.life.noted import note_copy
    from outpace.desk.life.restore import check

    heard: list[str] = []
    folder = tmp_path / "monday"
    made = back_up(installation.home, server, folder, NOW, heard.append)
    assert heard == ["account", "database", "spool", "files"]
    assert made.account.tables["public.cases_case"] == 9
    assert made.account.ledger_size > 0
    assert made.account.broken == 0
    assert read_manifest(folder) == made
    tried = check(folder, keys=installation.home)
    assert (tried.account, tried.keys) == (made.account, KeysTried.OPENED)
    assert list(drafts.iterdir()) == []
    assert note_copy(server, "check", made.account, at=NOW, seconds=1.0, size=1, good=True)
    _no_key_is_in(folder, installation)
    with pytest.raises(ProblemError, match="COPY_EXISTS"):
        back_up(installation.home, server, folder, NOW)


def test_keys_that_do_not_open_a_backup_are_refused(
    lived: Province, installation: Installation, server: "Server", tmp_path: Path
) -> None:
    from outpace.desk.home import Home
    from outpace.desk.install import make_keys
    from outpace.desk.life.backup import back_up
    from outpace.desk.life.keys_tried import KeysTried, try_keys
    from outpace.desk.life.restore import check, keys_fit
    from outpace.desk.people.keys import load_vault_keys, make_vault_keys

    folder, other, nobody = tmp_path / "friday", Home(tmp_path / "other"), Home(tmp_path / "nobody")
    back_up(installation.home, server, folder, NOW)
    make_keys(other)
    make_vault_keys(other)
    assert [keys_fit(home, folder) for home in (installation.home, other, nobody)] == [True, False, False]
    assert not nobody.root.exists()
    with pytest.raises(ProblemError, match=r"KEYS_MISSING.*vault\.key"):
        check(folder, keys=other)
    with psycopg.connect(server.inside()) as connection:
        assert try_keys(connection, installation.home) is KeysTried.OPENED
        with pytest.raises(ProblemError, match="VAULT_KEY_OTHER"):
            try_keys(connection, other)
        connection.execute("update vault.key_mark set mark = %s", [load_vault_keys(other).mark])
        with pytest.raises(ProblemError, match="VAULT_KEY_OTHER"):
            try_keys(connection, other)
        connection.execute("delete from vault.identity")
        assert try_keys(connection, other) is KeysTried.NOTHING_SEALED
        connection.rollback()


def test_a_trial_without_a_place_for_drafts_says_so(
    lived: Province, installation: Installation, server: "Server", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under a service whose whole system is read-only."""
    from outpace.desk.life.backup import back_up
    from outpace.desk.life.restore import check

    def none(**words: object) -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    folder = tmp_path / "saturday"
    back_up(installation.home, server, folder, NOW)
    monkeypatch.setattr(tempfile, "mkdtemp", none)
    with pytest.raises(ProblemError, match="FOLDER_UNUSABLE"):
        check(folder)


def _no_key_is_in(folder: Path, installation: Installation) -> None:
    """No key's bytes, nor their digits, stand in any file of a backup, nor the pads the database knows its scope key by."""
    from outpace.desk.scope.token import pads

    everything = b"".join(file.read_bytes() for file in folder.iterdir())
    scope_key = bytes.fromhex((installation.home.keys / "scope.key").read_text("ascii").strip())
    secrets = [file.read_bytes().strip() for file in installation.home.keys.iterdir() if file.is_file()]
    for secret in (*secrets, *pads(scope_key), pads(scope_key)[0].hex().encode()):
        assert secret not in everything


@pytest.mark.long
def test_the_drill_sees_what_is_not_the_same(
    lived: Province, installation: Installation, server: "Server", tmp_path: Path
) -> None:
    from outpace.desk.life.backup import back_up
    from outpace.desk.life.manifest import FILE
    from outpace.desk.life.restore import check

    folder = tmp_path / "tuesday"
    back_up(installation.home, server, folder, NOW)
    written = json.loads((folder / FILE).read_text("utf-8"))
    written["account"]["ledger_root"] = "0" * 64
    written["account"]["tables"]["public.cases_case"] += 1
    (folder / FILE).write_text(json.dumps(written), "utf-8")
    with pytest.raises(ProblemError, match=r"public\.cases_case, ledger root"):
        check(folder)


def test_a_damaged_backup_is_not_even_tried(
    lived: Province, installation: Installation, server: "Server", tmp_path: Path
) -> None:
    from outpace.desk.life.backup import back_up
    from outpace.desk.life.manifest import FILE
    from outpace.desk.life.restore import check

    folder = tmp_path / "thursday"
    back_up(installation.home, server, folder, NOW)
    dump = folder / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1] + b"?")
    with pytest.raises(ProblemError, match="COPY_DAMAGED"):
        check(folder)
    (folder / FILE).unlink()
    with pytest.raises(ProblemError, match="COPY_MISSING"):
        check(folder)


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ("delete from ledger_leaf where seq = 1", "ledger size"),
        ("update ledger_leaf set leaf_hash = sha256(leaf_hash) where seq = 0", "ledger root"),
        ("delete from cases_version", "public.cases_version"),
        ("update ledger_event set body = body || ' '::bytea where kind = 'case.registered'", "events"),
    ],
)
def test_an_account_tells_every_change(change: str, differs: str, lived: Province, server: "Server") -> None:
    from outpace.desk.life.account import take_account

    with psycopg.connect(server.inside()) as connection:
        before = take_account(connection)
        connection.execute("set session_replication_role = replica")
        connection.execute(change.encode())
        assert differs in before.differences(take_account(connection))
        connection.rollback()
        assert before.differences(take_account(connection)) == []


def test_an_interrupted_backup_leaves_nothing_that_looks_whole(
    lived: Province, installation: Installation, server: "Server", tmp_path: Path
) -> None:
    from outpace.desk.life.backup import back_up

    def pull_the_plug(step: str) -> None:
        if step == "spool":
            raise KeyboardInterrupt

    folder = tmp_path / "wednesday"
    with pytest.raises(KeyboardInterrupt):
        back_up(installation.home, server, folder, NOW, pull_the_plug)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "wednesday.part").mkdir()
    (tmp_path / "wednesday.part" / "database.dump").write_bytes(b"left by a kill")
    back_up(installation.home, server, folder, NOW)
    assert [entry.name for entry in tmp_path.iterdir()] == ["wednesday"]


def test_keys_have_their_own_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk.home import Home
    from outpace.desk.install import make_keys
    from outpace.desk.life import keybundle
    from outpace.desk.life.keybundle import look, seal, unseal, unsealed

    monkeypatch.setattr(keybundle, "COST", 2**10)

    home, other, bundle = Home(tmp_path / "a"), Home(tmp_path / "b"), tmp_path / "keys.bundle"
    make_keys(home)
    with pytest.raises(ProblemError, match="PASSPHRASE_SHORT"):
        seal(home, bundle, "short")
    names = seal(home, bundle, "four words and more")
    assert {"scope.key", "web.key", "checkpoint.pem"} <= set(names)
    assert not any((home.keys / name).read_bytes().strip() in bundle.read_bytes() for name in names)
    assert os.stat(bundle).st_mode & 0o077 == 0
    with pytest.raises(ProblemError, match="BUNDLE_UNREADABLE"):
        unseal(other, bundle, "four words and less")
    look(bundle)
    with unsealed(bundle, "four words and more") as held:
        assert (held.keys / "scope.key").read_bytes() == (home.keys / "scope.key").read_bytes()
    assert not held.root.exists(), "a trial leaves no key behind"
    assert unseal(other, bundle, "four words and more") == names
    assert all((other.keys / name).read_bytes() == (home.keys / name).read_bytes() for name in names)
    assert unseal(other, bundle, "four words and more") == names, "a second time changes nothing"
    third = Home(tmp_path / "c")
    make_keys(third)
    with pytest.raises(ProblemError, match="KEYS_DIFFER"):
        unseal(third, bundle, "four words and more")
    bundle.write_text(bundle.read_text("ascii").replace('"sealed": "', '"sealed": "AAAA'), "ascii")
    with pytest.raises(ProblemError, match="BUNDLE_UNREADABLE"):
        unseal(Home(tmp_path / "d"), bundle, "four words and more")


def test_everything_can_be_taken_out_and_nobody_is_named(
    lived: Province, installation: Installation, repository: Path, tmp_path: Path
) -> None:
    from outpace.desk.life.export import rows_of, take_out

    folder = tmp_path / "out"
    manifest = take_out(installation.home, repository / "protocols", folder, NOW)
    tables = manifest["tables"]
    assert isinstance(tables, dict)
    assert tables["cases_case"] == 9
    assert {name: rows_of(folder / "tables" / f"{name}.csv") for name in tables} == tables
    assert list((folder / "editions").rglob("*.yaml"))
    text = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).decode("utf-8", "replace")
    assert "某人" not in text
    assert "scrypt$" not in text
    assert {"vault", "django_session", "ledger_replay"} <= set(manifest["left_out"])  # type: ignore[call-overload]
    assert _exported() == [{"list": "everything", "count": sum(tables.values()), "tables": tables}]
    with pytest.raises(ProblemError, match="COPY_EXISTS"):
        take_out(installation.home, repository / "protocols", folder, NOW)


def _exported() -> list[Any]:
    """What the ledger says of exports, by the operator of the machine."""
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.actor import EVERYWHERE, LOCAL_ACCOUNT, local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.TEST):
        events = list(Event.objects.filter(kind="list.exported", account_id=LOCAL_ACCOUNT, area_path=EVERYWHERE))
        return [json.loads(bytes(event.body))["data"] for event in events]


SECRET_NAME = re.compile("hash|salt|secret|password|key|token|session")


def test_no_secret_goes_out(lived: Province, installation: Installation, repository: Path, tmp_path: Path) -> None:
    from outpace.desk.life.export import left_out, take_out
    from outpace.desk.register.entries import DataClass, register

    take_out(installation.home, repository / "protocols", tmp_path / "out", NOW)
    gone: set[str] = set()
    for file in (tmp_path / "out/tables").glob("*.csv"):
        head = file.read_text("utf-8").splitlines()[0].split(",")
        gone |= {f"{file.stem}.{column}" for column in head}
    secret = {
        f"{name}.{column}"
        for name, entry in register().items()
        for column, kind in entry.columns.items()
        if kind is DataClass.SECRET
    }
    assert gone & secret == set()
    named = {column for column in gone if SECRET_NAME.search(column.split(".")[1])}
    assert named == set(left_out().goes), "each column called like a secret is listed with the reason why it is none"
    held = {f"{name}.{column}" for name, entry in register().items() for column in entry.columns}
    assert set(left_out().columns) <= held
    assert set(left_out().tables) <= {*register(), "vault"}


def test_no_table_goes_out_emptier_than_it_is(
    lived: Province, installation: Installation, own_database: str, repository: Path, tmp_path: Path
) -> None:
    """Every table that would be empty gets a row, so that a fence which hides it from the export can't pass for emptiness."""
    from outpace.desk.life.export import take_out

    dsn = make_conninfo(installation.server.admin_dsn(), dbname=own_database)
    with psycopg.connect(dsn, autocommit=True) as admin:
        filled = _fill_empty(admin)
        held = {name: _count(admin, name) for name in _tables(admin)}
    assert {"openings_glass", "openings_request", "scope_grant", "tasks_attempt"} <= filled
    tables = take_out(installation.home, repository / "protocols", tmp_path / "out", NOW)["tables"]
    assert isinstance(tables, dict)
    assert tables == {name: held[name] for name in tables}
    assert 0 not in tables.values()


def _tables(admin: psycopg.Connection) -> dict[str, tuple[list[str], list[str]]]:
    """The tables of the application: all columns, and those that must be filled."""
    found = admin.execute(
        "select c.relname, array_agg(a.attname::text), array_agg(a.attname::text) filter (where a.attnotnull)"
        " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition group by 1"
    ).fetchall()
    return {name: (columns, needed or []) for name, columns, needed in found}


def _count(admin: psycopg.Connection, table: str) -> int:
    row = admin.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


def _fill_empty(admin: psycopg.Connection) -> set[str]:
    """Put one row into each empty table of this test's own database, without regard to what binds it; give their names."""
    admin.execute("set session_replication_role = replica")
    empty = {name: columns for name, columns in _tables(admin).items() if not _count(admin, name)}
    for table, (columns, needed) in empty.items():
        bound = admin.execute(
            "select conname from pg_constraint where conrelid = %s::regclass and contype in ('p', 'c')", [table]
        ).fetchall()
        for (name,) in bound:
            admin.execute(
                sql.SQL("alter table {} drop constraint {} cascade").format(*map(sql.Identifier, (table, name)))
            )
        for column in needed:
            one = sql.SQL("alter table {} alter column {} drop identity if exists, alter column {} drop not null")
            admin.execute(one.format(*map(sql.Identifier, (table, column, column))))
        row = "(area_path) values ('90/9001/')" if "area_path" in columns else "default values"
        admin.execute(sql.SQL("insert into {} " + row).format(sql.Identifier(table)))
    return set(empty)
