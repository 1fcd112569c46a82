"""Indices over published counts: what each is made of, when two of them say different things, and who is compared."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text


@dataclass(frozen=True, slots=True)
class IndexPart:
    """A share in per cent: `counts` of `out_of`. Turned round where a high share is bad."""

    id: str
    label: Text
    counts: Text
    out_of: Text
    high_is_good: bool


@dataclass(frozen=True, slots=True)
class IndexRule:
    """An index: the plain mean of its parts."""

    id: str
    label: Text
    parts: tuple[IndexPart, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class Indices:
    """The control index and the flow index, the contrast that is a warning, and the loads that are compared."""

    control: IndexRule
    flow: IndexRule
    high: Number
    low: Number
    contrast_clause: Clause
    loads: tuple[Number, ...]
    rank_clause: Clause


def _indices(spot: Spot, ledger: Ledger) -> Indices:
    fields = spot.keys("control flow contrast ranks")
    contrast, ranks = fields["contrast"].keys("high low clause"), fields["ranks"].keys("loads clause")
    found = Indices(
        control=_index(fields["control"], ledger),
        flow=_index(fields["flow"], ledger),
        high=ledger.number(contrast["high"], Unit.SCORE),
        low=ledger.number(contrast["low"], Unit.SCORE),
        contrast_clause=ledger.clause(contrast["clause"]),
        loads=tuple(ledger.number(item, Unit.COUNT) for item in ranks["loads"].items()),
        rank_clause=ledger.clause(ranks["clause"]),
    )
    ids = [part.id for part in (*found.control.parts, *found.flow.parts)]
    if len(ids) != len(set(ids)):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="each part once")
    loads = [load.value for load in found.loads]
    if loads != sorted(set(loads)):
        raise ranks["loads"].refuse("PROTOCOL_TYPE", name="loads", expected="loads ascending")
    return found


def _index(spot: Spot, ledger: Ledger) -> IndexRule:
    fields = spot.keys("label parts clause")
    parts = tuple(_part(item, ledger) for item in fields["parts"].items())
    return IndexRule(spot.name, ledger.text(fields["label"]), parts, ledger.clause(fields["clause"]))


def _part(spot: Spot, ledger: Ledger) -> IndexPart:
    fields = spot.keys("id label counts out_of high_is_good")
    label, counts, out_of = (ledger.text(fields[key]) for key in ("label", "counts", "out_of"))
    return IndexPart(fields["id"].word(), label, counts, out_of, fields["high_is_good"].truth())


INDICES = Section("indices", _indices)
