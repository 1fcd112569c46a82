"""The words of `words.toml`: what a cell of a coded column stands for.

A word that is not in the list is not guessed at: it comes back as unknown to us, with the words that are known.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from outpace.words.decision import Text


@cache
def _content() -> Mapping[str, object]:
    return tomllib.loads((files("outpace.exchange") / "words.toml").read_text("utf-8"))


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Bring a word to one form: full-width to half-width, no case, single spaces."""
    return _plain(text)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def words(column: str) -> Mapping[str, str]:
    """Give the words of one coded column, each with the value it stands for."""
    values = _content()[column]
    assert isinstance(values, dict)
    return {plain(word): value for value, spellings in values.items() for word in spellings}


@cache
def known(column: str) -> Text:
    """Name one zh and one en word for each value of a column, for the sentence that lists what is understood."""
    values = _content()[column]
    assert isinstance(values, dict)
    english = [next(word for word in spellings if word.isascii()) for spellings in values.values()]
    chinese = [next(word for word in spellings if not word.isascii()) for spellings in values.values()]
    return Text(zh="、".join(chinese), en=", ".join(english))


@cache
def _unknown_marks() -> frozenset[str]:
    marks = _content()["unknown"]
    assert isinstance(marks, list)
    return frozenset(plain(mark) for mark in marks)


@lru_cache(maxsize=16_384)
def is_unknown(text: str) -> bool:
    """Whether a cell says that the value is not known (`NA`, `不详`, `-` …)."""
    return len(text) < 16 and _plain(text) in _unknown_marks()
