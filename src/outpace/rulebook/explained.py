"""What a rule means under an edition: the facts it takes, the clauses it was seen to quote, its examples.

The clauses are those that the answers to the edition's examples quote; a rule without examples shows none.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from outpace.protocols.edition import Edition
from outpace.protocols.examples import Example
from outpace.rulebook.catalogue import rule
from outpace.rulebook.question import Rule
from outpace.rulebook.worked import answered


@dataclass(frozen=True, slots=True)
class Worked:
    """An example and the answer of the rule to it."""

    example: Example
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule, its examples under an edition with their answers, and the clauses these quote as {label, title, text, …}."""

    rule: Rule[Any]
    worked: tuple[Worked, ...]
    clauses: tuple[Mapping[str, Any], ...]


def explain(name: str, edition: Edition, examples: tuple[Example, ...]) -> Explained:
    """Explain a rule by an edition's examples. Raises ProblemError RULE_UNKNOWN."""
    found = rule(name)
    worked = [Worked(one, answered(one)) for one in examples if one.rule == name and one.edition == edition.id]
    quoted = [reason["clause"] for each in worked for reason in each.answer.get("reasons", ())]
    clauses = {clause["label"]: clause for clause in quoted}
    return Explained(found, tuple(worked), tuple(clauses[label] for label in sorted(clauses, key=_by_number)))


def _by_number(label: str) -> tuple[object, ...]:
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in label.replace(".", " ").split())


def facts_of(kind: type[Any], above: str = "") -> tuple[tuple[str, str, bool], ...]:
    """The facts of a type as (name, what it holds, whether it must be given), records unfolded with dots."""
    found: list[tuple[str, str, bool]] = []
    hints = get_type_hints(kind)
    for field in fields(kind):
        inner = _record(hints[field.name])
        needed = field.default is MISSING and field.default_factory is MISSING
        name = f"{above}{field.name}"
        found += facts_of(inner, f"{name}.") if inner else [(name, _said(hints[field.name]), needed)]
    return tuple(found)


def _record(kind: Any) -> type[Any] | None:
    for each in (kind, *get_args(kind)):
        if isinstance(each, type) and is_dataclass(each) and each.__name__ != "Dated":
            return each if get_origin(kind) is not tuple else None
    return None


def _said(kind: Any) -> str:
    parts = [each for each in get_args(kind) if each is not type(None)]
    if get_origin(kind) in (tuple, frozenset):
        return f"list of {_said(parts[0])}"
    if parts:
        return " | ".join(_said(part) for part in parts)
    if isinstance(kind, type) and hasattr(kind, "__members__"):
        return " | ".join(str(member.value) for member in kind)  # type: ignore[attr-defined]
    return {"Dated": "day or month", "bool": "true | false", "str": "text"}.get(
        getattr(kind, "__name__", ""), str(kind)
    )
