"""The closed list of lawful reasons: what each can carry, for how long, on which evidence, under which law, signed by whom.

A reason that could restrict on a list of names or a phone cell, or that has no law, is refused at reading.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from outpace.protocols.ledger import Ledger, read_certainty, read_source_date
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.sections.cases import TRACES_CONTACTS
from outpace.protocols.sections.code import PERSON_CODE
from outpace.protocols.sections.contacts import TIERS
from outpace.protocols.spot import Spot
from outpace.protocols.texts import read_name
from outpace.words.case import CaseClass
from outpace.words.decision import Clause, Text
from outpace.words.power import Colour, Measure, Office, RecordKind

if TYPE_CHECKING:
    from outpace.protocols.edition import Edition

PROVES_INFECTION_OR_CONTACT = frozenset({RecordKind.CASE, RecordKind.CONTACT, RecordKind.TEST})


class CountsFrom(StrEnum):
    """From where the longest time of a measure counts: the day the evidence is about, or the start of the order."""

    EVIDENCE = "evidence"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class LegalText:
    """A law and its article, in both languages, with how sure we are of it."""

    id: str
    name: Text
    says: Text
    certainty: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Carries:
    """A measure that a reason can carry, and the longest it may last: days (added up) or hours."""

    measure: Measure
    days: tuple[Number, ...]
    hours: Number | None

    @property
    def longest(self) -> timedelta:
        """The longest time, counted from wherever the reason counts."""
        if self.hours is not None:
            return timedelta(hours=self.hours.value)
        return timedelta(days=sum(number.value for number in self.days))


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulReason:
    """One entry of the closed list."""

    code: str
    label: Text
    carries: tuple[Carries, ...]
    counts_from: CountsFrom
    evidence: frozenset[RecordKind]
    classes: frozenset[CaseClass]
    tiers: frozenset[str]
    laws: tuple[LegalText, ...]
    issuers: frozenset[Office]
    emergency: bool
    colour: Colour | None
    lift_on_silence: bool
    clause: Clause

    def carried(self, measure: Measure) -> Carries | None:
        """Find how a measure is carried, None where this reason can't carry it."""
        return next((carried for carried in self.carries if carried.measure is measure), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The whole list, with what holds for every restriction. `sources`: classes of a case that others may answer for."""

    clause: Clause
    evidence_clause: Clause
    hands_clause: Clause
    end_clause: Clause
    care_clause: Clause
    emergency_hours: Number
    other_unit_above: Number
    sources: frozenset[CaseClass]
    listed: tuple[LawfulReason, ...]
    barred: tuple[tuple[str, Clause], ...]

    @property
    def emergency_time(self) -> timedelta:
        return timedelta(hours=self.emergency_hours.value)

    def find(self, code: str) -> LawfulReason | None:
        """Find a reason by its code, None where it is not on the list."""
        return next((reason for reason in self.listed if reason.code == code), None)

    def bar(self, code: str) -> Clause | None:
        """The clause by which the edition has struck this reason off, None where it hasn't."""
        return next((clause for barred, clause in self.barred if barred == code), None)


def _reasons(spot: Spot, ledger: Ledger) -> Reasons:
    fields = spot.keys("clause evidence hands end care emergency_hours other_unit_above sources laws listed", "barred")
    laws = {name: _law(name, entry) for name, entry in fields["laws"].mapping().items()}
    used: set[str] = set()
    listed = {}
    for item in fields["listed"].items():
        reason = _reason(item, ledger, laws)
        if reason.code in listed:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=reason.code)
        listed[reason.code] = reason
        used |= {law.id for law in reason.laws}
    for name, entry in fields["laws"].mapping().items():
        if name not in used:
            raise entry.refuse("PROTOCOL_UNUSED", name=name)
    return Reasons(
        clause=ledger.clause(fields["clause"]),
        evidence_clause=ledger.clause(fields["evidence"]),
        hands_clause=ledger.clause(fields["hands"]),
        end_clause=ledger.clause(fields["end"]),
        care_clause=ledger.clause(fields["care"]),
        emergency_hours=ledger.number(fields["emergency_hours"], Unit.HOUR),
        other_unit_above=ledger.number(fields["other_unit_above"], Unit.PERSON),
        sources=frozenset(item.choice(CaseClass) for item in fields["sources"].items()),
        listed=tuple(listed.values()),
        barred=_barred(fields.get("barred"), ledger, frozenset(listed)),
    )


def _law(name: str, spot: Spot) -> LegalText:
    fields = spot.keys("name says certainty source date")
    return LegalText(
        id=name,
        name=read_name(fields["name"]),
        says=read_name(fields["says"]),
        certainty=read_certainty(fields["certainty"]),
        source=fields["source"].word(),
        date=read_source_date(fields["date"]),
    )


