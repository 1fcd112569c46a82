"""Everything an installation holds, in files other programs read: for leaving the product, or for an archive.

A table a file, counted while it is written; the editions as they are; the public half of the key that signs the ledger. Names,
telephones and other identifiers of the people the outbreak touches stay in the vault; what signs somebody in stays, with its
hashes and salts: `left_out.toml` lists it. The names of accounts and what people typed, notes and reasons, go out: they can
name somebody. That everything was taken out, by whom and how many rows of each table, is an event of the ledger.
"""

import csv
import io
import json
import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection
from psycopg import sql

from outpace.desk.home import Home
from outpace.desk.ledger.record import Event, record
from outpace.desk.ledger.signer import checkpoint_signer
from outpace.desk.life.manifest import file_hash
from outpace.desk.scope.actor import EVERYWHERE, Actor, local_operator
from outpace.desk.scope.session import scope
from outpace.words.decision import Text
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

Step = Callable[[str], None]
_TABLES = """
select c.relname, array_agg(a.attname::text order by a.attnum)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
group by c.relname order by c.relname
"""
_CLOSED = Text("应用程序本身无权读取", "the application itself may not read it")
_READABLE = "select has_table_privilege(%s, 'select')"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What does not go out, with the reason; `goes` are columns with the name of a secret that hold none."""

    tables: Mapping[str, Text]
    columns: Mapping[str, Text]
    goes: Mapping[str, str]

    def why(self) -> dict[str, Text]:
        """Everything that is left out, tables first."""
        return {**self.tables, **self.columns}


@cache
def left_out() -> LeftOut:
    """What is left out, read once from `left_out.toml`."""
    raw = tomllib.loads((files("outpace.desk.life") / "left_out.toml").read_text("utf-8"))
    tables, columns = ({name: Text(**said) for name, said in raw[kind].items()} for kind in ("table", "column"))
    return LeftOut(tables, columns, raw["goes"])


def take_out(
    home: Home, editions: Path, folder: Path, at: datetime, step: Step = lambda name: None
) -> dict[str, object]:
    """Write everything into a folder; give its manifest. Raises COPY_EXISTS; an interrupted one leaves no folder behind."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProblemError("COPY_EXISTS", folder=str(folder))
    draft = folder.with_name(folder.name + ".part")
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "tables").mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(home, editions, draft, at, step)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return manifest


def _fill(home: Home, editions: Path, draft: Path, at: datetime, step: Step) -> dict[str, object]:
    why = left_out().why()
    tables: dict[str, int] = {}
    with scope(local_operator(), Purpose.TAKE_OUT) as by:
        with connection.cursor() as cursor:
            cursor.execute(_TABLES)
            found = cursor.fetchall()
        for name, columns in found:
            if name in left_out().tables:
                continue
            if not _readable(name):
                why[name] = _CLOSED
                continue
            step(name)
            tables[name] = _write(name, columns, draft / "tables" / f"{name}.csv")
        _say(by, tables, at)
    shutil.copytree(editions, draft / "editions")
    public = checkpoint_signer(home.keys).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (draft / "ledger-key.pem").write_bytes(public)
    return _manifest(draft, at, tables, why)


def _say(by: Actor, tables: Mapping[str, int], at: datetime) -> None:
    data = {"list": "everything", "count": sum(tables.values()), "tables": dict(tables)}
    record(Event(kind="list.exported", by=by, area_path=EVERYWHERE, happened=at, recorded=at, data=data))


def _readable(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_READABLE, [table])
        return bool(cursor.fetchone()[0])


def _write(table: str, columns: list[str], file: Path) -> int:
    """Copy a table's rows in scope into a CSV file; give how many. What is counted is what was copied."""
    kept = [column for column in columns if f"{table}.{column}" not in left_out().columns]
    query = sql.SQL("copy (select {} from {}) to stdout with (format csv, header)").format(
        sql.SQL(", ").join(map(sql.Identifier, kept)), sql.Identifier(table)
    )
    with connection.connection.cursor() as cursor, file.open("wb") as stream:
        with cursor.copy(query) as rows:
            for part in rows:
                stream.write(part)
        return int(cursor.rowcount)


def _manifest(draft: Path, at: datetime, tables: Mapping[str, int], why: Mapping[str, Text]) -> dict[str, object]:
    written = sorted(path for path in draft.rglob("*") if path.is_file())
    manifest: dict[str, object] = {
        "at": at.isoformat(timespec="seconds"),
        "version": version("outpace"),
        "space": settings.SPACE,
        "tables": dict(tables),
        "left_out": {name: {"zh": text.zh, "en": text.en} for name, text in why.items()},
        "files": {str(path.relative_to(draft)): file_hash(path) for path in written},
    }
    (draft / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")
    return manifest


def rows_of(file: Path) -> int:
    """How many rows a table's file holds, without its head."""
    with io.TextIOWrapper(file.open("rb"), "utf-8", newline="") as stream:
        return max(0, sum(1 for _ in csv.reader(stream)) - 1)
