"""Numbers and clauses of an edition while it is read: every reference is looked up here, and what nobody uses is found.

Refuses dangling references, units that don't fit, and a clause that claims to be surer than the numbers it quotes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from outpace.protocols.changes import NONE, Changes
from outpace.protocols.numbers import CERTAINTIES, Direction, Number, Unit
from outpace.protocols.spot import Spot
from outpace.protocols.texts import read_name, read_text
from outpace.words.decision import Clause, Text


@dataclass(slots=True)
class Ledger:
    """What the files of one edition have declared so far, and what of it has been used."""

    edition: str
    label: str
    review_by: str
    changes: Changes = NONE
    numbers: dict[str, Number] = field(default_factory=dict)
    clauses: dict[str, Clause] = field(default_factory=dict)
    places: dict[str, Spot] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def number(self, spot: Spot, unit: Unit) -> Number:
        """Look up one number by its name and check its unit. Raises where it is missing, a list, or another unit."""
        number = self.numbers_of(spot, unit)
        if len(number.values) != 1:
            raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="a single number, not a list")
        return number

    def numbers_of(self, spot: Spot, unit: Unit) -> Number:
        """Look up a number that may be a list."""
        name = spot.word()
        if name not in self.numbers:
            raise spot.refuse("PROTOCOL_NUMBER_UNKNOWN", name=name)
        number = self.numbers[name]
        if number.unit is not unit:
            raise spot.refuse("PROTOCOL_UNIT", name=name, unit=number.unit, expected=unit)
        self.used.add(name)
        return number

    def clause(self, spot: Spot) -> Clause:
        """Look up a clause by its number."""
        number = spot.word()
        if number not in self.clauses:
            raise spot.refuse("PROTOCOL_CLAUSE_UNKNOWN", number=number)
        self.used.add(f"clause {number}")
        return self.clauses[number]

    def text(self, spot: Spot) -> Text:
        """Read a sentence, filled from the numbers."""
        text, quoted = read_text(spot, self.numbers)
        self.used.update(number.name for number in quoted)
        return text

    def refuse_unused(self) -> None:
        """Raise PROTOCOL_UNUSED for a number or clause that neither a rule nor a sentence uses."""
        for name, spot in self.places.items():
            if name not in self.used:
                raise spot.refuse("PROTOCOL_UNUSED", name=name)


def read_number(ledger: Ledger, name: str, entry: Spot) -> None:
    """Read one number, without its note."""
    if name in ledger.numbers:
        raise entry.refuse("PROTOCOL_KEY_TWICE", key=name)
    fields = entry.keys("value unit source certainty date direction", "note review_by")
    review_by = str(fields["review_by"].dated()) if "review_by" in fields else ledger.review_by
    ledger.numbers[name] = ledger.changes.numbers.get(name) or _number(name, fields, review_by)
    ledger.places[name] = entry


def read_notes(ledger: Ledger, spot: Spot) -> None:
    """Read the notes of numbers, once all numbers are known (a note may quote another number)."""
    for name, entry in spot.mapping().items():
        note = entry.mapping().get("note")
        if note is not None:
            text = ledger.text(note)
            ledger.numbers[name] = replace(ledger.numbers[name], note=ledger.numbers[name].note or text)


def read_clauses(ledger: Ledger, spot: Spot) -> None:
    """Read all clauses in their order; where another document replaces one, that one stands in its place."""
    for entry in spot.items():
        fields = entry.keys("number title text source certainty date")
        number = fields["number"].word()
        if number in ledger.clauses:
            raise fields["number"].refuse("PROTOCOL_KEY_TWICE", key=number)
        clause = _clause(ledger, number, fields)
        ledger.clauses[number] = ledger.changes.clauses.get(number, clause)
        ledger.places[f"clause {number}"] = entry


def _clause(ledger: Ledger, number: str, fields: Mapping[str, Spot]) -> Clause:
    text, quoted = read_text(fields["text"], ledger.numbers)
    ledger.used.update(one.name for one in quoted)
    certainty = read_certainty(fields["certainty"])
    changed = [one for one in quoted if one.changed_by]
    _refuse_surer(fields["certainty"], number, certainty, tuple(one for one in quoted if not one.changed_by))
    by = dict.fromkeys([*(one.changed_by for one in changed if one.changed_by), *ledger.changes.labels.get(number, ())])
    return Clause(
        edition=ledger.edition,
        number=number,
        label=" + ".join((f"{ledger.label} {number}", *by)),
        title=read_name(fields["title"]),
        text=text,
        certainty=max((certainty, *(one.certainty for one in changed)), key=rank),
        source="; ".join(dict.fromkeys((fields["source"].word(), *(one.source for one in changed)))),
        date=read_source_date(fields["date"]),
        numbers=tuple(one.name for one in quoted),
    )


def rank(certainty: str) -> int:
    """How far down the scale of certainty this stands; higher is less sure."""
    return CERTAINTIES.index(certainty.partition(":")[0])


def _number(name: str, fields: Mapping[str, Spot], review_by: str) -> Number:
    return Number(
        name=name,
        values=read_values(fields["value"], fields["unit"].choice(Unit)),
        unit=fields["unit"].choice(Unit),
        certainty=read_certainty(fields["certainty"]),
        source=fields["source"].word(),
        date=read_source_date(fields["date"]),
        direction=fields["direction"].choice(Direction),
        review_by=review_by,
    )


def read_values(spot: Spot, unit: Unit) -> tuple[int | Decimal, ...]:
    """Read the value of a number, or the values of a list of days."""
    if unit.has_decimals:
        return (spot.exact(),)
    if unit is not Unit.DAY_OF_STAGE:
        return (spot.integer(),)
    days = tuple(item.integer() for item in spot.items())
    if not days or list(days) != sorted(set(days)) or days[0] < 1:
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="days of a stage, ascending, from the first")
    return days


def read_certainty(spot: Spot) -> str:
    """Read how sure we are: S:<key>, M1, M2, M3 or ours."""
    text = spot.word()
    kind, _, key = text.partition(":")
    if kind not in CERTAINTIES or (kind == "S") != bool(key):
        raise spot.refuse("PROTOCOL_CHOICE", name=spot.name, value=text, allowed="S:<key>, M1, M2, M3, ours")
    return text


def read_source_date(spot: Spot) -> str:
    """Read the date of a source: a day, a month, or unknown."""
    return "unknown" if spot.word() == "unknown" else str(spot.dated())


def _refuse_surer(spot: Spot, clause: str, certainty: str, quoted: tuple[Number, ...]) -> None:
    for number in quoted:
        if rank(number.certainty) > rank(certainty):
            raise spot.refuse(
                "PROTOCOL_SURER_THAN_NUMBER",
                clause=clause,
                certainty=certainty,
                name=number.name,
                number=number.certainty,
            )
