"""The demo's outbreak: dates in order, references that hold, gaps in the stated shares, files that parse."""

import csv
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from outpace.words.area import Level
from outpace.words.case import CaseClass, FoundBy
from outpace.words.contact import Setting
from outpace.world.outbreak import (
    Outbreak,
    OutbreakCase,
    outbreak,
    write_exposures_csv,
    write_linelist_csv,
    write_links_csv,
)
from outpace.world.outbreak.files import CASE_FIELDS
from outpace.world.outbreak.shape import demo_shape
from outpace.world.province import Province, yunlan

AS_OF = datetime(2026, 3, 7, 14, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
DEMO = 65
SEEDS = (DEMO, 1, 2, 3)


@pytest.fixture(scope="module")
def province() -> Province:
    return yunlan()


@pytest.fixture(scope="module", params=SEEDS)
def drawn(request: pytest.FixtureRequest, province: Province) -> Outbreak:
    return outbreak(province, AS_OF, request.param)


@pytest.fixture(scope="module")
def many(province: Province) -> list[Outbreak]:
    return [outbreak(province, AS_OF, seed) for seed in range(1, 11)]


def test_it_is_always_day_six(province: Province) -> None:
    for as_of in (AS_OF, datetime(2031, 12, 31, 23, 50, tzinfo=ZoneInfo("America/New_York"))):
        assert (as_of.date() - outbreak(province, as_of).began).days == 5


def test_the_demo_has_the_size_the_page_was_drawn_for(province: Province) -> None:
    demo = outbreak(province, AS_OF)
    assert 90 <= len(demo.cases) <= 140
    assert 1_000 <= len(demo.exposures) <= 1_500
    assert len({case.county for case in demo.cases}) >= 6
    assert {case.found_by for case in demo.cases} == {None, *FoundBy}
    assert [row.fault for row in demo.spoiled] == [
        "onset_after_report", "impossible_day", "year_0202", "unknown_area", "no_number",
    ]  # fmt: skip


def test_same_seed_same_records_and_a_later_as_of_only_moves_them(province: Province) -> None:
    demo = outbreak(province, AS_OF)
    assert demo == outbreak(province, AS_OF)
    assert demo != outbreak(province, AS_OF, 1)
    later = outbreak(province, AS_OF + timedelta(days=100))
    assert [case.reported_at + timedelta(days=100) for case in demo.cases] == [case.reported_at for case in later.cases]
    assert [row.name for row in demo.exposures] == [row.name for row in later.exposures]


def test_a_naive_as_of_is_refused(province: Province) -> None:
    with pytest.raises(ValueError, match="time zone"):
        outbreak(province, datetime(2026, 3, 7, 14, 5))  # noqa: DTZ001


def test_dates_of_a_case_are_in_order_and_not_after_as_of(drawn: Outbreak) -> None:
    for case in drawn.cases:
        assert case.onset is None or case.onset <= case.reported
        assert case.diagnosis is not None
        assert case.specimen <= case.diagnosis <= case.reported <= AS_OF.date()
        assert case.reported_at <= drawn.as_of
        assert case.reported_at.tzinfo is UTC
        assert case.exposure_end is None or case.exposure_end <= case.specimen
        if case.exposure_start and case.exposure_end:
            assert case.exposure_start <= case.exposure_end


def test_numbers_are_unique_and_areas_exist(drawn: Outbreak, province: Province) -> None:
    numbers = [case.number for case in drawn.cases] + [row.meant.number for row in drawn.spoiled]
    assert len(set(numbers)) == len(numbers)
    codes = {area.code for area in province.areas}
    assert {case.area_code for case in drawn.cases} - {None} <= codes
    assert {row.area_code for row in drawn.exposures} - {None} <= codes
    assert {case.county for case in drawn.cases} <= {area.code for area in province.at(Level.COUNTY)}


def test_links_join_reported_cases_and_an_infectee_has_at_most_two_candidates(drawn: Outbreak) -> None:
    numbers = {case.number for case in drawn.cases}
    assert all({link.infector, link.infectee} <= numbers for link in drawn.links)
    assert all(link.infector != link.infectee for link in drawn.links)
    candidates = Counter(link.infectee for link in drawn.links)
    assert set(candidates.values()) == {1, 2}
    assert len(candidates) < len(numbers)
    assert len(set(drawn.links)) == len(drawn.links)


def test_links_have_no_circle(drawn: Outbreak) -> None:
    above: dict[str, set[str]] = {}
    for link in drawn.links:
        above.setdefault(link.infectee, set()).add(link.infector)
    for start in above:
        seen, front = set(), set(above[start])
        while front:
            seen |= front
            front = {up for one in front for up in above.get(one, ())} - seen
        assert start not in seen


def test_exposures_belong_to_reported_cases_after_their_report_and_end_when_the_case_is_removed(
    drawn: Outbreak,
) -> None:
    cases = {case.number: case for case in drawn.cases}
    for row in drawn.exposures:
        case = cases[row.case]
        assert case.reported_at < row.told_at <= drawn.as_of
        assert row.first <= case.specimen
        assert row.last is None or row.first <= row.last <= case.specimen
        assert row.minutes is None or row.minutes > 0


def test_an_infectee_is_named_by_the_infector_where_the_interview_was_held(drawn: Outbreak) -> None:
    names = {case.number: case.name.zh for case in drawn.cases}
    told = {(row.case, row.name.zh) for row in drawn.exposures}
    asked = {row.case for row in drawn.exposures}
    certain = [link for link in drawn.links if link.setting is not Setting.OTHER and link.infector in asked]
    assert certain
    assert all((link.infector, names[link.infectee]) in told for link in certain)


def test_some_cases_are_not_yet_interviewed(drawn: Outbreak) -> None:
    assert 0.03 < 1 - len({row.case for row in drawn.exposures}) / len(drawn.cases) < 0.4


def test_kin_are_of_an_age_that_makes_sense(drawn: Outbreak) -> None:
    ages = {case.number: case.age for case in drawn.cases}
    for row in drawn.exposures:
        teller = ages[row.case]
        if teller is None or row.age is None:
            continue
        if row.relation.zh in ("父亲", "母亲"):
            assert row.age >= teller + 20
        if row.relation.zh in ("女儿", "儿子"):
            assert row.age <= teller - 20
        assert row.setting is not Setting.WORK or teller >= 19


def test_names_and_phones_are_nobodys(drawn: Outbreak) -> None:
    phones = {row.phone for row in (*drawn.cases, *drawn.exposures) if row.phone}
    assert all(len(phone) == 11 and phone.startswith("6000") for phone in phones)
    assert all(len(case.name.zh) == 3 and case.name.en.isascii() for case in drawn.cases)
    of_name: dict[str, set[str]] = {}
    for row in (*drawn.cases, *drawn.exposures):
        if row.phone:
            of_name.setdefault(row.name.zh, set()).add(row.phone)
    assert all(len(numbers) == 1 for numbers in of_name.values())


def test_gaps_have_the_stated_shares(many: list[Outbreak]) -> None:
    gaps = demo_shape().gaps
    cases = [case for drawn in many for case in drawn.cases]
    told = [row for drawn in many for row in drawn.exposures]
    ill = [case for case in cases if case.case_class is CaseClass.CONFIRMED]
    measured = {
        gaps.onset: sum(case.onset is None for case in ill) / len(ill),
        gaps.area: sum(case.area_code is None for case in cases) / len(cases),
        gaps.phone: sum(case.phone is None for case in cases) / len(cases),
        gaps.minutes: sum(row.minutes is None for row in told) / len(told),
        gaps.protected: sum(row.protected is None for row in told) / len(told),
        gaps.contact_last: sum(row.last is None for row in told) / len(told),
    }
    assert measured == {share: pytest.approx(share, abs=0.02) for share in measured}
    assert all(case.onset is None for case in cases if case.case_class is CaseClass.ASYMPTOMATIC)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_line_list_parses_and_holds_the_typos(drawn: Outbreak, language: str, tmp_path: Path) -> None:
    write_linelist_csv(drawn, tmp_path / "cases.csv", language)
    rows = parsed(tmp_path / "cases.csv")
    header = [getattr(label, language) for label in CASE_FIELDS.values()]
    assert list(rows[0]) == header
    assert len(rows) == len(drawn.cases) + len(drawn.spoiled)
    number = header[0]
    good = {row[number]: row for row in rows}
    for case in drawn.cases:
        assert good[case.number][CASE_FIELDS["reported"].zh if language == "zh" else "Report date"] == str(
            case.reported
        )
    typed = {row.fault: row.typed for row in drawn.spoiled}
    assert typed["onset_after_report"]["onset"] > str(meant(drawn, "onset_after_report").reported)
    text = (tmp_path / "cases.csv").read_text("utf-8")
    assert all(value in text for change in typed.values() for value in change.values())


def test_links_and_exposures_parse(drawn: Outbreak, tmp_path: Path) -> None:
    write_links_csv(drawn, tmp_path / "links.csv")
    write_exposures_csv(drawn, tmp_path / "told.csv")
    links = parsed(tmp_path / "links.csv")
    assert list(links[0]) == ["from", "to", "exposure"]
    assert [(row["from"], row["to"]) for row in links] == [(link.infector, link.infectee) for link in drawn.links]
    assert len(parsed(tmp_path / "told.csv")) == len(drawn.exposures)


def meant(drawn: Outbreak, fault: str) -> OutbreakCase:
    return next(row.meant for row in drawn.spoiled if row.fault == fault)


def parsed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
