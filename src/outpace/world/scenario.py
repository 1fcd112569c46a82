"""Scenarios: a pathogen, a place and a beginning as a file, each number with its unit, source, certainty and date.

The files stand in `scenarios/`, where diseases may be named; this reader knows none. Strict: a number without a source,
a field that doesn't exist and a missing one are refused.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, dataclass, fields, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from outpace.words.decision import Text
from outpace.words.problem import ProblemError
from outpace.world.behaviour import Behaviour
from outpace.world.bounds import LONGEST, within
from outpace.world.calibrate import Asked, fitted
from outpace.world.epidemic import Arrivals, Epidemic, Import
from outpace.world.levers.areas import county
from outpace.world.meetings.layers import HOUSEHOLD
from outpace.world.meetings.stage import Setting
from outpace.world.pathogen import Immunity, Pathogen
from outpace.world.people.deck import Seat
from outpace.world.scenario_values import BROUGHT, READERS, as_list, as_seat, as_table, as_title, as_whole
from outpace.world.sound import sound

ENDING = ".toml"
BESIDE_VALUE = frozenset({"unit", "source", "certainty", "date"})
NEEDED = frozenset({"reproduction", "latent", "lead", "curve"})
FEWEST, MOST_PEOPLE = 100, 200_000_000
LEAST = 0.001
SHOWN = 60
T = TypeVar("T")
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

        Raises ProblemError WORLD_COUNTY_UNKNOWN, WORLD_LAYER_UNKNOWN, and what `calibrate.fitted` raises.
        """
        brought: tuple[Import | Arrivals, ...] = (*self.epidemic.imports, *self.epidemic.arrivals)
        for code in {each.county for each in brought} - {None}:
            county(setting.places, str(code))
        asked = Asked(self.reproduction, self.household_attack, self.index)
        return replace(self.epidemic, pathogen=fitted(self.epidemic.pathogen, setting, asked, setting.seed))


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
    """Read a scenario by its id. Raises ProblemError SCENARIO_UNKNOWN, and what `read_scenario` raises."""
    known = scenario_ids()
    if id not in known:
        raise ProblemError("SCENARIO_UNKNOWN", scenario=id, known=", ".join(known))
    return read_scenario(id, (scenario_root() / f"{id}{ENDING}").read_text("utf-8"))


def read_scenario(id: str, text: str) -> Scenario:
    """Read a scenario from TOML text. Raises ProblemError SCENARIO_… where it can't be read, WORLD_… where it can't be run."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ProblemError("SCENARIO_FAULTY", scenario=id, fault=str(fault)) from fault
    try:
        read = _scenario(id, raw)
    except _FaultError as fault:
        raise ProblemError(fault.code, scenario=id, **fault.params) from fault
    where = f"{id}: "
    within(f"{where}people", read.people, FEWEST, MOST_PEOPLE)
    within(f"{where}days", read.days, 1, LONGEST)
    within(f"{where}pathogen.reproduction", read.reproduction, LEAST, LONGEST)
    if read.household_attack is not None:
        within(f"{where}pathogen.household_attack", read.household_attack, LEAST, 1 - LEAST)
    sound(read.epidemic, where)
    return read


class _FaultError(Exception):
    """What can't be read, before it is known in which scenario."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def _scenario(id: str, raw: dict[str, Any]) -> Scenario:
    numbers = {f"{part}.{name}": _sourced(f"{part}.{name}", table) for part, name, table in _tables(raw)}
    _complete("", raw, {"title", "people", "days"})
    _complete("pathogen.", raw.get("pathogen", {}), NEEDED)
    pathogen = _fields(numbers, "pathogen")
    reproduction, attack = pathogen.pop("reproduction"), pathogen.pop("household_attack", None)
    weights = _fields(numbers, "weights")
    if attack is not None and HOUSEHOLD in weights:
        raise _FaultError("SCENARIO_HOUSEHOLD_TWICE")
    return Scenario(
        id=id,
        title=_read("title", raw["title"], as_title),
        people=_read("people", raw["people"], as_whole),
        days=_read("days", raw["days"], as_whole),
        reproduction=reproduction,
        household_attack=attack,
        index=_read("seat", raw["seat"], as_seat) if "seat" in raw else None,
        numbers=numbers,
        epidemic=Epidemic(
            pathogen=Pathogen(**pathogen, force=1.0, weights=weights),
            behaviour=Behaviour(**_fields(numbers, "behaviour")),
            immunity=Immunity(**_fields(numbers, "immunity")),
            imports=tuple(Import(**each) for each in _brought(raw, "imports", Import)),
            arrivals=tuple(Arrivals(**each) for each in _brought(raw, "arrivals", Arrivals)),
        ),
    )


def _read(where: str, value: Any, reader: Callable[[Any], T]) -> T:
    """A value as a reader reads it; what isn't of its form is refused."""
    try:
        return reader(value)
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as fault:
        raise _FaultError("SCENARIO_VALUE_UNREADABLE", where=where, value=repr(value)[:SHOWN]) from fault


def _complete(where: str, table: Mapping[str, Any], needed: AbstractSet[str]) -> None:
    if missing := sorted(needed - set(table)):
        raise _FaultError("SCENARIO_FIELDS_MISSING", fields=", ".join(where + name for name in missing))


def _known(strangers: AbstractSet[str]) -> None:
    if strangers:
        raise _FaultError("SCENARIO_FIELDS_UNKNOWN", fields=", ".join(sorted(strangers)))


def _brought(raw: Mapping[str, Any], name: str, kind: type[Import | Arrivals]) -> Iterator[dict[str, Any]]:
    """The fields of each import, read; the kind of seat by its name."""
    own = fields(kind)
    for number, table in enumerate(_read(name, raw.get(name, []), as_list)):
        where = f"{name}[{number}]"
        read = _read(where, table, as_table)
        _known({f"{where}.{field}" for field in set(read) - {each.name for each in own}})
        _complete(f"{where}.", read, {each.name for each in own if each.default is MISSING})
        yield {field: _read(f"{where}.{field}", value, BROUGHT[field]) for field, value in read.items()}


def _tables(raw: dict[str, Any]) -> list[tuple[str, str, Any]]:
    parts = ("pathogen", "weights", "behaviour", "immunity")
    _known(set(raw) - {*parts, "title", "people", "days", "seat", "imports", "arrivals"})
    found = [(part, name, table) for part in parts for name, table in _read(part, raw.get(part, {}), as_table).items()]
    _known({f"{part}.{name}" for part, name, _ in found if name not in KNOWN.get(part, {name})})
    return found


def _sourced(name: str, table: Any) -> Sourced:
    if not isinstance(table, dict) or set(table) != BESIDE_VALUE | {"value"}:
        raise _FaultError("SCENARIO_SOURCE_MISSING", where=name)
    if not all(isinstance(table[each], str) and table[each] for each in BESIDE_VALUE):
        raise _FaultError("SCENARIO_SOURCE_MISSING", where=name)
    return Sourced(**table)


def _fields(numbers: Mapping[str, Sourced], part: str) -> dict[str, Any]:
    """The values of a part, each read as its field is."""
    own = {name.partition(".")[2]: name for name in numbers if name.startswith(f"{part}.")}
    return {field: _read(name, numbers[name].value, READERS.get(field, float)) for field, name in own.items()}
