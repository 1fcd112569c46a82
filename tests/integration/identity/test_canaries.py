"""Planted people: their names, telephones and documents stand nowhere but sealed in the vault, whatever way they came in.

One small run in everyday tests, the same run with a thousand people as a long one. Everything the run leaves behind is
searched: each table of each schema as text and as bytes, a dump of the database, the keys' folder apart, the spool, the logs,
every answer to whoever has no right to the whole, every address asked for.
"""

import csv
import io
import logging
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.integration.conftest import NOW, Installation, Province, tell_of_doctored_rows

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
GIVEN = "棠岚鸢苓茵荔芷蔓菱汐漪澜绮黛莺芙筠蘅荞沅砚禾遥岁叙听怀惟"


@dataclass(frozen=True)
class Planted:
    """Somebody who does not exist."""

    name: str
    phone: str
    number: str


@dataclass
class Net:
    """What a run left behind, searched for the planted values."""

    needles: frozenset[str]
    found: list[str] = field(default_factory=list)

    def search(self, where: str, text: str) -> None:
        """Note each planted value that stands in a text."""
        self.found += [f"{where}: {needle}" for needle in self.needles if needle in text]

    def search_bytes(self, where: str, content: bytes) -> None:
        """Likewise in bytes, read as UTF-8 and as UTF-16."""
        self.search(where, content.decode("utf-8", "replace"))
        self.found += [f"{where} (UTF-16): {n}" for n in self.needles if n.encode("utf-16-le") in content]


def plant(count: int) -> list[Planted]:
    """People with names of three characters, mobile numbers and valid national numbers, each of their own."""
    from outpace.words.identity import check_character

    people = []
    for n in range(count):
        name = FAMILY[n % 24] + GIVEN[n // 24 % 28] + GIVEN[(n * 5 + n // 672 + 3) % 28]
        digits = f"990101{1950 + n % 60}{n % 12 + 1:02}{n % 28 + 1:02}{n % 1000:03}"
        people.append(Planted(f"{name}{chr(0x4E00 + n)}", f"1990{n:07}", digits + check_character(digits)))
    return people


def needles(people: list[Planted]) -> frozenset[str]:
    """What must not be found: each value, and the number without its check character."""
    return frozenset(v for p in people for v in (p.name, p.phone, p.number, p.number[:17]))


class Run:
    """A whole run over planted people: file, form, interview, errors, matching, lists, exports."""

    def __init__(self, province: Province, home: Any, people: list[Planted]) -> None:
        self.province, self.home, self.people = province, home, people
        third = len(people) // 3
        self.by_file, self.by_form, self.met = people[:third], people[third : 2 * third], people[2 * third :]

    def everything(self) -> None:
        """Do it all."""
        self.employ()
        self.import_file()
        cases = self.register()
        self.tell(cases)
        self.match()
        self.go_wrong(cases)

    def employ(self) -> None:
        """Give the tracer an account: receipts name who sent the file."""
        from outpace.desk.accounts.models import Account
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        with scope(local_operator(), Purpose.TEST) as by:
            Account.objects.create(pk=self.province.tracer_a.account, name="tracer", password="!")
            tell_of_doctored_rows(by, "")

    def import_file(self) -> None:
        """Import a line list in which every fourth row is refused."""
        from outpace.desk.importing import Runner, turn
        from outpace.desk.intake.acts import Reading, open_receipt
        from outpace.desk.scope.session import scope
        from outpace.exchange.mapping import FileKind
        from outpace.words.purpose import Purpose

        file = self.home.root / "planted.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            write = csv.writer(stream)
            write.writerow(("编号", "姓名", "电话", "身份证号", "出生日期", "区县代码", "报告日期"))
            for n, one in enumerate(self.by_file):
                wrong = n % 4 == 0
                birth = f"{one.number[6:10]}-{one.number[10:12]}-{one.number[12:14]}"
                number = one.number[:17] + ("1" if one.number[17] != "1" else "2") if wrong else one.number
                write.writerow((f"F-{n}", one.name, one.phone, number, birth, "9001", "2022-03-05"))
        by, incident = self.province.tracer_a, self.province.incident
        with turn(by, incident.pk):
            with scope(by, Purpose.IMPORT):
                receipt = open_receipt(
                    by=by, home=self.home, file=file, name=file.name, kind=FileKind.LINELIST, incident=incident,
                    area=self.province.a, reading=Reading(), at=NOW,
                )  # fmt: skip
            self.receipt = Runner(by, self.home, clock=lambda: NOW).run(receipt)
        file.unlink()
        assert self.receipt.rejected == -(-len(self.by_file) // 4), self.receipt.rejected

    def register(self) -> list[int]:
        """Register cases as a form does; every tenth twice under another number, so that there are pairs."""
        from outpace.desk.areas.queries import place
        from outpace.desk.cases.acts import register_cases
        from outpace.desk.scope.session import scope
        from outpace.exchange.linelist import CaseRecord, read_case
        from outpace.words.purpose import Purpose

        rows = [(f"P-{n}", one) for n, one in enumerate(self.by_form)]
        rows += [(f"Q-{n}", one) for n, one in enumerate(self.by_form) if n % 10 == 0]
        records = [
            read_case(
                {"number": number, "name": one.name, "phone": one.phone, "id_number": one.number, "area_code": "9001"},
                as_of=NOW,
            )
            for number, one in rows
        ]
        by = self.province.tracer_a
        with scope(by, Purpose.REGISTER_CASES):
            outcome = register_cases(
                by=by, incident=self.province.incident, home=place(self.province.a), at=NOW,
                rows=[record for record in records if isinstance(record, CaseRecord)],
            )  # fmt: skip
        return list(outcome.accepted.values())

    def tell(self, cases: list[int]) -> None:
        """Record exposures as an interview does."""
        from outpace.desk.areas.queries import place
        from outpace.desk.scope.session import scope
        from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures
        from outpace.words.contact import Setting
        from outpace.words.identity import Document, read_document
        from outpace.words.purpose import Purpose

        def row(one: Planted) -> ExposureRow:
            document = read_document(one.number)
            assert isinstance(document, Document)
            return ExposureRow(setting=Setting.HOUSEHOLD, name=one.name, phone=one.phone, document=document)

        by = self.province.tracer_a
        with scope(by, Purpose.TRACE_CONTACTS):
            source = Source(cases[0], self.province.incident, place(self.province.a))
            record_exposures(by=by, source=source, rows=[row(one) for one in self.met], at=NOW)

    def match(self) -> None:
        """Compare everybody, as the worker does."""
        from outpace.desk.people.matching import match_waiting
        from outpace.desk.scope.actor import service
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        with scope(service(""), Purpose.MATCH) as by:
            while match_waiting(by=by, at=NOW):
                pass

    def go_wrong(self, cases: list[int]) -> None:
        """Fail in the act that knows the most names, and let the worker log it."""
        from outpace.desk.people import acts

        log = logging.getLogger("outpace.loop")
        for one in self.by_form[:3]:
            try:
                acts.keep_names([acts.Newcomer(place=None, name=one.name, phone=one.phone)])  # type: ignore[arg-type]
            except Exception as failure:
                log.error("planted failure", exc_info=failure)


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged at any level, with tracebacks."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def search_database(net: Net, dsn: str) -> int:
    """Search every column of every table of every schema, as text and the bytes in them; give the number of tables."""
    tables = """select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')"""
    columns = """select attname, atttypid = 'bytea'::regtype from pg_attribute
        where attrelid = %s::regclass and attnum > 0 and not attisdropped"""
    with psycopg.connect(dsn) as admin:
        found = admin.execute(tables.encode()).fetchall()
        for schema, table in found:
            name = sql.Identifier(schema, table)
            for column, is_bytes in admin.execute(columns.encode(), [f'"{schema}"."{table}"']).fetchall():
                one = sql.Identifier(column)
                cell = one if is_bytes else sql.SQL("{}::text").format(one)
                query = sql.SQL("select {} from {} where {} is not null").format(cell, name, one)
                values = [value for (value,) in admin.execute(query)]
                where = f"{schema}.{table}.{column}"
                if is_bytes:
                    net.search_bytes(where, b"\0".join(values))
                else:
                    net.search(where, "\0".join(values))
    return len(found)


def search_dump(net: Net, installation: Installation, database: str) -> None:
    """Search a dump of the whole database, the vault among it: what a thief of a backup holds."""
    from outpace.desk.postgres.binaries import find_binaries

    program = Path(find_binaries(os.environ).program("pg_dump"))
    if not program.is_file():
        pytest.skip(f"NOT RUN: no pg_dump beside the server ({program})")
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=database)
    dump = subprocess.run([str(program), "--dbname", dsn], capture_output=True, check=True)
    net.search_bytes("pg_dump", dump.stdout)


def search_files(net: Net, folder: Path) -> int:
    """Search every file an installation keeps beside its database."""
    files = [file for file in folder.rglob("*") if file.is_file() and "postgres" not in file.parts]
    for file in files:
        net.search_bytes(str(file.relative_to(folder)), file.read_bytes())
    return len(files)


def search_run(count: int, installation: Installation, database: str, province: Province) -> Net:
    """Plant people, run, search."""
    people = plant(count)
    net = Net(needles(people))
    run = Run(province, installation.home, people)
    with logged() as heard:
        run.everything()
    net.search("log", heard.getvalue())
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=database)
    assert search_database(net, dsn) > 30
    assert search_files(net, installation.home.root) > 5
    return net


