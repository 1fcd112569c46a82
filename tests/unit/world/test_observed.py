"""What is observed: nothing before it can be known, nothing that didn't happen, every layer can be told of, wrong tests apart."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from outpace.words.case import CaseClass, Outcome
from outpace.world.account import account
from outpace.world.course import NONE
from outpace.world.epidemic import Import
from outpace.world.levers.areas import whole
from outpace.world.levers.forces import Capacity, Operations
from outpace.world.meetings.layers import usual_layers
from outpace.world.meetings.stage import setting
from outpace.world.observed import UNKNOWN, Kind, Observed, SampleResults, Way, observe, results_of
from outpace.world.observing import usual_watch
from outpace.world.outbreak.records import Outbreak
from outpace.world.people.names import name_of, phone_of
from outpace.world.places.address import Address, address
from outpace.world.places.ground import places
from outpace.world.places.listed import province_areas, towns_listed
from outpace.world.province.invented import invented
from outpace.world.reports import reports
from outpace.world.tables import write_events, write_truth
from outpace.world.timestep import NOBODY, World
from tests.unit.world.test_timestep import EPIDEMIC

BEGAN = date(2026, 1, 5)
DAYS = 24
CAPACITY = Capacity()
ILL = replace(
    EPIDEMIC,
    imports=(Import(0, 30), Import(4, 10)),
    behaviour=replace(EPIDEMIC.behaviour, seek_care=((0, 0.6),)),
    pathogen=replace(EPIDEMIC.pathogen, severe=((0, 0.2),), fatal=((0, 0.3),)),
)


@cache
def played() -> tuple[World, Address]:
    listed = tuple(province_areas(invented(30_000, 3)))
    where = setting(places(towns_listed(listed, 3)), 3)
    world = World(where, ILL, 3)
    while world.day < DAYS:
        world.step()
    return world, address(where.places, listed)


@cache
def seen() -> Observed:
    return observe(played()[0])


@cache
def written() -> Outbreak:
    world, at = played()
    return reports(world, seen(), at, BEGAN).outbreak("x", invented(2_500, 2).areas[0].name)


def test_every_layer_can_be_told_of() -> None:
    assert set(usual_watch().layers) == {"household", *(layer.name for layer in usual_layers())}


def test_a_case_is_known_no_earlier_than_somebody_could_know() -> None:
    world, _ = played()
    cases, course = seen().cases, world.infections().course
    assert 20 < len(cases.person) < len(world.infections().person)
    assert (cases.row != NOBODY).all()
    assert (cases.person == world.infections().person[cases.row]).all()
    assert (cases.known <= course.known[cases.row]).all()
    assert (cases.known < DAYS).all()
    assert set(cases.way.tolist()) == {Way.VISIT, Way.ADMISSION}
    told = cases.onset != UNKNOWN
    assert (cases.onset[told] <= cases.known[told]).all()
    assert (cases.onset[told] == course.onset[cases.row][told]).all()


def test_the_account_counts_the_cases_of_the_line_list() -> None:
    world, _ = played()
    assert sum(account(world).known) == len(seen().cases.person) == len(written().cases)


def test_who_is_not_known_saw_no_doctor_in_time() -> None:
    world, _ = played()
    course = world.infections().course
    unknown = np.setdiff1d(np.arange(len(course.known)), seen().cases.row)
    assert len(unknown)
    assert (course.known[unknown] >= DAYS).all()


def test_outcomes_are_those_of_the_course_and_later_than_the_report() -> None:
    world, _ = played()
    cases, course = seen().cases, world.infections().course
    over = cases.left != UNKNOWN
    assert over.any()
    assert (cases.left[over] == course.end[cases.row][over]).all()
    assert (cases.died == (over & course.dies[cases.row])).all()
    assert cases.died.any()
    assert (cases.ended[over] >= cases.known[over]).all()


def test_contacts_met_the_case_on_those_days_and_are_told_after_the_report() -> None:
    world, _ = played()
    cases, told = seen().cases, seen().contacts
    assert len(told.case) > 100
    assert (told.told >= cases.known[told.case]).all()
    assert (told.last <= cases.known[told.case]).all()
    assert (told.first >= np.minimum(cases.onset, cases.sampled)[told.case] - usual_watch().back).all()
    recall = {layer: 1.0 for layer in world.setting.layer_names}
    for rank in range(0, len(told.case), 37):
        named = world.contacts_of(cases.person[told.case[[rank]]], [int(told.first[rank])], recall)
        assert told.contact[rank] in named.contact


def test_events_come_in_the_order_in_which_they_were_known() -> None:
    events, cases = seen().events(), seen().cases
    assert (np.diff(events.known) >= 0).all()
    assert (events.happened <= events.known).all()
    counts = np.bincount(events.kind, minlength=len(Kind))
    assert counts[Kind.CASE] == len(cases.person)
    assert counts[Kind.DEATH] == cases.died.sum()
    assert counts[Kind.CONTACT] == len(seen().contacts.case)
    assert events.known.max() < DAYS


def test_tests_find_more_and_whom_a_wrong_one_finds_is_a_case_without_infection() -> None:
    world, _ = played()
    found = world.infections()
    hidden = np.flatnonzero((found.course.known == NONE) & (found.course.hospital == NONE))[:5]
    well = np.setdiff1d(np.arange(200), found.person)[:2]
    persons = np.concatenate([found.person[hidden], well, well])
    tested = SampleResults(
        person=persons,
        positive=np.ones(len(persons), np.bool_),
        known=np.full(len(persons), DAYS - 1),
        in_round=np.arange(len(persons)) < 2,
    )
    cases = observe(world, tested=tested).cases
    assert len(cases.person) == len(seen().cases.person) + len(hidden) + len(well)
    assert sorted(cases.person[cases.row == NOBODY].tolist()) == sorted(well.tolist())
    assert np.isin(hidden, cases.row).all()
    assert (cases.way == Way.ROUND).sum() == 2


def test_nobody_knows_an_onset_that_is_still_to_come() -> None:
    world, _ = played()
    found = world.infections()
    soon = np.flatnonzero((found.course.onset != NONE) & (found.course.onset >= DAYS))
    tested = SampleResults(
        found.person[soon], np.ones(len(soon), np.bool_), np.full(len(soon), DAYS - 1), np.zeros(len(soon), np.bool_)
    )
    cases = observe(world, tested=tested).cases
    assert len(soon)
    assert (cases.onset[np.isin(cases.row, soon)] == UNKNOWN).all()
    assert (cases.known < DAYS).all()


def test_results_of_forces_come_with_their_days() -> None:
    world = World(played()[0].setting, ILL, 4)
    forces = Operations(world, lambda day: CAPACITY, {}, 0)
    done = []
    for day in range(6):
        forces.ask_test(np.arange(day * 50, day * 50 + 50))
        if day == 1:
            forces.ask_round([whole(world.setting.places)], pool=10)
        done.append(forces.work())
        world.step()
    tested = results_of(done, begin=0)
    assert len(tested.person) >= 5 * 50
    assert (tested.known > tested.person // 50)[~tested.in_round].all()
    assert results_of([], 0).person.size == 0


def test_records_are_whole_and_refer_to_one_another() -> None:
    _, at = played()
    drawn = written()
    numbers = {case.number for case in drawn.cases}
    assert len(numbers) == len(drawn.cases) == len(seen().cases.person)
    for case in drawn.cases:
        assert case.area_code in at.areas
        assert case.specimen <= case.reported <= BEGAN + timedelta(days=DAYS)
        assert (case.case_class is CaseClass.ASYMPTOMATIC) == (case.onset is None)
        assert (case.outcome is Outcome.DEAD) == (case.death is not None)
    assert drawn.links
    assert all({link.infector, link.infectee} <= numbers and link.infector != link.infectee for link in drawn.links)
    assert {row.case for row in drawn.exposures} <= numbers
    assert all(row.first <= row.last for row in drawn.exposures if row.last)


def test_links_are_true_but_not_all_of_the_truth() -> None:
    world, _ = played()
    found, cases = world.infections(), seen().cases
    number = {row: case.number for row, case in zip(cases.row.tolist(), written().cases, strict=True)}
    person = {number[row]: int(found.person[row]) for row in number}
    infector = {number[row]: int(found.infector[row]) for row in number}
    assert all(infector[link.infectee] == person[link.infector] for link in written().links)
    true = sum(int(found.infector[row]) in set(person.values()) for row in number)
    assert 0 < len(written().links) <= true


def test_names_are_a_household_s_and_numbers_nobody_s() -> None:
    assert name_of(1, 17, 15).zh[0] == name_of(1, 15, 15).zh[0]
    assert len({name_of(1, person, person) for person in range(500)}) > 400
    assert len({phone_of(person) for person in range(500)}) == 500
    assert all(len(phone_of(person)) == 11 and phone_of(person).startswith("60") for person in (0, 199_999_999))


def test_tables_hold_events_and_the_truth_apart(tmp_path: Path) -> None:
    world, _ = played()
    assert write_events(seen(), world, tmp_path / "events.csv") == len(seen().events().known)
    assert write_truth(world, tmp_path / "truth.csv") == len(world.infections().person)
    with (tmp_path / "truth.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["layer"] for row in rows} <= {"import", *world.setting.layer_names}
    assert [int(row["person"]) for row in rows] == world.infections().person.tolist()
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        assert {row["kind"] for row in csv.DictReader(file)} >= {"case", "contact", "death"}


@pytest.mark.parametrize("seed", [1, 2])
def test_another_seed_names_others(seed: int) -> None:
    assert name_of(seed, 1, 1) == name_of(seed, 1, 1) != name_of(seed + 1, 1, 1)
