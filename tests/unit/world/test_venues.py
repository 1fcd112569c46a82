"""Venues: colleagues and classmates go to one place, every kind has its layers, the lists hold who is met where."""

from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from outpace.words.area import Level
from outpace.world.meetings.gazetteer import Venue, gazetteer, numeral, write_venues
from outpace.world.meetings.layers import usual_layers
from outpace.world.meetings.stage import Setting, contacts, setting
from outpace.world.meetings.venues import NOWHERE, kind_of, unit_of, venue_kinds, visits
from outpace.world.places.address import Address, address
from outpace.world.places.ground import places
from outpace.world.places.listed import province_areas, towns_listed
from outpace.world.province.invented import invented

WITHOUT = {"household", "friends", "far_friends", "neighbours"}
MONDAY = 0


@cache
def land() -> tuple[Setting, Address]:
    listed = tuple(province_areas(invented(30_000, 3)))
    laid = places(towns_listed(listed, 3))
    return setting(laid, 3), address(laid, listed)


@cache
def listed(kind: str) -> tuple[Venue, ...]:
    return tuple(gazetteer(*land(), kind))


def test_every_layer_has_its_venues_or_is_known_to_have_none() -> None:
    named = {layer for kind in venue_kinds().values() for layer in kind.layers}
    assert named | WITHOUT == {"household", *(layer.name for layer in usual_layers())}
    numbers = [kind.number for kind in venue_kinds().values()]
    assert len(set(numbers)) == len(numbers)


def test_people_who_meet_in_a_layer_with_venues_meet_at_the_same_one() -> None:
    where, _ = land()
    names, met = where.layer_names, Counter[str]()
    for person in range(0, where.places.people, 97):
        others, layers = contacts(where, person, MONDAY)
        went = visits(where, [person, *others.tolist()], MONDAY)
        for row, layer in enumerate(layers.tolist(), 1):
            if names[layer] not in WITHOUT:
                assert went[row, layer] == went[0, layer] != NOWHERE
                met[names[layer]] += 1
    assert met.keys() >= {"class", "office_team", "ward", "shop", "market", "team", "transport"}


def test_whoever_goes_somewhere_goes_to_a_venue_of_the_list() -> None:
    where, _ = land()
    went = visits(where, range(0, where.places.people, 41), MONDAY)
    found = {int(each) for each in np.unique(went)} - {NOWHERE}
    known = {venue.id for kind in venue_kinds() for venue in listed(kind)}
    assert {kind_of(each).id for each in found} >= {"primary_school", "hospital", "market", "office", "workplace"}
    assert found <= known


def test_schools_hold_the_years_of_their_stage() -> None:
    where, _ = land()
    ages = defaultdict(set)
    people = range(0, where.places.people, 7)
    column = visits(where, people, MONDAY)[:, where.layer_names.index("class")]
    for person, venue in zip(people, column.tolist(), strict=True):
        if venue != NOWHERE:
            block = where.deck.blocks[_card(where, person)]
            ages[kind_of(venue).id].add(block[person % 100].age)
    assert ages == {
        "kindergarten": {3, 4, 5}, "primary_school": {6, 7, 8, 9, 10, 11}, "middle_school": {12, 13, 14},
        "high_school": {15, 16, 17},
    }  # fmt: skip


def _card(where: Setting, person: int) -> int:
    from outpace.world.people.crowd import cards

    return int(cards(where.stage.crowd, np.array([person]))[0])


@pytest.mark.parametrize("kind", sorted(venue_kinds()))
def test_names_are_never_twice_in_an_area_and_positions_are_near_it(kind: str) -> None:
    _, at = land()
    found = listed(kind)
    assert found
    assert len({venue.id for venue in found}) == len(found)
    for language in ("zh", "en"):
        assert len({(named(at, venue), getattr(venue.name, language)) for venue in found}) == len(found)
    for venue in found:
        middle = at.areas[venue.area].at
        assert abs(venue.at[0] - middle[0]) + abs(venue.at[1] - middle[1]) < 0.01
        assert kind_of(venue.id).id == kind


def named(at: Address, venue: Venue) -> str:
    """The county of a venue: townships of two counties may share a name."""
    path = next(path for path in at.paths if venue.area in path)
    return next(code for code in path if at.areas[code].level is Level.COUNTY)


def test_a_unit_s_own_venue_is_where_the_unit_begins() -> None:
    where, _ = land()
    sites = listed("sampling_site")
    assert [unit_of(site.id) for site in sites] == sorted({unit_of(site.id) for site in sites})
    assert unit_of(sites[-1].id) < where.places.blocks


def test_venues_are_written_as_a_list(tmp_path: Path) -> None:
    assert write_venues(listed("hospital"), tmp_path / "venues.csv") == len(listed("hospital"))
    lines = (tmp_path / "venues.csv").read_text("utf-8").splitlines()
    assert len(lines) == len(listed("hospital")) + 1
    assert any("第一医院" in line and "No. 1 Hospital" in line for line in lines)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_ordinals_read_as_one_says_them(number: int, said: str) -> None:
    assert numeral(number) == said
