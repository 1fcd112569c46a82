"""Days pass, the job runs, and no row of any class is older than its limit and a day, but for what is held."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from outpace.words.problem import ProblemError
from tests.integration.conftest import NOW, Province, tell_of_doctored_rows

DAY = timedelta(days=1)

OF_WHOLE_FILES = {"case_file", "account", "ledger_body"}
"""Classes whose rows a day doesn't leave one by one: `test_case_files` travels with them."""

LookUp = Callable[[int, datetime, str], None]


def _leave_traces(province: Province, look_up: LookUp, at: datetime, number: int) -> None:
    """One row of each class, as an ordinary day leaves them."""
    from outpace.desk.accounts.models import Session
    from outpace.desk.intake.models import Receipt, Reject
    from outpace.desk.ledger.models import Replay
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    look_up(number, at, province.a.path)
    with scope(service(), Purpose.SIGN_IN):
        Session.objects.create(key_hash=f"s{number}", data="", begun=at, seen=at, ends=at)
    with scope(service(""), Purpose.TEST) as by:
        Replay.objects.create(account_id=0, key=f"k{number}", request_hash=b"", status=200, answer=b"{}", at=at)
        receipt = Receipt.objects.create(
            kind="linelist", file_name="f.csv", sha256="0" * 64, size=1, incident=province.incident, area=province.a,
            area_path=province.a.path, state="closed", rows_total=2, position=2, rejected=2, started_at=at, closed_at=at,
        )  # fmt: skip
        for row, state in enumerate(("open", "replayed"), 1):
            Reject.objects.create(receipt=receipt, row=row, raw={}, problems=[], state=state, area_path=province.a.path)
        tell_of_doctored_rows(by, province.a.path, 1000 + number)


def _counts() -> dict[str, int]:
    from outpace.desk.life.retention import SHELVES
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(service(""), Purpose.RETENTION):
        return {name: shelf.past(NOW + 9999 * DAY).count() for name, shelf in SHELVES.items()}


def _travel(committed_province: Province, look_up: LookUp, days: int, start: datetime = NOW) -> Iterator[datetime]:
    for day in range(days):
        _leave_traces(committed_province, look_up, start + day * DAY, day)
        yield start + day * DAY


def test_nine_days(committed_province: Province, look_up: LookUp, tmp_path: Path) -> None:
    _run(committed_province, look_up, tmp_path, 9)


@pytest.mark.long
def test_four_hundred_days(committed_province: Province, look_up: LookUp, tmp_path: Path) -> None:
    _run(committed_province, look_up, tmp_path, 400)


def _run(committed_province: Province, look_up: LookUp, tmp_path: Path, days: int) -> None:
    from outpace.desk.home import Home
    from outpace.desk.life.classes import classes
    from outpace.desk.life.retention import past_limit, sweep

    home = Home(tmp_path / "home").make()
    for today in _travel(committed_province, look_up, days):
        assert set(past_limit(today, slack=DAY).values()) == {0}
        sweep(today, home)
        assert set(past_limit(today).values()) == {0}
    left = _counts()
    for name, count in left.items():
        if name not in OF_WHOLE_FILES:
            assert count == min(days, classes()[name].days + 1), name


def test_without_the_job_rows_stay_past_their_limit(committed_province: Province, look_up: LookUp) -> None:
    """The same days without the job: the count that must be 0 is not."""
    from outpace.desk.life.retention import past_limit

    for _ in _travel(committed_province, look_up, 12):
        pass
    over = past_limit(NOW + 11 * DAY, slack=DAY)
    assert over["answer"] > 0
    assert over["session"] > 0


def test_a_hold_keeps_what_it_names_until_its_end(
    committed_province: Province, look_up: LookUp, tmp_path: Path
) -> None:
    from outpace.desk.home import Home
    from outpace.desk.ledger.models import Access
    from outpace.desk.life.acts import hold
    from outpace.desk.life.classes import classes
    from outpace.desk.life.models import Sweep
    from outpace.desk.life.retention import past_limit, sweep
    from outpace.desk.scope.actor import local_operator, service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    home, limit = Home(tmp_path / "home").make(), timedelta(days=classes()["look_up"].days)
    for number in (1, 2):
        _leave_traces(committed_province, look_up, NOW, number)
    with scope(local_operator(), Purpose.TEST) as by:
        hold(
            by=by, data_class="look_up", reason="a court asked", starts=NOW, ends=NOW + limit + 9 * DAY,
            area_path=committed_province.a.path, subject=1,
        )  # fmt: skip
    sweep(NOW + limit + DAY, home)
    with scope(service(""), Purpose.RETENTION):
        assert list(Access.objects.values_list("subject_id", flat=True)) == [1]
        assert Sweep.objects.get(data_class="look_up").held == 1
    assert past_limit(NOW + limit + DAY)["look_up"] == 0
    assert past_limit(NOW + limit + 10 * DAY)["look_up"] == 1
    sweep(NOW + limit + 10 * DAY, home)
    with scope(service(""), Purpose.RETENTION):
        assert not Access.objects.exists()


