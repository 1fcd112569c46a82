"""A rule that can be asked by name: the facts it takes, as a type, and the decision it gives.

Facts come as plain values (an example in YAML, the body of a request) and become the types the rules take; anything that
doesn't fit is refused with the place. Deciding stays in the rules.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Generic, TypeVar

import cattrs

from outpace.protocols import Edition
from outpace.rulebook.render import as_json
from outpace.words.decision import Decision, Text, Undecided
from outpace.words.moment import Dated, Precision
from outpace.words.problem import ProblemError

F = TypeVar("F")
Answer = Decision[Any] | Undecided


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[F]):
    """A rule of the catalogue: name, title, what it decides, the type of its facts, `(facts, edition, as_of, zone)`."""

    name: str
    title: Text
    about: Text
    facts: type[F]
    decide: Callable[[F, Edition, datetime, str], Answer]

    def answer(self, given: Mapping[str, Any], edition: Edition, as_of: datetime, zone: str) -> Answer:
        """Decide on plain values. Raises ProblemError FACTS_MALFORMED, or what the rule itself refuses."""
        return self.decide(self.read(given), edition, as_of, zone)

    def answer_json(self, given: Mapping[str, Any], edition: Edition, as_of: datetime, zone: str) -> dict[str, Any]:
        """The answer as the API gives it; a refusal of impossible facts is an answer too: {problem: code}."""
        try:
            return as_json(self.answer(given, edition, as_of, zone))
        except ProblemError as refusal:
            return {"problem": refusal.problem.code}

    def read(self, given: Mapping[str, Any]) -> F:
        """Turn plain values into the facts of this rule. Raises ProblemError FACTS_MALFORMED."""
        try:
            return _converter().structure(given, self.facts)
        except (cattrs.BaseValidationError, TypeError, ValueError) as error:
            what = (
                "; ".join(cattrs.transform_error(error))
                if isinstance(error, cattrs.BaseValidationError)
                else str(error)
            )
            raise ProblemError("FACTS_MALFORMED", rule=self.name, what=what) from None


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook_func(lambda kind: kind in (bool, int, str), _exactly)
    converter.register_structure_hook(Dated, lambda value, _: _dated(value))
    converter.register_structure_hook(
        date, lambda value, _: value if type(value) is date else date.fromisoformat(value)
    )
    converter.register_structure_hook(datetime, lambda value, _: _instant(value))
    return converter


def _exactly(value: Any, kind: type[Any]) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


def _dated(value: Any) -> Dated:
    if type(value) is date:
        return Dated(value)
    if isinstance(value, str) and len(value) == len("2021-05"):
        return Dated(date.fromisoformat(f"{value}-01"), Precision.MONTH)
    return Dated(date.fromisoformat(value))


def _instant(value: Any) -> datetime:
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(f"{value!r} names no zone")
    return found
