"""Open a person, look a record up, search exactly: thin calls of the vault's functions, which check, count and write.

The vault decides: without its consent no ciphertext of a whole name comes out, so nothing here can show what it refused. A
refusal is an answer and no exception, so that what the vault wrote about it stands when the transaction ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from outpace.desk.ledger.record import Event, record
from outpace.desk.openings.words import Because, Key, OpenFor
from outpace.desk.people.identity import Identity, Mask, identity_of
from outpace.desk.people.keys import hashed
from outpace.desk.people.sealing import open_mask, open_whole
from outpace.desk.scope.actor import Actor
from outpace.matching.blocking import blocking_keys, document_key, name_key, phone_key
from outpace.matching.profile import Profile
from outpace.words.identity import Document, read_document
from outpace.words.moment import Dated
from outpace.words.problem import Problem


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody as this account may see her: the name whole or as its first letter and a star, numbers always masked."""

    name: str | None
    is_whole: bool
    phone: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """What links an account to a person: the kind of record and its key."""

    kind: Because
    id: int


@dataclass(frozen=True, slots=True)
class Opened:
    """An identity in sight until an instant."""

    identity: Identity
    until: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The persons an exact search found, few or none."""

    persons: tuple[int, ...]


_NAMES = "select person_id, mask, whole, wrapped from vault.names(%s::bigint[], %s)"
_OPEN = "select verdict, whole, wrapped, until, stopped, count from vault.open_person(%s, %s, %s, %s, %s)"
_PAIR = "select verdict, persons, wholes, wraps, stopped, count from vault.open_pair(%s, %s)"
_ASSIGNED = "select stopped, count from vault.open_assigned(%s::bigint[], %s)"
_SEARCH = "select verdict, persons, stopped, count from vault.search(%s, %s, %s, %s, %s)"


def names(persons: Iterable[int], at: datetime) -> Mapping[int, Shown]:
    """Names for a list, of persons in scope: masked unless this account has them in sight."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [list(persons), at])
        return {key: _shown(key, *sealed) for key, *sealed in cursor.fetchall()}


def _shown(person: int, mask: bytes, whole: bytes | None, wrapped: bytes) -> Shown:
    masked: Mask = open_mask(person, mask, wrapped)
    name = open_whole(person, whole, wrapped).name if whole is not None else masked.name
    return Shown(name, whole is not None, masked.phone)


def own_identity(person: int, at: datetime) -> Identity:
    """The identity of the person an account belongs to, for herself alone."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [[person], at])
        row = cursor.fetchone()
    return Identity() if row is None or row[2] is None else identity_of(open_whole(person, row[2], row[3]))


def open_person(*, by: Actor, subject: int, purpose: OpenFor, because: Link, at: datetime) -> Opened | Problem:
    """Open a person's identity for a purpose, because of a record that links the account to her now.

    Gives NOT_FOUND, PERSON_NOT_LINKED or OPENINGS_STOPPED where the vault refuses.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [subject, purpose, because.kind, because.id, at])
        verdict, whole, wrapped, until, stopped, count = cursor.fetchone()
    _say_stopped(by, stopped, count, at)
    if verdict == "open":
        identity = Identity() if whole is None else identity_of(open_whole(subject, whole, wrapped))
        return Opened(identity, until)
    return Problem(_REFUSALS[verdict], {})


def open_assigned(*, by: Actor, persons: Iterable[int], at: datetime) -> None:
    """Write down that a list shows a tracer the names of work a commander gave her; `names` shows them from then on."""
    with connection.cursor() as cursor:
        cursor.execute(_ASSIGNED, [list(persons), at])
        stopped, count = cursor.fetchone()
    _say_stopped(by, stopped, count, at)


def open_pair(*, by: Actor, candidate: int, at: datetime) -> Mapping[int, Profile] | Problem:
    """Open both persons of a candidate for the steward who compares them; each counts as one opened.

    Gives NOT_FOUND or OPENINGS_STOPPED where the vault refuses.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PAIR, [candidate, at])
        verdict, persons, wholes, wraps, stopped, count = cursor.fetchone()
    _say_stopped(by, stopped, count, at)
    if verdict != "open":
        return Problem(_REFUSALS[verdict], {})
    sealed = zip(persons or (), wholes or (), wraps or (), strict=True)
    return {key: open_whole(key, whole, wrapped) for key, whole, wrapped in sealed}


_REFUSALS = {"absent": "NOT_FOUND", "not_linked": "PERSON_NOT_LINKED", "stopped": "OPENINGS_STOPPED"}


def read_record(*, subject: int, purpose: str, at: datetime) -> None:
    """Write down that a person's record is read under a masked name. Reads within ten minutes are one."""
    with connection.cursor() as cursor:
        cursor.execute("select vault.read_record(%s, %s, %s)", [subject, purpose, at])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an exact search goes by: a case number, or the keyed hashes of a number or of name and birth date."""

    key: Key
    number: str = ""
    hashes: tuple[str, ...] = ()


def wanted_of(key: Key, value: str, birth: date | None) -> Wanted | None:
    """What a search goes by, from what somebody typed; None where it is not a whole key."""
    match key:
        case Key.NUMBER:
            return Wanted(key, number=value)
        case Key.PHONE:
            return _hashed_by(key, phone_key(value))
        case Key.ID_NUMBER:
            document = read_document(value)
            return _hashed_by(key, document_key(document)) if isinstance(document, Document) else None
        case Key.NAME_BIRTH if birth is not None:
            born = (k for k in blocking_keys(Profile(name=value, birth=Dated(birth))) if k.startswith("born|"))
            return _hashed_by(key, name_key(value), next(born, None))
    return None


def _hashed_by(key: Key, *hashes: str | None) -> Wanted | None:
    known = tuple(text for text in hashes if text is not None)
    return Wanted(key, hashes=known) if len(known) == len(hashes) else None


def search(*, by: Actor, wanted: Wanted, at: datetime) -> Found | Problem:
    """Find persons in scope by an exact key; written down whatever is found. Gives OPENINGS_STOPPED at the limit."""
    first, second = (*(hashed(text) for text in wanted.hashes), None, None)[:2]
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, [wanted.key, wanted.number, first, second, at])
        verdict, persons, stopped, count = cursor.fetchone()
    _say_stopped(by, stopped, count, at)
    return Found(tuple(persons)) if verdict == "found" else Problem(_REFUSALS[verdict], {})


def _say_stopped(by: Actor, cause: str | None, count: int | None, at: datetime) -> None:
    if cause is not None:
        say_stop(by, account=by.account, cause=cause, count=count or 0, path=office(by), at=at)


def say_stop(by: Actor, *, account: int, cause: str, count: int, path: str, at: datetime) -> None:
    """Record that an account was stopped: its reviewers see it at once."""
    data = {"account": account, "cause": cause, "count": count}
    record(Event(kind="opening.stopped", by=by, area_path=path, happened=at, recorded=at, data=data))


def office(by: Actor) -> str:
    """The first area an actor answers for, as the vault reads it from the token."""
    return min(by.paths, default="")
