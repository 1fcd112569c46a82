"""Scenarios: a pathogen, a place and a beginning as a file, each number with its unit, source, certainty and date.

The files stand in `scenarios/`, where diseases may be named; this reader knows none. Strict: a number without a source,
a field that doesn't exist and a missing one are refused.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from outpace.words.decision import Text
from outpace.words.problem import ProblemError
from outpace.world.behaviour import Behaviour
from outpace.world.calibrate import Asked, fitted
from outpace.world.delays import Days, gamma_days
from outpace.world.epidemic import Arrivals, Epidemic, Import
from outpace.world.meetings.layers import HOUSEHOLD
from outpace.world.meetings.stage import Setting
from outpace.world.pathogen import ByAge, Immunity, Pathogen, Strain, by_age
from outpace.world.people.deck import Seat

ENDING = ".toml"
BESIDE_VALUE = frozenset({"unit", "source", "certainty", "date"})
DELAYS = frozenset({"latent", "lead", "onset_to_hospital", "hospital_to_end", "care_delay", "report_delay"})
BY_AGE = frozenset(
    {"susceptible", "symptomatic", "severe", "fatal", "stay_home", "seek_care", "share", "fatal_untreated"},
)
LISTS = frozenset({"curve", "sensitivity", "keeps"})
KNOWN = {
    "pathogen": {field.name for field in fields(Pathogen)} - {"force", "weights"}
    | {"reproduction", "household_attack"},
    "behaviour": {field.name for field in fields(Behaviour)},
    "immunity": {field.name for field in fields(Immunity)},
}


@dataclass(frozen=True, slots=True)
class Sourced:
    """A number as the file gives it, with what it is measured in and how it is known."""

    value: Any
    unit: str
    source: str
    certainty: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario as read: how many people and days unless asked otherwise, the numbers, and the epidemic without its force.

    `index`: the reproduction number is that of one who holds such a seat (None: of anybody). `household_attack`: share of
    housemates that one infects (None: as the weight of the household has it).
    """

    id: str
    title: Text
    people: int
    days: int
    reproduction: float
    household_attack: float | None
    index: Seat | None
    numbers: Mapping[str, Sourced]
    epidemic: Epidemic

    def brought_to(self, county: str) -> "Scenario":
        """The scenario with everything that comes from outside coming to one county."""
        epidemic = self.epidemic
        imports = tuple(replace(each, county=county) for each in epidemic.imports)
        arrivals = tuple(replace(each, county=county) for each in epidemic.arrivals)
        return replace(self, epidemic=replace(epidemic, imports=imports, arrivals=arrivals))

    def fitted(self, setting: Setting) -> Epidemic:
        """The epidemic with the force that gives the reproduction number, and the household attack rate, in a province.

        Raises ProblemError SCENARIO_FAULTY where the two do not go together.
        """
        asked = Asked(self.reproduction, self.household_attack, self.index)
        try:
            pathogen = fitted(self.epidemic.pathogen, setting, asked, setting.seed)
        except ValueError as fault:
            raise ProblemError("SCENARIO_FAULTY", scenario=self.id, fault=str(fault)) from fault
        return replace(self.epidemic, pathogen=pathogen)


def scenario_root() -> Traversable:
    """Find the folder of the scenarios: that of a checkout, else the copy in the package."""
    checkout = Path(__file__).parents[3]
    if (checkout / "pyproject.toml").is_file() and (checkout / "scenarios").is_dir():
        return checkout / "scenarios"
    return files("outpace") / "_scenarios"


def scenario_ids() -> list[str]:
    """The scenarios there are."""
    return sorted(file.name.removesuffix(ENDING) for file in scenario_root().iterdir() if file.name.endswith(ENDING))


def scenario(id: str) -> Scenario:
    """Read a scenario by its id. Raises ProblemError SCENARIO_UNKNOWN, SCENARIO_FAULTY."""
    known = scenario_ids()
    if id not in known:
        raise ProblemError("SCENARIO_UNKNOWN", scenario=id, known=", ".join(known))
    return read_scenario(id, (scenario_root() / f"{id}{ENDING}").read_text("utf-8"))


