"""One row of a line list: values read as written, unknown kept unknown, the impossible refused with its reason."""

from datetime import UTC, date, datetime

import pytest

from outpace.exchange.dates import DateOrder
from outpace.exchange.linelist import CaseRecord, read_case
from outpace.words.case import CaseClass, FoundBy, Outcome, Sex
from outpace.words.moment import Dated, Precision
from outpace.words.problem import Problem

AS_OF = datetime(2022, 1, 10, 12, tzinfo=UTC)


def case(order: DateOrder | None = None, **values: str | None) -> CaseRecord:
    record = read_case({"number": "A1", **values}, as_of=AS_OF, date_order=order)
    assert isinstance(record, CaseRecord), record
    return record


def problems(order: DateOrder | None = None, **values: str | None) -> list[tuple[str, Problem]]:
    found = read_case({"number": "A1", **values}, as_of=AS_OF, date_order=order)
    assert isinstance(found, tuple)
    for _, problem in found:
        assert "{" not in problem.text.zh + problem.text.en
    return list(found)


def code(order: DateOrder | None = None, **values: str | None) -> str:
    ((_, problem),) = problems(order, **values)
    return problem.code


@pytest.mark.parametrize(
    "text",
    [
        "2015-06-01",
        "2015/6/1",
        "2015.6.1",
        "2015年6月1日",
        "２０１５年６月１日",
        "20150601",
        "2015-06-01 13:30",
        "2015-06-01T13:30:00Z",
        "1 Jun 2015",
        "June 1, 2015",
        "01-JUN-2015",
    ],
)
def test_dates_as_people_write_them(text: str) -> None:
    assert case(onset=text).onset == Dated(date(2015, 6, 1))


@pytest.mark.parametrize("text", ["2015-06", "2015年6月", "2015/6"])
def test_a_month_stays_a_month(text: str) -> None:
    assert case(onset=text).onset == Dated(date(2015, 6, 1), Precision.MONTH)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015-02-31", "DATE_IMPOSSIBLE"),
        ("2015-13-01", "DATE_IMPOSSIBLE"),
        ("20150231", "DATE_IMPOSSIBLE"),
        ("0202-06-01", "DATE_YEAR_UNLIKELY"),
        ("1015-06-01", "DATE_YEAR_UNLIKELY"),
        ("1899-12-31", "DATE_YEAR_UNLIKELY"),
        ("2022-01-12", "DATE_IN_FUTURE"),
        ("2022-02", "DATE_IN_FUTURE"),
        ("05/06/2015", "DATE_AMBIGUOUS"),
        ("soon", "DATE_UNREADABLE"),
        ("42156", "DATE_UNREADABLE"),
        ("15/6/1", "DATE_UNREADABLE"),
        ("2015-06-01-02", "DATE_UNREADABLE"),
    ],
)
def test_impossible_dates_are_refused_each_with_its_reason(text: str, expected: str) -> None:
    ((field, problem),) = problems(onset=text)
    assert (field, problem.code, problem.params["value"]) == ("onset", expected, text)
    assert text in problem.text.zh
    assert text in problem.text.en


def test_a_day_ahead_is_allowed_for_zones() -> None:
    assert case(onset="2022-01-11").onset == Dated(date(2022, 1, 11))


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("05/06/2015", DateOrder.DMY, date(2015, 6, 5)),
        ("05/06/2015", DateOrder.MDY, date(2015, 5, 6)),
        ("25/06/2015", None, date(2015, 6, 25)),
        ("06/25/2015", None, date(2015, 6, 25)),
        ("05/05/2015", None, date(2015, 5, 5)),
    ],
)
def test_day_and_month_by_order_or_by_their_size(text: str, order: DateOrder | None, day: date) -> None:
    assert case(order, onset=text).onset == Dated(day)


def test_an_order_that_does_not_fit_is_not_bent() -> None:
    assert code(DateOrder.DMY, onset="06/25/2015") == "DATE_IMPOSSIBLE"
    assert code(DateOrder.YMD, onset="05/06/2015") == "DATE_AMBIGUOUS"


