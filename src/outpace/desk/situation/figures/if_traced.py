"""Follow-up if traced: until when each infectee would have been followed up, had somebody traced the last exposure.

A figure to compare with, never an order and never a list of traced contacts: its rows are the infectees of links.
"""

from typing import Any

from outpace.desk.areas.law import law_over
from outpace.desk.situation.figures.chains import natural
from outpace.desk.situation.figures.links import Infectee, infectees
from outpace.desk.situation.frame import Frame
from outpace.protocols.edition import Edition
from outpace.rulebook.follow_up import follow_up_end
from outpace.rulebook.render import plain, reason_json
from outpace.words.decision import Decision
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError


def follow_up_if_traced(frame: Frame) -> dict[str, Any]:
    """One row an infectee, by case number. Where the last exposure has no day, the end is unknown and says why."""
    edition = law_over(frame.incident, frame.incident.area.path, frame.as_of)
    ordered = sorted(infectees(frame), key=lambda infectee: natural(infectee.number))
    items = [_item(infectee, edition, frame) for infectee in ordered]
    unknown = sum(item["follow_up_end"] is None for item in items)
    return {"items": items, "total": len(items), "unknown": unknown, "edition": edition.id, **frame.stamp()}


def _item(infectee: Infectee, edition: Edition, frame: Frame) -> dict[str, Any]:
    last = infectee.last_exposure
    head = {
        "link_ids": [encode(IdKind.LINK, link) for link in infectee.links],
        "infectee": {"id": encode(IdKind.CASE, infectee.key), "number": infectee.number},
        "ambiguous": len(infectee.links) > 1,
        "last_exposure": None if last is None else str(last),
    }
    try:
        decision = follow_up_end(last, edition, frame.as_of)
    except ProblemError as refused:
        text = {"zh": refused.problem.text.zh, "en": refused.problem.text.en}
        return {**head, "follow_up_end": None, "needs": ["exposure_end"], "clause": None, "reason": text}
    decided = isinstance(decision, Decision)
    reason = reason_json(decision.reasons[-1])
    return {
        **head,
        "follow_up_end": plain(decision.outcome) if isinstance(decision, Decision) else None,
        "needs": [] if decided else list(decision.needs),  # type: ignore[union-attr]
        "clause": reason["clause"],
        "reason": reason["text"],
    }


COLUMNS = ("number", "last_exposure", "follow_up_end", "candidates", "clause", "reason_zh", "reason_en", "links")


def cells(item: dict[str, Any]) -> list[object]:
    """A row as the cells of a CSV line, in the order of COLUMNS."""
    clause = item["clause"]["label"] if item["clause"] else None
    return [
        item["infectee"]["number"],
        item["last_exposure"],
        item["follow_up_end"],
        len(item["link_ids"]),
        clause,
        item["reason"]["zh"],
        item["reason"]["en"],
        " ".join(item["link_ids"]),
    ]
