"""The checks of bodies, for those who may have them: each fits its commitment, its time, its items and its parts."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from outpace_verify.findings import Finding, finding
from outpace_verify.folder import Log

ERASED = "ledger.erased"


@dataclass(frozen=True, slots=True)
class Told:
    """A body as it reads, beside its leaf's number."""

    number: int
    content: dict[str, Any]


def check_bodies(log: Log) -> Iterator[Finding]:
    """Everything that is wrong with the bodies of a log."""
    if log.bodies is None:
        return
    told = []
    for number, (salt, body) in log.bodies.items():
        content = _content(body)
        if number >= len(log.leaves) or content is None or _hash(salt + body) != log.leaves[number].commitment:
            yield finding("BODY_DIFFERS", number=number)
        else:
            told.append(Told(number, content))
    for one in told:
        yield from _fits(log, one)
    yield from _parts(log, told)
    yield from _gone(log, told)


def _content(body: bytes) -> dict[str, Any] | None:
    try:
        content = json.loads(body)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _fits(log: Log, told: Told) -> Iterator[Finding]:
    leaf = log.leaves[told.number]
    if leaf.recorded_us is None:
        return
    if _microseconds(told.content.get("recorded")) != leaf.recorded_us:
        yield finding("BODY_TIME", number=told.number)
    if told.content.get("items_root") != (leaf.items_root.hex() if leaf.items_root else None):
        yield finding("ITEMS_DIFFER", number=told.number)


def _microseconds(recorded: object) -> int | None:
    try:
        said = datetime.fromisoformat(str(recorded)).astimezone(UTC)
    except ValueError:
        return None
    return (said - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _parts(log: Log, told: list[Told]) -> Iterator[Finding]:
    left = dict(log.parts or {})
    for one in told:
        for write in one.content.get("writes", ()):
            rows = left.pop(write["part"], None)
            if rows is None:
                yield finding("PART_MISSING", number=one.number, part=write["part"])
            elif _hash(rows).hex() != write["sha256"]:
                yield finding("PART_DIFFERS", number=one.number, part=write["part"])
    yield from (finding("PART_UNTOLD", part=part) for part in left)


def _gone(log: Log, told: list[Told]) -> Iterator[Finding]:
    """A body may be missing where an erasure names its leaf, alone or with others."""
    acts = [one.content["data"] for one in told if one.content.get("kind") == ERASED]
    erased = {leaf for act in acts for leaf in act.get("leaves", [act.get("leaf")])}
    missing = set(range(len(log.leaves))) - set(log.bodies or {})
    yield from (finding("BODY_MISSING", number=number) for number in sorted(missing - erased))


def gone(log: Log) -> int | None:
    """How many bodies are not here; None where none were exported."""
    return None if log.bodies is None else len(log.leaves) - len(log.bodies)


def _hash(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()
