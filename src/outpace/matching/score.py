"""Compare two records of people: a score in bits, every reason for it, and what follows: same, look or different.

`same` is a proposal. Nothing is merged here.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from outpace.matching.fields import Agreement, agreements
from outpace.matching.profile import Profile
from outpace.words.identity import DocumentKind

_WHOLE_BIRTHS = (Agreement.SAME, Agreement.MONTH, Agreement.YEAR)


class Verdict(StrEnum):
    """What a score says: propose them as one person, let somebody look, or two people."""

    SAME = "same"
    LOOK = "look"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: the field, how far it agrees, and what that counts in bits. No values."""

    field: str
    agreement: str
    bits: float


@dataclass(frozen=True, slots=True)
class MatchScore:
    """The sum, the verdict and the reasons, the heaviest first."""

    bits: float
    verdict: Verdict
    reasons: tuple[Evidence, ...]

    def agreement(self, field: str) -> str | None:
        """How far a field agrees; None where one of the records doesn't know it."""
        return next((reason.agreement for reason in self.reasons if reason.field == field), None)


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weights by field and agreement (`weights.toml`)."""
    content = tomllib.loads((files("outpace.matching") / "weights.toml").read_text("utf-8"))
    return {name: part for name, part in content.items() if isinstance(part, dict) and name != "proposed_needs"}


@cache
def _proposable() -> frozenset[str]:
    content = tomllib.loads((files("outpace.matching") / "weights.toml").read_text("utf-8"))
    return frozenset(content["proposed_needs"]["name"])


def compare(a: Profile, b: Profile) -> MatchScore:
    """Score two records. The same whichever comes first."""
    reasons = tuple(sorted(_evidence(a, b), key=lambda reason: (-abs(reason.bits), reason.field)))
    total = round(sum(reason.bits for reason in reasons), 2)
    return MatchScore(total, _verdict(total, reasons), reasons)


def _evidence(a: Profile, b: Profile) -> Iterator[Evidence]:
    for field, agreement in agreements(a, b):
        yield Evidence(field, agreement, weights()[field][agreement])


def _verdict(total: float, reasons: tuple[Evidence, ...]) -> Verdict:
    found = {reason.field: reason.agreement for reason in reasons}
    bounds = weights()["outcomes"]
    if found.get("document") == Agreement.CONFLICT or total < bounds["look"]:
        return Verdict.DIFFERENT
    sure = found.get("document") == Agreement.SAME or found.get("name") in _proposable()
    contradicted = Agreement.DIFFERENT in (found.get("name"), found.get("birth"), found.get("sex"))
    if total >= bounds["same"] and sure and not contradicted:
        return Verdict.SAME
    return Verdict.LOOK


def is_certain(a: Profile, b: Profile, score: MatchScore) -> bool:
    """Whether two records may be joined without a person: the same valid national number, a name that agrees, nothing against.

    A passport's number is not enough: countries give the same numbers.
    """
    if a.document is None or a.document != b.document or a.document.kind is not DocumentKind.NATIONAL:
        return False
    agreed = {field: score.agreement(field) for field in ("name", "birth", "sex")}
    whole = agreed["birth"] in (None, *_WHOLE_BIRTHS) and agreed["sex"] in (None, Agreement.SAME)
    return score.verdict is Verdict.SAME and agreed["name"] in _proposable() and whole
