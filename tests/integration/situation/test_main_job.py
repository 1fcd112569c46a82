"""The main job on a line list and its links: ours with the gaps of real ones, and the published one where it is there.

Components, generations and offspring are computed a second time here, by other code, from the files themselves.
"""

import csv
import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import pytest

from outpace.exchange.linelist import CaseRecord, read_case
from outpace.exchange.links import LinkRecord, read_link
from outpace.exchange.mapping import FileKind, propose
from outpace.exchange.table import open_table
from tests.integration.conftest import Province, build_province

AT = datetime(2026, 6, 1, tzinfo=UTC)
FOLLOW_UP = timedelta(days=14)


@dataclass(frozen=True)
class Job:
    """A line list and links as files, loaded under the MERS edition, with what they must count."""

    province: Province
    linelist: Path
    links: Path
    expected: dict[str, Any]

    def frame(self) -> Any:
        from outpace.desk.situation.frame import Frame

        return Frame(self.province.incident, None, AT)


def _read(path: Path, kind: FileKind) -> list[Any]:
    table = open_table(path)
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    fields = {column: field for column, field in propose(kind, table.columns, table.samples()).items() if field}
    values = [{field: row[column] or None for column, field in fields.items()} for row in rows]
    return [read_case(row, as_of=AT) if kind is FileKind.LINELIST else read_link(row) for row in values]


def _load(province: Province, linelist: Path, links: Path) -> None:
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.cases.links import register_links
    from outpace.desk.scope.session import scope

    by, incident = province.commander, province.incident
    cases = [replace(row, area_code=None) for row in _read(linelist, FileKind.LINELIST) if isinstance(row, CaseRecord)]
    pairs = [row for row in _read(links, FileKind.LINKS) if isinstance(row, LinkRecord)]
    with scope(by, "test"):
        assert not register_cases(by=by, incident=incident, rows=cases, at=AT).rejected
        assert not register_links(by=by, incident=incident, rows=pairs, at=AT).rejected


@pytest.fixture(params=["ours", "published"])
def job(request: pytest.FixtureRequest, database: object, repository: Path) -> Job:
    """Both files, each in its own incident."""
    if request.param == "ours":
        folder = repository / "tests" / "data"
        files = folder / "linelist_gaps.csv", folder / "links_gaps.csv"
        expected = json.loads((folder / "expected.json").read_text())
    else:
        shared: Path = request.getfixturevalue("shared_data")
        files = shared / "mers_korea_2015_linelist.csv", shared / "mers_korea_2015_contacts.csv"
        expected = {"cases": 162, "links": 98, "infectees": 95, "onset_unknown": 27, "reported_total": 186}
    province = build_province("mers-2015")
    province.incident.reported_total = expected.get("reported_total")
    _load(province, *files)
    return Job(province, *files, expected)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def _graph(job: Job) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((row["from"], row["to"]) for row in _rows(job.links))
    return graph


def test_what_is_known_is_counted_and_the_unknown_is_shown(job: Job) -> None:
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.figures.curve import epidemic_curve
    from outpace.desk.situation.figures.summary import summary

    with scope(job.province.commander, "test"):
        figures, curve = summary(job.frame()), epidemic_curve(job.frame(), "onset")
    assert figures["cases"]["total"] == job.expected["cases"] == curve["total"]
    assert figures["cases"]["onset_unknown"] == job.expected["onset_unknown"] == curve["unknown_day"]
    assert figures["links"]["total"] == job.expected["links"]
    assert figures["links"]["infectees"] == job.expected["infectees"]
    assert figures["contacts"]["total"] == 0


def test_chains_equal_an_independent_computation(job: Job) -> None:
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.figures.chains import chain_figures
    from outpace.desk.situation.figures.graph import chain_graph

    with scope(job.province.commander, "test"):
        figures, graph = chain_figures(job.frame()), chain_graph(job.frame())
    other = _graph(job)
    sizes = sorted((len(part) for part in nx.weakly_connected_components(other)), reverse=True)
    assert [part["size"] for part in figures["components"]] == sizes
    assert figures["ambiguous"] == sum(degree > 1 for _, degree in other.in_degree())
    assert graph is not None
    assert {node["number"]: node["generation"] for node in graph["nodes"]} == _generations(other)
    assert len(graph["edges"]) == job.expected["links"]
    most = Counter(dict(other.out_degree())).most_common(1)[0]
    assert (figures["offspring_top"][0]["number"], figures["offspring_top"][0]["offspring"]) == most
    assert figures["lone"] == job.expected["cases"] - len(other)


def _generations(graph: "nx.DiGraph[str]") -> dict[str, int | None]:
    """Along each way back to a root; None where the ways differ in length."""
    found: dict[str, int | None] = {}
    for node in nx.topological_sort(graph):
        above = {found[parent] for parent in graph.predecessors(node)}
        known = above.pop() if len(above) == 1 else None
        found[node] = 0 if graph.in_degree(node) == 0 else None if known is None else known + 1
    return found


def test_every_infectee_has_the_end_its_last_exposure_would_have_had(job: Job) -> None:
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.figures.if_traced import follow_up_if_traced

    with scope(job.province.commander, "test"):
        answer = follow_up_if_traced(job.frame())
    column = next(name for name in _rows(job.linelist)[0] if "end_exp" in name)
    last = {row["id"]: row[column] for row in _rows(job.linelist)}
    ends = {number: _end(last[number]) for number in {row["to"] for row in _rows(job.links)}}
    assert {item["infectee"]["number"]: item["follow_up_end"] for item in answer["items"]} == ends
    assert (answer["total"], answer["unknown"]) == (job.expected["infectees"], 1)


def _end(last: str) -> str | None:
    return (date.fromisoformat(last) + FOLLOW_UP).isoformat() if last else None


def test_the_delay_of_every_case_is_in_a_week_or_counted_as_unknown(job: Job) -> None:
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.figures.delays import case_delays

    with scope(job.province.commander, "test"):
        delays = case_delays(job.frame(), "onset", "diagnosis")
    assert delays["n"] + delays["unknown"] + delays["negative"] == job.expected["cases"]
    assert delays["unknown"] >= job.expected["onset_unknown"]
    assert sum(week["n"] for week in delays["weeks"]) == delays["n"]


def test_the_published_sentence(job: Job) -> None:
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.figures.chains import chain_figures

    with scope(job.province.commander, "test"):
        sentence = chain_figures(job.frame())["sentence"]["en"]
    total = job.expected.get("reported_total")
    assert sentence == (f"162 of {total} cases known" if total else f"{job.expected['cases']} cases known")
