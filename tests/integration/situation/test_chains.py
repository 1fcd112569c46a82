"""Chains of transmission: ambiguity stays, nothing outside is guessed, and the sentence says how much is known."""

import pytest

from outpace.desk.scope.session import scope
from tests.integration.conftest import NOW
from tests.integration.situation.conftest import Outbreak


def test_chains_count_candidates_and_never_choose(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.chains import chain_figures

    with outbreak.seen_by(outbreak.province.commander) as frame:
        figures = chain_figures(frame)
    assert (figures["known"], figures["links"], figures["infectees"], figures["ambiguous"]) == (5, 3, 2, 1)
    [part] = figures["components"]
    assert (part["size"], [root["number"] for root in part["roots"]], part["generations"]) == (4, ["S-1", "S-3"], 3)
    assert figures["lone"] == 1
    assert [(row["number"], row["offspring"], row["offspring_certain"]) for row in figures["offspring_top"]] == [
        ("S-2", 1, 1),
        ("S-1", 1, 0),
        ("S-3", 1, 0),
    ]
    assert figures["sentence"] == {"zh": "已知 5 例", "en": "5 cases known"}


def test_the_sentence_says_how_many_were_reported_only_to_who_sees_the_whole(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.chains import chain_figures

    outbreak.province.incident.reported_total = 186
    with outbreak.seen_by(outbreak.province.commander) as frame:
        assert chain_figures(frame)["sentence"] == {"zh": "报告共 186 例，已知其中 5 例", "en": "5 of 186 cases known"}
    with outbreak.seen_by(outbreak.province.tracer_a) as frame:
        assert chain_figures(frame)["reported_total"] is None


def test_an_infector_outside_leaves_the_generation_open(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.chains import chain_figures
    from outpace.desk.situation.figures.graph import chain_graph

    with outbreak.seen_by(outbreak.province.tracer_a) as frame:
        figures, graph = chain_figures(frame), chain_graph(frame)
    assert (figures["ambiguous"], figures["from_outside"], figures["generation_unknown"]) == (1, 1, 2)
    assert graph is not None
    assert {node["number"]: node["generation"] for node in graph["nodes"]} == {"S-1": 0, "S-2": None, "S-4": None}
    assert [(edge["ambiguous"]) for edge in graph["edges"]] == [True, False]


def test_the_graph_can_start_from_a_component_or_a_case(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.graph import chain_graph

    with outbreak.seen_by(outbreak.province.commander) as frame:
        whole = chain_graph(frame, component=0)
        alone = chain_graph(frame, around=outbreak.keys["S-10"])
        assert chain_graph(frame, component=1) is None
        assert chain_graph(frame, around=1) is None
    assert whole is not None
    assert alone is not None
    assert {node["number"] for node in whole["nodes"]} == {"S-1", "S-2", "S-3", "S-4"}
    [node] = alone["nodes"]
    assert (node["number"], node["onset"], node["generation"]) == ("S-10", "2022-02", None)
    assert alone["edges"] == []


def test_a_graph_too_large_is_cut_and_says_so(outbreak: Outbreak, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk.situation.figures import graph

    monkeypatch.setattr(graph, "MAX_NODES", 2)
    with outbreak.seen_by(outbreak.province.commander) as frame:
        cut = graph.chain_graph(frame, around=outbreak.keys["S-4"])
    assert cut is not None
    assert ([node["number"] for node in cut["nodes"]], cut["truncated"], cut["total"]) == (["S-4", "S-2"], True, 4)


def test_follow_up_if_traced_is_known_where_the_last_exposure_is(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.if_traced import follow_up_if_traced

    with outbreak.seen_by(outbreak.province.commander) as frame:
        answer = follow_up_if_traced(frame)
    assert (answer["total"], answer["unknown"]) == (2, 1)
    first, second = answer["items"]
    assert first["infectee"]["number"] == "S-2"
    assert (first["last_exposure"], first["follow_up_end"]) == ("2022-03-01", "2022-03-22")
    assert len(first["link_ids"]) == 2
    assert (second["infectee"]["number"], second["follow_up_end"], second["needs"]) == ("S-4", None, ["exposure_last"])
    assert second["reason"]["zh"]
    assert first["clause"]["edition"] == "covid19-cn-8"


def test_numbers_are_sorted_as_people_count_them() -> None:
    from outpace.desk.situation.figures.chains import natural

    assert sorted(["SK_14", "SK_9", "A", "SK_100", "7"], key=natural) == ["7", "A", "SK_9", "SK_14", "SK_100"]


def test_reading_figures_outside_a_scope_is_refused(outbreak: Outbreak) -> None:
    from outpace.desk.scope.session import OutsideScopeError
    from outpace.desk.situation.figures.chains import chain_figures
    from outpace.desk.situation.frame import Frame

    with scope(outbreak.province.commander, "test"):
        frame = Frame(outbreak.province.incident, None, NOW)
    with pytest.raises(OutsideScopeError):
        chain_figures(frame)
