"""Make the files of this folder. Run `python tests/data/make.py`; the same bytes come out every time.

Everything is invented here. The shapes (columns, gaps, odd spellings) are those of line lists and boundary files that
users bring; no row is taken from any of them.
"""

import codecs
import csv
import io
import json
import random
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent
ZH_HEADERS = {
    "id": "病例编号",
    "age": "年龄",
    "age_class": "年龄组",
    "sex": "性别",
    "place_infect": "感染地",
    "reporting_ctry": "报告国家",
    "loc_hosp": "就诊医院",
    "dt_onset": "发病日期",
    "dt_report": "报告日期",
    "week_report": "报告周",
    "dt_start_exp": "首次暴露日期",
    "dt_end_exp": "末次暴露日期",
    "dt_diag": "诊断日期",
    "outcome": "转归",
    "dt_death": "死亡日期",
}
HOSPITALS = (
    "Heron Bay Hospital, Heting, Yunlan",
    "Heron Bay Hospital, Emergency room,Heting",
    "Pine Ridge Clinic",
    "Ferry Street Hospital, Xiadu",
)
CASES = 40
FIRST_DAY = date(2025, 5, 6)
WITHOUT_ONSET = {9, 13, 18, 22, 27, 33, 38}
WITHOUT_END = {17}
WITHOUT_EXPOSURE = {1, 29}
DEAD = {3, 8, 21, 30}
# Infectee: infectors and where they met. 12 has two candidates; 13 has no onset, 17 no end of exposure.
INFECTED_BY = {
    2: (1, "Hospital room"), 3: (1, "Hospital room"), 4: (1, "Visit hospital"), 5: (1, "Contact with HCW"),
    6: (2, "Family member "), 7: (3, "Emergency room"), 8: (3, "Emergency room"), 10: (3, "Emergency room"),
    11: (3, "Emergency room"), 12: (3, "Emergency room"), 13: (3, "Hospital room"), 14: (7, "Hospital room"),
    15: (7, "Hospital room"), 16: (7, "Visit hospital"), 17: (11, "Hospital room"), 19: (11, "Hospital room"),
    20: (14, "Contact with HCW"), 21: (14, "Hospital room"), 23: (20, "Family member "), 24: (20, "Hospital room"),
    31: (30, "Emergency room"), 32: (30, "Emergency room"), 34: (31, "Hospital room"), 36: (35, "Family member "),
}  # fmt: skip
SECOND_CANDIDATE = (2, 12, "Hospital room")
COUNTIES = ("苔泽区", "青禾县", "银杏区", "望潮县", "鹿鸣区", "星渚县", "白露区", "霜降县")
CITIES = {980100: "苔泽市", 980200: "鹿鸣市"}
ORIGIN, STEP, JAGS = (131.0, 26.0), 0.4, 8

Row = dict[str, str]


