"""What is brought in again: what was missing is filled in, what contradicts is said, what was refused leaves nothing."""

from typing import Any

import pytest

from tests.integration.faults.conftest import DATA, Terminal

AREAS = ("areas", "import", str(DATA / "areas_small.geojson"), "--root", "980000|云屿省|Yunyu")
PEOPLE = DATA / "areas_small_population.csv"
CASES = str(DATA / "linelist_gaps.csv")


def _areas() -> dict[str, tuple[str, int | None]]:
    from outpace.desk.areas.models import Area
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    with scope(service(), "test"):
        return {area.code: (area.name_zh, area.population) for area in Area.objects.order_by("code")}


def _incidents() -> dict[str, tuple[int | None, bool]]:
    from outpace.desk.areas.models import Incident
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    with scope(service(), "test"):
        return {i.code: (i.reported_total, i.retrospective) for i in Incident.objects.all()}


def _events(kind: str) -> list[Any]:
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), "test"):
        return list(Event.objects.filter(kind=kind).order_by("recorded"))


def test_areas_without_people_get_them_later(terminal: Terminal) -> None:
    terminal.json(*AREAS)
    assert {people for _, people in _areas().values()} == {None}
    again = terminal.json(*AREAS, "--population", str(PEOPLE))
    assert (again["accepted"], again["duplicate"], again["rejected"]) == (8, 0, 0)
    assert None not in {people for _, people in _areas().values()}
    assert [event.rows for event in _events("area.completed")] == [len(_areas())]
    for words in ((*AREAS, "--population", str(PEOPLE)), AREAS):
        assert terminal.json(*words)["duplicate"] == 8
    assert len(_events("area.completed")) == 1


def test_other_figures_are_refused_aloud(terminal: Terminal, tmp_path: Any) -> None:
    terminal.json(*AREAS, "--population", str(PEOPLE))
    before = _areas()
    lines = PEOPLE.read_text("utf-8-sig").splitlines()
    header = lines[0].split(",")
    cells = lines[1].split(",")
    cells[header.index("population_2020_census")] = "17"
    other = tmp_path / "people.csv"
    other.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), "utf-8")
    answer = terminal.run(*AREAS, "--population", str(other))
    assert answer.out.count("AREA_POPULATION_DIFFERS") >= 1
    assert "17" in answer.out
    assert _areas() == before


@pytest.mark.parametrize("fault", [("--map", "nosuch=number"), ("--map", "age_class=nofield")])
def test_a_refused_file_leaves_no_incident(with_areas: Terminal, fault: tuple[str, str]) -> None:
    answer = with_areas.run("import", "linelist", CASES, "--edition", "mers-2015", *fault)
    assert answer.code == 3
    assert _incidents() == {}
    assert _events("incident.opened") == []


def test_the_total_of_an_open_incident_is_stated_anew(with_cases: Terminal) -> None:
    again = ("import", "linelist", CASES, "--incident", "mers-2015")
    with_cases.json(*again, "--known-of", "162")
    with_cases.json(*again, "--known-of", "162")
    with_cases.json(*again, "--edition", "mers-2015", "--known-of", "186")
    with_cases.json(*again)
    assert _incidents() == {"mers-2015": (186, True)}
    assert len(_events("incident.total_stated")) == 2


def test_a_live_incident_is_not_called_retrospective(with_areas: Terminal) -> None:
    words = ("import", "linelist", CASES, "--edition", "mers-2015")
    with_areas.json(*words)
    answer = with_areas.run(*words, "--retrospective")
    assert answer.err.startswith("INCIDENT_IS_LIVE: ")
    assert _incidents() == {"mers-2015": (None, False)}
