"""Public ids to keys and back. Absent, malformed and out of scope are one answer: NOT_FOUND."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from outpace.words.ids import IdKind, decode
from outpace.words.problem import ProblemError

Record = TypeVar("Record", bound=Model)


def key_of(kind: IdKind, text: str) -> int:
    """The key behind a public id. Raises NOT_FOUND for a malformed one."""
    key = decode(kind, text)
    if key is None:
        raise ProblemError("NOT_FOUND")
    return key


def find(rows: QuerySet[Record], kind: IdKind, text: str) -> Record:
    """The row behind a public id among the rows in scope. Raises NOT_FOUND."""
    found = rows.filter(pk=key_of(kind, text)).first()
    if found is None:
        raise ProblemError("NOT_FOUND")
    return found
