"""How interviews see the world: who is reached, when, how far back, what can be told of each layer. Numbers: `observing.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from outpace.words.contact import Setting
from outpace.words.decision import Text
from outpace.world.delays import Days, gamma_days


@dataclass(frozen=True, slots=True)
class Seeing:
    """A layer as an interview knows it: the share of meetings that can be named, the desk's word, the relation, indoors."""

    recall: float
    setting: Setting
    relation: Text
    indoors: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """How cases are interviewed: which share, after how many days, how many days back, and what is told by layer."""

    reached: float
    delay: Days
    back: int
    layers: Mapping[str, Seeing]


@cache
def usual_watch() -> Watch:
    """Read what stands in `observing.toml`."""
    raw = tomllib.loads((files("outpace.world") / "observing.toml").read_text("utf-8"))
    interview = raw["interview"]
    layers = {
        name: Seeing(each["recall"], Setting(each["setting"]), Text(*each["relation"].split("|")), each["indoors"])
        for name, each in raw["layers"].items()
    }
    return Watch(interview["reached"], gamma_days(*interview["delay"]), interview["back"], layers)
