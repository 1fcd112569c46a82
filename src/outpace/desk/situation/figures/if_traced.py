"""Follow-up if traced: until when each infectee would have been followed up, had somebody traced the last exposure.

A figure to compare with, never an order and never a list of traced contacts: its rows are the infectees of links.
"""

from typing import Any

from outpace.desk.cases.facts import dated
from outpace.desk.cases.models import Case
from outpace.desk.situation.figures.chains import natural
from outpace.desk.situation.figures.links import links_by_infectee
from outpace.desk.situation.frame import Frame
from outpace.desk.situation.shapes import case_ref
from outpace.protocols.edition import Edition
from outpace.protocols.shelf import load_edition
from outpace.rulebook.follow_up import follow_up_end
from outpace.rulebook.render import plain, reason_json
from outpace.words.decision import Decision
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError


def follow_up_if_traced(frame: Frame) -> dict[str, Any]:
    """One row an infectee, by case number. Where the last exposure has no day, the end is unknown and says why."""
    edition = load_edition(frame.incident.edition)
    links = links_by_infectee(frame)
    cases = sorted(Case.objects.filter(pk__in=links), key=lambda case: natural(case.number))
    items = [_item(case, links[case.pk], edition, frame) for case in cases]
    unknown = sum(item["follow_up_end"] is None for item in items)
    return {"items": items, "total": len(items), "unknown": unknown, "edition": edition.id, **frame.stamp()}


def _item(case: Case, links: list[int], edition: Edition, frame: Frame) -> dict[str, Any]:
    last = dated(case, "exposure_end")
    head = {
        "link_ids": [encode(IdKind.LINK, link) for link in links], "infectee": case_ref(case),
        "ambiguous": len(links) > 1, "last_exposure": None if last is None else str(last),
    }
    try:
        decision = follow_up_end(last, edition, frame.as_of)
    except ProblemError as refused:
        text = {"zh": refused.problem.text.zh, "en": refused.problem.text.en}
        return {**head, "follow_up_end": None, "needs": ["exposure_end"], "clause": None, "reason": text}
    decided = isinstance(decision, Decision)
    reason = reason_json(decision.reasons[-1])
    return {
        **head, "follow_up_end": plain(decision.outcome) if isinstance(decision, Decision) else None,
        "needs": [] if decided else list(decision.needs),  # type: ignore[union-attr]
        "clause": reason["clause"], "reason": reason["text"],
    }


COLUMNS = ("number", "last_exposure", "follow_up_end", "candidates", "clause", "reason_zh", "reason_en", "links")


def cells(item: dict[str, Any]) -> list[object]:
    """A row as the cells of a CSV line, in the order of COLUMNS."""
    clause = item["clause"]["label"] if item["clause"] else None
    return [
        item["infectee"]["number"], item["last_exposure"], item["follow_up_end"], len(item["link_ids"]), clause,
        item["reason"]["zh"], item["reason"]["en"], " ".join(item["link_ids"]),
    ]
