"""The main job on real input: follow-up ends, chains and delays of a published line list. Skips where it is absent."""

import csv
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import networkx as nx
import pytest

from outpace.insight.chains import chains
from outpace.insight.delays import weekly_delays
from outpace.protocols import load_edition
from outpace.rulebook.follow_up import follow_up_end
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
AS_OF = datetime(2015, 12, 31, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not (DATA / "mers_korea_2015_linelist.csv").is_file(), reason="NOT RUN: ../shared/data is absent"
)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.fixture(scope="module")
def cases() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows("mers_korea_2015_linelist.csv")}


@pytest.fixture(scope="module")
def links() -> list[tuple[str, str]]:
    return [(row["from"], row["to"]) for row in rows("mers_korea_2015_contacts.csv")]


def test_chains_equal_an_independent_computation(
    cases: dict[str, dict[str, str]], links: list[tuple[str, str]]
) -> None:
    found = chains(list(cases), links)
    graph: nx.DiGraph[str] = nx.DiGraph(links)
    graph.add_nodes_from(cases)
    assert (len(cases), len(links), len(found.candidates)) == (162, 98, 95)
    assert Counter(c.size for c in found.components) == Counter(map(len, nx.weakly_connected_components(graph)))
    assert found.offspring == dict(graph.out_degree())
    assert set(found.ambiguous) == {node for node, count in graph.in_degree() if count > 1}
    assert sum(found.offspring_certain.values()) == len(found.candidates) - len(found.ambiguous)
    roots = [node for node, count in graph.in_degree() if count == 0]
    for node in set(cases) - set(found.ambiguous):
        if not nx.ancestors(graph, node) & set(found.ambiguous):
            assert found.generation[node] == len(nx.ancestors(graph, node)), (node, roots)


def test_each_infectee_has_its_follow_up_end_or_is_unknown(
    cases: dict[str, dict[str, str]], links: list[tuple[str, str]]
) -> None:
    edition = load_edition("mers-2015")
    ends: dict[str, date | None] = {}
    for infectee in dict.fromkeys(to for _, to in links):
        last = day(cases[infectee]["dt_end_exp"])
        answer = follow_up_end(Dated(last) if last else None, edition, AS_OF)
        ends[infectee] = answer.outcome if isinstance(answer, Decision) else None
        assert isinstance(answer, Undecided) is (last is None)
        assert last is None or ends[infectee] == last + timedelta(days=edition.numbers["follow_up_days"].value)
    assert len(ends) == 95
    assert sum(end is None for end in ends.values()) == 1


def test_onset_to_diagnosis_counts_every_case(cases: dict[str, dict[str, str]]) -> None:
    pairs = [(day(row["dt_onset"]), day(row["dt_diag"])) for row in cases.values()]
    found = weekly_delays(pairs)
    assert found.n + found.unknown + found.negative == 162
    assert sum(onset is None for onset, _ in pairs) == 27
    assert found.unknown >= 27
