"""Conditions on a contact, as tiers and strata state them; and what counts as prophylaxis given in time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import E, Spot
from outpace.words.contact import ContactKind, Immunity, Means, Setting
from outpace.words.decision import Clause, Text

if TYPE_CHECKING:
    from outpace.protocols.edition import Edition

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InTime:
    """A prophylaxis that counts, and how long after the first exposure at most. No limit: it counts whenever given."""

    id: str
    label: Text
    means: Means
    hours: Number | None
    days: Number | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class Criterion:
    """One way to meet a tier or stratum: every condition that is set must hold.

    `prophylaxis` names what of the edition's list was given in time; an empty set: none of it was.
    """

    settings: frozenset[Setting] | None = None
    kinds: frozenset[ContactKind] | None = None
    protected: bool | None = None
    closed_space: bool | None = None
    minutes: Number | None = None
    immunity: frozenset[Immunity] | None = None
    prophylaxis: frozenset[str] | None = None


def read_criterion(spot: Spot, ledger: Ledger) -> Criterion:
    """Read one criterion; `{}` always holds."""
    fields = spot.keys("", "settings kinds protected closed_space minutes_at_least immunity prophylaxis")
    means = fields.get("prophylaxis")
    return Criterion(
        settings=_choices(fields.get("settings"), Setting),
        kinds=_choices(fields.get("kinds"), ContactKind),
        protected=fields["protected"].truth() if "protected" in fields else None,
        closed_space=fields["closed_space"].truth() if "closed_space" in fields else None,
        minutes=ledger.number(fields["minutes_at_least"], Unit.MINUTE) if "minutes_at_least" in fields else None,
        immunity=_choices(fields.get("immunity"), Immunity),
        prophylaxis=frozenset(item.word() for item in means.items()) if means else None,
    )


def refuse_unknown_means(spot: Spot, edition: "Edition") -> None:
    """Raise PROTOCOL_CHOICE where a criterion under `any_of` names a prophylaxis the edition doesn't list."""
    known = [one.id for one in edition.part(PROPHYLAXIS)] if edition.has(PROPHYLAXIS) else []
    for entry in spot.items():
        for criterion in entry.mapping()["any_of"].items():
            named = criterion.mapping().get("prophylaxis")
            for item in named.items() if named else ():
                if item.word() not in known:
                    allowed = ", ".join(known)
                    raise item.refuse("PROTOCOL_CHOICE", name="prophylaxis", value=item.word(), allowed=allowed)


def _choices(spot: Spot | None, kind: type[E]) -> frozenset[E] | None:
    return None if spot is None else frozenset(item.choice(kind) for item in spot.items())


def _prophylaxis(spot: Spot, ledger: Ledger) -> tuple[InTime, ...]:
    found: dict[str, InTime] = {}
    for item in spot.items():
        one = _in_time(item, ledger)
        if one.id in found:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=one.id)
        found[one.id] = one
    return tuple(found.values())


def _in_time(spot: Spot, ledger: Ledger) -> InTime:
    fields = spot.keys("id label means clause", "within_hours within_days")
    if "within_hours" in fields and "within_days" in fields:
        raise spot.refuse("PROTOCOL_KEY_TWICE", key="within_hours, within_days")
    return InTime(
        id=fields["id"].word(),
        label=ledger.text(fields["label"]),
        means=fields["means"].choice(Means),
        hours=ledger.number(fields["within_hours"], Unit.HOUR) if "within_hours" in fields else None,
        days=ledger.number(fields["within_days"], Unit.DAY) if "within_days" in fields else None,
        clause=ledger.clause(fields["clause"]),
    )


PROPHYLAXIS = Section("prophylaxis", _prophylaxis)
