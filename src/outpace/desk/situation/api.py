"""Routes of the situation: figures, the case page, feed, editions, a resident's own record. No figure is defined here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from outpace.desk.clock import now
from outpace.desk.http.files import lines_file
from outpace.desk.http.keys import key_of
from outpace.desk.http.routes import Asked, reading, streaming
from outpace.desk.http.shapes import Word
from outpace.desk.scope.actor import Role
from outpace.desk.scope.session import scope
from outpace.desk.situation import case_page, editions, feed, me, under
from outpace.desk.situation.answers import figures as shapes
from outpace.desk.situation.answers.case_page import CasePageOut
from outpace.desk.situation.answers.chains import ChainsOut, GraphOut, IfTracedOut
from outpace.desk.situation.answers.pages import EditionOut, EditionsOut, FeedOut, MeOut
from outpace.desk.situation.answers.rulebook import CaseUnderOut
from outpace.desk.situation.figures.chains import COLUMNS as CHAIN_COLUMNS
from outpace.desk.situation.figures.chains import chain_figures, chain_lines
from outpace.desk.situation.figures.curve import epidemic_curve
from outpace.desk.situation.figures.delays import case_delays
from outpace.desk.situation.figures.graph import chain_graph
from outpace.desk.situation.figures.if_traced import COLUMNS, cells, follow_up_if_traced
from outpace.desk.situation.figures.map import area_map
from outpace.desk.situation.figures.summary import summary
from outpace.desk.situation.framing import Then, frame_of, framed
from outpace.desk.situation.rulebook_api import READERS
from outpace.words.ids import IdKind
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["situation"])
FIGURES = Purpose.READ_FIGURES
Answer = TypeVar("Answer", bound=Schema)


class By(StrEnum):
    """The day a curve runs by."""

    ONSET = "onset"
    REPORT = "report"
    SPECIMEN = "specimen"
    DIAGNOSIS = "diagnosis"


class Date(StrEnum):
    """A date that a delay runs from or to."""

    ONSET = "onset"
    SPECIMEN = "specimen"
    DIAGNOSIS = "diagnosis"
    REPORT = "report"
    ISOLATION = "isolation"


class About(Then):
    """What a figure is about; without an area, everything in the sender's areas."""

    incident: Word
    area: Word | None = None


class AboutMap(Then):
    """Which areas to count: those of a level below a parent (the incident's area unless given)."""

    incident: Word
    level: shapes.Level = "county"
    parent: Word | None = None


class AboutCurve(About):
    """What a curve is about."""

    by: By = By.ONSET


class AboutDelays(About):
    """What delays are about."""

    start: Date = Field(Date.ONSET, alias="from")
    end: Date = Field(Date.DIAGNOSIS, alias="to")


class AboutGraph(About):
    """Which part of the chains to draw: a component by its place, or what surrounds a case."""

    component: Annotated[int, Field(ge=0)] | None = None
    around: Word | None = None


class AboutFeed(Schema):
    """Which events."""

    incident: Word
    area: Word | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


def _shaped(shape: type[Answer], answer: Mapping[str, Any] | None) -> Answer:
    if answer is None:
        raise ProblemError("NOT_FOUND")
    return shape.model_validate(answer)


@reading(router, "/figures/summary", purpose=FIGURES)
def read_summary(request: Asked, filters: Query[About]) -> shapes.SummaryOut:
    """The incident in numbers."""
    with framed(request.actor, filters) as frame:
        return _shaped(shapes.SummaryOut, summary(frame))


@reading(router, "/figures/map", purpose=FIGURES)
def read_map(request: Asked, filters: Query[AboutMap]) -> shapes.MapOut:
    """Figures by area."""
    with framed(request.actor, filters) as frame:
        return _shaped(shapes.MapOut, area_map(frame, filters.level))


@reading(router, "/figures/curve", purpose=FIGURES)
def read_curve(request: Asked, filters: Query[AboutCurve]) -> shapes.CurveOut:
    """The epidemic curve."""
    with framed(request.actor, filters) as frame:
        return _shaped(shapes.CurveOut, epidemic_curve(frame, filters.by))


