"""Surroundings that nothing is wrong with, and the feeds of twenty laboratories."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.integration.conftest import NOW, Installation, Province, tell_of_doctored_rows

LIMIT = 5
SHORT = ("case_file", "account", "ledger_body")


@pytest.fixture
def around(tmp_path: Path) -> Callable[..., object]:
    """Make surroundings; by default an empty disk and no certificate."""

    def make(**more: object) -> object:
        from outpace.desk.life.findings import Surroundings

        return Surroundings(**{"folders": {"data": tmp_path}, "used": lambda path: 0.1, **more})  # type: ignore[arg-type]

    return make


@pytest.fixture
def twenty_feeds(province: Province) -> Callable[[int], None]:
    """Give each of twenty laboratories a file an hour for four days; `stopped` sends nothing in the last three hours."""
    from outpace.desk.accounts.models import Account
    from outpace.desk.intake.models import Receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    def send(stopped: int) -> None:
        with scope(local_operator(), Purpose.TEST) as by:
            for lab in range(20):
                account = Account.objects.create(
                    id=5000 + lab, name=f"lab-{lab}", display_zh="实验室", display_en="Lab"
                )
                last = 3 if lab == stopped else 0
                Receipt.objects.bulk_create(
                    Receipt(
                        kind="linelist",
                        file_name="day.csv",
                        sha256=f"{lab:04}{hour:060}",
                        size=1,
                        incident=province.incident,
                        area=province.a,
                        area_path=province.a.path,
                        state="closed",
                        rows_total=0,
                        account=account,
                        started_at=NOW - timedelta(hours=hour, minutes=lab),
                        closed_at=NOW - timedelta(hours=hour, minutes=lab),
                    )
                    for hour in range(last, 96)
                )
            tell_of_doctored_rows(by, "")

    return send


_LOOKED_UP = """
with opened as (
    insert into ledger_access (subject_id, account_id, purpose, at, wall, area_path)
    values (%(subject)s, 0, 'call', %(at)s, %(at)s, %(area)s)),
refused as (
    insert into openings_refusal (subject_id, account_id, purpose, because, because_id, role, at, wall, area_path)
    values (%(subject)s, 0, 'call', 'task', 1, 'tracer', %(at)s, %(at)s, %(area)s))
insert into openings_search (account_id, key, found, at, wall, area_path) values (0, 'phone', 1, %(at)s, %(at)s, %(area)s)
"""


@pytest.fixture
def look_up(installation: Installation, own_database: str) -> Iterator[Callable[[int, datetime, str], None]]:
    """Note that somebody opened a record, was refused one, and searched. The vault writes that; here the superuser does."""
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=own_database)
    with psycopg.connect(dsn, autocommit=True) as admin:

        def note(subject: int, at: datetime, area_path: str) -> None:
            admin.execute(_LOOKED_UP, {"subject": subject, "at": at, "area": area_path})

        yield note


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same job with limits of a few days."""
    from outpace.desk.life.classes import classes

    few = {name: replace(one, days=LIMIT) if name in SHORT else one for name, one in classes().items()}
    monkeypatch.setattr("outpace.desk.life.retention.classes", lambda: few)
