"""A desk with areas, a page of one line in place of the built one, and a line list long enough to be killed in."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.integration.processes.commands import Desk, new_desk

AREAS = Path(__file__).resolve().parents[2] / "data" / "areas_small.geojson"
ROWS = 10_100
"""Two whole chunks and a part of a third."""


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `outpace serve` asks for before it serves."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "index.html").write_text("<!doctype html><title>Outpace</title>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def desk(page: Path, made_home: Path) -> Iterator[Desk]:
    """An installation with the small counties in it."""
    with new_desk(made_home, OUTPACE_WEB=str(page)) as made:
        answer = made.run("areas", "import", str(AREAS))
        assert answer.code == 0, answer.err
        yield made


@pytest.fixture(scope="session")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A line list of `ROWS` cases."""
    return write_list(tmp_path_factory.mktemp("lists") / "long.csv", ROWS)


def write_list(file: Path, rows: int) -> Path:
    """Write a line list of invented cases, the same for the same length."""
    draw = random.Random(rows)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "age", "sex", "dt_onset", "dt_diag", "dt_report"))
        for number in range(rows):
            onset = date(2025, 1, 1) + timedelta(days=draw.randrange(200))
            days = (onset, onset + timedelta(days=2), onset + timedelta(days=3))
            writer.writerow((f"K-{number}", draw.randrange(90), draw.choice("MF"), *days))
    return file
