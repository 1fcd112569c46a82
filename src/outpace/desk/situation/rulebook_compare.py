"""Two editions side by side: what changed, by topic, from what to what, and which way for the people concerned."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from outpace.protocols import Edition, load_edition
from outpace.protocols.compare import Change, Side, compare
from outpace.protocols.law import law_at_the_end, law_at_the_start
from outpace.protocols.told import topic_title
from outpace.rulebook.render import clause_json, plain

COLUMNS = (
    "topic_zh",
    "topic_en",
    "what_zh",
    "what_en",
    "way",
    "old_zh",
    "old_en",
    "old_certainty",
    "new_zh",
    "new_en",
    "new_certainty",
    "clauses",
)


def compared(old: str, new: str, alone: bool) -> dict[str, Any]:
    """What differs between two editions: alone, or each with what held beside it at the change. Raises EDITION_UNKNOWN."""
    first, last = _laws(old, new, alone)
    changes = compare(first, last)
    topics = [
        {"topic": name, "title": plain(topic_title(name)), "changes": [_change(one, first, last) for one in rows]}
        for name, rows in groupby(changes, key=lambda change: change.topic)
    ]
    ways = [change.way.value for change in changes]
    return {
        "old": _document(first),
        "new": _document(last),
        "topics": topics,
        "total": len(changes),
        "ways": {way: ways.count(way) for way in ("stricter", "lighter", "both", "neither")},
    }


def compared_lines(old: str, new: str, alone: bool) -> Iterator[tuple[Any, ...]]:
    """The same as rows of a file."""
    for change in compare(*_laws(old, new, alone)):
        topic, sides = topic_title(change.topic), (change.old, change.new)
        numbers = dict.fromkeys(number for side in sides if side for number in side.clauses)
        told = [cell for side in sides for cell in _cells(side)]
        yield (topic.zh, topic.en, change.label.zh, change.label.en, change.way.value, *told, " ".join(numbers))


def _laws(old: str, new: str, alone: bool) -> tuple[Edition, Edition]:
    first, last = load_edition(old), load_edition(new)
    if alone or not (first.line.is_dated_line and last.line.is_dated_line):
        return first, last
    return law_at_the_end(old), law_at_the_start(new)


def _cells(side: Side | None) -> tuple[str, str, str]:
    return ("", "", "") if side is None else (side.text.zh, side.text.en, side.certainty)


def _document(law: Edition) -> dict[str, Any]:
    beside = [load_edition(one) for one in law.documents[1:]]
    return {
        "id": law.id,
        "label": law.label,
        "title": plain(law.title),
        "date": str(law.valid_from),
        "until": None if law.valid_until is None else str(law.valid_until),
        "beside": [{"id": one.id, "label": one.label, "title": plain(one.title)} for one in beside],
    }


def _change(change: Change, first: Edition, last: Edition) -> dict[str, Any]:
    return {
        "label": plain(change.label),
        "old": _side(change.old, first),
        "new": _side(change.new, last),
        "way": change.way.value,
    }


def _side(side: Side | None, law: Edition) -> dict[str, Any] | None:
    if side is None:
        return None
    clauses = [clause_json(law.clause(number)) for number in side.clauses]
    return {"text": plain(side.text), "certainty": side.certainty, "clauses": clauses}
