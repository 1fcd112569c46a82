"""What lies in another county does not exist: the same bytes as for an id that was never given and for no id at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from outpace.words.ids import IdKind, encode
from tests.integration.api.conftest import Browser, case_row, register
from tests.integration.conftest import NOW, Province


@dataclass
class Foreign:
    """Ids of records in county A."""

    case: str
    contact: str
    task: str
    receipt: str


@pytest.fixture
def foreign(staff: dict[str, Browser], incident: str, province: Province, settle: Callable[[], None]) -> Foreign:
    """A case with contact and tasks, and a receipt, all in county A."""
    a = staff["tracer_a"]
    case = register(a, incident, case_row("A-1"))[0]
    told = {"name": "罗燕", "setting": "household", "first": "2022-03-03", "last": "2022-03-05"}
    assert a.post(f"/cases/{case}/exposures", {"rows": [told]}).status_code == 200
    settle()
    contact, task = a.get("/contacts").json()["items"][0]["id"], a.get("/tasks").json()["items"][0]["id"]
    return Foreign(case, contact, task, _receipt(province))


def _receipt(province: Province) -> str:
    from outpace.desk.intake.models import Receipt
    from outpace.desk.scope.session import scope

    with scope(province.commander, "test"):
        made = Receipt.objects.create(
            kind="linelist",
            file_name="a.csv",
            sha256="0" * 64,
            size=1,
            incident=province.incident,
            area=province.a,
            area_path=province.a.path,
            mapping={"columns": {"编号": "number"}, "constants": {}, "date_order": None},
            state="running",
            rows_total=1,
            started_at=NOW,
        )
    return encode(IdKind.RECEIPT, made.pk)


ROUTES: list[tuple[str, str, Any]] = [
    ("case", "/cases/{id}", None),
    ("case", "/cases/{id}/corrections", {"field": "onset", "value": "2022-03-01", "why": "interview"}),
    ("case", "/cases/{id}/exposures", {"rows": [{"name": "x", "setting": "meal"}]}),
    ("contact", "/contacts/{id}", None),
    ("contact", "/contacts/{id}/decision", {"state": "confirmed"}),
    ("task", "/tasks/{id}/done", {"outcome": "done"}),
    ("task", "/tasks/{id}/attempt", {"outcome": "reached"}),
    ("receipt", "/imports/{id}", None),
    ("receipt", "/imports/{id}/rejects", None),
    ("receipt", "/imports/{id}/rejects.csv", None),
]


@pytest.mark.parametrize(("kind", "path", "body"), ROUTES)
def test_absent_malformed_and_foreign_are_one_answer(
    staff: dict[str, Browser], foreign: Foreign, kind: str, path: str, body: Any
) -> None:
    b, own = staff["tracer_b"], getattr(foreign, kind)
    absent = own[:-4] + ("0000" if not own.endswith("0000") else "1111")
    wrong_kind = "per_" + own[4:]
    answers = {_ask(b, path, id, body) for id in (own, absent, "nonsense", wrong_kind, own.upper(), own + "0")}
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def _ask(browser: Browser, path: str, id: str, body: Any) -> tuple[int, bytes, str]:
    address = path.replace("{id}", id)
    answer = browser.get(address) if body is None else browser.post(address, body, version=1)
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-Id"}
    return answer.status_code, answer.content, str(sorted(headers.items()))


def test_the_same_records_are_there_for_whose_they_are(staff: dict[str, Browser], foreign: Foreign) -> None:
    a = staff["tracer_a"]
    assert a.get(f"/contacts/{foreign.contact}").status_code == 200
    assert a.get(f"/imports/{foreign.receipt}").status_code == 200
    assert a.post(f"/tasks/{foreign.task}/attempt", {"outcome": "no_answer"}).json()["attempts"] == 1


def test_lists_and_files_hold_nothing_foreign(staff: dict[str, Browser], foreign: Foreign) -> None:
    b = staff["tracer_b"]
    for path in ("/cases", "/contacts", "/tasks"):
        page = b.get(path).json()
        assert (page["items"], page["total"]) == ([], 0)
        lines = b"".join(b.get(f"{path}.csv").streaming_content).decode().splitlines()
        assert len(lines) == 1
    assert b.get("/imports").json() == {"items": []}
    assert b.get("/cases", q="A-1").json()["total"] == 0
    assert staff["commander"].get("/cases", q="A-1").json()["total"] == 1
    assert staff["commander"].get("/cases", q="林A-1").json()["total"] == 0


def test_a_task_among_foreign_ones_assigns_none(staff: dict[str, Browser], foreign: Foreign) -> None:
    b = staff["tracer_b"]
    answer = b.post("/tasks/assign", {"ids": [foreign.task], "owner": None})
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def test_a_case_of_another_county_is_not_registered(staff: dict[str, Browser], incident: str) -> None:
    answer = staff["tracer_b"].post(
        "/cases", {"incident": incident, "rows": [case_row("B-1"), case_row("B-2", area_code=None)]}
    )
    body = answer.json()
    assert [row["row"] for row in body["accepted"]] == [1]
    assert body["rejected"][0]["problems"][0]["code"] == "AREA_UNKNOWN"
    assert staff["tracer_b"].get("/cases").json()["items"][0]["area"]["code"] == "9002"
