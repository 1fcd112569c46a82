"""A list of exposures as a file: headers and words in zh and en, refused rows kept and replayed, the same file twice."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.conftest import NOW, Installation
from tests.integration.exposures.conftest import Told, end

ZH = (
    "病例编号,姓名,接触场合,首次接触日期,末次接触日期,密闭空间,免疫情况,暴露后预防,预防措施时刻,接触方式\n"
    "D-1,林甲,学校,2022-03-02,2022-03-02,是,没有免疫证明,没有采取过,,同处一室、面对面\n"
    "D-1,林乙,家庭,2022-03-02,2022-03-02,,有免疫证明,,,\n"
    "D-1,林丙,学校,2022-03-02,2022-03-02,是,没有免疫证明,疫苗,2022-03-04 08:00,以上都没有\n"
    "D-1,林丁,学校,2022-03-02,2022-03-02,不清楚,大概有,,,隔墙有耳\n"
    "D-9,林戊,家庭,2022-03-02,2022-03-02,,,,,\n"
)
EN = (
    "case,name,setting,first contact,last contact,kinds of contact,protected,time of first contact\n"
    "D-1,Lin,work,2022-03-02,2022-03-02,skin; body fluid,no,2022-03-02 09:30\n"
    "D-1,Shi,work,2022-03-02,2022-03-02,none of these,yes,2022-03-03 09:30\n"
    "D-1,Qu,work,2022-03-02,2022-03-02,skin,yes,0202-03-02 09:30\n"
    "D-1,Luo,work,2022-03-05,2022-03-02,none of these; skin,yes,\n"
)

Import = Callable[[Told, str], Any]


@pytest.fixture
def bring(database: Installation) -> Import:
    """Import a file of exposures into the incident of a case; gives the receipt."""
    from outpace.desk.importing import Runner, turn
    from outpace.desk.intake.acts import Reading, open_receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.exchange.mapping import FileKind
    from outpace.words.purpose import Purpose

    def run(told: Told, text: str) -> Any:
        by, file = local_operator(), database.home.root / "exposures.csv"
        file.write_text(text, "utf-8")
        with turn(by, told.province.incident.pk):
            with scope(by, Purpose.IMPORT):
                receipt = open_receipt(
                    by=by, home=database.home, file=file, name=file.name, kind=FileKind.EXPOSURES,
                    incident=told.province.incident, area=told.province.a, reading=Reading(), at=NOW,
                )  # fmt: skip
            done = Runner(by, database.home, clock=lambda: NOW).run(receipt)
        file.unlink()
        told.settle()
        return done

    return run


def counts(receipt: Any) -> tuple[int, int, int, int]:
    return receipt.rows_total, receipt.accepted, receipt.duplicate, receipt.rejected


def rejected(receipt: Any) -> dict[int, list[tuple[str, str]]]:
    from outpace.desk.intake.models import Reject
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.IMPORT):
        rows = Reject.objects.filter(receipt=receipt.pk).order_by("row")
        return {one.row: [(problem["field"], problem["code"]) for problem in one.problems] for one in rows}


def test_a_list_in_chinese_brings_tiers_and_keeps_what_it_cannot_read(
    under: Callable[[str], Told], bring: Import
) -> None:
    told = under("measles-2018")
    receipt = bring(told, ZH)
    assert counts(receipt) == (5, 3, 0, 2)
    assert rejected(receipt) == {
        4: [("kinds", "WORD_UNKNOWN"), ("immunity", "WORD_UNKNOWN")],
        5: [("case", "EXPOSURE_CASE_UNKNOWN")],
    }
    found = {row["proposed_tier"]: row for row in told.page()["contacts"]}
    assert set(found) == {"susceptible", "immune", "vaccinated"}
    assert end(found["susceptible"]) == "2022-03-23"
    kinds = {
        told.exposure(row)["immunity"]: told.exposure(row)["kinds"] for row in (found["susceptible"], found["immune"])
    }
    assert kinds == {"undocumented": ["face_to_face", "same_room"], "documented": None}
    assert told.exposure(found["vaccinated"])["kinds"] == []


def test_the_same_list_twice_adds_nothing(under: Callable[[str], Told], bring: Import) -> None:
    told = under("measles-2018")
    bring(told, ZH)
    assert counts(bring(told, ZH + "\n")) == (5, 0, 3, 2)
    assert len(told.page()["exposures"]) == 3


def test_a_list_in_english_and_what_contradicts_itself(under: Callable[[str], Told], bring: Import) -> None:
    told = under("mpox-2022")
    receipt = bring(told, EN)
    assert counts(receipt) == (4, 1, 0, 3)
    assert rejected(receipt) == {
        2: [("first_at", "MOMENT_OTHER_DAY")],
        3: [("first_at", "DATE_YEAR_UNLIKELY")],
        4: [("kinds", "WORDS_CONTRADICT"), ("first", "EXPOSURE_DATES_CROSSED")],
    }
    (contact,) = told.page()["contacts"]
    assert contact["proposed_tier"] == "high"
    assert told.exposure(contact)["first_at"].startswith("2022-03-02T01:30")


def test_a_row_is_replayed_with_the_right_word(under: Callable[[str], Told], bring: Import) -> None:
    from outpace.desk.importing import replay_rows
    from outpace.desk.intake.models import Reject
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    told = under("measles-2018")
    receipt = bring(told, ZH)
    by = local_operator()
    with scope(by, Purpose.IMPORT):
        row = Reject.objects.get(receipt=receipt.pk, row=4)
        corrected = {
            row.pk: {"免疫情况": "没有免疫证明", "接触方式": "同处一室", "密闭空间": "是", "暴露后预防": "没有采取过"}
        }
        replay_rows(by=by, receipt=receipt, corrected=corrected, at=NOW)
    told.settle()
    tiers = sorted(row["proposed_tier"] for row in told.page()["contacts"])
    assert tiers == ["immune", "susceptible", "susceptible", "vaccinated"]
