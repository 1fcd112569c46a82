"""The files in `tests/data` are what their maker makes, and have the gaps and faults their README promises."""

import csv
import importlib.util
import io
import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from types import ModuleType

import pytest
import shapely
from openpyxl import load_workbook

DATA = Path(__file__).parents[2] / "data"


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_test_data", DATA / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CONTENTS: dict[str, bytes] = maker().contents()


def rows(name: str, encoding: str = "utf-8", delimiter: str = ",") -> list[dict[str, str]]:
    text = (DATA / name).read_text(encoding)
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True))


@pytest.mark.parametrize("name", sorted(name for name in CONTENTS if not name.endswith(".xlsx")))
def test_the_file_is_what_its_maker_makes(name: str) -> None:
    assert (DATA / name).read_bytes() == CONTENTS[name]


def test_the_readme_says_what_each_data_file_is_for() -> None:
    readme = (DATA / "README.md").read_text("utf-8")
    promised = {Path(name).name for name in CONTENTS if not name.startswith("formats/")}
    assert {name for name in promised if f"`{name}`" not in readme} == set()


def test_the_workbook_holds_the_forty_cases() -> None:
    made, kept = (
        list(load_workbook(source)["linelist"].values)
        for source in (io.BytesIO(CONTENTS["formats/linelist.xlsx"]), DATA / "formats" / "linelist.xlsx")
    )
    assert made == kept
    assert len(kept) == 41


def test_line_list_and_links_have_the_promised_gaps() -> None:
    cases, pairs, expected = rows("linelist_gaps.csv"), rows("links_gaps.csv"), json.loads(CONTENTS["expected.json"])
    assert len(cases) == expected["cases"] == 40
    assert sum(not row["dt_onset"] for row in cases) == expected["onset_unknown"] == 7
    numbers = {row["id"] for row in cases}
    assert {row[end] for row in pairs for end in ("from", "to")} <= numbers
    candidates = Counter(row["to"] for row in pairs)
    assert [number for number, count in candidates.items() if count == 2] == expected["ambiguous"]
    assert max(candidates.values()) == 2
    open_ended = {row["id"] for row in cases if not row["dt_end_exp"]} & set(candidates)
    assert sorted(open_ended) == expected["infectees_without_last_exposure"]
    assert any(not row["diff_dt_onset_days"] for row in pairs)


def test_sound_line_list_has_its_dates_in_order() -> None:
    for row in rows("linelist_gaps.csv"):
        assert not row["dt_onset"] or row["dt_onset"] <= row["dt_diag"] <= row["dt_report"]
        if row["dt_start_exp"] and row["dt_end_exp"]:
            assert row["dt_start_exp"] <= row["dt_end_exp"]


def test_counties_share_their_borders_and_have_people() -> None:
    features = json.loads(CONTENTS["areas_small.geojson"])["features"]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    assert all(shape.is_valid for shape in shapes)
    assert max(one.intersection(other).area for one, other in combinations(shapes, 2)) < 1e-9
    assert len(shapely.union_all(shapes).geoms) == 2
    people = rows("areas_small_population.csv")
    assert [int(row["adcode"]) for row in people] == [feature["properties"]["adcode"] for feature in features]
    assert Counter(row["city_code"] for row in people) == {"980100": 4, "980200": 4}


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter"),
    [
        ("linelist_gb18030.csv", "gb18030", ","),
        ("linelist_utf16.csv", "utf-16", ","),
        ("linelist_bom.csv", "utf-8-sig", ","),
        ("linelist_semicolon.csv", "utf-8", ";"),
        ("linelist.tsv", "utf-8", "\t"),
    ],
)
def test_every_format_holds_the_same_cases(name: str, encoding: str, delimiter: str) -> None:
    values = [list(row.values()) for row in rows(f"formats/{name}", encoding, delimiter)]
    assert values == [list(row.values()) for row in rows("linelist_gaps.csv")]


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [
        ("linelist_31_february.csv", 4, "dt_onset"),
        ("linelist_onset_after_report.csv", 3, "dt_onset"),
        ("linelist_year_0202.csv", 6, "dt_diag"),
    ],
)
def test_a_spoiled_line_list_differs_from_the_sound_one_in_one_cell(name: str, row: int, column: str) -> None:
    sound, spoiled = rows("linelist_gaps.csv")[:10], rows(f"faults/{name}")
    differing = [(at, key) for at, line in enumerate(spoiled) for key in line if line[key] != sound[at][key]]
    assert differing == [(row, column)]


def test_the_other_faults_are_the_ones_promised() -> None:
    assert "id" not in rows("faults/linelist_wrong_header.csv")[0]
    codes = {feature["properties"]["adcode"] for feature in json.loads(CONTENTS["areas_small.geojson"])["features"]}
    strange = [
        row["county_code"] for row in rows("faults/linelist_unknown_area.csv") if int(row["county_code"]) not in codes
    ]
    assert strange == ["980999"]
    numbers = {row["id"] for row in rows("linelist_gaps.csv")}
    assert [row["to"] for row in rows("faults/links_absent_case.csv") if row["to"] not in numbers] == ["OX_404"]
    with pytest.raises(csv.Error):
        rows("faults/linelist_cut.csv")
    with pytest.raises(json.JSONDecodeError):
        json.loads(CONTENTS["faults/areas_cut.geojson"])
