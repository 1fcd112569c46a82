"""A case's timeline: what happened to the person, what was recorded here, and which limits were kept.

Facts keep their precision: a day has no hour and a month no day. Nothing unknown is drawn.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from outpace.desk.cases.facts import DATES, dated
from outpace.desk.cases.models import Case, Version
from outpace.desk.cases.queries import zone_of
from outpace.desk.situation.sentences import say
from outpace.desk.tracing.models import Exposure
from outpace.rulebook.look_back import Window
from outpace.rulebook.render import clause_json
from outpace.words.decision import Decision, Undecided
from outpace.words.ids import IdKind, encode
from outpace.words.moment import Precision

Entry = dict[str, Any]


def timeline(
    case: Case,
    window: Decision[Window | None] | Undecided | None,
    versions: Iterable[Version],
    exposures: Iterable[Exposure],
    tasks: Sequence[Mapping[str, Any]],
) -> list[Entry]:
    """All entries in order of time; on one day, what has no hour comes first. `tasks` are rows of the API."""
    entries = [*_facts(case), *_window(window), *_records(case, versions), *_told(exposures), *map(_task, tasks)]
    zone = zone_of(case)
    return sorted(entries, key=lambda entry: _order(entry["at"], zone))


def _order(at: str, zone: str) -> tuple[date, time]:
    if len(at) == len("2015-05"):
        return date.fromisoformat(f"{at}-01"), time.min
    if len(at) == len("2015-05-20"):
        return date.fromisoformat(at), time.min
    local = datetime.fromisoformat(at).astimezone(ZoneInfo(zone))
    return local.date(), local.time()


def _entry(at: str, precision: Precision, kind: str, title: Mapping[str, str], **more: Any) -> Entry:
    return {
        "at": at,
        "precision": precision.value,
        "kind": kind,
        "title": title,
        "clause": None,
        "limit": None,
        "event": None,
        **more,
    }


def _facts(case: Case) -> Iterator[Entry]:
    for name in DATES:
        known = dated(case, name)
        if known is not None:
            yield _entry(str(known), known.precision, name, say("timeline", name))


def _window(window: Decision[Window | None] | Undecided | None) -> Iterator[Entry]:
    if isinstance(window, Decision) and window.outcome is not None:
        clause = clause_json(window.reasons[0].clause)
        start = window.outcome.start.isoformat()
        yield _entry(start, Precision.DAY, "look_back", say("timeline", "look_back"), clause=clause)


def _records(case: Case, versions: Iterable[Version]) -> Iterator[Entry]:
    for version in versions:
        at, event = version.recorded.isoformat(), encode(IdKind.EVENT, version.event_id)
        if version.version == 1:
            yield _entry(at, Precision.MINUTE, "registered", say("timeline", "registered"), event=event)
        else:
            fields = ", ".join(change["field"] for change in version.changes)
            yield _entry(at, Precision.MINUTE, "corrected", say("timeline", "corrected", fields=fields), event=event)


def _told(exposures: Iterable[Exposure]) -> Iterator[Entry]:
    by_event: dict[int, list[Exposure]] = {}
    for told in exposures:
        by_event.setdefault(told.event_id, []).append(told)
    for event, rows in by_event.items():
        at, title = rows[0].recorded.isoformat(), say("timeline", "exposures", count=len(rows))
        yield _entry(at, Precision.MINUTE, "exposures", title, event=encode(IdKind.EVENT, event))


def _task(task: Mapping[str, Any]) -> Entry:
    kept = {"done": None, "overdue": False, "open": None}[task["state"]]
    if task["state"] == "done":
        kept = datetime.fromisoformat(task["done_at"]) <= datetime.fromisoformat(task["due_at"])
    return _entry(
        task["done_at"] or task["due_at"],
        Precision.MINUTE,
        "task",
        task["title"],
        clause=task["clause"],
        limit={"due_at": task["due_at"], "kept": kept},
    )
