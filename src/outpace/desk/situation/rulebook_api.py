"""Routes of the rulebook: read the rules, search them, ask them. They read protocol data only, no person and no place."""

from typing import Annotated

from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from outpace.desk.http.files import lines_file
from outpace.desk.http.routes import STAFF, Asked, reading, streaming
from outpace.desk.scope.actor import Role
from outpace.desk.scope.session import scope
from outpace.desk.situation import rulebook, rulebook_compare, rulebook_search
from outpace.desk.situation.answers.rulebook import ComparedOut, PlacesOut, RuleAnswer, RulePage, RulesOut
from outpace.words.purpose import Purpose

router = Router(tags=["rulebook"])
READERS = STAFF | {Role.ADMINISTRATOR, Role.OMBUDSMAN, Role.STEWARD}


class OfEdition(Schema):
    """Examples of one edition, or of all."""

    edition: Annotated[str, Field(max_length=80)] | None = None


class Supposed(Schema):
    """A question: edition (`beside`: with what held beside it on that day at an area), local time, zone, facts as JSON."""

    edition: Annotated[str, Field(max_length=80)]
    as_of: Annotated[str, Field(max_length=32, examples=["2021-12-12T10:00"])]
    zone: Annotated[str, Field(max_length=64, examples=["Asia/Shanghai"])]
    given: Annotated[str, Field(max_length=8_000, examples=["{}"])] = "{}"
    beside: bool = False
    area: Annotated[str, Field(max_length=120)] = ""


class Aloneness(Schema):
    """Whether to compare the two documents alone, or each with what held beside it."""

    alone: bool = False


class Wanted(Schema):
    """What to look for, in either language."""

    q: Annotated[str, Field(min_length=1, max_length=80)]


@reading(router, "/rulebook/rules", purpose=Purpose.READ_EDITIONS, roles=READERS)
def list_rules(request: Asked) -> RulesOut:
    """The rules by name."""
    return RulesOut.model_validate({"items": rulebook.all_rules()})


@reading(router, "/rulebook/rules/{name}", purpose=Purpose.READ_EDITIONS, roles=READERS)
def read_rule(request: Asked, name: str, filters: Query[OfEdition]) -> RulePage:
    """One rule with its examples, answered now."""
    return RulePage.model_validate(rulebook.rule_page(name, filters.edition))


@reading(router, "/rulebook/rules/{name}/answer", purpose=Purpose.READ_EDITIONS, roles=READERS)
def ask_rule(request: Asked, name: str, supposed: Query[Supposed]) -> RuleAnswer:
    """What a rule decides on supposed facts. Nothing is stored and nobody is concerned."""
    answer = rulebook.ask(name, **supposed.model_dump())
    return RuleAnswer.model_validate(answer)


@reading(router, "/rulebook/search", purpose=Purpose.READ_EDITIONS, roles=READERS)
def search_rulebook(request: Asked, wanted: Query[Wanted]) -> PlacesOut:
    """Rules, clauses, numbers and examples that hold all words."""
    return PlacesOut.model_validate(rulebook_search.search(wanted.q))


@streaming(router, "/rulebook/compare/{old}/{new}.csv", purpose=Purpose.READ_EDITIONS, roles=READERS)
def export_compared(request: Asked, old: str, new: str, how: Query[Aloneness]) -> StreamingHttpResponse:
    """What changed, as a CSV file. Stands before the route that would take `.csv` for a part of an id."""
    with scope(request.actor, Purpose.READ_EDITIONS):
        lines = rulebook_compare.compared_lines(old, new, how.alone)
        return lines_file(request.actor, name="editions-compared", columns=rulebook_compare.COLUMNS, lines=lines)


@reading(router, "/rulebook/compare/{old}/{new}", purpose=Purpose.READ_EDITIONS, roles=READERS)
def compare_editions(request: Asked, old: str, new: str, how: Query[Aloneness]) -> ComparedOut:
    """What changed between two editions, by topic."""
    return ComparedOut.model_validate(rulebook_compare.compared(old, new, how.alone))
