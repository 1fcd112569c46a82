"""The case page holds all of a case, opens the identity aloud, and keeps the other county out."""

from typing import Any

from outpace.desk.scope.session import scope
from outpace.words.ids import IdKind, encode
from tests.integration.conftest import NOW, tell_of_doctored_rows
from tests.integration.situation.conftest import Outbreak


def _page(outbreak: Outbreak, number: str, who: str = "commander") -> dict[str, Any]:
    from outpace.desk.situation.case_page import PURPOSE, case_page

    actor = getattr(outbreak.province, who)
    with scope(actor, PURPOSE):
        page = case_page(actor, outbreak.keys[number], NOW)
    assert page is not None
    return page


def test_the_page_holds_facts_decisions_contacts_plan_and_tasks(traced: Outbreak) -> None:
    page = _page(traced, "S-1", "tracer_a")
    assert (page["number"], page["person"]["name"]) == ("S-1", "顾*")
    assert (page["onset"], page["exposure_end"]) == ("2022-03-04", None)
    window = page["decisions"]["look_back"]
    assert window["outcome"]["start"] == "2022-02-28"
    assert window["reasons"][0]["clause"]["edition"] == "covid19-cn-8"
    assert page["decisions"]["case_class"]["undecided"]
    assert [row["person"]["name"] for row in page["exposures"]] == ["石*", "欧*", "叶*"]
    contacts = {row["person"]["name"]: row for row in page["contacts"]}
    assert contacts["石*"]["tier"] == "close"
    assert contacts["石*"]["plan"]["order"] is False
    assert contacts["石*"]["plan"]["tests"]
    assert contacts["石*"]["case"] == {"id": page["id"], "number": "S-1"}
    assert contacts["叶*"]["needs"] == ["exposure_last"]
    assert {task["subject"]["kind"] for task in page["tasks"]} == {"case", "contact"}
    assert page["tasks_open"] == len(page["tasks"])
    assert all(task["clause"] for task in page["tasks"])


def test_the_timeline_runs_in_order_and_keeps_each_precision(traced: Outbreak) -> None:
    kinds = [entry["kind"] for entry in _page(traced, "S-1")["timeline"]]
    assert kinds[:4] == ["look_back", "onset", "diagnosis", "reported"]
    assert {"registered", "exposures", "task"} <= set(kinds)
    month = _page(traced, "S-10")["timeline"][0]
    assert (month["at"], month["precision"], month["kind"]) == ("2022-02", "month", "onset")


def test_links_show_both_candidates_and_resolve_none(outbreak: Outbreak) -> None:
    page = _page(outbreak, "S-2")
    assert [(link["from"]["number"], link["ambiguous"]) for link in page["links_in"]] == [("S-1", True), ("S-3", True)]
    onward = [(link["to"]["number"], link["delay_days"], link["ambiguous"]) for link in page["links_out"]]
    assert onward == [("S-4", 3, False)]


def test_an_infector_of_the_other_county_stays_nameless_and_the_link_ambiguous(outbreak: Outbreak) -> None:
    page = _page(outbreak, "S-2", "tracer_a")
    assert [(link["from"]["number"], link["ambiguous"]) for link in page["links_in"]] == [("S-1", True)]
    assert page["links_outside"] == 1


def test_a_case_of_the_other_county_is_not_there(outbreak: Outbreak) -> None:
    from outpace.desk.ledger.models import Access
    from outpace.desk.situation.case_page import PURPOSE, case_page

    actor = outbreak.province.tracer_b
    with scope(actor, PURPOSE):
        assert case_page(actor, outbreak.keys["S-1"], NOW) is None
        assert case_page(actor, 12345, NOW) is None
    with scope(outbreak.province.commander, "test"):
        assert not Access.objects.exists()


def test_an_opening_is_logged_once_with_its_purpose_also_without_a_name(outbreak: Outbreak) -> None:
    for number in ("S-1", "S-2"):
        _page(outbreak, number, "tracer_a")
        opened = _page(outbreak, number, "tracer_a")["opened_by"]
        told = [(row["purpose"], row["purpose_text"]["en"]) for row in opened]
        assert told == [("open case", "to look at the case record")]


def test_facts_that_cannot_be_are_answered_as_undecided_with_the_problem(outbreak: Outbreak) -> None:
    from datetime import date

    from outpace.desk.cases.models import Case

    with scope(outbreak.province.commander, "test"):
        Case.objects.filter(pk=outbreak.keys["S-1"]).update(onset=date(2022, 4, 1))
        tell_of_doctored_rows(outbreak.province.commander, outbreak.province.a.path)
    window = _page(outbreak, "S-1")["decisions"]["look_back"]
    assert (window["undecided"], window["problem"]["code"]) == (True, "FACT_IN_FUTURE")


def test_corrections_show_old_and_new_and_who(outbreak: Outbreak) -> None:
    from outpace.desk.cases.models import Version

    with scope(outbreak.province.commander, "test"):
        Version.objects.create(
            case_id=outbreak.keys["S-1"],
            version=2,
            facts={},
            why="second interview",
            account_id=0,
            recorded=NOW,
            event_id=7,
            changes=[{"field": "onset", "old": "2022-03-04", "new": "2022-03-05"}],
            area_path=outbreak.province.a.path,
        )
        tell_of_doctored_rows(outbreak.province.commander, outbreak.province.a.path)
    page = _page(outbreak, "S-1")
    assert page["corrections"] == [
        {
            "at": NOW.isoformat(),
            "by": {"display": {"zh": "系统", "en": "System"}},
            "field": "onset",
            "old": "2022-03-04",
            "new": "2022-03-05",
            "why": "second interview",
        }
    ]
    assert "corrected" in {entry["kind"] for entry in page["timeline"]}


def test_an_exposure_belongs_to_its_event_on_the_timeline(traced: Outbreak) -> None:
    from outpace.desk.tracing.models import Exposure

    with scope(traced.province.commander, "test"):
        event = Exposure.objects.values_list("event_id", flat=True)[0]
    entry = next(entry for entry in _page(traced, "S-1")["timeline"] if entry["kind"] == "exposures")
    assert entry["event"] == encode(IdKind.EVENT, event)
    assert entry["title"]["en"] == "3 exposures recorded"
