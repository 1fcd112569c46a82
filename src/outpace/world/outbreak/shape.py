"""The numbers of the fictional outbreak, read from `shape.toml`. Units stand there beside each number."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from outpace.words.contact import Setting
from outpace.words.decision import Text

Span = tuple[float, float]
EVERYBODY = (0, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadShape:
    """Who infects whom: fictional, ours. Means and deviations in days, offspring in people, shares 0-1."""

    incubation: Span
    gap: Span
    unevenness: float
    with_symptoms: float
    stay_in_county: float
    stay_in_township: float
    offspring: Mapping[str, float]
    mixing: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundShape:
    """How infections come to light: fictional, ours. Delays in days, shares 0-1."""

    care_delay: float
    traced: float
    trace_delay: Span
    detectable: float
    screened_daily: float
    diagnosis_delay: Span
    report_delay: Span
    late: float
    late_by: Span
    interview_delay: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class GapShape:
    """What is not known, as shares 0-1."""

    onset: float
    found_by: float
    area: float
    township: float
    age: float
    phone: float
    exposure: float
    exposure_end: float
    infector: float
    second_candidate: float
    not_interviewed: float
    contact_phone: float
    contact_age: float
    contact_area: float
    contact_last: float
    minutes: float
    protected: float
    named_twice: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What an interview tells of one setting: how many people, minutes together, share protected."""

    setting: Setting
    people: tuple[int, int]
    minutes: tuple[int, int]
    protected: float
    closed_space: bool
    daily: bool
    teller: tuple[int, int]
    plain: Text
    relations: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Who can be what to whom: years older than the teller, ages of tellers, sex (`any`, `opposite` or a `Sex`)."""

    years: tuple[int, int]
    teller: tuple[int, int]
    sex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutbreakShape:
    """The whole shape. `first_infection` and `first_signal` are days before `as_of`, `day_one` calendar days."""

    cases: tuple[int, int]
    first_infection: float
    first_signal: float
    day_one: int
    index_township: str
    remembered: int
    spread: SpreadShape
    found: FoundShape
    gaps: GapShape
    meetings: tuple[Meeting, ...]
    kin: Mapping[str, Kin]


@cache
def demo_shape() -> OutbreakShape:
    """Read the shape of the demo's outbreak."""
    raw = tomllib.loads((files("outpace.world.outbreak") / "shape.toml").read_text("utf-8"))
    return OutbreakShape(
        **raw
        | {
            "cases": tuple(raw["cases"]),
            "spread": SpreadShape(**_tuples(raw["spread"])),
            "found": FoundShape(**_tuples(raw["found"])),
            "gaps": GapShape(**raw["gaps"]),
            "meetings": tuple(map(_meeting, raw["meetings"])),
            "kin": {relation: Kin(**_tuples(table)) for relation, table in raw["kin"].items()},
        }
    )


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _meeting(table: dict[str, Any]) -> Meeting:
    return Meeting(
        **{"teller": EVERYBODY}
        | _tuples(table)
        | {
            "setting": Setting(table["setting"]),
            "plain": _both(table["plain"]),
            "relations": tuple(map(_both, table["relations"])),
        }
    )


def _both(words: str) -> Text:
    zh, en = words.split("|")
    return Text(zh=zh, en=en)
