"""Pairs of records as rows of the API: masked in the queue, whole once a steward opens one. No route is here."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files

from ninja import Schema

from outpace.desk.accounts.models import Account
from outpace.desk.http.shapes import AreaRef, Both, area_ref
from outpace.desk.people.identity import Mask
from outpace.desk.people.models import Candidate, Person
from outpace.desk.people.pairs import masks
from outpace.matching.profile import Profile
from outpace.words.ids import IdKind, encode


class MatchReasonOut(Schema):
    """One reason: the field, how far it agrees, what that counts in bits, and that in words."""

    field: str
    agreement: str
    bits: float
    text: Both


class SideOut(Schema):
    """One of the two records. In a queue its values are masked."""

    id: str
    name: str | None
    phone: str | None
    document: str | None
    birth: str | None
    sex: str | None
    age: int | None
    area: AreaRef | None
    address: str | None = None


class MatchOut(Schema):
    """Two records that may be one person. `verdict` is what the score proposes, `state` what somebody decided."""

    id: str
    version: int
    state: str
    verdict: str
    score: float
    found_at: datetime
    newcomer: SideOut
    known: SideOut
    is_open: bool
    reasons: list[MatchReasonOut]
    decided_by: Both | None
    decided_at: datetime | None
    why: str


@cache
def _sentences() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((files("outpace.desk.people") / "reasons.toml").read_text("utf-8"))


def sentence(field: str, agreement: str) -> Both:
    """What an agreement says, in both languages. Raises KeyError for one that nobody worded."""
    return Both(**_sentences()[field][agreement])


def match_rows(found: Sequence[Candidate]) -> list[MatchOut]:
    """Candidates (with persons, areas and accounts loaded) as rows of the queue; one statement for all masks."""
    shown = masks(key for one in found for key in (one.person_id, one.other_id))
    return [_row(one, shown) for one in found]


def _row(candidate: Candidate, shown: Mapping[int, Mask]) -> MatchOut:
    sides = [_masked(person, shown.get(person.pk, Mask())) for person in (candidate.person, candidate.other)]
    return _out(candidate, sides[0], sides[1], is_open=False)


def opened_row(candidate: Candidate, opened: Mapping[int, Profile]) -> MatchOut:
    """A candidate with both records' values, as the steward who opened it sees them."""
    sides = [_whole(person, opened.get(person.pk, Profile())) for person in (candidate.person, candidate.other)]
    return _out(candidate, sides[0], sides[1], is_open=True)


def _out(candidate: Candidate, newcomer: SideOut, known: SideOut, *, is_open: bool) -> MatchOut:
    return MatchOut(
        id=encode(IdKind.MATCH, candidate.pk),
        version=candidate.version,
        state=candidate.state,
        verdict=candidate.verdict,
        score=candidate.score,
        found_at=candidate.found_at,
        newcomer=newcomer,
        known=known,
        is_open=is_open,
        reasons=[MatchReasonOut(**one, text=sentence(one["field"], one["agreement"])) for one in candidate.reasons],
        decided_by=_display(candidate.decided_by),
        decided_at=candidate.decided_at,
        why=candidate.why,
    )


def _display(account: Account | None) -> Both | None:
    return None if account is None else Both(zh=account.display_zh, en=account.display_en)


def _masked(person: Person, mask: Mask) -> SideOut:
    return _side(person, name=mask.name, phone=mask.phone, document=mask.document, birth=mask.birth)


def _whole(person: Person, profile: Profile) -> SideOut:
    document, birth = profile.document, profile.birth
    return _side(
        person,
        name=profile.name,
        phone=profile.phone,
        document=document.value or document.kind if document else None,
        birth=str(birth) if birth else None,
        address=profile.address,
    )


def _side(person: Person, **values: str | None) -> SideOut:
    return SideOut(
        id=encode(IdKind.PERSON, person.pk), sex=person.sex, age=person.age, area=area_ref(person.area), **values
    )


COLUMNS = ("id", "state", "verdict", "score", "newcomer", "known", "area_newcomer", "area_known", "reasons", "reasons_zh",
           "found_at", "decided_at", "decided_by", "why")  # fmt: skip


def match_cells(row: MatchOut) -> list[object]:
    """A pair as the cells of a CSV line, in the order of COLUMNS: ids and reasons, no value of anybody."""
    return [
        row.id,
        row.state,
        row.verdict,
        row.score,
        row.newcomer.id,
        row.known.id,
        row.newcomer.area.code if row.newcomer.area else None,
        row.known.area.code if row.known.area else None,
        "; ".join(one.text.en for one in row.reasons),
        "；".join(one.text.zh for one in row.reasons),
        row.found_at.isoformat(),
        row.decided_at.isoformat() if row.decided_at else None,
        row.decided_by.en if row.decided_by else None,
        row.why,
    ]