def test_planted_people_are_found_nowhere(
    installation: Installation, own_database: str, committed_province: Province
) -> None:
    net = search_run(60, installation, own_database, committed_province)
    assert net.found == []


@pytest.mark.long
def test_a_thousand_planted_people_are_found_nowhere(
    installation: Installation, own_database: str, committed_province: Province
) -> None:
    net = search_run(1000, installation, own_database, committed_province)
    search_dump(net, installation, own_database)
    assert net.found == []


LEAKS: dict[str, Callable[[Planted, Any], None]] = {
    "a name in a log": lambda one, _: logging.getLogger("outpace.desk").warning("opened %s", one.name),
    "a number in a table": lambda one, dsn: _write(dsn, one.number),
    "a telephone in a file": lambda one, home: (home / "spool" / "left.txt").write_text(one.phone),
}


def _write(dsn: str, value: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as admin:
        admin.execute("create table if not exists left_behind (said bytea)")
        admin.execute("insert into left_behind values (%s)", [value.encode()])


def test_the_net_catches_what_is_let_slip(installation: Installation, own_database: str) -> None:
    """Break each guard on purpose: log a name, write a number into a table, leave a telephone in the spool."""
    one = plant(1)[0]
    net = Net(needles([one]))
    with logged() as heard:
        LEAKS["a name in a log"](one, None)
    net.search("log", heard.getvalue())
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=own_database)
    LEAKS["a number in a table"](one, dsn)
    search_database(net, dsn)
    LEAKS["a telephone in a file"](one, installation.home.root)
    search_files(net, installation.home.root)
    (installation.home.root / "spool" / "left.txt").unlink()
    assert {place.partition(":")[0] for place in net.found} == {"log", "public.left_behind.said", "spool/left.txt"}
