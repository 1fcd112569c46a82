"""Every reason quotes a clause of the edition in both languages, facts filled in; decisions travel as JSON."""

import json
from datetime import UTC, date, datetime

import pytest

from outpace.protocols import load_edition
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.follow_up import follow_up
from outpace.rulebook.look_back import look_back
from outpace.rulebook.render import as_json, plain
from outpace.rulebook.sentences import _templates, say
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.contact import ExposureFacts, Setting
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated

EDITION = load_edition("covid19-cn-8")
AS_OF = datetime(2021, 12, 12, 2, tzinfo=UTC)
CASE = CaseFacts(case_class=CaseClass.CONFIRMED, onset=Dated(date(2021, 12, 8)))
MEAL = ExposureFacts(setting=Setting.MEAL, first=Dated(date(2021, 12, 7)), last=Dated(date(2021, 12, 7)))


def test_a_tier_says_which_clause_and_which_days() -> None:
    decision = propose_tier(MEAL, CASE, EDITION, AS_OF, "Asia/Shanghai")
    assert isinstance(decision, Decision)
    tier, window, open_end = decision.reasons
    assert (tier.clause.label, window.clause.label) == ("CN8 2.3", "CN8 2.2")
    assert tier.text.zh == "接触情形：共餐，符合“密切接触者”。"
    assert window.text.en == "Onset on 2021-12-08; going back 4 days, tracing starts on 2021-12-04."
    assert open_end.text.en.startswith("No day of isolation yet")
    assert tier.evidence["last"] == "2021-12-07"


def test_a_decision_travels_as_json() -> None:
    found = json.loads(json.dumps(as_json(follow_up("close", MEAL.last, EDITION, AS_OF, "Asia/Shanghai"))))
    assert found["undecided"] is False
    assert found["outcome"]["stages"][0]["label"] == {"zh": "集中隔离医学观察", "en": "Central quarantine"}
    clause = found["reasons"][1]["clause"]
    assert set(clause) == {"edition", "number", "label", "title", "text", "certainty", "source", "date", "numbers"}
    assert (clause["certainty"], clause["date"]) == ("S:nhc9", "2022-06-28")
    assert found["as_of"] == "2021-12-12T02:00:00+00:00"


def test_what_is_undecided_travels_with_its_needs() -> None:
    found = as_json(look_back(CaseFacts(), EDITION, AS_OF, "Asia/Shanghai"))
    assert (found["outcome"], found["undecided"], found["needs"]) == (None, True, ["onset", "specimen"])
    assert found["reasons"][0]["clause"]["label"] == "CN8 2.2"


def test_evidence_keeps_truths_and_minutes_as_they_are() -> None:
    told = ExposureFacts(setting=Setting.WORK, last=MEAL.last, closed_space=True, protected=False, minutes=20)
    decision = propose_tier(told, CASE, EDITION, AS_OF, "Asia/Shanghai")
    assert not isinstance(decision, Undecided)
    evidence = decision.reasons[0].evidence
    assert (evidence["protected"], evidence["minutes"], evidence["setting"]) == (False, 20, "work")


def test_every_sentence_has_both_languages_with_the_same_placeholders() -> None:
    for key, (zh, en) in _templates().items():
        assert zh != en, key
        assert not any(letter.isdigit() for letter in zh + en), key
        names = {part.split("}")[0] for part in zh.split("{")[1:]}
        assert names == {part.split("}")[0] for part in en.split("{")[1:]}, key


def test_a_sentence_that_lacks_a_value_is_not_said() -> None:
    with pytest.raises(KeyError):
        say("window_closed")


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        plain(object())
