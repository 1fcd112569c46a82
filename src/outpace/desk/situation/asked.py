"""What a person asked about her record, and the answer: as she reads it, and as the ombudsman does."""

from collections.abc import Iterable
from typing import Any

from outpace.desk.openings.models import Request
from outpace.desk.situation.sentences import say
from outpace.words.ids import IdKind, encode


def by_herself(person: int) -> list[dict[str, Any]]:
    """A person's own requests, the latest first."""
    return asked_rows(Request.objects.filter(subject_id=person).order_by("-at", "-pk"))


def asked_rows(requests: Iterable[Request]) -> list[dict[str, Any]]:
    """Requests as rows; the person by her id alone."""
    return [
        {
            "id": encode(IdKind.REQUEST, row.pk),
            "version": row.version,
            "person": encode(IdKind.PERSON, row.subject_id),
            "kind": row.kind,
            "kind_text": say("ask", row.kind),
            "about": None if row.about_id is None else encode(IdKind.ACCESS, row.about_id),
            "text": row.text,
            "at": row.at.isoformat(),
            "due_at": row.due_at.isoformat(),
            "answered_at": row.answered_at and row.answered_at.isoformat(),
            "answer": row.answer or None,
        }
        for row in requests
    ]