def test_only_the_service_for_retention_deletes(committed_province: Province, look_up: LookUp) -> None:
    """The guard is in the database: the same statement under another purpose or role removes nothing."""
    from django.db import connection

    from outpace.desk.scope.actor import local_operator, service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    _leave_traces(committed_province, look_up, NOW, 1)
    statements = ("delete from ledger_access", "delete from intake_reject", "delete from ledger_replay")
    for actor, purpose in (
        (service(""), Purpose.LOOP),
        (local_operator(), Purpose.IMPORT),
        (committed_province.tracer_a, Purpose.READ_CASES),
    ):
        for statement in statements:
            with scope(actor, purpose), connection.cursor() as cursor:
                cursor.execute(statement)
                assert cursor.rowcount == 0, (purpose, statement)
                cursor.execute("update ledger_replay set answer = ''")
                assert cursor.rowcount == 0, purpose
    for statement in ("delete from ledger_event", "update ledger_access set purpose = ''", "delete from cases_case"):
        with pytest.raises(DatabaseError), transaction.atomic(), scope(service(""), Purpose.RETENTION):
            connection.cursor().execute(statement)
    with scope(service(""), Purpose.RETENTION) as by, connection.cursor() as cursor:
        for statement, rows in zip(statements, (1, 2, 1), strict=True):
            cursor.execute(statement)
            assert cursor.rowcount == rows
        tell_of_doctored_rows(by, "", 2000)


def test_every_class_has_rows_or_files_and_an_end() -> None:
    from outpace.desk.life.classes import classes
    from outpace.desk.life.retention import SHELVES

    assert set(SHELVES) | {"spool", "service_log"} == set(classes())
    assert all(one.certainty == "ours" and one.why for one in classes().values())


def test_a_hold_on_an_unknown_class_or_without_a_reason(committed_province: Province, look_up: LookUp) -> None:
    from outpace.desk.life.acts import hold
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.TEST) as by:
        for data_class, reason, code in (("nothing", "x", "CLASS_UNKNOWN"), ("look_up", " ", "WHY_NEEDED")):
            with pytest.raises(ProblemError, match=code):
                hold(by=by, data_class=data_class, reason=reason, starts=NOW, ends=NOW + DAY)
        with pytest.raises(ProblemError, match="SWITCH_ENDLESS"):
            hold(by=by, data_class="look_up", reason="x", starts=NOW, ends=NOW)


def test_files_leave_too(committed_province: Province, look_up: LookUp, tmp_path: Path) -> None:
    import os

    from outpace.desk.home import Home
    from outpace.desk.intake.models import Receipt
    from outpace.desk.life.retention import sweep
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    home = Home(tmp_path / "home").make()
    old, young = home.logs / "outpace.log.1", home.logs / "outpace.log.2"
    for file, age in ((old, 200), (young, 3)):
        file.write_text("{}", "utf-8")
        os.utime(file, ((NOW - age * DAY).timestamp(),) * 2)
    with scope(service(""), Purpose.TEST):
        running = {"kind": "linelist", "file_name": "f.csv", "sha256": "0" * 64, "size": 1, "state": "running"}
        receipts = [Receipt.objects.create(**running, area_path="", started_at=NOW - age * DAY).pk for age in (31, 3)]
    for receipt in receipts:
        (home.spool / f"{receipt}.file").write_bytes(b"of an import that never ended")
    gone = sweep(NOW, home)
    assert [file.stem for file in home.spool.glob("*.file")] == [str(receipts[1])]
    assert (gone["service_log"], gone["spool"]) == (1, 1)
    assert young.exists()
    assert not old.exists()
