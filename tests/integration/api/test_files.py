"""Files out (CSV twins) and a look into files that come in; receipts and their rejected rows."""

import csv
import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from outpace.desk.scope.actor import local_operator
from outpace.words.ids import IdKind, encode
from tests.integration.api.conftest import API, Browser, case_row, register
from tests.integration.conftest import NOW, Province, tell_of_doctored_rows


def _csv(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_file_holds_the_rows_of_the_screen_in_their_order(
    staff: dict[str, Browser], incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.http import files

    monkeypatch.setattr(files, "BATCH", 3)
    a = staff["tracer_a"]
    days = ["2022-03-05", None, "2022-03-07", "2022-03-05", None, "2022-03-01", "2022-03-02", None, "2022-03-09"]
    register(a, incident, *(case_row(f"F-{n}", reported=day, onset=None) for n, day in enumerate(days)))
    answer = a.get("/cases.csv", found_by="community")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="cases.csv"'
    head, *lines = _csv(answer)
    shown = [row["id"] for row in a.get("/cases", limit=500).json()["items"]]
    assert [line[head.index("id")] for line in lines] == shown
    assert _csv(a.get("/cases.csv", found_by="control")) == [head]


def test_a_spreadsheet_runs_nothing(staff: dict[str, Browser], incident: str) -> None:
    a = staff["tracer_a"]
    register(a, incident, case_row("F-1", name='=HYPERLINK("http://x","y")', place="+1"))
    head, line = _csv(a.get("/cases.csv"))
    cells = dict(zip(head, line, strict=True))
    assert (cells["name"], cells["place"]) == ("'=*", "'+1")


@pytest.mark.parametrize("path", ["/cases.csv", "/tasks.csv", "/contacts.csv"])
def test_a_refused_file_is_an_answer_and_not_a_broken_file(staff: dict[str, Browser], path: str) -> None:
    answer = staff["tracer_a"].get(path, incident="inc_nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def test_a_file_beyond_the_limit_is_refused_aloud(
    staff: dict[str, Browser], incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.http import files

    monkeypatch.setattr(files, "MAX_ROWS", 1)
    register(staff["tracer_a"], incident, case_row("F-1"), case_row("F-2"))
    answer = staff["tracer_a"].get("/cases.csv")
    assert (answer.status_code, answer.json()["params"]) == (422, {"total": 2, "limit": 1})


def _preview(browser: Browser, incident: str, name: str, content: bytes, kind: str = "linelist") -> Any:
    headers = {"X-CSRFToken": browser.token, "Idempotency-Key": str(uuid.uuid4())}
    data = {"file": SimpleUploadedFile(name, content), "kind": kind, "incident": incident}
    return browser.client.post(f"{API}/imports/preview", data, headers=headers)


def test_a_look_into_a_file_proposes_a_mapping_and_keeps_nothing(
    staff: dict[str, Browser], incident: str, installation: Any
) -> None:
    content = "病例编号,发病日期,备注\nA-1,2022-03-01,x\nA-2,,y\n".encode("gb18030")
    body = _preview(staff["tracer_a"], incident, "病例.csv", content).json()
    mapped = {column["name"]: column["field"] for column in body["columns"]}
    assert mapped == {"病例编号": "number", "发病日期": "onset", "备注": None}
    assert (body["file"], body["format"], body["encoding"], body["rows_total"]) == ("病例.csv", "csv", "GB18030", 2)
    assert body["columns"][1]["sample"] == ["2022-03-01", None]
    assert [field["field"] for field in body["fields"] if field["required"]] == ["number"]
    assert list(installation.home.spool.glob("open-*")) == []


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [(b"", 422, "FILE_EMPTY"), (b"%PDF-1.4 x", 415, "FILE_FORMAT_UNKNOWN"), (b"a,b\n1\x00,2\n", 422, "FILE_NUL")],
)
def test_a_file_that_is_none_is_refused(
    staff: dict[str, Browser], incident: str, content: bytes, status: int, code: str
) -> None:
    answer = _preview(staff["tracer_a"], incident, "x.csv", content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_missing_column_is_said_before_the_import(staff: dict[str, Browser], incident: str) -> None:
    body = _preview(staff["tracer_a"], incident, "x.csv", b"colour,onset\nred,2022-03-01\n").json()
    assert [problem["code"] for problem in body["problems"]] == ["MAPPING_FIELD_MISSING"]


@pytest.fixture
def receipt(province: Province) -> str:
    """A receipt of county A with three rejected rows."""
    from outpace.desk.intake.models import Receipt, Reject
    from outpace.desk.scope.session import scope

    params = {"field": "onset", "label_zh": "发病日期", "label_en": "onset", "value": "2022-13-01"}
    problems = [{"field": "onset", "code": "DATE_IMPOSSIBLE", "params": params}]
    with scope(province.commander, "test"):
        made = Receipt.objects.create(
            kind="linelist",
            file_name="a.csv",
            sha256="0" * 64,
            size=1,
            incident=province.incident,
            area=province.a,
            area_path=province.a.path,
            mapping={
                "columns": {"编号": "number", "备注": None},
                "order": ["编号", "备注"],
                "constants": {},
                "date_order": None,
            },
            state="running",
            rows_total=5,
            position=3,
            rejected=3,
            started_at=NOW,
        )
        for n in range(1, 4):
            Reject.objects.create(
                receipt=made,
                row=n,
                raw={"编号": f"=A-{n}", "备注": None},
                area_path=province.a.path,
                state="open" if n > 1 else "replayed",
                problems=problems,
            )
        tell_of_doctored_rows(province.commander, province.a.path)
    return encode(IdKind.RECEIPT, made.pk)


def test_a_receipt_balances_and_its_rejects_open(staff: dict[str, Browser], receipt: str) -> None:
    a = staff["tracer_a"]
    body = a.get(f"/imports/{receipt}").json()
    assert (body["read"], body["rejected"], body["balanced"], body["open_rejects"]) == (3, 3, True, 2)
    assert body["mapping"] == {"编号": "number"}
    assert body["by"] == {"display": None}
    assert a.get("/imports").json()["items"] == [body]
    first = a.get(f"/imports/{receipt}/rejects", limit=2).json()
    second = a.get(f"/imports/{receipt}/rejects", limit=2, cursor=first["next"]).json()
    assert [row["row"] for row in first["items"] + second["items"]] == [1, 2, 3]
    assert first["items"][0]["problems"][0]["where"] == "onset"
    assert "发病日期" in first["items"][0]["problems"][0]["title"]["zh"]


def test_rejected_rows_as_a_file_have_the_columns_of_the_file(staff: dict[str, Browser], receipt: str) -> None:
    head, *lines = _csv(staff["tracer_a"].get(f"/imports/{receipt}/rejects.csv"))
    assert sorted(head) == sorted(["row", "编号", "备注", "problem", "problem_zh"])
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert [(row["row"], row["编号"]) for row in rows] == [("1", "'=A-1"), ("2", "'=A-2"), ("3", "'=A-3")]
    assert all("发病日期" in row["problem_zh"] for row in rows)


def test_a_correction_that_would_be_dropped_is_refused(staff: dict[str, Browser], receipt: str) -> None:
    """Somebody corrected the row before, or it is a row of another file: nothing is written, and it is said."""
    from outpace.desk.intake.models import Reject
    from outpace.desk.scope.session import scope

    a = staff["tracer_a"]
    with scope(local_operator(), "test"):
        keys = {state: encode(IdKind.REJECT, key) for key, state in Reject.objects.values_list("pk", "state")}
    body = {"rows": [{"id": keys[state], "values": {"编号": "A-9"}} for state in ("open", "replayed")]}
    settled = a.post(f"/imports/{receipt}/replay", body)
    assert (settled.status_code, settled.json()["code"]) == (409, "REJECT_SETTLED")
    other = a.post(f"/imports/{receipt}/replay", {"rows": [{"id": "rej_0000000000001", "values": {}}]})
    assert (other.status_code, other.json()["code"]) == (404, "NOT_FOUND")
    assert a.get(f"/imports/{receipt}").json()["open_rejects"] == 2