@reading(router, "/figures/delays", purpose=FIGURES)
def read_delays(request: Asked, filters: Query[AboutDelays]) -> shapes.DelaysOut:
    """Delays between two dates, by week of the second."""
    with framed(request.actor, filters) as frame:
        return _shaped(shapes.DelaysOut, case_delays(frame, filters.start, filters.end))


@reading(router, "/figures/chains", purpose=FIGURES)
def read_chains(request: Asked, filters: Query[About]) -> ChainsOut:
    """Chains of transmission in numbers."""
    with framed(request.actor, filters) as frame:
        return _shaped(ChainsOut, chain_figures(frame))


@streaming(router, "/figures/chains.csv", purpose=FIGURES)
def export_chains(request: Asked, filters: Query[About]) -> StreamingHttpResponse:
    """Every linked case with its component, generation and offspring as a CSV file."""
    with scope(request.actor, FIGURES):
        with framed(request.actor, filters) as frame:
            lines = list(chain_lines(frame))
        return lines_file(request.actor, name="chains", columns=CHAIN_COLUMNS, lines=lines)


@reading(router, "/figures/chains/graph", purpose=FIGURES)
def read_graph(request: Asked, filters: Query[AboutGraph]) -> GraphOut:
    """A chain graph."""
    around = None if filters.around is None else key_of(IdKind.CASE, filters.around)
    with framed(request.actor, filters) as frame:
        return _shaped(GraphOut, chain_graph(frame, filters.component, around))


@reading(router, "/figures/follow-up-if-traced", purpose=FIGURES)
def read_if_traced(request: Asked, filters: Query[About]) -> IfTracedOut:
    """Until when each infectee would have been followed up, had the last exposure been traced."""
    with framed(request.actor, filters) as frame:
        return _shaped(IfTracedOut, follow_up_if_traced(frame))


@streaming(router, "/figures/follow-up-if-traced.csv", purpose=FIGURES)
def export_if_traced(request: Asked, filters: Query[About]) -> StreamingHttpResponse:
    """The same rows as a CSV file."""
    with scope(request.actor, FIGURES):
        with framed(request.actor, filters) as frame:
            answer = follow_up_if_traced(frame)
        lines = map(cells, answer["items"])
        return lines_file(request.actor, name="follow-up-if-traced", columns=COLUMNS, lines=lines)


@reading(router, "/cases/{id}", purpose=case_page.PURPOSE)
def read_case(request: Asked, id: str) -> CasePageOut:
    """A case with all that is known about it. Opening it is written down."""
    return _shaped(CasePageOut, case_page.case_page(request.actor, key_of(IdKind.CASE, id), now()))


@reading(router, "/cases/{id}/under/{edition}", purpose=under.PURPOSE)
def read_case_under(request: Asked, id: str, edition: str) -> CaseUnderOut:
    """A case and everybody exposed to it, as another edition would decide. It orders nothing."""
    return _shaped(CaseUnderOut, under.case_under(request.actor, key_of(IdKind.CASE, id), edition, now()))


@reading(router, "/feed", purpose=Purpose.READ_FEED)
def read_feed(request: Asked, filters: Query[AboutFeed]) -> FeedOut:
    """The latest events of an incident."""
    return _shaped(FeedOut, feed.feed(frame_of(request.actor, filters.incident, filters.area), filters.limit))


@reading(router, "/editions", purpose=Purpose.READ_EDITIONS, roles=READERS)
def list_editions(request: Asked) -> EditionsOut:
    """The editions on the shelf."""
    return _shaped(EditionsOut, {"items": editions.all_editions(now().date())})


@reading(router, "/editions/{id}", purpose=Purpose.READ_EDITIONS, roles=READERS)
def read_edition(request: Asked, id: str) -> EditionOut:
    """One edition with its clauses and numbers."""
    return _shaped(EditionOut, editions.edition_page(id, now().date()))


@reading(router, "/me", purpose=me.PURPOSE, roles=frozenset({Role.RESIDENT}))
def read_me(request: Asked) -> MeOut:
    """What is held about the reader."""
    return _shaped(MeOut, me.me(request.actor, now()))
