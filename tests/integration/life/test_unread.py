"""Fields that nobody reads are named after a month: days pass, statements are sent, and what none of them reads is left over."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from outpace.desk.scope import asked
from outpace.desk.scope.actor import Role, service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose
from tests.integration.api.conftest import Arriving, Browser, signed_in, staff
from tests.integration.conftest import NOW, Province

__all__ = ["staff"]
DAY = timedelta(days=1)
ONSET = 'SELECT "cases_case"."onset" FROM "cases_case"'
AGE = 'SELECT "people_person"."age" FROM "people_person"'
NAMES = "select n.person_id from vault.names(%s, %s) n"
Clock = Callable[[datetime], None]


@pytest.fixture
def at(province: Province, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Set the clock of what is noted; nothing stays noted after the test."""

    def turn(to: datetime) -> None:
        monkeypatch.setattr("outpace.desk.scope.asked.now", lambda: to)
        monkeypatch.setattr("outpace.desk.life.unread.now", lambda: to)
        monkeypatch.setattr("outpace.desk.life.unread._due", 0.0)

    turn(NOW)
    yield turn
    asked.stop()


def names(as_of: datetime) -> set[str]:
    from outpace.desk.life.unread import unread

    with scope(service(), Purpose.WATCH):
        return {f"{one.table}.{one.column}" for one in unread(as_of)}


def all_fields() -> set[str]:
    from outpace.desk.life.unread import watched

    return {".".join(field) for field in watched()}


def test_a_new_installation_names_nothing(at: Clock) -> None:
    from outpace.desk.life.unread import watch_fields

    assert names(NOW) == set()
    watch_fields(NOW)
    assert names(NOW + 29 * DAY) == set()
    assert names(NOW + 30 * DAY) == all_fields()


def test_read_on_the_first_day_it_is_named_on_the_last_and_read_yesterday_it_is_not(at: Clock) -> None:
    from outpace.desk.life.unread import keep, watch_fields

    watch_fields(NOW)
    keep({ONSET: NOW + DAY})
    assert "cases_case.onset" not in names(NOW + 30 * DAY)
    keep({AGE: NOW + 30 * DAY})
    late = names(NOW + 31 * DAY)
    assert "cases_case.onset" in late
    assert "people_person.age" not in late
    assert "people_person.sex" in late


def test_an_older_note_takes_nothing_back(at: Clock) -> None:
    from outpace.desk.life.unread import keep

    keep({ONSET: NOW + 20 * DAY})
    keep({ONSET: NOW})
    assert "cases_case.onset" not in names(NOW + 40 * DAY)


def test_what_the_vault_reads_counts_with_whoever_calls_it(at: Clock) -> None:
    from outpace.desk.life.unread import keep, watch_fields

    watch_fields(NOW)
    keep({NAMES: NOW + 20 * DAY, "select vault.shred(%s::bigint[])": NOW + 20 * DAY})
    left = names(NOW + 31 * DAY)
    assert "vault.data_key.wrapped" not in left
    assert "vault.key.key" in left


def test_a_field_that_leaves_the_register_leaves_the_list(at: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk.life.models import Read
    from outpace.desk.life.unread import watch_fields, watched

    watch_fields(NOW)
    fewer = watched() - {("cases_case", "onset")}
    monkeypatch.setattr("outpace.desk.life.unread.watched", lambda: fewer)
    watch_fields(NOW)
    with scope(service(), Purpose.WATCH):
        assert {row.field for row in Read.objects.all()} == {".".join(field) for field in fewer}


def test_what_a_request_reads_is_noted_and_the_page_names_the_rest(
    staff: Arriving, province: Province, at: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.life.unread import hand_on, watch_fields

    browsers: dict[str, Browser] = staff.all_in()
    administrator = signed_in("administrator", Role.ADMINISTRATOR, province.root.path)
    watch_fields(NOW)
    at(NOW + 20 * DAY)
    asked.listen()
    assert browsers["commander"].get("/tasks").status_code == 200
    assert hand_on() > 0
    assert hand_on() == 0
    monkeypatch.setattr("outpace.desk.life.api.now", lambda: NOW + 31 * DAY)
    answer: dict[str, Any] = administrator.get("/installation").json()
    found = {one["field"]: one for one in answer["unread"]}
    assert answer["unread_days"] == 30
    assert "tasks_task.title_zh" not in found
    link = found["cases_link.delay_days"]
    assert (link["data_class"], link["last"], link["since"]) == ("sensitive", None, NOW.date().isoformat())
    assert {"zh", "en"} <= link["purposes"][0].keys()
    monkeypatch.setattr("outpace.desk.life.tables_api.now", lambda: NOW + 31 * DAY)
    file = b"".join(administrator.get("/installation/unread.csv").streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in file[1:]] == list(found)
    (row,) = [line for line in file if line.startswith("cases_link.delay_days,")]
    assert row.endswith(f",,{NOW.date()}")


def test_the_web_hands_on_what_it_read_when_an_answer_has_gone_out(staff: Arriving, at: Clock) -> None:
    from django.core.signals import request_finished

    from outpace.desk.life.unread import listen_to_requests, watch_fields

    browsers = staff.all_in()
    watch_fields(NOW)
    at(NOW + 20 * DAY)
    listen_to_requests()
    try:
        assert browsers["commander"].get("/tasks").status_code == 200
    finally:
        assert request_finished.disconnect(dispatch_uid="outpace.unread")
    assert "tasks_task.title_zh" not in names(NOW + 31 * DAY)


def test_the_same_text_is_noted_once_a_day_and_nothing_before_somebody_listens(at: Clock) -> None:
    def send() -> None:
        with scope(service(), Purpose.WATCH):
            from outpace.desk.life.models import Read

            Read.objects.count()

    send()
    assert asked.take() == {}
    asked.listen()
    send()
    assert any('"life_read"' in text for text in asked.take())
    send()
    assert not any('"life_read"' in text for text in asked.take())
    at(NOW + DAY)
    asked.take()
    send()
    assert any('"life_read"' in text for text in asked.take())


def test_what_could_not_be_kept_is_kept_the_next_time(at: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from outpace.desk.life.unread import hand_on, watch_fields

    watch_fields(NOW)
    at(NOW + 20 * DAY)
    asked.listen()
    asked.note(ONSET)

    def away(_: object) -> int:
        raise OperationalError("away")

    with monkeypatch.context() as broken:
        broken.setattr("outpace.desk.life.unread.keep", away)
        with pytest.raises(OperationalError):
            hand_on()
    at(NOW + 20 * DAY)
    hand_on()
    assert "cases_case.onset" not in names(NOW + 31 * DAY)


def test_points_of_a_transaction_take_no_room(at: Clock) -> None:
    from django.db import transaction

    asked.listen()
    with scope(service(), Purpose.WATCH), transaction.atomic():
        pass
    assert not any("SAVEPOINT" in text for text in asked.known)
