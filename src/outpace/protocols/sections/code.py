"""Whether an edition allows a code on persons at all, and how a colour follows from the open reasons and changes by itself.

A colour is worked out and never written; nothing here lets anybody set one.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.sections.telling import tell_person_code
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause
from outpace.words.power import Colour

if TYPE_CHECKING:
    from outpace.protocols.edition import Edition


@dataclass(frozen=True, slots=True)
class PersonCode:
    """Allowed or forbidden; where allowed, an order must still turn it on."""

    allowed: bool
    clause: Clause


class CodeEvent(StrEnum):
    """What can end a step of a colour."""

    DISCHARGE = "discharge"
    AREA_MEDIUM = "area_medium"
    AREA_LIFTED = "area_lifted"


@dataclass(frozen=True, slots=True)
class ColourStep:
    """A colour until an event, for days, or for so many normal check-ins in a row. `negative`: a test must follow too."""

    colour: Colour
    until: CodeEvent | None
    days: Number | None
    check_ins: Number | None
    negative: bool


@dataclass(frozen=True, slots=True)
class Conversion:
    """How the colour of one reason changes, step by step, back to the default."""

    reason: str
    steps: tuple[ColourStep, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class CodeRules:
    """The default colour, the time an issuer has to answer an appeal, and the conversions."""

    default: Colour
    appeal_hours: Number
    clause: Clause
    silence_clause: Clause
    end_clause: Clause
    conversions: tuple[Conversion, ...]

    @property
    def appeal_time(self) -> timedelta:
        return timedelta(hours=self.appeal_hours.value)

    def conversion(self, reason: str) -> Conversion | None:
        """Find how a reason's colour changes, None where it stays until the reason ends."""
        return next((one for one in self.conversions if one.reason == reason), None)


def _code(spot: Spot, ledger: Ledger) -> CodeRules:
    fields = spot.keys("default appeal_hours clause silence end", "conversions")
    conversions = fields["conversions"].items() if "conversions" in fields else ()
    return CodeRules(
        default=fields["default"].choice(Colour),
        appeal_hours=ledger.number(fields["appeal_hours"], Unit.HOUR),
        clause=ledger.clause(fields["clause"]),
        silence_clause=ledger.clause(fields["silence"]),
        end_clause=ledger.clause(fields["end"]),
        conversions=tuple(_conversion(item, ledger) for item in conversions),
    )


def _conversion(spot: Spot, ledger: Ledger) -> Conversion:
    fields = spot.keys("reason steps clause")
    steps = tuple(_step(item, ledger) for item in fields["steps"].items())
    return Conversion(fields["reason"].word(), steps, ledger.clause(fields["clause"]))


def _step(spot: Spot, ledger: Ledger) -> ColourStep:
    fields = spot.keys("colour", "until days check_ins negative")
    if len(fields.keys() & {"until", "days", "check_ins"}) != 1:
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="until | days | check_ins")
    return ColourStep(
        colour=fields["colour"].choice(Colour),
        until=fields["until"].choice(CodeEvent) if "until" in fields else None,
        days=ledger.number(fields["days"], Unit.DAY) if "days" in fields else None,
        check_ins=ledger.number(fields["check_ins"], Unit.COUNT) if "check_ins" in fields else None,
        negative=fields["negative"].truth() if "negative" in fields else False,
    )


def _conversions_fit(spot: Spot, code: CodeRules, edition: "Edition") -> None:
    """Each conversion is of a listed reason and never shows worse than that reason may."""
    coloured = {reason.code: reason.colour for reason in edition.lawful_reasons.listed if reason.colour}
    for item, conversion in zip(
        spot.mapping()["conversions"].items() if code.conversions else (), code.conversions, strict=True
    ):
        worst = coloured.get(conversion.reason)
        if worst is None or any(step.colour.severity > worst.severity for step in conversion.steps):
            raise item.refuse("PROTOCOL_REASON_COLOUR", reason=conversion.reason)


def _person_code(spot: Spot, ledger: Ledger) -> PersonCode:
    fields = spot.keys("allowed clause")
    return PersonCode(fields["allowed"].truth(), ledger.clause(fields["clause"]))


PERSON_CODE = Section("person_code", _person_code, tell=tell_person_code)
CODE = Section("code", _code, _conversions_fit)