def _reason(spot: Spot, ledger: Ledger, laws: dict[str, LegalText]) -> LawfulReason:
    fields = spot.keys(
        "code label carries counts_from evidence laws issuers clause",
        "classes tiers emergency colour lift_on_silence",
    )
    optional = {key: fields[key].items() if key in fields else () for key in ("classes", "tiers")}
    reason = LawfulReason(
        code=fields["code"].word(),
        label=ledger.text(fields["label"]),
        carries=tuple(_carries(item, ledger) for item in fields["carries"].items()),
        counts_from=fields["counts_from"].choice(CountsFrom),
        evidence=frozenset(item.choice(RecordKind) for item in fields["evidence"].items()),
        classes=frozenset(item.choice(CaseClass) for item in optional["classes"]),
        tiers=frozenset(item.word() for item in optional["tiers"]),
        laws=tuple(_named(item, laws) for item in fields["laws"].items()),
        issuers=frozenset(item.choice(Office) for item in fields["issuers"].items()),
        emergency=fields["emergency"].truth() if "emergency" in fields else False,
        colour=fields["colour"].choice(Colour) if "colour" in fields else None,
        lift_on_silence=fields["lift_on_silence"].truth() if "lift_on_silence" in fields else False,
        clause=ledger.clause(fields["clause"]),
    )
    _refuse_unlawful(spot, reason)
    return reason


def _carries(spot: Spot, ledger: Ledger) -> Carries:
    fields = spot.keys("measure", "days hours")
    if ("days" in fields) == ("hours" in fields):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="days | hours")
    days = tuple(ledger.number(item, Unit.DAY) for item in fields["days"].items()) if "days" in fields else ()
    hours = ledger.number(fields["hours"], Unit.HOUR) if "hours" in fields else None
    return Carries(fields["measure"].choice(Measure), days, hours)


def _named(spot: Spot, laws: dict[str, LegalText]) -> LegalText:
    if spot.word() not in laws:
        raise spot.refuse("PROTOCOL_CHOICE", name="laws", value=spot.word(), allowed=", ".join(laws))
    return laws[spot.word()]


def _refuse_unlawful(spot: Spot, reason: LawfulReason) -> None:
    """Refuse a reason that could restrict somebody without law, signature, or evidence about that very person."""
    for key, found in (("laws", reason.laws), ("issuers", reason.issuers), ("carries", reason.carries)):
        if not found:
            raise spot.refuse("PROTOCOL_REASON_LACKS", reason=reason.code, lacks=key)
    if not reason.evidence or not all(kind.can_prove for kind in reason.evidence):
        raise spot.refuse("PROTOCOL_REASON_LACKS", reason=reason.code, lacks="evidence")
    if (RecordKind.CONTACT in reason.evidence) != bool(reason.tiers):
        raise spot.refuse("PROTOCOL_REASON_LACKS", reason=reason.code, lacks="tiers")
    if (RecordKind.CASE in reason.evidence) != bool(reason.classes):
        raise spot.refuse("PROTOCOL_REASON_LACKS", reason=reason.code, lacks="classes")
    only_asks = all(carried.measure is Measure.TEST for carried in reason.carries) and reason.colour is None
    if RecordKind.PHONE_CELL in reason.evidence and not only_asks:
        raise spot.refuse("PROTOCOL_REASON_PHONE_CELL", reason=reason.code)
    if reason.lift_on_silence and reason.evidence & PROVES_INFECTION_OR_CONTACT:
        raise spot.refuse("PROTOCOL_REASON_SILENCE", reason=reason.code)
    if reason.colour is Colour.GREEN or (reason.colour and any(c.measure.of_place for c in reason.carries)):
        raise spot.refuse("PROTOCOL_REASON_COLOUR", reason=reason.code)


def _barred(spot: Spot | None, ledger: Ledger, listed: frozenset[str]) -> tuple[tuple[str, Clause], ...]:
    found = []
    for item in spot.items() if spot else ():
        fields = item.keys("code clause")
        if fields["code"].word() in listed:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=fields["code"].word())
        found.append((fields["code"].word(), ledger.clause(fields["clause"])))
    return tuple(found)


def _agrees(spot: Spot, reasons: Reasons, edition: "Edition") -> None:
    """Tiers exist, sources are traced, and no colour stands where the edition forbids codes."""
    fields = spot.mapping()
    if edition.has(TRACES_CONTACTS) and not reasons.sources <= edition.traces_contacts:
        allowed = ", ".join(sorted(edition.traces_contacts))
        value = ", ".join(sorted(reasons.sources - edition.traces_contacts))
        raise fields["sources"].refuse("PROTOCOL_CHOICE", name="sources", value=value, allowed=allowed)
    tiers = {tier.id for tier in edition.tiers} if edition.has(TIERS) else None
    coded = edition.has(PERSON_CODE) and edition.person_code_allowed
    for item, reason in zip(fields["listed"].items(), reasons.listed, strict=True):
        if tiers is not None and not reason.tiers <= tiers:
            value = ", ".join(sorted(reason.tiers - tiers))
            raise item.refuse("PROTOCOL_CHOICE", name="tiers", value=value, allowed=", ".join(sorted(tiers)))
        if reason.colour and not coded:
            raise item.refuse("PROTOCOL_REASON_COLOUR", reason=reason.code)


REASONS = Section("reasons", _reasons, _agrees)
