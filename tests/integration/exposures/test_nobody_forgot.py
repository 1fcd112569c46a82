"""Whatever a tier of an edition can ask for has its words, its question on the page, its column in a file, its place in a row."""

from pathlib import Path

import pytest

from outpace.exchange.mapping import FileKind, fields
from outpace.exchange.vocabulary import words
from outpace.protocols import editions
from outpace.protocols.sections.contacts import TIERS
from outpace.protocols.sections.questions import FACTS
from outpace.words.contact import ContactKind, Immunity, Means

NEEDS = {
    "exposure_first", "exposure_last", "exposure_first_at", "minutes", "protected", "closed_space", "kinds", "immunity",
    "prophylaxis", "prophylaxis_day", "prophylaxis_at", "contact_first_exposure", "contact_isolated",
}  # fmt: skip
"""The names under which `rulebook.criteria` and `rulebook.contact_tier` say that a fact of an exposure is missing."""


def test_every_need_is_named_in_both_languages(database: object) -> None:
    from outpace.desk.situation.outcome_words import needs_words

    tiered = [edition for edition in editions() if edition.has(TIERS)]
    assert len(tiered) > 5
    for edition in tiered:
        for said in needs_words("contact_tier", edition, sorted(NEEDS)):
            assert said["zh"]
            assert said["en"]


def test_every_need_has_its_question_on_the_page(repository: Path) -> None:
    page = (repository / "web/src/parts/told/draft.ts").read_text("utf-8")
    known = page.split("const answers", 1)[1].split("};", 1)[0]
    assert [need for need in sorted(NEEDS) if f"{need}: '" not in known] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_value_has_a_word_on_the_page(repository: Path, language: str) -> None:
    said = (repository / f"web/src/words/{language}/terms.ts").read_text("utf-8")
    for group, values in (("kind", ContactKind), ("immunity", Immunity), ("means", Means)):
        line = next(line for line in said.splitlines() if line.startswith(f"  {group}: {{"))
        assert [value for value in values if f" {value}: '" not in line] == []


def test_every_value_has_a_word_in_a_file() -> None:
    assert set(words("kinds").values()) == {*ContactKind, "none"}
    assert set(words("immunity").values()) == set(Immunity)
    assert set(words("prophylaxis").values()) == {*Means, "none"}


def test_every_fact_that_an_interview_fills_has_a_column_and_a_place(database: object) -> None:
    from outpace.desk.tracing.facts import FIELDS

    told = {name.partition(".")[2] for name in FACTS if name.startswith(("exposure.", "person."))}
    assert told - {field.name for field in fields(FileKind.EXPOSURES)} == set()
    assert told - set(FIELDS) == set()