def test_onset_after_report_names_both_dates() -> None:
    ((field, problem),) = problems(onset="2015-06-02", reported="2015-06-01")
    assert (field, problem.code) == ("onset", "DATES_OUT_OF_ORDER")
    for text in (problem.text.zh, problem.text.en):
        assert "2015-06-02" in text
        assert "2015-06-01" in text


@pytest.mark.parametrize(
    ("first", "second"), [("onset", "reported"), ("exposure_start", "exposure_end"), ("onset", "death")]
)
def test_dates_that_cannot_both_be_right(first: str, second: str) -> None:
    assert code(**{first: "2015-06-02", second: "2015-06-01"}) == "DATES_OUT_OF_ORDER"
    assert code(**{first: "2015-07", second: "2015-06-30"}) == "DATES_OUT_OF_ORDER"
    case(**{first: "2015-06-01", second: "2015-06-01"})
    case(**{first: "2015-06-15", second: "2015-06"})
    case(**{first: "2015-06", second: "2015-06-15"})


def test_unusual_orders_that_happen_are_accepted() -> None:
    case(diagnosis="2015-06-01", onset="2015-06-05", reported="2015-06-06")
    case(diagnosis="2015-06-01", reported="2015-05-30", death="2015-05-29")
    case(exposure_end="2015-06-05", onset="2015-06-01")


@pytest.mark.parametrize("mark", ["NA", "n/a", "不详", "未知", "-", "NULL", "Unknown", "？", None])
def test_unknown_marks_are_unknown(mark: str | None) -> None:
    assert case(sex=mark, age=mark, onset=mark, name=mark, outcome=mark) == CaseRecord(number="A1")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("sex", "M", Sex.MALE),
        ("sex", "女", Sex.FEMALE),
        ("sex", "Female", Sex.FEMALE),
        ("case_class", "确诊病例", CaseClass.CONFIRMED),
        ("case_class", "无症状感染者", CaseClass.ASYMPTOMATIC),
        ("case_class", "Suspected", CaseClass.SUSPECTED),
        ("found_by", "管控中发现", FoundBy.CONTROL),
        ("found_by", "重点人群筛查", FoundBy.SCREENING),
        ("found_by", "社区发现", FoundBy.COMMUNITY),
        ("outcome", "Recover", Outcome.RECOVERED),
        ("outcome", "死亡", Outcome.DEAD),
        ("age", "46", 46),
        ("age", "46.0", 46),
        ("age", "46岁", 46),
        ("age", "６月龄", 0),
        ("age", "6 months", 0),
        ("age", "18个月", 1),
        ("age", "3 weeks", 0),
        ("age", "0", 0),
        ("place", "Seoul Clinic", "Seoul Clinic"),
        ("phone", "138 0013 8000", "138 0013 8000"),
        ("area_code", "330106", "330106"),
    ],
)
def test_values(field: str, text: str, value: object) -> None:
    assert getattr(case(**{field: text}), field) == value


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("sex", "x", "WORD_UNKNOWN"),
        ("case_class", "maybe", "WORD_UNKNOWN"),
        ("age", "121", "AGE_TOO_HIGH"),
        ("age", "-1", "AGE_UNREADABLE"),
        ("age", "40-49", "AGE_UNREADABLE"),
        ("age", "forty", "AGE_UNREADABLE"),
        ("phone", "1.38E+10", "NUMBER_ROUNDED"),
        ("name", "x" * 201, "VALUE_TOO_LONG"),
        ("area_code", "33\u200b0106", "VALUE_NOT_PRINTABLE"),
    ],
)
def test_refusals(field: str, text: str, expected: str) -> None:
    assert code(**{field: text}) == expected


def test_a_number_is_required() -> None:
    assert code(number=None) == "VALUE_MISSING"
    assert code(number="NA") == "VALUE_MISSING"
    assert code(number="1.2E+11") == "NUMBER_ROUNDED"


def test_all_problems_of_a_row_are_told_at_once() -> None:
    assert [field for field, _ in problems(number=None, age="x", onset="2015-02-31")] == ["age", "onset", "number"]


def test_fields_that_are_not_ours_are_left_alone() -> None:
    assert read_case({"number": "A1", "favourite_colour": "red"}, as_of=AS_OF) == CaseRecord(number="A1")
