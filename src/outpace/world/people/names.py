"""Invented names, sexes and telephone numbers: of a person of the province they are functions of seed and number.

A household bears one family name. Nobody in particular is meant; no mobile number in China begins as these do.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from outpace.words.case import Sex
from outpace.words.decision import Text
from outpace.world.draws import What, key, mixed

NOBODYS = "60"


def sex_of(seed: int, person: int) -> Sex:
    """The sex of a person: one of two at random."""
    return list(Sex)[mixed(int(key(seed, What.SEX)) ^ person) % len(Sex)]


def name_of(seed: int, person: int, household: int) -> Text:
    """The name of a person whose household has this number (its first person's)."""
    parts, own = name_parts(), mixed(int(key(seed, What.NAME)) ^ person)
    family = parts["surnames"][mixed(int(key(seed, What.NAME, 1)) ^ household) % len(parts["surnames"])]
    middle = parts["middle"][own % len(parts["middle"])]
    last = parts["female" if sex_of(seed, person) is Sex.FEMALE else "male"]
    return full_name(family, middle, last[mixed(own) % len(last)])


def phone_of(person: int) -> str:
    """Eleven digits that no telephone network has, another for each person."""
    return f"{NOBODYS}{person:09d}"


def full_name(family: Text, middle: Text, last: Text) -> Text:
    """A name of three characters; in pinyin the given name is one word, with the apostrophe that a vowel gets."""
    given = (middle.en + ("'" if last.en[0] in "aeo" else "") + last.en).capitalize()
    return Text(zh=family.zh + middle.zh + last.zh, en=f"{family.en.capitalize()} {given}")


@cache
def name_parts() -> Mapping[str, tuple[Text, ...]]:
    """The parts of names: surnames, the middle character, the last by sex."""
    raw = tomllib.loads((files("outpace.world.people") / "names.toml").read_text("utf-8"))
    return {pool: tuple(Text(zh=word[0], en=word[1:]) for word in words.split()) for pool, words in raw.items()}
