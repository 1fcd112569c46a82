"""Questionnaires, outcomes, burial and survivors: read as they are, and refused with file and line where somebody broke them."""

import re
from collections.abc import Callable

import pytest

from outpace.protocols import editions, load_edition
from outpace.protocols.edition import Edition
from outpace.protocols.loader import read_edition
from outpace.protocols.sections.burial import BURIAL, Consent
from outpace.protocols.sections.outcomes import OUTCOMES, Starts
from outpace.protocols.sections.questions import FACTS, QUESTIONNAIRE
from outpace.protocols.sections.survivors import SURVIVORS
from outpace.protocols.shelf import data_root
from outpace.words.problem import ProblemError
from tests.unit.protocols.test_loader import swap

EDITION, FILE = "ebola-2014", "care.yaml"
FOLDER = data_root() / "ebola" / EDITION
TEXTS = {name: (FOLDER / name).read_text("utf-8") for name in ("edition.yaml", FILE)}

MUTATIONS: dict[str, tuple[Callable[[str], str], str]] = {
    "form twice": (swap("form: contact", "form: case"), "PROTOCOL_KEY_TWICE"),
    "question twice": (swap("id: link, fills: case.linked", "id: onset, fills: case.linked"), "PROTOCOL_KEY_TWICE"),
    "fact asked twice": (
        swap("{id: first_day, fills: exposure.first,", "{id: first_day, fills: exposure.last,"),
        "PROTOCOL_KEY_TWICE",
    ),
    "unknown fact": (swap("fills: exposure.kinds", "fills: exposure.mood"), "PROTOCOL_CHOICE"),
    "answer that does not fit": (
        swap("fills: exposure.last, answer: day", "fills: exposure.last, answer: truth"),
        "PROTOCOL_CHOICE",
    ),
    "a needed question left out": (
        lambda text: re.sub(r"      - \{id: kinds,.*\n", "", text),
        "PROTOCOL_QUESTION_MISSING",
    ),
    "an idle question": (
        swap("fills: exposure.first, answer: day", "fills: exposure.closed_space, answer: truth"),
        "PROTOCOL_QUESTION_IDLE",
    ),
    "asked after a fact that no question fills": (
        swap("fact: exposure.setting, is", "fact: exposure.minutes, is"),
        "PROTOCOL_CHOICE",
    ),
    "unknown decision": (swap("decides: [case_class,", "decides: [fate,"), "PROTOCOL_CHOICE"),
    "unknown outcome word": (swap("recorded: dead", "recorded: gone"), "PROTOCOL_CHOICE"),
    "outcome twice": (swap("id: left,", "id: died,"), "PROTOCOL_KEY_TWICE"),
    "step after a later one": (swap("after: [report]", "after: [burial]"), "PROTOCOL_CHOICE"),
    "step twice": (swap("- {id: swab,", "- {id: team,"), "PROTOCOL_KEY_TWICE"),
    "unknown consent": (swap("consent: refused", "consent: overruled"), "PROTOCOL_CHOICE"),
    "limit in another unit": (swap("hours: burial_hours,", "hours: survivor_early_days,"), "PROTOCOL_UNIT"),
    "visit days too near": (swap("[14, 90, 180]", "[14, 20, 180]"), "PROTOCOL_TYPE"),
    "unknown start of counting": (swap("counted_from: onset", "counted_from: birth"), "PROTOCOL_CHOICE"),
    "burial without steps": (
        lambda text: text.replace(
            text[text.index("  steps:\n    - {id: report") : text.index("\nsurvivors:")], "  steps: []\n"
        ),
        "PROTOCOL_KEY_MISSING",
    ),
}


def read(care: str) -> Edition:
    return read_edition(EDITION, {**TEXTS, FILE: care})


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_chapter_is_refused_with_file_and_line(name: str) -> None:
    mutate, code = MUTATIONS[name]
    broken = mutate(TEXTS[FILE])
    assert broken != TEXTS[FILE]
    with pytest.raises(ProblemError) as refusal:
        read(broken)
    assert refusal.value.problem.code == code
    assert re.fullmatch(rf"{EDITION}/{FILE}:\d+", str(refusal.value.problem.params["where"]))


def test_an_outcome_starts_only_what_the_edition_describes() -> None:
    folder = data_root() / "mers" / "mers-2015"
    texts = {name: (folder / name).read_text("utf-8") for name in ("edition.yaml", FILE)}
    broken = {**texts, FILE: texts[FILE].replace("starts: []", "starts: [burial]", 1)}
    with pytest.raises(ProblemError) as refusal:
        read_edition("mers-2015", broken)
    assert refusal.value.problem.code == "PROTOCOL_KEY_MISSING"


def test_every_fact_is_one_the_rules_take() -> None:
    from outpace.rulebook.questions import Known, answered, fact_of
    from outpace.words.contact import ExposureFacts, Setting

    known = Known(exposure=ExposureFacts(setting=Setting.WORK))
    for fact in FACTS:
        assert fact_of(fact, answered(fact, None, known)) is None


def test_no_body_is_moved_before_the_family_agrees() -> None:
    steps = {step.id: step.consent for step in load_edition(EDITION).part(BURIAL).steps}
    assert all(steps[step] is Consent.AGREED for step in ("swab", "body", "burial"))
    assert Consent.REFUSED in steps.values(), "a family that says no is offered nothing else"


def test_whoever_starts_a_programme_has_one() -> None:
    for edition in editions():
        for rule in edition.part(OUTCOMES) if edition.has(OUTCOMES) else ():
            assert Starts.BURIAL not in rule.starts or edition.has(BURIAL)
            assert Starts.SURVIVORS not in rule.starts or edition.has(SURVIVORS)


def test_the_other_diseases_have_their_questionnaires() -> None:
    asked = {edition.disease.id for edition in editions() if edition.has(QUESTIONNAIRE)}
    assert {"ebola", "measles", "mers", "sars", "mpox", "nipah", "h5n1", "cholera"} <= asked
