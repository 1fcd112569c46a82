"""Sentences of an edition: both languages, no digit of their own, placeholders filled from the edition's numbers.

A number stands once, as data with its source; a sentence can only repeat it. Spelt-out numerals can't be caught here.
"""

from collections.abc import Iterable, Mapping
from string import Formatter

from outpace.protocols.numbers import Number
from outpace.protocols.spot import Spot
from outpace.words.decision import Text

BOTH = " · "
COMMA = {"zh": "、", "en": ", "}


def read_name(spot: Spot) -> Text:
    """Read a proper name (a disease, a document) in both languages; it may hold digits, and nothing is filled in."""
    languages = _languages(spot)
    return Text(zh=languages["zh"].word(), en=languages["en"].word())


def read_text(spot: Spot, numbers: Mapping[str, Number]) -> tuple[Text, tuple[Number, ...]]:
    """Read a sentence in both languages and fill it. Gives the text and the numbers it quotes, the same in both."""
    languages = _languages(spot)
    quoted = {language: _quoted(languages[language], numbers) for language in ("zh", "en")}
    if set(quoted["zh"]) != set(quoted["en"]):
        raise spot.refuse("PROTOCOL_TEXTS_DIFFER", name=spot.name)
    named = tuple(numbers[name] for name in quoted["zh"])
    zh, en = (_filled(languages[language].word(), language, named) for language in ("zh", "en"))
    return Text(zh=zh, en=en), named


def both(text: Text) -> str:
    """Both languages side by side, for a refusal that quotes what somebody wrote."""
    return f"{text.zh}{BOTH}{text.en}"


def _languages(spot: Spot) -> Mapping[str, Spot]:
    found = spot.mapping()
    for language in ("zh", "en"):
        if language not in found:
            raise spot.refuse("PROTOCOL_TRANSLATION_MISSING", name=spot.name, language=language)
    return spot.keys("zh en")


def _quoted(spot: Spot, numbers: Mapping[str, Number]) -> tuple[str, ...]:
    try:
        parts = list(Formatter().parse(spot.word()))
    except ValueError:
        raise spot.refuse("PROTOCOL_PLACEHOLDER", name=spot.word()) from None
    for literal, name, _, _ in parts:
        if any(letter.isdigit() for letter in literal):
            raise spot.refuse("PROTOCOL_DIGIT", text=literal.strip())
        if name is not None and name not in numbers:
            raise spot.refuse("PROTOCOL_PLACEHOLDER", name=name)
    return tuple(dict.fromkeys(name for _, name, _, _ in parts if name is not None))


def _filled(template: str, language: str, named: Iterable[Number]) -> str:
    shown = {number.name: COMMA[language].join(map(str, number.values)) for number in named}
    return template.format_map(shown)
