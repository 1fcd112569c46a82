"""Syllables: how characters are read, and how spellings of one sound are brought together. Knows nothing of names.

`fold` is coarse on purpose: it joins pinyin and Wade-Giles (zhang, chang), northern and southern sounds (zh/z, n/l stays
apart). Whoever compares by it says so in the evidence.
"""

import os
import re
import unicodedata
from functools import cache, lru_cache
from types import ModuleType

_HAN = re.compile("[㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f]")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"[^a-z]", ""),
        (r"ssu|szu", "si"),
        (r"tzu|tsu(?=[^a-z]|$)", "zi"),
        (r"hs", "x"),
        (r"ts|tz", "c"),
        (r"zh|ch|q|j|z", "c"),
        (r"sh|x", "s"),
        (r"b", "p"),
        (r"d", "t"),
        (r"g(?!$)(?=[aeiouv])", "k"),
        (r"ieh", "ie"),
        (r"ien", "ian"),
        (r"ueh", "ue"),
        (r"ung", "ong"),
        (r"uei", "ui"),
        (r"iou", "iu"),
        (r"(?<=[klnrstcph])uo", "o"),
        (r"(?<=[kh])e(?![in])", "o"),
        (r"lyu|lv|lyv", "lu"),
        (r"nyu|nv", "nu"),
        (r"v", "u"),
        (r"(?<=[cs])ih", "i"),
        (r"(?<=y)u(?=$)", "u"),
        (r"erh", "er"),
        (r"eh", "e"),
    )
)


@cache
def _pinyin() -> ModuleType:
    """The readings, loaded when the first name is read and without the dictionary of phrases: names are none."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    import pypinyin

    return pypinyin


def han_in(text: str) -> str:
    """The Chinese characters of a text, in their order."""
    return "".join(_HAN.findall(text))


@lru_cache(maxsize=16_384)
def readings(character: str) -> frozenset[str]:
    """All readings of a character in pinyin without tones; the character itself where none is known."""
    library = _pinyin()
    found = library.pinyin(character, style=library.Style.NORMAL, heteronym=True, errors="default")
    return frozenset(found[0]) if found else frozenset({character})


@lru_cache(maxsize=16_384)
def reading(character: str) -> str:
    """The usual reading of a character."""
    found: list[str] = _pinyin().lazy_pinyin(character, errors="default")
    return found[0] if found else character


@lru_cache(maxsize=65_536)
def fold(spelling: str) -> str:
    """Bring spellings of one sound to one form: letters only, pinyin and Wade-Giles alike. Not for display."""
    folded = spelling
    for pattern, plain in _STEPS:
        folded = pattern.sub(plain, folded)
    return folded or spelling


def plain_letters(text: str) -> str:
    """A text without accents, case and full-width forms (ü becomes u)."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
