"""The editions on the shelf: complete, in both languages, every number with its source and its certainty."""

from dataclasses import replace
from pathlib import Path

import pytest

from outpace.protocols import editions, load_edition
from outpace.protocols.edition import Edition
from outpace.protocols.numbers import CERTAINTIES
from outpace.protocols.sections.contacts import TIERS
from outpace.protocols.sections.delays import DELAYS
from outpace.protocols.shelf import data_root, edition_folders, folder_texts, read_document
from outpace.words.case import CaseClass
from outpace.words.problem import ProblemError

EDITIONS = pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)


@EDITIONS
def test_every_number_names_its_source(edition: Edition) -> None:
    assert edition.numbers
    for number in edition.numbers.values():
        assert number.source
        assert number.date
        assert number.review_by
        assert number.certainty.partition(":")[0] in CERTAINTIES
    assert sum(edition.certainty_counts().values()) == len(edition.numbers)


@EDITIONS
def test_clauses_are_found_by_number_and_filled(edition: Edition) -> None:
    for clause in edition.clauses:
        assert edition.clause(clause.number) is clause
        assert clause.label == f"{edition.label} {clause.number}"
        assert "{" not in clause.text.zh + clause.text.en
        assert clause.text.zh != clause.text.en


@EDITIONS
def test_every_folder_names_its_sources(edition: Edition) -> None:
    folder = next(file.parent for file in Path(str(data_root())).glob(f"*/{edition.id}/edition.yaml"))
    sources = (folder.parent / "SOURCES.md").read_text("utf-8")
    keys = {number.certainty.removeprefix("S:") for number in edition.numbers.values() if number.certainty[0] == "S"}
    keys |= {clause.certainty.removeprefix("S:") for clause in edition.clauses if clause.certainty[0] == "S"}
    dois = {delay.doi for delay in edition.part(DELAYS)} if edition.has(DELAYS) else set()
    assert {edition.id, *keys, *dois} <= set(sources.replace(":", " ").split())


def test_a_number_stands_in_the_sentence() -> None:
    assert "4 天" in load_edition("covid19-cn-8").clause("2.2").text.zh
    assert "days 1, 4, 7 and 14" in load_edition("covid19-cn-8").clause("3.2").text.en


def test_who_is_traced_differs_between_editions() -> None:
    assert CaseClass.ASYMPTOMATIC in load_edition("covid19-cn-8").traces_contacts
    assert CaseClass.ASYMPTOMATIC not in load_edition("mers-2015").traces_contacts


def test_a_line_may_be_silent_and_says_so() -> None:
    edition = load_edition("mers-2015")
    mute = replace(edition, sections={key: part for key, part in edition.sections.items() if key != "tiers"})
    assert not mute.has(TIERS)
    with pytest.raises(ProblemError) as refusal:
        _ = mute.tiers
    assert refusal.value.problem.code == "EDITION_SILENT"


def test_the_person_level_code_is_for_the_edition_to_allow() -> None:
    assert not load_edition("mers-2015").person_code_allowed


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: load_edition("smallpox-1972"), "EDITION_UNKNOWN"),
        (lambda: load_edition("mers-2015").clause("9.9"), "CLAUSE_UNKNOWN"),
        (lambda: load_edition("mers-2015").tier("general"), "TIER_UNKNOWN"),
    ],
)
def test_what_is_not_there_is_refused(ask, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ProblemError) as refusal:
        ask()
    assert refusal.value.problem.code == code


def test_a_folder_under_another_name_is_refused() -> None:
    folder = dict(edition_folders(data_root()))["mers-2015"]
    with pytest.raises(ProblemError) as refusal:
        read_document("mers-2016", folder_texts(folder))
    assert refusal.value.problem.code == "PROTOCOL_ID"


def test_a_checkout_reads_its_own_protocols() -> None:
    assert data_root() == Path(__file__).parents[3] / "protocols"
    assert {"covid19-cn-8", "mers-2015"} <= {edition for edition, _ in edition_folders(data_root())}
