"""A name as it was written, and as it sounds: family and given syllables, whatever the order and the spacing.

Chinese characters are read with all their readings, a surname with the one it has as a surname. Names in Latin letters keep
their words; which of them is the family name is not guessed.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice, product

from outpace.matching.sounds import fold, han_in, plain_letters, reading, readings

_WORD = re.compile(r"[^\W\d_]+")
_TITLE = re.compile(r"(?:先生|女士|小姐)$")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof"})
_MOST_LETTERS = 2
_MOST_READINGS = 24


@dataclass(frozen=True, slots=True)
class Name:
    """A name read once. `han` are its characters (compound surnames known by `family_length`); `words` its Latin words."""

    written: str
    han: str
    family_length: int
    words: tuple[str, ...]

    @property
    def is_han(self) -> bool:
        return bool(self.han)


@cache
def _tables() -> tuple[frozenset[str], Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    content = tomllib.loads((files("outpace.matching") / "surnames.toml").read_text("utf-8"))
    spellings = {spelling: tuple(meant.split()) for spelling, meant in content["romanisations"].items()}
    return frozenset(content["compound"].split()), content["readings"], spellings


@lru_cache(maxsize=65_536)
def read_name(text: str) -> Name:
    """Read a name: characters, or the words of another script; titles, spaces and middle dots are left out."""
    normal = unicodedata.normalize("NFKC", text)
    han = han_in(normal)
    if len(han) > _MOST_LETTERS:
        han = _TITLE.sub("", han)
    words = () if han else tuple(w for w in _WORD.findall(plain_letters(normal)) if w not in _TITLES)
    return Name(" ".join(normal.split()).casefold(), han, _family_length(han), words)


def _family_length(han: str) -> int:
    return 2 if len(han) > 2 and han[:2] in _tables()[0] else min(1, len(han))


def syllables(name: Name) -> tuple[frozenset[str], ...]:
    """The readings of each character in order; a surname's own reading stands alone."""
    family, given = name.han[: name.family_length], name.han[name.family_length :]
    own = _tables()[1].get(family)
    first = [frozenset({part}) for part in own.split()] if own else [readings(letter) for letter in family]
    return (*first, *(readings(letter) for letter in given))


@lru_cache(maxsize=65_536)
def usual_sound(name: Name) -> tuple[str, ...]:
    """The name's syllables in their usual reading, family first; Latin words as they are."""
    if not name.is_han:
        return name.words
    family = name.han[: name.family_length]
    own = _tables()[1].get(family)
    first = own.split() if own else [reading(letter) for letter in family]
    return (*first, *(reading(letter) for letter in name.han[name.family_length :]))


@lru_cache(maxsize=65_536)
def spellings(name: Name) -> frozenset[str]:
    """Every way to say the name in one breath: all readings, family first and family last, letters only."""
    if not name.is_han:
        return frozenset("".join(turned) for turned in _turned(name.words))
    found = set()
    for said in islice(product(*(sorted(options) for options in syllables(name))), _MOST_READINGS):
        family, given = "".join(said[: name.family_length]), "".join(said[name.family_length :])
        found |= {_plain_v(family + given), _plain_v(given + family)}
    return frozenset(found)


def _plain_v(text: str) -> str:
    return text.replace("v", "u")


def _turned(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words as written, with the last first, and with the first last."""
    return [words, (*words[-1:], *words[:-1]), (*words[1:], *words[:1])] if len(words) > 1 else [words]


@lru_cache(maxsize=65_536)
def transliterations(name: Name) -> frozenset[str]:
    """The folded spellings, with a surname's other spellings put back into pinyin (Wong: Wang, Huang)."""
    found = {fold(said) for said in spellings(name)}
    for family, given in _families(name):
        for meant in _tables()[2].get(family, ()):
            found.add(fold(meant + "".join(given)))
    return frozenset(found)


def _families(name: Name) -> list[tuple[str, tuple[str, ...]]]:
    """Which words may be the family name: the first, the last, or the first two together (Au Yeung)."""
    return [
        *((turned[0], turned[1:]) for turned in _turned(name.words) if turned),
        *(("".join(turned[:2]), turned[2:]) for turned in _turned(name.words) if len(turned) > 2),
    ]


@lru_cache(maxsize=65_536)
def family_names(name: Name) -> frozenset[str]:
    """The folded family names it can have, in pinyin where a spelling is known."""
    if name.is_han:
        return frozenset({fold("".join(usual_sound(name)[: name.family_length]))})
    found = {meant for family, _ in _families(name) for meant in (family, *_tables()[2].get(family, ()))}
    return frozenset(fold(one) for one in found)


@lru_cache(maxsize=65_536)
def sound_key(name: Name) -> str:
    """One text for all spellings in the usual reading: the folded letters sorted, so that order and spacing do not matter."""
    said = usual_sound(name)
    letters = "".join(map(fold, said)) if name.is_han else fold("".join(said))
    return "".join(sorted(letters.replace("k", "g"))) or name.written


@lru_cache(maxsize=65_536)
def family_key(name: Name) -> str:
    """The folded first syllable or word: what a family name sounds like where it stands first."""
    said = usual_sound(name)
    return fold(said[0]) if said else name.written[:1]
