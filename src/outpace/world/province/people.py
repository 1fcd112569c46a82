"""How many live where, and what places are called. Invented numbers, unequal as in life."""

import random
from collections.abc import Iterator, Mapping, Sequence
from math import exp, floor

from outpace.words.decision import Text

VOWELS = "aeo"


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Split a whole number in proportion to weights by largest remainders: the parts add up to the total."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [floor(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda rank: (parts[rank] - exact[rank], rank))
    for rank in by_remainder[: total - sum(parts)]:
        parts[rank] += 1
    return parts


def uneven(count: int, spread: float, rng: random.Random) -> list[float]:
    """Log-normal weights, largest first."""
    return sorted((exp(rng.gauss(0, spread)) for _ in range(count)), reverse=True)


def names(
    syllables: Mapping[str, Sequence[Text]], first: str, second: str, rng: random.Random, taken: set[str]
) -> Iterator[Text]:
    """Two-syllable names not yet taken in either language, in random order; each given name is taken from then on."""
    pairs = [(one, two) for one in syllables[first] for two in syllables[second] if one.zh != two.zh]
    rng.shuffle(pairs)
    for one, two in pairs:
        name = Text(zh=one.zh + two.zh, en=joined_pinyin(one.en, two.en))
        if taken.isdisjoint((name.zh, name.en)):
            taken.update((name.zh, name.en))
            yield name


def joined_pinyin(first: str, second: str) -> str:
    """Two syllables as one capitalised word, with the apostrophe that pinyin puts before a vowel."""
    return (first + ("'" if second[0] in VOWELS else "") + second).capitalize()
