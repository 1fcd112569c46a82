"""A row that may be of somebody known elsewhere is registered and worked on; its file says how many are held, until decided."""

from collections.abc import Callable
from typing import Any

from tests.integration.conftest import NOW, Installation, Province
from tests.integration.identity.conftest import Register


def test_a_row_held_for_matching_is_balanced_and_released(
    installation: Installation,
    register: Register,
    match: Callable[[], int],
    province: Province,
    steward: Any,
) -> None:
    from outpace.desk.people import links
    from outpace.desk.people.models import Candidate
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    register({"number": "B-1", "name": "欧阳知岚", "phone": "13900001234", "birth": "1990-03-07"}, county="9002")
    receipt = _imported(installation, province, steward.account)
    assert match() == 3
    with scope(province.tracer_a, Purpose.READ_IMPORTS):
        assert _told(receipt) == {"read": 3, "accepted": 2, "rejected": 1, "held": 1, "balanced": True}
        assert _held(receipt) == ["A-1"]
    with scope(steward, Purpose.MATCH):
        links.decide_same(by=steward, candidate=Candidate.objects.get(), at=NOW)
    with scope(province.tracer_a, Purpose.READ_IMPORTS):
        assert _told(receipt) == {"read": 3, "accepted": 2, "rejected": 1, "held": 0, "balanced": True}
        assert _held(receipt) == []


def _imported(installation: Installation, province: Province, account: int) -> int:
    from outpace.desk.importing import read_rows, take
    from outpace.desk.intake.acts import Reading, Row, book
    from outpace.desk.intake.models import Receipt
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    columns = ("编号", "姓名", "电话", "出生日期", "区县代码", "报告日期")
    fields = ("number", "name", "phone", "birth", "area_code", "reported")
    lines = (
        ("A-1", "Ouyang Zhilan", "139 0000 1234", "1990-07-03", "9001", "2022-03-05"),
        ("A-2", "林若川", "13911112222", "1980-01-01", "9001", "2022-03-05"),
        ("A-3", "石梅", "13933334444", "1980-01-01", "7777", "2022-03-05"),
    )
    rows = [Row(n + 1, columns, line) for n, line in enumerate(lines)]
    reading = Reading(columns=dict(zip(columns, fields, strict=True)))
    by = province.tracer_a
    with scope(by, Purpose.IMPORT):
        receipt = Receipt.objects.create(
            kind="linelist", file_name="a.csv", sha256="0" * 64, size=1, incident=province.incident, area=province.a,
            area_path=province.a.path, mapping=reading.as_json() | {"sheet": None, "order": list(columns)},
            state="running", rows_total=3, account_id=account, started_at=NOW,
        )  # fmt: skip
        outcome = take(by, receipt, read_rows(receipt, rows, {}), NOW)
        return int(book(by=by, receipt=receipt, rows=rows, outcome=outcome, at=NOW).pk)


def _told(receipt: int) -> dict[str, Any]:
    from outpace.desk.intake import queries
    from outpace.desk.intake.api import receipt_out
    from outpace.desk.intake.models import Receipt

    told = receipt_out(queries.with_open(Receipt.objects.all()).get(pk=receipt)).model_dump()
    return {name: told[name] for name in ("read", "accepted", "rejected", "held", "balanced")}


def _held(receipt: int) -> list[str]:
    from outpace.desk.cases.models import Case
    from outpace.desk.intake.models import Receipt

    events = Receipt.objects.get(pk=receipt).events
    held = Case.objects.filter(person__held=True, person__event_id__in=events)
    return list(held.values_list("number", flat=True))


def test_a_rejected_row_stands_sealed_and_comes_back_as_it_was(
    installation: Installation, province: Province, steward: Any
) -> None:
    from django.db import connection

    from outpace.desk.intake.models import Reject
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    receipt = _imported(installation, province, steward.account)
    with scope(province.tracer_a, Purpose.READ_IMPORTS):
        reject = Reject.objects.get(receipt=receipt)
        assert (reject.raw["姓名"], reject.problems[0]["code"]) == ("石梅", "AREA_UNKNOWN")
        with connection.cursor() as cursor:
            cursor.execute("select raw, problems, sealed_raw from intake_reject")
            raw, problems, sealed = cursor.fetchone()
    assert (raw, problems) == (None, None)
    assert "石梅".encode() not in bytes(sealed)
