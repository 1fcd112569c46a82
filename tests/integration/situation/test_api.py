"""Every route answers in the shape it declares, to whom it is for, and NOT_FOUND beyond that."""

import csv
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError
from tests.integration.situation.conftest import Outbreak

if TYPE_CHECKING:
    from outpace.desk.scope.actor import Actor

Ask = Callable[..., Any]


@pytest.fixture
def ask(traced: Outbreak, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask a route as somebody; `{incident}`, `{a}`, `{b}` and case numbers in the path become ids."""
    from ninja.testing import TestClient

    from outpace.desk.situation import api, framing
    from tests.integration.conftest import NOW

    monkeypatch.setattr(api, "now", lambda: NOW)
    monkeypatch.setattr(framing, "now", lambda: NOW)
    client = TestClient(api.router)
    names = {
        "incident": encode(IdKind.INCIDENT, traced.province.incident.pk),
        "a": encode(IdKind.AREA, traced.province.a.pk),
        "b": encode(IdKind.AREA, traced.province.b.pk),
        "root": encode(IdKind.AREA, traced.province.root.pk),
        **{number.replace("-", ""): encode(IdKind.CASE, key) for number, key in traced.keys.items()},
    }

    def run(path: str, actor: "Actor | None" = None) -> Any:
        return client.get(path.format(**names), user=object(), actor=actor or traced.province.commander)

    return run


ROUTES = (
    "/figures/summary?incident={incident}",
    "/figures/summary?incident={incident}&area={a}",
    "/figures/map?incident={incident}&level=county",
    "/figures/map?incident={incident}&level=township&parent={a}",
    "/figures/curve?incident={incident}&by=report",
    "/figures/delays?incident={incident}&from=onset&to=diagnosis",
    "/figures/chains?incident={incident}",
    "/figures/chains/graph?incident={incident}&component=0",
    "/figures/chains/graph?incident={incident}&around={S2}",
    "/figures/follow-up-if-traced?incident={incident}",
    "/cases/{S1}",
    "/cases/{S2}",
    "/cases/{S10}",
    "/feed?incident={incident}&limit=5",
    "/editions",
    "/editions/mers-2015",
)


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_answers_in_its_shape(ask: Ask, route: str) -> None:
    response = ask(route)
    assert response.status_code == 200, response.content
    assert response.json()


@pytest.mark.parametrize("route", [route for route in ROUTES if route.startswith("/figures")])
def test_every_figure_says_as_of_when_where_and_until_which_hour(ask: Ask, route: str) -> None:
    answer = ask(route).json()
    assert answer["as_of"].startswith("2022-03-07T06:05")
    assert (answer["zone"], answer["cutoff_hour"]) == ("Asia/Shanghai", 24)


def test_delays_take_from_and_to(ask: Ask) -> None:
    answer = ask("/figures/delays?incident={incident}&from=diagnosis&to=report").json()
    assert (answer["start"], answer["end"]) == ("diagnosis", "report")


def test_links_of_a_case_page_are_called_from_and_to(ask: Ask) -> None:
    links = ask("/cases/{S2}").json()["links_in"]
    assert [(link["from"]["number"], link["to"]["number"]) for link in links] == [("S-1", "S-2"), ("S-3", "S-2")]


@pytest.mark.parametrize(
    "route",
    [
        "/cases/{S3}",
        "/cases/cas_0000000000001",
        "/cases/con_0000000000001",
        "/cases/nonsense",
        "/figures/summary?incident={incident}&area={b}",
        "/figures/map?incident={incident}&parent={b}",
        "/figures/chains/graph?incident={incident}&around={S3}",
        "/figures/chains/graph?incident={incident}&component=99",
        "/figures/summary?incident=inc_0000000000001",
        "/editions/smallpox-1977",
    ],
)
def test_absent_malformed_and_out_of_scope_are_one_answer(ask: Ask, traced: Outbreak, route: str) -> None:
    with pytest.raises(ProblemError) as refused:
        ask(route, traced.province.tracer_a)
    assert refused.value.problem.code == "NOT_FOUND"


def test_a_resident_is_kept_from_figures_and_staff_from_the_resident_s_page(ask: Ask) -> None:
    from outpace.desk.scope.actor import Actor, Role

    with pytest.raises(ProblemError) as refused:
        ask("/figures/summary?incident={incident}", Actor(9, Role.RESIDENT, (), 1))
    assert refused.value.problem.code == "ROLE_NOT_ALLOWED"
    with pytest.raises(ProblemError):
        ask("/me")


def test_chains_come_as_csv_too(ask: Ask) -> None:
    response = ask("/figures/chains.csv?incident={incident}")
    text = response.content.decode("utf-8-sig")
    rows = {row["number"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == {"S-1", "S-2", "S-3", "S-4"}
    assert {row["component"] for row in rows.values()} == {"1"}
    assert [rows[one]["offspring_certain"] for one in ("S-1", "S-2", "S-3", "S-4")] == ["0", "1", "0", "0"]


def test_follow_ups_come_as_csv_too(ask: Ask) -> None:
    response = ask("/figures/follow-up-if-traced.csv?incident={incident}")
    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["number"], row["follow_up_end"], row["candidates"]) for row in rows] == [
        ("S-2", "2022-03-22", "2"),
        ("S-4", "", "1"),
    ]


def test_the_feed_tells_what_happened_newest_first(ask: Ask) -> None:
    items = ask("/feed?incident={incident}&limit=200").json()["items"]
    texts = {item["kind"]: item["text"]["en"] for item in items}
    assert texts["case.registered"] == "6 cases registered"
    assert texts["link.registered"] == "4 transmission links registered"
    assert texts["exposure.recorded"] == "3 exposures recorded"
    assert [item["at"] for item in items] == sorted((item["at"] for item in items), reverse=True)
    told = next(item for item in items if item["kind"] == "exposure.recorded")
    assert told["subject"]["kind"] == "case"


def test_a_tracer_s_feed_holds_events_of_her_county_only(ask: Ask, traced: Outbreak) -> None:
    kinds = {item["kind"] for item in ask("/feed?incident={incident}", traced.province.tracer_a).json()["items"]}
    assert "exposure.recorded" in kinds
    assert "link.registered" not in kinds
    assert ask("/feed?incident={incident}", traced.province.tracer_b).json()["items"] == []
