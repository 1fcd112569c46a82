"""Routes of the rulebook: read the rules, search them, ask them. They read protocol data only, no person and no place."""

from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import Field

from outpace.desk.http.routes import STAFF, Asked, reading
from outpace.desk.scope.actor import Role
from outpace.desk.situation import rulebook
from outpace.desk.situation.answers.rulebook import PlacesOut, RuleAnswer, RulePage, RulesOut
from outpace.words.purpose import Purpose

router = Router(tags=["rulebook"])
READERS = STAFF | {Role.ADMINISTRATOR, Role.OMBUDSMAN, Role.STEWARD}


class OfEdition(Schema):
    """Examples of one edition, or of all."""

    edition: Annotated[str, Field(max_length=80)] | None = None


class Supposed(Schema):
    """A question: edition, local time of the decision and its zone, facts as a JSON object."""

    edition: Annotated[str, Field(max_length=80)]
    as_of: Annotated[str, Field(max_length=32, examples=["2021-12-12T10:00"])]
    zone: Annotated[str, Field(max_length=64, examples=["Asia/Shanghai"])]
    given: Annotated[str, Field(max_length=8_000, examples=["{}"])] = "{}"


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
    answer = rulebook.ask(name, supposed.edition, supposed.as_of, supposed.zone, supposed.given)
    return RuleAnswer.model_validate(answer)


@reading(router, "/rulebook/search", purpose=Purpose.READ_EDITIONS, roles=READERS)
def search_rulebook(request: Asked, wanted: Query[Wanted]) -> PlacesOut:
    """Rules, clauses, numbers and examples that hold all words."""
    return PlacesOut.model_validate(rulebook.search(wanted.q))
