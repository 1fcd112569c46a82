"""Routes of the identity queue: pairs of records, decided, undone, and as a file. Stewards only; opened with the persons."""

from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.clock import now
from outpace.desk.http.files import csv_file
from outpace.desk.http.keys import find
from outpace.desk.http.lists import Listing, Order, filters_of
from outpace.desk.http.routes import Asked, reading, streaming, writing
from outpace.desk.http.shapes import Limit, Page, Word
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.people import links
from outpace.desk.people.answers import COLUMNS, MatchOut, match_cells, match_rows
from outpace.desk.people.models import Candidate
from outpace.desk.scope.actor import Actor, Role
from outpace.words.ids import IdKind
from outpace.words.purpose import Purpose

router = Router(tags=["identity"])
STEWARDS = frozenset({Role.STEWARD})
MATCH = Purpose.MATCH
NOTE = r"^[^\x00]*$"


class MatchState(StrEnum):
    """What was decided about a pair."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"
    UNDONE = "undone"


class MatchVerdict(StrEnum):
    """What the score proposes."""

    SAME = "same"
    LOOK = "look"


class MatchNarrow(Schema):
    """Which pairs; the latest found first."""

    state: MatchState | None = None
    verdict: MatchVerdict | None = None


class MatchFilter(MatchNarrow):
    """Which pairs, and which page of them."""

    cursor: Word | None = None
    limit: Limit = 50


class MatchPage(Page[MatchOut]):
    """A page of pairs."""


class Decided(StrEnum):
    """What a steward says of a pair."""

    SAME = "same"
    DIFFERENT = "different"


class MatchDecision(Schema):
    """One person or two, and why where there is something to say."""

    model_config = ConfigDict(extra="forbid")
    decision: Decided
    why: str = Field("", max_length=1000, pattern=NOTE)


class MatchUndone(Schema):
    """Why a link is ended."""

    model_config = ConfigDict(extra="forbid")
    why: str = Field(max_length=1000, pattern=NOTE)


ORDER = Order("found_at", IdKind.MATCH, datetime.fromisoformat, descending=True)


@reading(router, "/matches", purpose=MATCH, roles=STEWARDS)
def list_matches(request: Asked, filters: Query[MatchFilter]) -> MatchPage:
    """Pairs of records that may be one person, masked."""
    listing = _listing(request.actor, filters)
    found, onward = listing.page(filters.cursor, filters.limit)
    return MatchPage(items=match_rows(found), next=onward, total=listing.total(), as_of=now())


@streaming(router, "/matches.csv", purpose=MATCH, roles=STEWARDS)
def export_matches(request: Asked, filters: Query[MatchNarrow]) -> StreamingHttpResponse:
    """The same pairs as a CSV file: ids, reasons and decisions, nobody's values."""
    return csv_file(
        request.actor,
        MATCH,
        name="matches",
        columns=COLUMNS,
        listing=lambda: _listing(request.actor, filters),
        cells=lambda found: [match_cells(row) for row in match_rows(found)],
    )


def _listing(actor: Actor, filters: MatchNarrow) -> Listing[Candidate]:
    rows = loaded()
    if filters.state is not None:
        rows = rows.filter(state=filters.state)
    if filters.verdict is not None:
        rows = rows.filter(verdict=filters.verdict)
    return Listing.of(rows, ORDER, actor, "matches", filters_of(filters))


def loaded() -> QuerySet[Candidate]:
    """Pairs with all that a row shows of them."""
    return Candidate.objects.select_related("person__area", "other__area", "decided_by")


@writing(router, "/matches/{id}/decision", purpose=MATCH, roles=STEWARDS)
def decide_match(request: Asked, id: str, payload: MatchDecision) -> MatchOut:
    """Say whether two records are one person. The same links them; nothing is moved or rewritten."""
    yours = expected_version(request)
    candidate = _found(id, yours)
    decide = links.decide_same if payload.decision is Decided.SAME else links.decide_different
    decide(by=request.actor, candidate=candidate, at=now(), why=payload.why)
    return _as_it_stands(id)


@writing(router, "/matches/{id}/undo", purpose=MATCH, roles=STEWARDS)
def undo_match(request: Asked, id: str, payload: MatchUndone) -> MatchOut:
    """End the link that a pair led to; the records stand alone again."""
    yours = expected_version(request)
    links.unmerge(by=request.actor, candidate=_found(id, yours), why=payload.why, at=now())
    return _as_it_stands(id)


def _found(id: str, yours: int) -> Candidate:
    candidate = find(loaded().select_for_update(of=("self",)), IdKind.MATCH, id)
    check_version(yours, candidate.version, lambda: _as_it_stands(id))
    return candidate


def _as_it_stands(id: str) -> MatchOut:
    return match_rows([find(loaded(), IdKind.MATCH, id)])[0]
