"""One row of a file of transmission links: who infected whom, as the file says it.

A link is not a traced contact. Whether both cases exist is looked up elsewhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from outpace.exchange.linelist import (
    FieldProblem,
    RefusedError,
    missing_problem,
    read_identifier,
    read_text,
    value_problem,
)
from outpace.exchange.mapping import FileKind
from outpace.exchange.vocabulary import is_unknown, plain, words
from outpace.words.contact import Setting
from outpace.words.problem import Problem

_WHOLE = re.compile(r"([+-]?\d{1,5})(?:\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecord:
    """Infector and infectee by case number; the setting as written, and as one of ours where the words are known."""

    infector: str
    infectee: str
    setting_text: str | None = None
    setting: Setting | None = None
    delay_days: int | None = None


def read_link(values: Mapping[str, str | None]) -> LinkRecord | tuple[FieldProblem, ...]:
    """Read one row, given as field name to text; give the record, or all its problems."""
    problems: list[FieldProblem] = []
    infector, infectee = _identifier(values, "infector", problems), _identifier(values, "infectee", problems)
    setting_text, delay_days = _setting(values, problems), _delay(values, problems)
    if infector and infector == infectee:
        problems.append(("infectee", Problem("LINK_TO_ITSELF", {"number": infector})))
    if problems or infector is None or infectee is None:
        return tuple(problems)
    setting = Setting(value) if setting_text and (value := words("setting").get(plain(setting_text))) else None
    return LinkRecord(
        infector=infector, infectee=infectee, setting_text=setting_text, setting=setting, delay_days=delay_days
    )


def _identifier(values: Mapping[str, str | None], field: str, problems: list[FieldProblem]) -> str | None:
    text = _given(values, field)
    if text is None:
        problems.append((field, missing_problem(FileKind.LINKS, field)))
        return None
    try:
        return read_identifier(text)
    except RefusedError as refused:
        problems.append((field, value_problem(FileKind.LINKS, field, text, refused)))
        return None


def _setting(values: Mapping[str, str | None], problems: list[FieldProblem]) -> str | None:
    text = _given(values, "setting")
    try:
        return None if text is None else read_text(text)
    except RefusedError as refused:
        problems.append(("setting", value_problem(FileKind.LINKS, "setting", text or "", refused)))
        return None


def _delay(values: Mapping[str, str | None], problems: list[FieldProblem]) -> int | None:
    text = _given(values, "delay_days")
    if text is None:
        return None
    if match := _WHOLE.fullmatch(plain(text)):
        return int(match[1])
    problems.append(
        ("delay_days", value_problem(FileKind.LINKS, "delay_days", text, RefusedError("NUMBER_UNREADABLE")))
    )
    return None


def _given(values: Mapping[str, str | None], field: str) -> str | None:
    text = values.get(field)
    return None if text is None or is_unknown(text) else text
