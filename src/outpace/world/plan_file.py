"""A plan of the example caller as a TOML file: what it does, what there is to do it with, and other fevers.

`[plan]`, `[capacity]` and `[fevers]` have the fields of `Plan`, `Capacity` and `OtherFevers`; what isn't said is as it is there.
The same capacity holds every day. Strict: a field that doesn't exist is refused.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from outpace.words.problem import ProblemError
from outpace.world.levers.fevers import OtherFevers
from outpace.world.levers.forces import Capacity
from outpace.world.rehearsal import Plan, Rehearsal
from outpace.world.scenario_values import as_list, as_numbers, as_steps, as_table, as_whole, as_words
from outpace.world.timestep import World

SHOWN = 60


class Planned(NamedTuple):
    """A plan with its forces, and the other fevers (None: none)."""

    plan: Plan
    capacity: Capacity
    fevers: OtherFevers | None

    def rehearsal(self, world: World) -> Rehearsal:
        """The example caller with this plan in a world. Raises ProblemError."""
        return Rehearsal(world, self.plan, lambda day: self.capacity, self.fevers)


def read_plan(path: Path) -> Planned:
    """Read a plan. Raises ProblemError FILE_NOT_FOUND, PLAN_… where it can't be read, WORLD_… where it can't be carried out."""
    if not path.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=str(path))
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ProblemError("PLAN_FAULTY", file=path.name, fault=str(fault)) from fault
    _known(path, "", set(raw), set(READERS))
    read = {name: _table(path, name, raw.get(name, {})) for name in READERS}
    fevers = OtherFevers(**{"visits": ((0, 0.0),)} | read["fevers"]) if "fevers" in raw else None
    return Planned(Plan(**read["plan"]), Capacity(**read["capacity"]), fevers)


def _table(path: Path, name: str, raw: Any) -> dict[str, Any]:
    """The fields of a table, each read as its kind is."""
    table = _read(path, name, raw, as_table)
    _known(path, f"{name}.", set(table), set(READERS[name]))
    return {field: _read(path, f"{name}.{field}", value, READERS[name][field]) for field, value in table.items()}


def _known(path: Path, where: str, found: set[str], known: set[str]) -> None:
    if strangers := sorted(where + field for field in found - known):
        raise ProblemError(
            "PLAN_FIELDS_UNKNOWN", file=path.name, fields=", ".join(strangers), known=", ".join(sorted(known))
        )


def _read(path: Path, where: str, value: Any, reader: Callable[[Any], Any]) -> Any:
    try:
        return reader(value)
    except (ValueError, TypeError, AttributeError, ArithmeticError) as fault:
        raise ProblemError("PLAN_VALUE_UNREADABLE", file=path.name, where=where, value=repr(value)[:SHOWN]) from fault


def _wholes(value: Any) -> tuple[int, ...]:
    return tuple(map(as_whole, as_list(value)))


def _names(value: Any) -> tuple[str, ...]:
    return tuple(map(as_words, as_list(value)))


def _shares(value: Any) -> dict[str, float]:
    return {name: float(share) for name, share in as_table(value).items()}


READERS: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {
    "plan": dict.fromkeys((each.name for each in fields(Plan)), as_whole)
    | dict.fromkeys(("support", "share", "dosed"), float)
    | {"recall": _shares, "restricted": _names},
    "capacity": dict.fromkeys((each.name for each in fields(Capacity)), as_whole)
    | dict.fromkeys(("lab", "known_after"), _wholes),
    "fevers": {"visits": as_steps, "season": as_numbers, "tested": float, "admitted": float, "stay": as_whole},
}
