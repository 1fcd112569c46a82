"""The rulebook over the API: read, searched, asked; and a case under another edition."""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError
from tests.integration.situation.conftest import Outbreak

if TYPE_CHECKING:
    from outpace.desk.scope.actor import Actor

Ask = Callable[..., Any]
CASE = {"case_class": "confirmed", "onset": "2021-12-08"}
MEAL = {"setting": "meal", "first": "2021-12-04", "last": "2021-12-04"}


@pytest.fixture
def ask(traced: Outbreak, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask a route as the commander, or as somebody else."""
    from ninja.testing import TestClient

    from outpace.desk.situation import api, rulebook_api
    from tests.integration.conftest import NOW

    monkeypatch.setattr(api, "now", lambda: NOW)
    clients = {"/rulebook": TestClient(rulebook_api.router), "/": TestClient(api.router)}

    def run(path: str, actor: "Actor | None" = None, **query: str) -> Any:
        client = next(client for start, client in clients.items() if path.startswith(start))
        return client.get(f"{path}?{urlencode(query)}", user=object(), actor=actor or traced.province.commander)

    return run


def supposed(**given: Any) -> dict[str, str]:
    return {"as_of": "2021-12-12T10:00", "zone": "Asia/Shanghai", "given": json.dumps(given)}


def test_every_rule_has_a_page_whose_examples_hold(ask: Ask) -> None:
    rules = ask("/rulebook/rules").json()["items"]
    assert {"contact_tier", "follow_up", "case_class"} <= {rule["name"] for rule in rules}
    for rule in rules:
        page = ask(f"/rulebook/rules/{rule['name']}").json()
        assert page["facts"]
        assert len(page["examples"]) == rule["example_count"]
        assert all(example["holds"] for example in page["examples"])


def test_a_page_can_be_narrowed_to_an_edition(ask: Ask) -> None:
    page = ask("/rulebook/rules/contact_tier", edition="mers-2015").json()
    assert {example["edition"] for example in page["examples"]} == {"mers-2015"}
    assert {clause["edition"] for clause in page["clauses"]} == {"mers-2015"}


def test_a_rule_answers_on_supposed_facts(ask: Ask) -> None:
    answer = ask(
        "/rulebook/rules/contact_tier/answer", edition="covid19-cn-8", **supposed(case=CASE, exposure=MEAL)
    ).json()
    assert (answer["outcome"], answer["reasons"][0]["clause"]["number"]) == ("close", "2.3")
    later = MEAL | {"first": "2021-12-03", "last": "2021-12-03"}
    answer = ask(
        "/rulebook/rules/contact_tier/answer", edition="covid19-cn-8", **supposed(case=CASE, exposure=later)
    ).json()
    assert answer["outcome"] is None


@pytest.mark.parametrize(
    ("rule", "edition", "changes", "code"),
    [
        ("fortune", "covid19-cn-8", {}, "RULE_UNKNOWN"),
        ("contact_tier", "smallpox-1972", {}, "EDITION_UNKNOWN"),
        ("contact_tier", "covid19-cn-8", {"given": "{"}, "FACTS_MALFORMED"),
        ("contact_tier", "covid19-cn-8", {"given": "[]"}, "FACTS_MALFORMED"),
        ("contact_tier", "covid19-cn-8", {"given": '{"mood": "calm"}'}, "FACTS_MALFORMED"),
        ("contact_tier", "covid19-cn-8", {"zone": "Mars/Olympus"}, "FACTS_MALFORMED"),
        ("contact_tier", "covid19-cn-8", {"as_of": "soon"}, "FACTS_MALFORMED"),
        ("contact_tier", "covid19-cn-8", {"as_of": "2021-12-01T10:00"}, "FACT_IN_FUTURE"),
    ],
)
def test_a_question_that_can_t_be_is_refused(
    ask: Ask, rule: str, edition: str, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(ProblemError) as refused:
        ask(f"/rulebook/rules/{rule}/answer", edition=edition, **supposed(case=CASE, exposure=MEAL) | changes)
    assert refused.value.problem.code == code


def test_a_search_finds_clauses_numbers_rules_and_examples_in_either_language(ask: Ask) -> None:
    kinds = {place["kind"] for place in ask("/rulebook/search", q="close").json()["items"]}
    assert {"clause", "number"} <= kinds
    chinese = ask("/rulebook/search", q="密切接触者 covid19-cn-8").json()
    assert any(place["key"] == "2.3" for place in chinese["items"])
    assert ask("/rulebook/search", q="unobtainium").json() == {"items": [], "total": 0}


def test_a_case_under_its_own_edition_changes_nothing(ask: Ask, traced: Outbreak) -> None:
    edition = traced.province.incident.edition
    answer = ask(f"/cases/{encode(IdKind.CASE, traced.keys['S-1'])}/under/{edition}").json()
    assert answer["people"]
    assert answer["changed"] == 0
    assert answer["now"] == answer["then"]


def test_another_disease_is_no_comparison(ask: Ask, traced: Outbreak) -> None:
    with pytest.raises(ProblemError) as refused:
        ask(f"/cases/{encode(IdKind.CASE, traced.keys['S-1'])}/under/mers-2015")
    assert refused.value.problem.code == "EDITION_OTHER_DISEASE"


def test_a_case_out_of_sight_is_not_there(ask: Ask, traced: Outbreak) -> None:
    with pytest.raises(ProblemError) as refused:
        ask(f"/cases/{encode(IdKind.CASE, traced.keys['S-3'])}/under/covid19-cn-8", traced.province.tracer_a)
    assert refused.value.problem.code == "NOT_FOUND"


def test_every_answer_is_told_in_words_and_never_in_raw_names(ask: Ask) -> None:
    raw = re.compile(r"[a-z]+_[a-z_]+")
    for rule in ask("/rulebook/rules").json()["items"]:
        for example in ask(f"/rulebook/rules/{rule['name']}").json()["examples"]:
            answer = example["answer"]
            assert (answer["told"] is None) is (answer["outcome"] is None), example["title"]
            assert len(answer["missing"]) == len(answer["needs"])
            told = [*(_told(answer["told"]) if answer["told"] else ()), *answer["missing"]]
            named = {name for words in told for side in words.values() for name in raw.findall(side)}
            assert not {name for name in named if name not in json.dumps(example["given"])}, example["title"]


def _told(line: dict[str, Any]) -> list[dict[str, str]]:
    return [words for words in (line["name"], line["text"]) if words] + [w for one in line["of"] for w in _told(one)]


def test_a_code_of_the_edition_can_be_chosen_by_its_words(ask: Ask) -> None:
    codes = ask("/rulebook/rules/follow_up").json()["codes"]
    assert {"value": "close", "label": {"zh": "密切接触者", "en": "Close contact"}} in codes["covid19-cn-8"]["tier"]
    assert ask("/rulebook/rules/zone_rounds").json()["codes"]["covid19-cn-8"]["zone_class"]


def test_a_question_may_take_what_held_beside_the_edition(ask: Ask) -> None:
    zone = {"edition": "covid19-cn-8", "area": "330000/", **supposed(zone_class="closed_off", set_on="2021-12-09")}
    with pytest.raises(ProblemError) as refused:
        ask("/rulebook/rules/zone_rounds/answer", **zone)
    assert refused.value.problem.code == "EDITION_SILENT"
    answer = ask("/rulebook/rules/zone_rounds/answer", beside="true", **zone).json()
    assert answer["outcome"]["days"] == ["2021-12-09", "2021-12-10", "2021-12-11"]


def test_two_editions_stand_side_by_side_by_topic(ask: Ask) -> None:
    pair = ask("/rulebook/compare/covid19-mass-test-2/covid19-mass-test-3").json()
    changes = [change for topic in pair["topics"] for change in topic["changes"]]
    assert pair["total"] == len(changes) == sum(pair["ways"].values()) > 0
    assert all(side["certainty"] for change in changes for side in (change["old"], change["new"]) if side)
    quoted = {clause["edition"] for change in changes if change["old"] for clause in change["old"]["clauses"]}
    assert quoted == {"covid19-mass-test-2"}
    same = ask("/rulebook/compare/mers-2015/mers-2015", alone="true").json()
    assert (same["total"], same["topics"]) == (0, [])


def test_the_comparison_is_a_file_with_the_same_rows(ask: Ask) -> None:
    pair = "/rulebook/compare/covid19-mass-test-2/covid19-mass-test-3"
    lines = ask(f"{pair}.csv").content.decode().strip().splitlines()
    assert len(lines) >= 1 + ask(pair).json()["total"]
    assert lines[0].lstrip("\ufeff").startswith("topic_zh,topic_en,what_zh")


def test_an_edition_unknown_is_no_side_of_a_comparison(ask: Ask) -> None:
    with pytest.raises(ProblemError) as refused:
        ask("/rulebook/compare/mers-2015/smallpox-1972")
    assert refused.value.problem.code == "EDITION_UNKNOWN"


def test_a_number_names_the_clauses_that_quote_it_and_whether_its_review_is_due(ask: Ask) -> None:
    page = ask("/editions/covid19-cn-8").json()
    quoted = {name: clause["number"] for clause in page["clauses"] for name in clause["numbers"]}
    for number in page["numbers"]:
        assert (number["name"] in quoted) is bool(number["quoted_by"])
        assert number["overdue"] is (number["review_by"] < "2021")
    assert sum(rule["count"] for rule in page["rules"]) > 0
    assert {"disease_id", "review_by", "overdue"} <= ask("/editions").json()["items"][0].keys()


def test_a_number_says_where_and_until_when_it_was_changed(ask: Ask) -> None:
    numbers = {row["name"]: row for row in ask("/editions/covid19-cn-8").json()["numbers"]}
    (change,) = numbers["close_central_test_days"]["changes"]
    assert (change["by"], change["area"], change["since"], change["until"]) == (
        "overlay ZJ-T", "330000/", "2022-01", "2022-06-27",
    )  # fmt: skip
    assert (numbers["close_central_test_days"]["values"], change["values"]) == ([1, 4, 7], [1, 2, 3, 4, 7])
    assert numbers["close_home_days"]["changes"] == []
