"""Find out who may be somebody known already: the service compares newcomers across all areas and proposes, a steward decides.

Runs in the scope of a service for everywhere. Nothing here shows a value: what is stored is a score and how far each field
agrees. Two records are joined without a steward only where `matching.score.is_certain` says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from outpace.desk.ledger.record import Event, record
from outpace.desk.people.links import join
from outpace.desk.people.models import Candidate, Person
from outpace.desk.people.sealing import open_whole
from outpace.desk.scope.actor import Actor
from outpace.matching.profile import Profile
from outpace.matching.score import MatchScore, Verdict, compare, is_certain
from outpace.words.area import common_path
from outpace.words.ids import random_key

AT_ONCE = 200
LARGEST_BLOCK = 50
"""A key that more people share than this tells nobody apart; their other keys still do."""


@dataclass(frozen=True, slots=True)
class _Pair:
    person: int
    other: int
    score: MatchScore
    certain: bool


def match_waiting(*, by: Actor, at: datetime) -> int:
    """Compare the persons that wait for it with everybody who shares a key; give how many waited.

    Pairs that may be one person become candidates, and their newcomer is held.
    """
    waiting = _taken()
    if not waiting:
        return 0
    pairs = _scored(_fresh(_similar(waiting)))
    if pairs:
        _propose(by, pairs, at)
    return len(waiting)


def _taken() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select person_id from vault.take_waiting(%s)", [AT_ONCE])
        return [key for (key,) in cursor.fetchall()]


def _similar(waiting: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs with a common key: who was registered later, and who was there before."""
    with connection.cursor() as cursor:
        cursor.execute("select newcomer, known from vault.similar(%s::bigint[], %s)", [list(waiting), LARGEST_BLOCK])
        return sorted(cursor.fetchall())


def _fresh(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs nobody has proposed yet."""
    people = {person for pair in pairs for person in pair}
    held = Candidate.objects.filter(Q(person__in=people) & Q(other__in=people))
    known = {frozenset(pair) for pair in held.values_list("person_id", "other_id")}
    return [pair for pair in pairs if frozenset(pair) not in known]


def _scored(pairs: Sequence[tuple[int, int]]) -> list[_Pair]:
    profiles = _profiles({person for pair in pairs for person in pair})
    found = []
    for person, other in pairs:
        if person in profiles and other in profiles:
            score = compare(profiles[person], profiles[other])
            if score.verdict is not Verdict.DIFFERENT:
                found.append(_Pair(person, other, score, is_certain(profiles[person], profiles[other], score)))
    return found


def _profiles(persons: Iterable[int]) -> Mapping[int, Profile]:
    with connection.cursor() as cursor:
        cursor.execute("select person_id, whole, wrapped from vault.profiles(%s::bigint[])", [list(persons)])
        return {key: open_whole(key, whole, wrapped) for key, whole, wrapped in cursor.fetchall()}


def _propose(by: Actor, pairs: Sequence[_Pair], at: datetime) -> None:
    paths = dict(
        Person.objects.filter(pk__in={p for pair in pairs for p in (pair.person, pair.other)}).values_list(
            "pk", "area_path"
        )
    )
    event = random_key()
    made = Candidate.objects.bulk_create(_candidate(pair, paths, event, at) for pair in pairs if pair.person in paths)
    Person.objects.filter(
        pk__in=[one.person_id for one, pair in zip(made, pairs, strict=True) if not pair.certain]
    ).update(held=True)
    record(
        Event(
            id=event,
            kind="match.proposed",
            by=by,
            area_path=common_path(one.area_path for one in made),
            happened=at,
            recorded=at,
            data={"count": len(made)},
        )
    )
    for candidate, pair in zip(made, pairs, strict=True):
        if pair.certain:
            join(by=by, candidate=candidate, at=at)


def _candidate(pair: _Pair, paths: Mapping[int, str], event: int, at: datetime) -> Candidate:
    return Candidate(
        person_id=pair.person,
        other_id=pair.other,
        score=pair.score.bits,
        verdict=pair.score.verdict,
        reasons=[asdict(reason) for reason in pair.score.reasons],
        area_path=common_path((paths[pair.person], paths[pair.other])),
        found_at=at,
        event_id=event,
    )
