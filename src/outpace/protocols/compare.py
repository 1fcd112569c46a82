"""What changed between two editions, in rows that read: topic, what, what it was, what it is, which way it went.

What sections tell in rows is compared first; every other clause by its number, which is the same topic everywhere; numbers
that neither shows, by name. Judges a direction only where an edition's own numbers say what a higher one means.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outpace.protocols.edition import Edition
from outpace.protocols.ledger import rank
from outpace.protocols.numbers import Number
from outpace.protocols.sections import SECTIONS
from outpace.protocols.told import Told, topic
from outpace.protocols.ways import Way, number_way, way
from outpace.words.decision import Clause, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one edition says: the sentence, how sure we are of it, and the numbers of the clauses."""

    text: Text
    certainty: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `old` is None for what is new, `new` is None for what the later edition doesn't say any more."""

    topic: str
    label: Text
    old: Side | None
    new: Side | None
    way: Way


def compare(old: Edition, new: Edition) -> tuple[Change, ...]:
    """List what differs between two editions (or laws), by topic."""
    before, after = _told(old), _told(new)
    changes = list(_rows(old, before, new, after))
    shown = {clause.number for told in (*before.values(), *after.values()) for clause in told.clauses}
    changes += _clauses(old, new, shown)
    seen = {name for told in (*before.values(), *after.values()) for name in told.numbers}
    changes += _numbers(old, new, seen | _quoted(old) | _quoted(new))
    return tuple(sorted(changes, key=lambda change: _order(change.topic)))


def told_of(edition: Edition) -> Iterator[Told]:
    """What the sections of an edition tell in rows."""
    for key, part in edition.sections.items():
        if tell := SECTIONS[key].tell:
            yield from tell(part)


def _told(edition: Edition) -> dict[str, Told]:
    return {told.key: told for told in told_of(edition)}


def _rows(old: Edition, before: Mapping[str, Told], new: Edition, after: Mapping[str, Told]) -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        told = now or was
        if told is None or (was and now and was.text == now.text):
            continue
        if told.within and (told.within not in before or told.within not in after):
            continue
        sides = _side(was, old) if was else None, _side(now, new) if now else None
        yield Change(topic=told.topic, label=told.label, old=sides[0], new=sides[1], way=_way(was, now))


def _side(told: Told, edition: Edition) -> Side:
    sure = [clause.certainty for clause in told.clauses]
    sure += [edition.numbers[name].certainty for name in told.numbers if name in edition.numbers]
    return Side(text=told.text, certainty=max(sure, key=rank), clauses=tuple(clause.number for clause in told.clauses))


def _way(was: Told | None, now: Told | None) -> Way:
    old, new = was.burden if was else None, now.burden if now else None
    if old is None and new is None:
        return Way.NEITHER
    size = max(len(old or ()), len(new or ()))
    return way(zip(old or (0.0,) * size, new or (0.0,) * size, strict=True))


def _clauses(old: Edition, new: Edition, shown: set[str]) -> Iterator[Change]:
    before = {clause.number: clause for clause in old.clauses if clause.number not in shown}
    after = {clause.number: clause for clause in new.clauses if clause.number not in shown}
    for number in dict.fromkeys([*before, *after]):
        was, now = before.get(number), after.get(number)
        found = now or was
        if found is None or (was and now and (was.title, was.text) == (now.title, now.text)):
            continue
        sides = [
            Side(text=each.text, certainty=each.certainty, clauses=(number,)) if each else None for each in (was, now)
        ]
        turn = _clause_way(was, old, now, new)
        label = found.title
        if was and now and was.title != now.title:
            label = Text(zh=f"{was.title.zh} / {now.title.zh}", en=f"{was.title.en} / {now.title.en}")
        yield Change(topic=topic(number), label=label, old=sides[0], new=sides[1], way=turn)


def _clause_way(was: Clause | None, old: Edition, now: Clause | None, new: Edition) -> Way:
    if was is None or now is None:
        return Way.NEITHER
    both = [name for name in now.numbers if name in was.numbers]
    ways = {number_way(old.numbers[name], new.numbers[name]) for name in both} - {Way.NEITHER}
    return Way.BOTH if len(ways) > 1 else next(iter(ways), Way.NEITHER)


def _quoted(edition: Edition) -> set[str]:
    return {name for clause in edition.clauses for name in clause.numbers}


def _numbers(old: Edition, new: Edition, seen: set[str]) -> Iterator[Change]:
    for name, now in new.numbers.items():
        was = old.numbers.get(name)
        if was is None or name in seen or (was.values, was.unit) == (now.values, now.unit):
            continue
        sides = [Side(text=number_text(each), certainty=each.certainty, clauses=()) for each in (was, now)]
        label = Text(zh=name, en=name.replace("_", " "))
        yield Change(topic="", label=label, old=sides[0], new=sides[1], way=number_way(was, now))


def number_text(number: Number) -> Text:
    """A number with its unit, as plain words."""
    values = [str(value) for value in number.values]
    return Text(zh=f"{'、'.join(values)}（{number.unit}）", en=f"{', '.join(values)} ({number.unit.replace('_', ' ')})")


def _order(name: str) -> tuple[int, str]:
    return (int(name), "") if name.isdigit() else (10_000, name)
