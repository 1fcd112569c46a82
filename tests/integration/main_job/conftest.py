"""The main job done once by command, start to end, for each set of files; the tests read what came of it."""

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.integration.processes.commands import Answer, Desk, new_desk

OURS = Path(__file__).resolve().parents[2] / "data"
FIGURES = ("summary", "delays", "chains", "follow-up-if-traced")


@dataclass(frozen=True)
class Files:
    """A set of files, the options that go with them, and what they must count."""

    areas: Path
    population: Path
    crs: str
    linelist: Path
    links: Path
    expected: dict[str, Any]

    def cases(self) -> list[dict[str, str]]:
        """The rows of the line list, read by other code than the product's."""
        return _rows(self.linelist)

    def pairs(self) -> list[tuple[str, str]]:
        """Infector and infectee of each link."""
        return [(row["from"], row["to"]) for row in _rows(self.links)]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True)
class Job:
    """What each command answered."""

    files: Files
    desk: Desk
    areas: Answer
    linelist: Answer
    links: Answer
    figures: dict[str, dict[str, Any]]


@pytest.fixture(scope="session", params=["ours", pytest.param("public", marks=pytest.mark.long)])
def job(request: pytest.FixtureRequest, repository: Path, made_home: Path) -> Iterator[Job]:
    """Areas, line list and links in by command, figures out."""
    files = _ours() if request.param == "ours" else _public(repository.parent / "shared" / "data")
    with ExitStack() as stack:
        desk = stack.enter_context(new_desk(made_home))
        stack.enter_context(desk.kept())
        areas = desk.run(
            "areas", "import", str(files.areas), "--population", str(files.population), "--crs", files.crs, "--json"
        )
        yield Job(files, desk, areas, *_in(desk, files), _out(desk, FIGURES))


def _in(desk: Desk, files: Files) -> tuple[Answer, Answer]:
    past = (
        "--edition",
        "mers-2015",
        "--incident",
        "J",
        "--retrospective",
        "--known-of",
        str(files.expected["known_of"]),
    )
    return (
        desk.run("import", "linelist", str(files.linelist), *past, "--json"),
        desk.run("import", "links", str(files.links), "--incident", "J", "--json"),
    )


def _out(desk: Desk, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {name: desk.run("figures", name, "--incident", "J", "--json").json for name in names}


def _ours() -> Files:
    expected = json.loads((OURS / "expected.json").read_text("utf-8"))
    return Files(
        OURS / "areas_small.geojson", OURS / "areas_small_population.csv", "wgs84",
        OURS / "linelist_gaps.csv", OURS / "links_gaps.csv", {**expected, "known_of": 57},
    )  # fmt: skip


def _public(folder: Path) -> Files:
    if not folder.is_dir():
        pytest.skip(f"NOT RUN: no public data sets in {folder}")
    expected = {
        "areas": 90, "population": 64_567_588, "cases": 162, "links": 98, "onset_unknown": 27, "infectees": 95,
        "known_of": 186,
    }  # fmt: skip
    return Files(
        folder / "zhejiang_counties_2021.geojson", folder / "zhejiang_county_population_2020.csv", "gcj02",
        folder / "mers_korea_2015_linelist.csv", folder / "mers_korea_2015_contacts.csv", expected,
    )  # fmt: skip