def read_scenario(id: str, text: str) -> Scenario:
    """Read a scenario from TOML text. Raises ProblemError SCENARIO_FAULTY."""
    try:
        return _scenario(id, tomllib.loads(text))
    except (ValueError, TypeError, KeyError) as fault:
        raise ProblemError("SCENARIO_FAULTY", scenario=id, fault=str(fault)) from fault


def _scenario(id: str, raw: dict[str, Any]) -> Scenario:
    numbers = {f"{part}.{name}": _sourced(f"{part}.{name}", table) for part, name, table in _tables(raw)}
    pathogen = _fields(numbers, "pathogen")
    reproduction, attack = pathogen.pop("reproduction"), pathogen.pop("household_attack", None)
    weights = _fields(numbers, "weights")
    if attack is not None and HOUSEHOLD in weights:
        raise ValueError("weights.household is given beside pathogen.household_attack, which sets it")
    return Scenario(
        id=id,
        title=Text(**raw["title"]),
        people=raw["people"],
        days=raw["days"],
        reproduction=reproduction,
        household_attack=attack,
        index=_seat(raw),
        numbers=numbers,
        epidemic=Epidemic(
            pathogen=Pathogen(**pathogen, force=1.0, weights=weights),
            behaviour=Behaviour(**_fields(numbers, "behaviour")),
            immunity=Immunity(**_fields(numbers, "immunity")),
            imports=tuple(Import(**_seated(each)) for each in raw.get("imports", [])),
            arrivals=tuple(Arrivals(**_seated(each)) for each in raw.get("arrivals", [])),
        ),
    )


def _seated(table: dict[str, Any]) -> dict[str, Any]:
    """One import; the kind of seat by its name."""
    return table | {"seat": _seat(table)}


def _seat(table: Mapping[str, Any]) -> Seat | None:
    """The kind of seat that a table names, if it does."""
    return Seat[table["seat"].upper()] if "seat" in table else None


def _tables(raw: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    parts = ("pathogen", "weights", "behaviour", "immunity")
    if strangers := set(raw) - {*parts, "title", "people", "days", "seat", "imports", "arrivals"}:
        raise ValueError(f"unknown: {', '.join(sorted(strangers))}")
    found = [(part, name, table) for part in parts for name, table in raw.get(part, {}).items()]
    if strangers := {f"{part}.{name}" for part, name, _ in found if name not in KNOWN.get(part, {name})}:
        raise ValueError(f"unknown: {', '.join(sorted(strangers))}")
    return found


def _sourced(name: str, table: dict[str, Any]) -> Sourced:
    missing = BESIDE_VALUE - {field for field, words in table.items() if words}
    if missing or set(table) != BESIDE_VALUE | {"value"}:
        raise ValueError(f"{name} needs value, {', '.join(sorted(BESIDE_VALUE))}, and nothing else")
    return Sourced(**table)


def _fields(numbers: Mapping[str, Sourced], part: str) -> dict[str, Any]:
    names = (name for name in numbers if name.startswith(f"{part}."))
    return {name.partition(".")[2]: _value(name.partition(".")[2], numbers[name].value) for name in names}


def _value(field: str, value: Any) -> Any:
    if field in DELAYS:
        return _days(value)
    if field in BY_AGE:
        return _steps(value)
    if field == "after":
        return tuple((int(day), float(left)) for day, left in value)
    if field == "cross":
        return tuple(tuple(map(float, row)) for row in value)
    if field == "strains":
        return tuple(_strain(**strain) for strain in value)
    return tuple(map(float, value)) if field in LISTS else float(value)


def _strain(curve: list[float] | None = None, **rest: Any) -> Strain:
    return Strain(**rest, curve=None if curve is None else tuple(map(float, curve)))


def _days(mean_and_deviation: list[float]) -> Days:
    mean, deviation = mean_and_deviation
    return gamma_days(mean, deviation)


def _steps(steps: list[list[float]]) -> ByAge:
    read = tuple((int(age), float(value)) for age, value in steps)
    by_age(read)
    return read
