"""Real line lists and links, where they are on this machine: every row accepted, nothing invented."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outpace.exchange.linelist import CaseRecord, read_case
from outpace.exchange.links import LinkRecord, read_link
from outpace.exchange.mapping import FileKind, check_mapping, propose
from outpace.exchange.table import open_table

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
AS_OF = datetime(2015, 7, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="NOT RUN: the validation data is not on this machine")


def records(name: str, kind: FileKind) -> list[object]:
    table = open_table(SHARED / name)
    mapping = propose(kind, table.columns, table.samples())
    assert check_mapping(kind, table.columns, mapping, {}) == ()
    found: list[object] = []
    for chunk in table.chunks(size=50):
        assert not chunk.broken
        for row in chunk.rows:
            values = {
                field: text for column, text in zip(table.columns, row, strict=True) if (field := mapping[column])
            }
            found.append(read_case(values, as_of=AS_OF) if kind is FileKind.LINELIST else read_link(values))
    return found


def test_162_cases_with_their_gaps() -> None:
    cases = records("mers_korea_2015_linelist.csv", FileKind.LINELIST)
    assert sum(isinstance(case, CaseRecord) for case in cases) == 162
    known = [case for case in cases if isinstance(case, CaseRecord)]
    assert sum(case.onset is None for case in known) == 27
    assert sum(case.exposure_end is None for case in known) == 5
    assert sum(case.death is not None for case in known) == 10
    assert {case.case_class for case in known} == {None}


def test_98_links_with_their_settings() -> None:
    links = records("mers_korea_2015_contacts.csv", FileKind.LINKS)
    assert all(isinstance(link, LinkRecord) for link in links)
    settings = Counter(link.setting for link in links if isinstance(link, LinkRecord))
    assert settings == {"hospital": 89, "care": 8, "household": 1}


def test_a_simulated_load_of_5829_cases_and_3800_links() -> None:
    cases = records("ebola_sim_clean_linelist.csv", FileKind.LINELIST)
    links = records("ebola_sim_clean_contacts.csv", FileKind.LINKS)
    assert (len(cases), len(links)) == (5829, 3800)
    assert all(isinstance(case, CaseRecord) for case in cases)
    assert all(isinstance(link, LinkRecord) for link in links)
