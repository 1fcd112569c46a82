"""The checks of a log: signatures, order, roots, times, items, and what outsiders saved before."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from outpace_verify.findings import Finding, finding
from outpace_verify.folder import Leaf, Log
from outpace_verify.merkle import root_of, roots_at
from outpace_verify.notes import Checkpoint, Key

LATE = timedelta(minutes=10)
"""How long before the last checkpoint an event may say it was recorded: no transaction lives longer."""
AHEAD = timedelta(minutes=1)
"""How far two machines' clocks may differ."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Saved = Mapping[str, Checkpoint]


def check(log: Log, saved: Saved, witnesses: Iterable[Key]) -> Iterator[Finding]:
    """Everything that is wrong with a log. `saved`: checkpoints that outsiders kept, by the name of their file."""
    yield from log.findings
    if log.key is None:
        return
    known = [*log.witnesses, *witnesses]
    yield from _signatures(log.key, log.checkpoints, known)
    yield from _order(log.checkpoints)
    yield from _roots(log.leaves, log.checkpoints)
    yield from _times(log.leaves, log.checkpoints)
    yield from _items(log)
    yield from _against(log.key, log.leaves, saved)
    yield from _heard([*log.checkpoints, *saved.values()], witnesses)


def _signatures(key: Key, checkpoints: Iterable[Checkpoint], witnesses: Iterable[Key]) -> Iterator[Finding]:
    for number, checkpoint in enumerate(checkpoints, 1):
        if checkpoint.origin != key.name:
            yield finding("ORIGIN_OTHER", number=number, origin=checkpoint.origin)
        if not checkpoint.is_signed_by(key):
            yield finding("SIGNATURE_WRONG", number=number)
        names = [line.name for line in checkpoint.signatures if line.name != key.name]
        good = {witness.name for witness in witnesses if checkpoint.cosigned(witness)}
        own = len(checkpoint.signatures) - len(names)
        yield from (finding("SIGNATURE_UNKNOWN", number=number, name=name) for name in names if name not in good)
        if own > 1 or len(set(names)) < len(names):
            yield finding("SIGNATURE_UNKNOWN", number=number, name=key.name)


def _order(checkpoints: list[Checkpoint]) -> Iterator[Finding]:
    if not checkpoints:
        yield finding("NO_CHECKPOINT")
    before: Checkpoint | None = None
    for number, checkpoint in enumerate(checkpoints, 1):
        if checkpoint.previous != (before.digest if before else "-"):
            yield finding("CHECKPOINT_CHAIN", number=number)
        if before and (checkpoint.size < before.size or checkpoint.time < before.time):
            yield finding("CHECKPOINT_BACK", number=number)
        before = checkpoint


def _roots(leaves: list[Leaf], checkpoints: list[Checkpoint]) -> Iterator[Finding]:
    roots = dict(roots_at((leaf.data for leaf in leaves), [checkpoint.size for checkpoint in checkpoints]))
    for number, checkpoint in enumerate(checkpoints, 1):
        if checkpoint.size > len(leaves):
            yield finding("LEAVES_MISSING", size=checkpoint.size, found=len(leaves))
        elif roots[checkpoint.size] != checkpoint.root:
            yield finding("ROOT_DIFFERS", size=checkpoint.size, number=number)
    covered = max((checkpoint.size for checkpoint in checkpoints), default=0)
    if len(leaves) > covered:
        yield finding("LEAVES_UNSIGNED", count=len(leaves) - covered)


def _times(leaves: list[Leaf], checkpoints: list[Checkpoint]) -> Iterator[Finding]:
    timed, start, after_last = False, 0, None
    for checkpoint in checkpoints:
        earliest = after_last - LATE if after_last else _EPOCH
        for number in range(start, min(checkpoint.size, len(leaves))):
            microseconds = leaves[number].recorded_us
            if microseconds is None and timed:
                yield finding("TIME_MISSING", number=number)
            elif microseconds is not None:
                timed = True
                if not earliest <= (recorded := instant(microseconds)) <= checkpoint.time + AHEAD:
                    yield _contradicted(number, recorded, earliest, checkpoint.time)
        start, after_last = max(start, checkpoint.size), checkpoint.time


def _contradicted(number: int, recorded: datetime, before: datetime, after: datetime) -> Finding:
    return finding(
        "BACK_DATED",
        number=number,
        recorded=recorded.isoformat(),
        before=before.isoformat(),
        after=after.isoformat(),
    )


def instant(microseconds: int) -> datetime:
    """The instant that a leaf says; the end of time where it says none that exists."""
    try:
        return _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _items(log: Log) -> Iterator[Finding]:
    for number, leaf in enumerate(log.leaves):
        rows = log.items.pop(number, [])
        in_order = [row for row, _ in rows] == list(range(1, len(rows) + 1))
        expected = leaf.items_root
        if expected is None and rows and leaf.recorded_us is None:
            continue
        if (expected is None) != (not rows) or (rows and (not in_order or root_of(h for _, h in rows) != expected)):
            yield finding("ITEMS_DIFFER", number=number)
    yield from (finding("ITEMS_DIFFER", number=number) for number in log.items)


def _against(key: Key, leaves: list[Leaf], saved: Saved) -> Iterator[Finding]:
    roots = dict(roots_at((leaf.data for leaf in leaves), [checkpoint.size for checkpoint in saved.values()]))
    for file, checkpoint in saved.items():
        if not checkpoint.is_signed_by(key):
            yield finding("SAVED_OTHER_KEY", file=file)
        if checkpoint.size > len(leaves):
            yield finding("SAVED_SHORTER", file=file, size=checkpoint.size, found=len(leaves))
        elif roots[checkpoint.size] != checkpoint.root:
            yield finding("SAVED_DIFFERS", file=file, size=checkpoint.size)


def _heard(checkpoints: Iterable[Checkpoint], witnesses: Iterable[Key]) -> Iterator[Finding]:
    held = list(checkpoints)
    for witness in witnesses:
        if not any(checkpoint.cosigned(witness) for checkpoint in held):
            yield finding("WITNESS_SILENT", name=witness.name)
