"""A scenario's file, broken anywhere in any way, is refused in a sentence, or it is a scenario that runs."""

import json
import tomllib
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from outpace.words.problem import ProblemError
from outpace.world.meetings.stage import Setting, setting
from outpace.world.scenario import read_scenario, scenario_root
from outpace.world.timestep import World
from tests.unit.world.fiction import land

WHOLE = tomllib.loads((scenario_root() / "measles-schools.toml").read_text("utf-8")) | {
    "arrivals": [{"daily": 0.5, "since": 0, "until": 9, "seat": "pupil"}]
}
GONE = object()
SIMPLE = (
    st.integers(-3, 400)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.text(max_size=4)
    | st.sampled_from(["health", "990101", "2026-11-22"])
)
VALUES = st.just(GONE) | st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)


def spots(table: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to everything in a file."""
    inside = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    return [spot for key, value in inside for spot in ((*above, key), *spots(value, (*above, key)))]


SPOTS = spots(WHOLE)


def broken(table: Any, spot: tuple[Any, ...], value: Any) -> Any:
    """A copy with another value at a spot, or with none."""
    if not spot:
        return value
    held = dict(table) if isinstance(table, dict) else dict(enumerate(table))
    held[spot[0]] = broken(held[spot[0]], spot[1:], value)
    kept = {key: each for key, each in held.items() if each is not GONE}
    return kept if isinstance(table, dict) else list(kept.values())


def written(value: Any) -> str:
    """A value as TOML."""
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {written(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case bool() | str():
            return json.dumps(value)
    return repr(value)


@cache
def hamlet() -> Setting:
    return setting(land(counties=1, each=2, smallest=400), 1)


@example(("arrivals", 0, "seat"), "throne")
@example(("pathogen", "latent", "value"), [0.0, 1.0])
@example(("pathogen", "latent", "value"), [1e300, 1e-300])
@example(("pathogen", "curve", "value"), [])
@example(("pathogen", "symptomatic", "value", 0), [0, float("nan")])
@example(("imports", 0), 3)
@example(("imports", 0, "count"), -1)
@example(("title",), {"zh": "一"})
@example(("people",), True)
@given(st.sampled_from(SPOTS), VALUES)
@settings(max_examples=25, deadline=None)
def test_a_broken_file_is_refused_or_runs(spot: tuple[Any, ...], value: Any) -> None:
    table = broken(WHOLE, spot, value)
    with suppress(ProblemError):
        read = read_scenario("broken", "\n".join(f"{json.dumps(key)} = {written(each)}" for key, each in table.items()))
        epidemic = replace(read.epidemic, pathogen=replace(read.epidemic.pathogen, force=0.3))
        world = World(hamlet(), epidemic, 1)
        for _ in range(2):
            world.step()
