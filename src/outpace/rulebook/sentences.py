"""The sentences of the reasons, in both languages, from the chapters in `said/`.

A sentence is filled with the facts and numbers it speaks of; the same values are kept beside it as evidence.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from outpace.words.decision import Clause, Reason, Text

Value = str | int | date | StrEnum | Text | tuple[str, ...]


@cache
def _templates() -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for file in (files("outpace.rulebook") / "said").iterdir():
        for key, entry in tomllib.loads(file.read_text("utf-8")).items():
            if found.setdefault(key, (entry["zh"], entry["en"])) != (entry["zh"], entry["en"]):
                raise ValueError(f"{key} stands in two chapters")
    return found


@lru_cache(maxsize=65_536, typed=True)
def say(key: str, **values: Value) -> Text:
    """Fill one sentence. A Text among the values gives its own language to each side.

    An outbreak says the same few thousand sentences again and again, so they are kept.
    """
    zh, en = _templates()[key]
    if any(type(value) is Text for value in values.values()):
        return Text(zh=zh.format_map(_side(values, "zh")), en=en.format_map(_side(values, "en")))
    return Text(zh=zh.format_map(values), en=en.format_map(values))


def why(clause: Clause, key: str, **values: Value) -> Reason:
    """Give a reason: the clause, its sentence filled, and the values as evidence."""
    return Reason(clause, say(key, **values), values)


def _side(values: Mapping[str, Value], language: str) -> Mapping[str, object]:
    return {name: getattr(value, language) if type(value) is Text else value for name, value in values.items()}