def linelist() -> list[Row]:
    """Forty invented cases of a hospital cluster, with what is missing left blank."""
    rng = random.Random("line list of ours")
    onsets: dict[int, date] = {}
    rows = []
    for rank in range(1, CASES + 1):
        source = INFECTED_BY.get(rank, (None, ""))[0]
        start = onsets[source] if source else FIRST_DAY + timedelta(days=rank // 2)
        end = start + timedelta(days=rng.randint(1, 4))
        onsets[rank] = end + timedelta(days=rng.randint(2, 9))
        rows.append(_row(rank, rng, (start, end, onsets[rank])))
    return rows


def _row(rank: int, rng: random.Random, days: tuple[date, date, date]) -> Row:
    start, end, onset = days
    diagnosis = onset + timedelta(days=rng.randint(1, 6))
    report = diagnosis + timedelta(days=rng.randint(0, 2))
    age = rng.randint(19, 88)
    exposed = rank not in WITHOUT_EXPOSURE
    return {
        "id": f"OX_{rank}",
        "age": str(age),
        "age_class": f"{age // 10 * 10}-{age // 10 * 10 + 9}",
        "sex": rng.choice("MF"),
        "place_infect": "Far Coast" if rank == 1 else "Outside Far Coast",
        "reporting_ctry": "Yunlan",
        "loc_hosp": rng.choice(HOSPITALS),
        "dt_onset": "" if rank in WITHOUT_ONSET else onset.isoformat(),
        "dt_report": report.isoformat(),
        "week_report": f"{report.isocalendar().year}_{report.isocalendar().week}",
        "dt_start_exp": start.isoformat() if exposed else "",
        "dt_end_exp": end.isoformat() if exposed and rank not in WITHOUT_END else "",
        "dt_diag": diagnosis.isoformat(),
        "outcome": "Dead" if rank in DEAD else "Alive",
        "dt_death": (report + timedelta(days=rng.randint(3, 15))).isoformat() if rank in DEAD else "",
    }


def links(cases: Sequence[Row]) -> list[Row]:
    """Infector-infectee pairs; one infectee has two candidate infectors, and a delay is blank without two onsets."""
    pairs = [(source, target, where) for target, (source, where) in INFECTED_BY.items()]
    onset = {row["id"]: row["dt_onset"] for row in cases}
    rows = []
    for source, target, where in sorted([*pairs, SECOND_CANDIDATE]):
        one, other = onset[f"OX_{source}"], onset[f"OX_{target}"]
        delay = str((date.fromisoformat(other) - date.fromisoformat(one)).days) if one and other else ""
        rows.append({"from": f"OX_{source}", "to": f"OX_{target}", "exposure": where, "diff_dt_onset_days": delay})
    return rows


def areas() -> dict[str, object]:
    """Eight counties of two cities: four columns by two rows with jagged, shared borders, and one island."""
    return {"type": "FeatureCollection", "features": [_county(rank) for rank in range(8)]}


def _county(rank: int) -> dict[str, object]:
    column, row = rank % 4, rank // 4
    corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1), (column, row)]
    ring: list[list[float]] = []
    for start, end in pairwise(corners):
        ring += _side(start, end)[:-1]
    polygons = [[[*ring, ring[0]]]]
    if rank == 3:
        polygons.append([[[132.8, 26.1], [132.9, 26.08], [132.93, 26.17], [132.84, 26.2], [132.8, 26.1]]])
    centre = [round(ORIGIN[0] + (column + 0.5) * STEP, 6), round(ORIGIN[1] + (row + 0.5) * STEP, 6)]
    city = 980100 + 100 * (rank // 4)
    return {
        "type": "Feature",
        "properties": {
            "adcode": city + rank % 4 + 1,
            "name": COUNTIES[rank],
            "city_adcode": city,
            "center": centre,
            "centroid": centre,
        },
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _side(start: tuple[int, int], end: tuple[int, int]) -> list[list[float]]:
    """A jagged line between two corners, the same for both neighbours: drawn from the lower corner, then turned."""
    low, high = sorted((start, end))
    rng = random.Random(f"side {low} {high}")
    line = []
    for jag in range(JAGS + 1):
        off = rng.uniform(-0.12, 0.12) if 0 < jag < JAGS else 0.0
        x = low[0] + (high[0] - low[0]) * jag / JAGS + off * (high[1] - low[1])
        y = low[1] + (high[1] - low[1]) * jag / JAGS + off * (high[0] - low[0])
        line.append([round(ORIGIN[0] + x * STEP, 4), round(ORIGIN[1] + y * STEP, 4)])
    return line if start == low else line[::-1]


def population(counties: Sequence[dict[str, object]]) -> list[Row]:
    """People of each county; `status` says how a number was come by."""
    rng = random.Random("people of ours")
    rows = []
    for feature in counties:
        properties = feature["properties"]
        assert isinstance(properties, dict)
        rows.append(
            {
                "adcode": str(properties["adcode"]),
                "name": properties["name"],
                "city_code": str(properties["city_adcode"]),
                "city": CITIES[properties["city_adcode"]],
                "population_2020_census": str(rng.randint(120_000, 1_400_000)),
                "status": rng.choice(["sourced", "checked", "rescaled"]),
            }
        )
    return rows


def as_csv(rows: Sequence[Row], delimiter: str = ",", header: dict[str, str] | None = None) -> str:
    """Rows as delimited text with \\n, header first (translated where a dictionary is given)."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow([(header or {}).get(column, column) for column in rows[0]])
    writer.writerows(row.values() for row in rows)
    return text.getvalue()


def as_xlsx(rows: Sequence[Row]) -> bytes:
    """Rows as a workbook with real dates and whole numbers; times inside the file are fixed."""
    book = Workbook()
    sheet = book.active
    sheet.title = "linelist"
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([_typed(column, value) for column, value in row.items()])
    raw = io.BytesIO()
    book.save(raw)
    return _timeless(raw.getvalue())


def _typed(column: str, value: str) -> object:
    if not value:
        return None
    if column.startswith("dt_"):
        return datetime.fromisoformat(value)
    return int(value) if column == "age" else value


def _timeless(content: bytes) -> bytes:
    """The same package with every time set to one instant, so that it has one hash."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in sorted(source.namelist()):
            data = source.read(part)
            if part == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2025-01-01T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(part, (2025, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def with_fault(rows: Sequence[Row], at: int, change: Callable[[Row], Row]) -> list[Row]:
    """The first ten rows, the one at a position changed."""
    return [change(row) if rank == at else row for rank, row in enumerate(rows[:10])]


def faults(cases: Sequence[Row], pairs: Sequence[Row], geojson: str) -> dict[str, bytes]:
    """One file for each fault, the rest of it sound."""

    def spoiled(at: int, **values: str) -> bytes:
        return as_csv(with_fault(cases, at, lambda row: row | values)).encode()

    placed = [row | {"county_code": str(980101 + rank % 4)} for rank, row in enumerate(cases[:10])]
    whole = as_csv(cases)
    return {
        "linelist_wrong_header.csv": as_csv(cases[:10], header={"id": "paper form", "dt_report": "seen"}).encode(),
        "linelist_31_february.csv": spoiled(4, dt_onset="2025-02-31"),
        "linelist_onset_after_report.csv": spoiled(3, dt_onset=_next_day(cases[3]["dt_report"])),
        "linelist_year_0202.csv": spoiled(6, dt_diag="0202" + cases[6]["dt_diag"][4:]),
        "linelist_unknown_area.csv": as_csv(
            with_fault(placed, 5, lambda row: row | {"county_code": "980999"})
        ).encode(),
        "linelist_cut.csv": whole[: whole.index(',"Heron', len(whole) // 2) + 12].encode(),
        "links_absent_case.csv": as_csv(with_fault(pairs, 2, lambda row: row | {"to": "OX_404"})).encode(),
        "areas_cut.geojson": geojson[: len(geojson) // 2].encode(),
    }


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def formats(cases: Sequence[Row]) -> dict[str, bytes]:
    """The same forty cases as other programs would save them."""
    return {
        "linelist_gb18030.csv": as_csv(cases, header=ZH_HEADERS).encode("gb18030"),
        "linelist_utf16.csv": codecs.BOM_UTF16_LE + as_csv(cases, header=ZH_HEADERS).encode("utf-16-le"),
        "linelist_bom.csv": as_csv(cases).encode("utf-8-sig"),
        "linelist_semicolon.csv": as_csv(cases, ";").encode(),
        "linelist.tsv": as_csv(cases, "\t").encode(),
        "linelist.xlsx": as_xlsx(cases),
    }


def contents() -> dict[str, bytes]:
    """Every file of this folder by its path."""
    cases = linelist()
    pairs = links(cases)
    drawn = areas()
    counties = drawn["features"]
    assert isinstance(counties, list)
    geojson = json.dumps(drawn, ensure_ascii=False, separators=(",", ":")) + "\n"
    people = population(counties)
    plain = {
        "linelist_gaps.csv": as_csv(cases).encode(),
        "links_gaps.csv": as_csv(pairs).encode(),
        "exposures_gaps.csv": EXPOSURES.encode(),
        "areas_small.geojson": geojson.encode(),
        "areas_small_population.csv": as_csv(people).encode(),
        "expected.json": (json.dumps(expected(cases, pairs, people), indent=2, ensure_ascii=False) + "\n").encode(),
    }
    return (
        plain
        | {f"faults/{name}": content for name, content in faults(cases, pairs, geojson).items()}
        | {f"formats/{name}": content for name, content in formats(cases).items()}
    )


EXPOSURES = """\
case number,name,setting,first contact,last contact,minutes,closed space,protected,kinds of contact
OX_1,Lin Yi,household,2025-05-18,2025-05-20,,yes,,same room
OX_1,Shi Mei,hospital,2025-05-18,2025-05-18,20,yes,no,face to face; same room
OX_1,Luo Yan,brief contact,2025-05-18,2025-05-18,2,no,yes,none of these
OX_2,Bao An,work,2025-05-25,2025-05-26,30,yes,,
OX_2,Qu Lan,household,2025-05-25,2025-05-28,,,,through the wall
"""
"""Who met two of the cases, as they told it; row 5 holds a word that nobody knows."""


def expected(cases: Sequence[Row], pairs: Sequence[Row], people: Sequence[Row]) -> dict[str, object]:
    """What an import of the sound files must count."""
    infectees = sorted({row["to"] for row in pairs}, key=lambda number: int(number[3:]))
    ends = {row["id"]: row["dt_end_exp"] for row in cases}
    return {
        "areas": len(people),
        "population": sum(int(row["population_2020_census"]) for row in people),
        "cases": len(cases),
        "onset_unknown": sum(not row["dt_onset"] for row in cases),
        "dead": sum(row["outcome"] == "Dead" for row in cases),
        "links": len(pairs),
        "infectees": len(infectees),
        "ambiguous": [f"OX_{SECOND_CANDIDATE[1]}"],
        "infectees_without_last_exposure": [number for number in infectees if not ends[number]],
    }


def main() -> None:
    """Write every file."""
    for name, content in contents().items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        sys.stdout.write(f"{len(content):>8}  {name}\n")


if __name__ == "__main__":
    main()
