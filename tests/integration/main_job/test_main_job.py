"""Real input in, balanced receipts and figures out, all by command. Every figure is computed a second time, from the files."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import numpy as np

from tests.integration.main_job.conftest import Files, Job

FOLLOW_UP = timedelta(days=14)


def _counts(answer: dict[str, Any]) -> tuple[int, ...]:
    return tuple(answer[name] for name in ("read", "accepted", "duplicate", "rejected"))


def test_areas_and_people(job: Job) -> None:
    answer, expected = job.areas.json, job.files.expected
    assert job.areas.code == 0
    assert _counts(answer) == (expected["areas"], expected["areas"], 0, 0)
    assert answer["population"] == expected["population"]
    in_tables = "select count(*), sum(population) from areas_area where level = 'county'"
    assert job.desk.ask(in_tables) == [(expected["areas"], expected["population"])]


def test_receipts_balance(job: Job) -> None:
    expected = job.files.expected
    for answer, rows in ((job.linelist, expected["cases"]), (job.links, expected["links"])):
        assert answer.code == 0
        assert answer.json["balanced"] is True
        assert answer.json["state"] == "closed"
        assert _counts(answer.json) == (rows, rows, 0, 0)
    assert job.desk.one("select count(*) from cases_case") == expected["cases"]
    assert job.desk.one("select count(*) from cases_link") == expected["links"]


def test_the_same_files_again_add_nothing(job: Job) -> None:
    files, expected = job.files, job.files.expected
    counted = (
        "select (select count(*) from cases_case), (select count(*) from cases_link), (select count(*) from areas_area)"
    )
    before = job.desk.ask(counted)
    cases = job.desk.run("import", "linelist", str(files.linelist), "--incident", "J", "--json").json
    links = job.desk.run("import", "links", str(files.links), "--incident", "J", "--json").json
    areas = job.desk.run(
        "areas", "import", str(files.areas), "--population", str(files.population), "--crs", files.crs, "--json"
    ).json
    for answer, rows in ((cases, expected["cases"]), (links, expected["links"]), (areas, expected["areas"])):
        assert _counts(answer) == (rows, 0, rows, 0)
    assert job.desk.ask(counted) == before


def test_unknown_onsets_stay_unknown(job: Job) -> None:
    missing = {row["id"] for row in job.files.cases() if not row["dt_onset"]}
    assert len(missing) == job.files.expected["onset_unknown"]
    assert job.figures["summary"]["cases"]["onset_unknown"] == len(missing)
    assert {number for (number,) in job.desk.ask("select number from cases_case where onset is null")} == missing


def test_every_date_is_the_files_own(job: Job) -> None:
    """Nothing is invented: each case holds the days its row holds, and no other."""
    columns = ("dt_onset", "dt_diag", "dt_report", "dt_start_exp", "dt_end_exp", "dt_death")
    stored = job.desk.ask(
        "select number, onset::text, diagnosis::text, reported::text, exposure_start::text, exposure_end::text,"
        " death::text from cases_case"
    )
    expected = {row["id"]: tuple(row[column] or None for column in columns) for row in job.files.cases()}
    assert {number: tuple(days) for number, *days in stored} == expected
    never = "select count(*) from cases_case where specimen is not null or isolated is not null"
    assert job.desk.one(never) == 0


def test_who_is_known(job: Job) -> None:
    expected = job.files.expected
    sentence = job.figures["chains"]["sentence"]
    assert sentence["en"] == f"{expected['cases']} of {expected['known_of']} cases known"
    assert str(expected["cases"]) in sentence["zh"]
    assert str(expected["known_of"]) in sentence["zh"]


def _graph(files: Files) -> Any:
    graph = nx.DiGraph()
    graph.add_nodes_from(row["id"] for row in files.cases())
    graph.add_edges_from(files.pairs())
    assert nx.is_directed_acyclic_graph(graph)
    return graph


def _generations(graph: Any) -> dict[str, set[int]]:
    """The lengths of all ways to a case from cases without an infector; a sure generation is one length only."""
    ways: dict[str, set[int]] = {}
    for node in nx.topological_sort(graph):
        before = [length for parent in graph.predecessors(node) for length in ways[parent]]
        ways[node] = {length + 1 for length in before} or {0}
    return ways


def test_components_and_generations(job: Job) -> None:
    graph, chains = _graph(job.files), job.figures["chains"]
    ways = _generations(graph)
    parts = [part for part in nx.weakly_connected_components(graph) if len(part) > 1]
    expected = Counter(
        (
            len(part),
            max(max(ways[node]) for node in part if len(ways[node]) == 1) + 1,
            frozenset(node for node in part if graph.in_degree(node) == 0),
        )
        for part in parts
    )
    shown = Counter(
        (part["size"], part["generations"], frozenset(root["number"] for root in part["roots"]))
        for part in chains["components"]
    )
    assert shown == expected
    assert chains["components_total"] == len(parts)
    assert chains["lone"] == sum(1 for _ in nx.isolates(graph))
    assert chains["generation_unknown"] == sum(len(lengths) > 1 for lengths in ways.values())
    assert all(first["size"] >= second["size"] for first, second in pairwise(chains["components"]))


def test_offspring(job: Job) -> None:
    graph = _graph(job.files)
    top = job.figures["chains"]["offspring_top"]
    sure = {node: sum(graph.in_degree(child) == 1 for child in graph.successors(node)) for node in graph}
    for item in top:
        assert item["offspring"] == graph.out_degree(item["number"])
        assert item["offspring_certain"] == sure[item["number"]]
    all_counts = sorted((degree for _, degree in graph.out_degree() if degree), reverse=True)
    assert [item["offspring"] for item in top] == all_counts[: len(top)]
    assert len(top) == min(20, len(all_counts))


def test_an_infectee_with_two_candidates_stays_ambiguous(job: Job) -> None:
    graph, chains = _graph(job.files), job.figures["chains"]
    several = {node for node in graph if graph.in_degree(node) > 1}
    assert several
    assert several == set(job.files.expected.get("ambiguous", several))
    assert chains["ambiguous"] == len(several)
    assert chains["infectees"] == job.files.expected["infectees"]
    items = job.figures["follow-up-if-traced"]["items"]
    assert {item["infectee"]["number"] for item in items if item["ambiguous"]} == several
    assert all(len(item["link_ids"]) == graph.in_degree(item["infectee"]["number"]) for item in items), (
        "a candidate was dropped"
    )


def test_follow_up_if_traced(job: Job) -> None:
    figure = job.figures["follow-up-if-traced"]
    last = {row["id"]: row["dt_end_exp"] for row in job.files.cases()}
    infectees = {infectee for _, infectee in job.files.pairs()}
    expected = {
        number: str(date.fromisoformat(last[number]) + FOLLOW_UP) if last[number] else None for number in infectees
    }
    assert {item["infectee"]["number"]: item["follow_up_end"] for item in figure["items"]} == expected
    assert figure["total"] == len(infectees) == job.files.expected["infectees"]
    assert figure["unknown"] == 1
    (unknown,) = [item for item in figure["items"] if item["follow_up_end"] is None]
    assert unknown["needs"]
    assert unknown["reason"]["zh"]
    assert unknown["reason"]["en"]
    assert all(item["clause"]["edition"] == "mers-2015" for item in figure["items"] if item["follow_up_end"])


def test_weekly_delays(job: Job) -> None:
    days: dict[str, list[int]] = {}
    unknown: Counter[str] = Counter()
    for row in job.files.cases():
        if not row["dt_diag"]:
            continue
        found = date.fromisoformat(row["dt_diag"])
        year, number, _ = found.isocalendar()
        week = f"{year}-W{number:02d}"
        if not row["dt_onset"]:
            unknown[week] += 1
        elif (delay := (found - date.fromisoformat(row["dt_onset"])).days) >= 0:
            days.setdefault(week, []).append(delay)
    shown = {row["week"]: row for row in job.figures["delays"]["weeks"]}
    assert set(days) | set(unknown) <= set(shown)
    for week, row in shown.items():
        known = days.get(week, [])
        assert (row["n"], row["unknown"]) == (len(known), unknown[week]), week
        if known:
            assert np.allclose([row["median"], row["p80"]], np.quantile(known, [0.5, 0.8])), week
            assert (row["min"], row["max"]) == (min(known), max(known)), week
    assert job.figures["delays"]["n"] == sum(map(len, days.values()))


def test_links_trace_nobody(job: Job) -> None:
    for table in ("tracing_contact", "tracing_exposure", "isolation_plan", "tasks_task"):
        assert job.desk.one(f"select count(*) from {table}") == 0, table  # noqa: S608 - names of this list
    assert job.figures["summary"]["contacts"]["total"] == 0


def test_nothing_is_left_to_do(job: Job) -> None:
    assert job.desk.one("select count(*) from ledger_pending") == 0
    assert not list((job.desk.home / "spool").iterdir()), "a file outlived its receipt"
