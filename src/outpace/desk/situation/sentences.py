"""The situation's sentences in both languages, from `sentences.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from outpace.words.decision import Text


@cache
def _topics() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((files("outpace.desk.situation") / "sentences.toml").read_text("utf-8"))


def keys(topic: str) -> frozenset[str]:
    """The keys a topic has sentences for."""
    return frozenset(_topics()[topic])


def say(topic: str, key: str, **values: object) -> dict[str, str]:
    """Fill a sentence as {zh, en}. A Text gives each side its language; a count of 1 takes `one` where it stands."""
    entry = _topics()[topic][key]
    english = entry["one"] if "one" in entry and 1 in (values.get("count"), values.get("known")) else entry["en"]
    return {"zh": entry["zh"].format_map(_side(values, "zh")), "en": english.format_map(_side(values, "en"))}


def _side(values: Mapping[str, object], language: str) -> dict[str, object]:
    return {name: getattr(value, language) if isinstance(value, Text) else value for name, value in values.items()}
