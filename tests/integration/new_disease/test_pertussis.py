"""A disease nobody wrote code for, from a folder to the figures: import, exposures, tiers, follow-up, tasks, report.

The folder stands outside the checkout and holds this one disease. Nothing of it is shipped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.api.conftest import Browser, enter, open_post
from tests.integration.conftest import NOW, Installation, Province, build_province

SHEET = Path(__file__).with_name("pertussis.yaml")
LINES = (
    "id,case status,dt_onset,dt_report,sex,age,district\n"
    "P-1,confirmed,2022-03-01,2022-03-05,F,9,9001\n"
    "P-2,confirmed,,2022-03-06,M,31,9001\n"
)
LAST = date(2022, 3, 2)


@dataclass(frozen=True)
class Numbers:
    """What the folder says, and what must come of it."""

    follow_up_days: int = 21
    look_back_days: int = 3
    near_minutes: int = 60
    review_hours: int = 5


@pytest.fixture
def shelved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Numbers], None]]:
    """Put the disease into a folder of its own and make that the folder of editions; ours again afterwards."""
    from outpace.protocols.shelf import data_root, hold, open_shelf

    def put(numbers: Numbers) -> None:
        text = SHEET.read_text("utf-8")
        for name, usual in (("follow_up_days", 21), ("look_back_days", 3), ("near_minutes", 60), ("review_hours", 5)):
            assert f"  {name}: {{value: {usual}," in text
            text = text.replace(f"  {name}: {{value: {usual},", f"  {name}: {{value: {getattr(numbers, name)},")
        folder = tmp_path / "protocols" / "pertussis" / "pertussis-test"
        folder.mkdir(parents=True)
        (folder / "edition.yaml").write_text(text, "utf-8")
        monkeypatch.setenv("OUTPACE_PROTOCOLS", str(tmp_path / "protocols"))
        hold(open_shelf(data_root()))

    yield put
    monkeypatch.undo()
    hold(open_shelf(data_root()))


@dataclass
class Outbreak:
    """The product at work under the new edition."""

    province: Province
    tracer: Browser
    settle: Callable[[], None]

    def cases(self) -> dict[str, dict[str, Any]]:
        return {row["number"]: row for row in self.tracer.get("/cases").json()["items"]}

    def tell(self, case: str, **told: Any) -> dict[str, Any]:
        """Somebody met the case; gives the contact that the product proposes."""
        known = {row["id"] for row in self.tracer.get("/contacts").json()["items"]}
        row = {"name": "林乙", "setting": "household", "first": str(LAST), "last": str(LAST)} | told
        answer = self.tracer.post(f"/cases/{case}/exposures", {"rows": [row]})
        assert answer.status_code == 200, answer.content
        self.settle()
        (fresh,) = [row for row in self.tracer.get("/contacts").json()["items"] if row["id"] not in known]
        return self.tracer.get(f"/contacts/{fresh['id']}").json()  # type: ignore[no-any-return]

    def confirm(self, contact: dict[str, Any]) -> dict[str, Any]:
        path = f"/contacts/{contact['id']}"
        answer = self.tracer.post(f"{path}/decision", {"state": "confirmed"}, version=contact["version"])
        assert answer.status_code == 200, answer.content
        self.settle()
        return self.tracer.get(path).json()  # type: ignore[no-any-return]

    def tasks(self) -> dict[str, dict[str, Any]]:
        return {row["kind"]: row for row in self.tracer.get("/tasks", limit=100).json()["items"]}


@pytest.fixture
def outbreak(
    database: Installation,
    shelved: Callable[[Numbers], None],
    settle: Callable[[], None],
    request: pytest.FixtureRequest,
) -> Outbreak:
    """An incident under the new edition, its line list imported, a tracer signed in."""
    from outpace.desk.scope.actor import Role

    shelved(getattr(request, "param", Numbers()))
    province = build_province("pertussis-test")
    open_post("tracer_p", Role.TRACER, province.a.path)
    found = Outbreak(province, enter("tracer_p"), settle)
    import_lines(province, database)
    settle()
    return found


def import_lines(province: Province, installation: Installation) -> None:
    from outpace.desk.importing import Runner, turn
    from outpace.desk.intake.acts import Reading, open_receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.exchange.mapping import FileKind
    from outpace.words.purpose import Purpose

    by, file = local_operator(), installation.home.root / "pertussis.csv"
    file.write_text(LINES, "utf-8")
    with turn(by, province.incident.pk):
        with scope(by, Purpose.IMPORT):
            receipt = open_receipt(
                by=by, home=installation.home, file=file, name=file.name, kind=FileKind.LINELIST,
                incident=province.incident, area=province.a, reading=Reading(), at=NOW,
            )  # fmt: skip
        done = Runner(by, installation.home, clock=lambda: NOW).run(receipt)
    file.unlink()
    assert (done.rows_total, done.accepted, done.rejected) == (2, 2, 0)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def hours(task: dict[str, Any]) -> float:
    """The hours a task was given."""
    return (moment(task["due_at"]) - moment(task["created_at"])) / timedelta(hours=1)


def test_from_the_folder_to_the_figures(outbreak: Outbreak) -> None:
    cases = outbreak.cases()
    assert {number: row["onset"] for number, row in cases.items()} == {"P-1": "2022-03-01", "P-2": None}
    assert hours(outbreak.tasks()["whoop_report"]) == 24

    proposed = outbreak.tell(cases["P-1"]["id"])
    assert (proposed["state"], proposed["proposed_tier"]) == ("proposed", "whoop_close")
    assert [reason["clause"]["number"] for reason in proposed["reasons"]][:2] == ["2.3", "2.2"]
    assert hours(outbreak.tasks()["whoop_review"]) == 5

    contact = outbreak.confirm(proposed)
    plan = contact["plan"]
    assert (contact["tier"], contact["tier_label"]["zh"]) == ("whoop_close", "密切接触者")
    assert plan["end"] == str(LAST + timedelta(days=21))
    assert [(stage["state"], stage["start"], stage["end"]) for stage in plan["stages"]] == [
        ("health_monitoring", str(LAST), str(LAST + timedelta(days=21)))
    ]
    assert [(test["purpose"], test["on"]) for test in plan["tests"]] == [
        ("cough_check", str(LAST + timedelta(days=day))) for day in (7, 20)
    ]
    antibiotics = outbreak.tasks()["whoop_antibiotics"]
    assert abs(moment(antibiotics["due_at"]) - moment(contact["decided_at"]) - timedelta(hours=30)) < timedelta(
        seconds=1
    )
    assert antibiotics["title"] == {"zh": "提供抗生素", "en": "Offer antibiotics"}

    from outpace.words.ids import IdKind, encode

    incident = encode(IdKind.INCIDENT, outbreak.province.incident.pk)
    summary = outbreak.tracer.get("/figures/summary", incident=incident).json()
    assert (summary["cases"]["total"], summary["contacts"]["total"]) == (2, 1)
    assert summary["plans"] == {"total": 1, "undecided": 0}
    assert {kind["kind"] for kind in summary["tasks"]["by_kind"]} == {
        "whoop_report",
        "whoop_review",
        "whoop_antibiotics",
    }
    assert {"id": "pertussis-test"}.items() <= outbreak.tracer.get("/editions").json()["items"][0].items()


def test_who_was_near_for_a_shorter_time_is_another_contact(outbreak: Outbreak) -> None:
    case = outbreak.cases()["P-1"]["id"]
    short = outbreak.tell(case, name="林丙", setting="school", closed_space=True, minutes=59)
    assert short["proposed_tier"] == "whoop_other"
    assert outbreak.confirm(short)["plan"]["end"] == str(LAST + timedelta(days=12))
    assert "whoop_antibiotics" not in outbreak.tasks()


def test_what_is_not_known_stays_open(outbreak: Outbreak) -> None:
    asked = outbreak.tell(outbreak.cases()["P-1"]["id"], setting="school", closed_space=True)
    assert (asked["undecided"], asked["needs"]) == (True, ["minutes"])


@pytest.mark.parametrize("outbreak", [Numbers(follow_up_days=30)], indirect=True)
def test_another_number_of_days_in_the_folder_is_another_last_day(outbreak: Outbreak) -> None:
    contact = outbreak.confirm(outbreak.tell(outbreak.cases()["P-1"]["id"]))
    assert contact["plan"]["end"] == str(LAST + timedelta(days=30))


@pytest.mark.parametrize("outbreak", [Numbers(near_minutes=30, review_hours=9)], indirect=True)
def test_other_minutes_and_hours_in_the_folder_are_another_tier_and_another_limit(outbreak: Outbreak) -> None:
    near = outbreak.tell(outbreak.cases()["P-1"]["id"], setting="school", closed_space=True, minutes=59)
    assert near["proposed_tier"] == "whoop_close"
    assert hours(outbreak.tasks()["whoop_review"]) == 9


def test_the_product_never_heard_of_it(repository: Path) -> None:
    """Were the disease named in the code, this would prove nothing."""
    named = [name for name in (repository / "src").rglob("*.py") if "pertussis" in name.read_text("utf-8").lower()]
    assert named == []
    assert not (repository / "protocols" / "pertussis").exists()
