"""Decisions as plain JSON values: what the API and the files carry. Adds nothing and leaves nothing out."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from outpace.words.decision import Clause, Decision, Reason, Text, Undecided
from outpace.words.moment import Dated


def as_json(decision: Decision[Any] | Undecided) -> dict[str, Any]:
    """Give {outcome, undecided, needs, reasons, as_of} in values that json.dumps takes."""
    match decision:
        case Decision(outcome, reasons, as_of):
            head = {"outcome": plain(outcome), "undecided": False, "needs": []}
        case Undecided(needs, reasons, as_of):
            head = {"outcome": None, "undecided": True, "needs": list(needs)}
    return {**head, "reasons": [reason_json(reason) for reason in reasons], "as_of": as_of.isoformat()}


def reason_json(reason: Reason) -> dict[str, Any]:
    """Give {clause, text, evidence}."""
    return {"clause": clause_json(reason.clause), "text": plain(reason.text), "evidence": plain(reason.evidence)}


def clause_json(clause: Clause) -> dict[str, Any]:
    """Give {edition, number, label, title, text, certainty, source, date}."""
    return {field.name: plain(getattr(clause, field.name)) for field in fields(clause)}


def plain(value: Any) -> Any:
    """Turn words, dates and records into plain JSON values. Raises TypeError for what has no plain form."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case Text(zh, en):
            return {"zh": zh, "en": en}
        case Dated():
            return str(value)
        case date() | datetime():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form")
