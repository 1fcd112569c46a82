"""Pictures: the numbers add up, the drawings hold them, both languages say the same, nothing is drawn outside the sheet."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from outpace.cli.main import app
from outpace.words.decision import Text
from outpace.world.observed import cases_known
from outpace.world.pictures.draw import County, pictures, shade
from outpace.world.pictures.numbers import Numbers, mean, numbers
from outpace.world.pictures.sheet import HEIGHT, WIDTH, steps
from outpace.world.scenario import Scenario
from outpace.world.timestep import NOBODY
from tests.unit.world.test_commands import forced
from tests.unit.world.test_observed import played, seen

SVG = "{http://www.w3.org/2000/svg}"
TITLE = Text(zh="试", en="trial <&>")
SQUARE = (((137.0, 20.0), (137.1, 20.0), (137.1, 20.1), (137.0, 20.0)),)


@pytest.fixture(scope="module")
def counted() -> Numbers:
    world, _ = played()
    return numbers(world, cases_known(world))


@pytest.fixture(scope="module")
def counties() -> dict[str, County]:
    world, at = played()
    shapes = dict.fromkeys(world.setting.places.counties, ())
    return {code: County(at.name(code), at.areas[code].at, shapes[code]) for code in shapes}


def test_numbers_add_up_with_the_run(counted: Numbers) -> None:
    world, _ = played()
    found = world.infections()
    caused = int((found.infector != NOBODY).sum())
    assert sum(counted.infections) == len(found.person)
    assert sum(counted.reported) == len(seen().cases.person)
    assert sum(map(sum, counted.ages)) == sum(counted.generations) == caused
    assert counted.generations[0] == 0, "nobody infects on the day of her own infection"
    assert 0 < sum(counted.offspring) < len(found.person)
    assert 5 < mean(counted.contacts) < 25


def test_a_mean_of_nothing_is_nothing() -> None:
    assert mean([]) == mean([0, 0]) == 0
    assert mean([1, 0, 1]) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_picture_is_whole_and_on_its_sheet(language: str, counted: Numbers, counties: dict[str, County]) -> None:
    for name, text in pictures(counted, counties, TITLE, lambda words: getattr(words, language)).items():
        root = ElementTree.fromstring(text)
        assert "nan" not in text
        assert getattr(TITLE, language) in str(root.findtext(f"{SVG}title")), name
        for box in root.iter(f"{SVG}rect"):
            assert 0 <= float(box.get("x", 0)) <= WIDTH
            assert float(box.get("y", 0)) + float(box.get("height", 0)) <= HEIGHT + 0.1
        han = re.search(r"[\u4e00-\u9fff]", "".join(root.itertext()).replace(TITLE.zh, ""))
        assert bool(han) is (language == "zh"), name


def test_a_curve_has_a_bar_a_day_and_the_map_every_county(counted: Numbers, counties: dict[str, County]) -> None:
    drawn = pictures(counted, counties, TITLE, lambda words: words.en)
    hints = [str(title.text) for title in ElementTree.fromstring(drawn["curve.svg"]).iter(f"{SVG}title")][1:]
    assert hints == [f"{day}: {count:,}" for day, count in enumerate(counted.infections)]
    discs = list(ElementTree.fromstring(drawn["map.svg"]).iter(f"{SVG}circle"))
    assert len(discs) == len(counties)
    bordered = {code: replace(each, rings=SQUARE) for code, each in counties.items()}
    shaped = pictures(counted, bordered, TITLE, lambda words: words.en)["map.svg"]
    assert len(list(ElementTree.fromstring(shaped).iter(f"{SVG}path"))) == len(counties)


def test_more_is_darker_and_axes_are_round() -> None:
    assert [shade(part) for part in (-1, 0, 1, 2)] == [shade(0), shade(0), shade(1), shade(1)]
    assert shade(0.2) != shade(0.8)
    assert steps(0, 97) == [0, 20, 40, 60, 80]
    assert steps(0, 1) == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert steps(3, 3) == [3]


def test_the_command_draws_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scenario, "fitted", forced)
    words = ["world", "plot", "measles-schools", "--people", "3000", "--days", "8", "--out", str(tmp_path), "--json"]
    told = json.loads(CliRunner().invoke(app, words, catch_exceptions=False).stdout)
    assert [Path(name).name for name in told["files"]][-1] == "numbers.json"
    assert all(Path(name).stat().st_size > 300 for name in told["files"])
    assert len(json.loads((tmp_path / "numbers.json").read_text("utf-8"))["infections"]) == 8
    assert len(list(ElementTree.fromstring((tmp_path / "map.svg").read_text("utf-8")).iter(f"{SVG}path"))) == 14
