"""The page of the installation: who may see it, what it says, and that an alarm is taken on once and by name."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.api.conftest import Arriving, Browser, signed_in, staff, stranger
from tests.integration.conftest import NOW, Province

__all__ = ["staff", "stranger"]


@pytest.fixture
def keepers(staff: Arriving, province: Province) -> dict[str, Browser]:
    """The staff, all signed in, and an administrator."""
    from outpace.desk.scope.actor import Role

    return {**staff.all_in(), "administrator": signed_in("administrator", Role.ADMINISTRATOR, province.root.path)}


def test_only_those_who_keep_it_see_it(keepers: dict[str, Browser], stranger: Browser) -> None:
    seen = {name: browser.get("/installation").status_code for name, browser in keepers.items()}
    assert {name for name, status in seen.items() if status == 200} == {"operator", "administrator"}
    assert set(seen.values()) == {200, 403}
    assert stranger.get("/installation").status_code == 401


def test_it_says_how_it_fares(keepers: dict[str, Browser]) -> None:
    answer = keepers["administrator"].get("/installation").json()
    assert {check["name"] for check in answer["checks"]} == {"database", "migrations", "sequencer", "loop", "spool"}
    assert answer["versions"]["space"] == "live"
    assert answer["loop"]["waiting"] > 0
    assert {job["data_class"] for job in answer["jobs"]} >= {"look_up", "replay", "session"}
    assert all(disk["percent"] <= 100 for disk in answer["disks"])


def test_an_alarm_is_taken_on_once_and_stays_until_its_reason_is_gone(
    keepers: dict[str, Browser], around: Callable[..., Any]
) -> None:
    from outpace.desk.life.alarms import watch

    watch(NOW, around(used=lambda path: 0.93))
    operator, administrator = keepers["operator"], keepers["administrator"]
    (alarm,) = [one for one in operator.get("/installation").json()["alarms"] if one["kind"] == "disk_filling"]
    assert alarm["taken"] is None
    path = f"/installation/alarms/{alarm['id']}/taken"
    assert operator.post(path, {"note": ""}).status_code == 428
    assert keepers["commander"].post(path, {"note": ""}, version=alarm["version"]).status_code == 403
    taken = operator.post(path, {"note": "more space tomorrow"}, version=alarm["version"]).json()
    assert (taken["taken"]["note"], taken["taken"]["display"]["en"]) == ("more space tomorrow", "operator")
    late = administrator.post(path, {"note": "me too"}, version=alarm["version"])
    assert (late.status_code, late.json()["code"]) == (409, "VERSION_CONFLICT")
    again = administrator.post(path, {"note": "me too"}, version=taken["version"])
    assert (again.status_code, again.json()["code"]) == (409, "ALARM_TAKEN")
    assert not taken["closed_at"]
    watch(NOW, around())
    answer = operator.get("/installation").json()
    assert "disk_filling" not in {one["kind"] for one in answer["alarms"]}
    assert answer["closed"][0]["taken"]["note"] == "more space tomorrow"
    assert operator.post("/installation/alarms/alm_0000000000000/taken", {"note": ""}, version=1).status_code == 404


def test_each_of_its_tables_is_a_file_with_the_same_rows(keepers: dict[str, Browser]) -> None:
    """And nobody gets it who doesn't see the page."""
    shown = keepers["administrator"].get("/installation").json()
    for table, rows in {"unread": "unread", "sources": "sources", "copies": "copies", "retention": "jobs"}.items():
        path = f"/installation/{table}.csv"
        lines = b"".join(keepers["administrator"].get(path).streaming_content).decode().strip().splitlines()
        assert len(lines) == 1 + len(shown[rows]), table
        assert {name: browser.get(path).status_code for name, browser in keepers.items()} == {
            name: 200 if name in ("operator", "administrator") else 403 for name in keepers
        }
    assert len(shown["jobs"]) > 3
