"""What a stranger types: each odd option is answered in one sentence with a code, never with a traceback."""

from pathlib import Path

import pytest

from tests.integration.faults.conftest import DATA, LANGUAGES, Terminal
from tests.repository.test_problems import is_chinese

CASES = str(DATA / "linelist_gaps.csv")
LINKS = str(DATA / "links_gaps.csv")
AREAS = str(DATA / "areas_small.geojson")
IMPORT = ("import", "linelist", CASES)
HERE = ("--incident", "mers-2015")

ODD: dict[str, tuple[tuple[str, ...], int, str]] = {
    "map without a sign": ((*IMPORT, *HERE, "--map", "nonsense"), 2, "OPTION_UNREADABLE"),
    "map of no column": ((*IMPORT, *HERE, "--map", "nosuch=number"), 3, "MAPPING_COLUMN_UNKNOWN"),
    "map to no field": ((*IMPORT, *HERE, "--map", "age_class=nofield"), 3, "MAPPING_FIELD_UNKNOWN"),
    "set of no field": ((*IMPORT, *HERE, "--set", "nofield=1"), 3, "MAPPING_FIELD_UNKNOWN"),
    "order of dates": ((*IMPORT, *HERE, "--dates", "xyz"), 2, "OPTION_UNREADABLE"),
    "no incident named": (IMPORT, 2, "INCIDENT_NEEDED"),
    "unknown incident": ((*IMPORT, "--incident", "nope"), 5, "INCIDENT_UNKNOWN"),
    "unknown edition": ((*IMPORT, "--edition", "nope"), 5, "EDITION_UNKNOWN"),
    "edition as a path": ((*IMPORT, "--edition", "../../etc/passwd"), 5, "EDITION_UNKNOWN"),
    "another edition": ((*IMPORT, *HERE, "--edition", "covid19-cn-8"), 6, "INCIDENT_CODE_TAKEN"),
    "long code": ((*IMPORT, "--incident", "x" * 300, "--edition", "mers-2015"), 2, "INCIDENT_CODE_TOO_LONG"),
    "unknown area": ((*IMPORT, *HERE, "--area", "999999"), 3, "AREA_UNKNOWN"),
    "links as a line list": (("import", "linelist", LINKS, *HERE), 3, "MAPPING_FIELD_MISSING"),
    "line list as links": (("import", "links", CASES, *HERE), 3, "MAPPING_FIELD_MISSING"),
    "figures of nothing": (("figures", "summary", "--incident", "nope"), 5, "INCIDENT_UNKNOWN"),
    "table as boundaries": (("areas", "import", CASES), 3, "GEOJSON_INVALID"),
    "boundaries cut off": (("areas", "import", str(DATA / "faults" / "areas_cut.geojson")), 3, "GEOJSON_CUT"),
    "root half named": (("areas", "import", AREAS, "--root", "x"), 2, "OPTION_UNREADABLE"),
    "account in no area": (("accounts", "open", "tom", "--area", "4711"), 3, "AREA_UNKNOWN"),
    "stop of nothing": (("stop",), 5, "NOT_RUNNING"),
    "unknown benchmark": (("bench", "nope"), 2, "BENCH_UNKNOWN"),
}


def test_odd_options(with_cases: Terminal) -> None:
    for name, (words, code, problem) in ODD.items():
        for lang, language in LANGUAGES.items():
            answer = with_cases.run(*words, lang=lang)
            assert answer.code == code, (name, answer)
            assert answer.err.startswith(f"{problem}: "), (name, answer)
            assert answer.err.count("\n") == 1, (name, answer)
            assert is_chinese(answer.err) == (language == "zh"), (name, answer)
            assert answer.out == "", (name, answer)


@pytest.mark.parametrize(
    "words",
    [
        ("import", "linelist", CASES, "--known-of", "-5", "--edition", "mers-2015"),
        ("import", "linelist", CASES, "--known-of", "abc", "--edition", "mers-2015"),
        ("accounts", "open", "tom", "--days", "99999999"),
        ("accounts", "open", "tom", "--role", "king"),
        ("serve", "--port", "99999"),
        ("figures", "bogus", "--incident", "mers-2015"),
        ("nonsense",),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_what_the_command_line_itself_refuses(words: tuple[str, ...], terminal: Terminal) -> None:
    answer = terminal.run(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert "Traceback" not in answer.err


def test_cases_before_areas(terminal: Terminal) -> None:
    for lang in LANGUAGES:
        answer = terminal.run(*IMPORT, "--edition", "mers-2015", lang=lang)
        assert answer.code == 7
        assert answer.problem.startswith("AREA_NEEDED: ")


def test_a_constant_nobody_understands(with_areas: Terminal) -> None:
    """Every row has the fault, and the answer still ends."""
    answer = with_areas.json(*IMPORT, "--edition", "mers-2015", "--set", "case_class=banana")
    assert (answer["accepted"], answer["rejected"], answer["balanced"]) == (0, 40, True)


def test_a_huge_cell(with_areas: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    file.write_text(f"id,loc_hosp\nA,{'x' * 3_000_000}\nB,\n", encoding="utf-8")
    answer = with_areas.run("import", "linelist", str(file), "--edition", "mers-2015")
    assert answer.code == 3
    assert answer.problem.startswith("CELL_TOO_LONG: ")
    assert len(answer.err) < 300


def test_the_language_asked_for_wins(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTPACE_LANG", "en")
    assert not is_chinese(terminal.run("stop", lang="zh_CN.UTF-8").err)
    monkeypatch.setenv("OUTPACE_LANG", "zh")
    assert is_chinese(terminal.run("stop", lang="C").err)
