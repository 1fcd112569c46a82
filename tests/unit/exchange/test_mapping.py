"""Columns find their fields by header, in zh and en; what is not clear stays open."""

from collections import Counter

import pytest

from outpace.exchange.mapping import FileKind, check_mapping, fields, normalise, propose

MERS = (
    "id age age_class sex place_infect reporting_ctry loc_hosp dt_onset dt_report week_report dt_start_exp dt_end_exp"
)


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_header_stands_under_one_field_only(kind: FileKind) -> None:
    owners: dict[str, set[str]] = {}
    for field in fields(kind):
        for word in (field.name, *field.synonyms):
            owners.setdefault(normalise(word), set()).add(field.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("kind", list(FileKind))
def test_every_field_is_known_in_both_languages(kind: FileKind) -> None:
    for field in fields(kind):
        assert field.label.zh, field.name
        assert field.label.en, field.name
        assert any(word.isascii() for word in field.synonyms), field.name
        assert any(not word.isascii() for word in field.synonyms), field.name


def test_english_headers_find_their_fields() -> None:
    proposed = propose(FileKind.LINELIST, MERS.split(), {})
    assert {column: field for column, field in proposed.items() if field} == {
        "id": "number",
        "age": "age",
        "sex": "sex",
        "loc_hosp": "place",
        "dt_onset": "onset",
        "dt_report": "reported",
        "dt_start_exp": "exposure_start",
        "dt_end_exp": "exposure_end",
    }


def test_chinese_headers_find_their_fields() -> None:
    proposed = propose(FileKind.LINELIST, ["病例编号", "姓名", "年龄（岁）", "发病日期", "发现途径", "备注"], {})
    assert list(proposed.values()) == ["number", "name", "age", "onset", "found_by", None]


def test_case_id_is_the_case_in_a_line_list_and_the_infectee_among_links() -> None:
    assert propose(FileKind.LINELIST, ["case_id"], {}) == {"case_id": "number"}
    proposed = propose(FileKind.LINKS, ["infector", "case_id", "source"], {})
    assert list(proposed.values()) == ["infector", "infectee", "setting"]


def test_two_columns_for_one_field_stay_open() -> None:
    assert set(propose(FileKind.LINELIST, ["Onset date", "发病日期"], {}).values()) == {None}


def test_values_settle_which_of_two_columns_is_meant() -> None:
    samples = {"onset_date": ("fever", "cough"), "dt_onset": ("2015-05-11", None)}
    assert propose(FileKind.LINELIST, list(samples), samples) == {"onset_date": None, "dt_onset": "onset"}


def test_a_column_named_like_the_field_wins_over_a_synonym() -> None:
    assert propose(FileKind.LINELIST, ["age", "age_years"], {}) == {"age": "age", "age_years": None}


def test_any_population_header_is_a_population() -> None:
    columns = ["adcode", "name", "population_2020_census"]
    assert list(propose(FileKind.POPULATION, columns, {}).values()) == ["code", "name", "population"]


def test_a_complete_mapping_has_no_problem() -> None:
    assert check_mapping(FileKind.LINELIST, ["id", "x"], {"id": "number", "x": None}, {"case_class": "confirmed"}) == ()


@pytest.mark.parametrize(
    ("mapping", "constants", "code"),
    [
        ({"nope": "age", "id": "number"}, {}, "MAPPING_COLUMN_UNKNOWN"),
        ({"id": "number", "x": "colour"}, {}, "MAPPING_FIELD_UNKNOWN"),
        ({"id": "number"}, {"colour": "red"}, "MAPPING_FIELD_UNKNOWN"),
        ({"id": "number", "x": "number"}, {}, "MAPPING_FIELD_TWICE"),
        ({"id": "number", "x": "sex"}, {"sex": "f"}, "MAPPING_FIELD_TWICE"),
        ({"x": "age"}, {}, "MAPPING_FIELD_MISSING"),
    ],
)
def test_a_wrong_mapping_is_named(mapping: dict[str, str | None], constants: dict[str, str], code: str) -> None:
    problems = check_mapping(FileKind.LINELIST, ["id", "x"], mapping, constants)
    assert Counter(problem.code for problem in problems) == {code: 1}
    assert "{" not in problems[0].text.zh + problems[0].text.en
