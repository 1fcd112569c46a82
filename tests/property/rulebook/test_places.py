"""What must hold for places: later cases never lift earlier, knowing more never undoes a zone, missing is never zero."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from outpace.protocols import Edition, editions, load_edition
from outpace.protocols.sections.colours import COLOURS
from outpace.protocols.sections.indices import INDICES
from outpace.protocols.sections.zones import ZONES
from outpace.rulebook.clearance import Clear, ClearanceFacts, DayFigures, clearance
from outpace.rulebook.colours import Move, StepFacts, colour_step
from outpace.rulebook.indices import IndexFacts, PartCount, index_pair
from outpace.rulebook.pools import expected_tests_per_person
from outpace.rulebook.zone_class import UnitFacts, propose_zone
from outpace.rulebook.zone_conditions import Met
from outpace.rulebook.zone_facts import Round, ZoneFacts
from outpace.rulebook.zone_release import lift_conditions, zone_release
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated
from outpace.words.zone import Likelihood, UnitKind
from tests.property.rulebook.facts import AS_OF, ZONE, maybe

TODAY = date(2022, 3, 1)
zoned = st.sampled_from([edition for edition in editions() if edition.has(ZONES)])
colours = load_edition("zj-five-colours")
index = load_edition("zj-index")
ago = st.integers(0, 30)
units = st.builds(
    UnitFacts,
    kind=st.sampled_from(UnitKind),
    residence=maybe,
    surroundings=maybe,
    work=maybe,
    activity=maybe,
    frequent=maybe,
    likelihood=st.sampled_from([None, *Likelihood]),
    hard_to_trace=maybe,
    county_affected=maybe,
)


def strictness(edition: Edition, zone: str | None) -> int:
    names = [each.id for each in edition.part(ZONES).classes]
    return len(names) if zone is None else names.index(zone)


def zone_with(edition: Edition, last: int, out: int, sampled: int, *, known: bool = True) -> ZoneFacts:
    return ZoneFacts(
        zone_class=edition.part(ZONES).classes[0].id,
        set_on=Dated(TODAY - timedelta(days=40)),
        last_case=Dated(TODAY - timedelta(days=last)),
        contacts_inside=0,
        last_contact_out=Dated(TODAY - timedelta(days=out)),
        contacts_negative=True if known else None,
        rounds=(Round(on=TODAY - timedelta(days=sampled), complete=True, all_negative=True if known else None),),
    )


@given(zoned, ago, ago, st.integers(0, 5), st.integers(0, 10))
def test_a_later_case_never_lifts_a_zone_earlier(
    edition: Edition, last: int, out: int, sampled: int, later: int
) -> None:
    before = zone_release(zone_with(edition, last, out, sampled), edition, AS_OF, ZONE)
    after = zone_release(zone_with(edition, max(0, last - later), out, sampled), edition, AS_OF, ZONE)
    if isinstance(before, Decision) and isinstance(after, Decision):
        assert after.outcome.earliest >= before.outcome.earliest
        assert before.outcome.allowed or not after.outcome.allowed


@given(zoned, ago, ago, st.integers(0, 5))
def test_a_zone_is_lifted_only_when_every_condition_is_met(edition: Edition, last: int, out: int, sampled: int) -> None:
    facts = zone_with(edition, last, out, sampled)
    found = zone_release(facts, edition, AS_OF, ZONE)
    states = {each.state for each in lift_conditions(facts, edition, AS_OF, ZONE)}
    if isinstance(found, Decision):
        assert found.outcome.allowed is (states == {Met.MET})
        assert not found.outcome.allowed or found.outcome.earliest == TODAY


@given(zoned, ago, ago, st.integers(0, 5))
def test_knowing_more_never_undoes_a_refusal(edition: Edition, last: int, out: int, sampled: int) -> None:
    vague = zone_release(zone_with(edition, last, out, sampled, known=False), edition, AS_OF, ZONE)
    told = zone_release(zone_with(edition, last, out, sampled), edition, AS_OF, ZONE)
    if isinstance(vague, Decision) and isinstance(told, Decision):
        assert vague.outcome.allowed == told.outcome.allowed


@given(zoned, units, units)
def test_knowing_more_never_undoes_a_zone(edition: Edition, told: UnitFacts, more: UnitFacts) -> None:
    names = (
        "residence",
        "surroundings",
        "work",
        "activity",
        "frequent",
        "likelihood",
        "hard_to_trace",
        "county_affected",
    )
    filled = {name: getattr(more, name) for name in names if getattr(told, name) is None}
    before, after = (
        propose_zone(told, edition, AS_OF, ZONE),
        propose_zone(replace(told, **filled), edition, AS_OF, ZONE),
    )
    if isinstance(before, Decision):
        assert isinstance(after, Decision)
        assert after.outcome.zone == before.outcome.zone
    else:
        assert all(getattr(told, name) is None for name in before.needs)


@given(zoned, units)
def test_a_case_that_lives_there_never_makes_the_zone_milder(edition: Edition, unit: UnitFacts) -> None:
    without = propose_zone(replace(unit, residence=False), edition, AS_OF, ZONE)
    lives = propose_zone(replace(unit, residence=True), edition, AS_OF, ZONE)
    assert isinstance(lives, Decision)
    if isinstance(without, Decision):
        assert strictness(edition, lives.outcome.zone) <= strictness(edition, without.outcome.zone)


@given(st.lists(st.sampled_from([None, 0, 0, 0, 1]), min_size=1, max_size=20), st.integers(1, 5))
def test_a_case_outside_control_is_open_and_a_gap_is_never_zero(counts: list[int | None], found: int) -> None:
    edition = load_edition("covid19-cn-8")
    days = tuple(DayFigures(on=TODAY - timedelta(days=back), outside=n, inside=0) for back, n in enumerate(counts, 1))
    case = (DayFigures(on=TODAY, outside=found, inside=0), *days)
    opened = clearance(ClearanceFacts(unit="u", days=case), edition, AS_OF, ZONE)
    assert isinstance(opened, Decision)
    assert opened.outcome.state is Clear.OPEN
    gap = (DayFigures(on=TODAY, outside=None, inside=0), *days)
    vague = clearance(ClearanceFacts(unit="u", days=gap), edition, AS_OF, ZONE)
    assert isinstance(vague, Undecided) or vague.outcome.state is Clear.OPEN


ranks = st.integers(0, len(colours.part(COLOURS).levels) - 1)


@given(ranks, ranks, ago, st.booleans())
def test_colours_go_up_at_once_and_down_one_step_at_most(now: int, target: int, last: int, stepped: bool) -> None:
    names = [level.id for level in colours.part(COLOURS).levels]
    facts = StepFacts(
        now=names[now],
        by_score=names[target],
        last_case=Dated(TODAY - timedelta(days=last)),
        stepped_down_on=TODAY if stepped else None,
    )
    found = colour_step(facts, colours, AS_OF, ZONE)
    assert isinstance(found, Decision)
    reached = names.index(found.outcome.colour)
    assert reached == target if target <= now else reached in (now, now + 1)
    assert (found.outcome.move is Move.DOWN) is (reached > now)


@given(st.data())
def test_a_missing_part_leaves_its_index_without_a_value(data: st.DataObject) -> None:
    rule = index.part(INDICES)
    ids = [part.id for side in (rule.control, rule.flow) for part in side.parts]
    missing = data.draw(st.sampled_from(ids))
    counts = data.draw(st.lists(st.integers(0, 9), min_size=len(ids), max_size=len(ids)))
    parts = tuple(PartCount(part=one, count=n, out_of=9) for one, n in zip(ids, counts, strict=True) if one != missing)
    found = index_pair(IndexFacts(unit="u", parts=parts), index, AS_OF, ZONE)
    assert isinstance(found, Decision)
    short, whole = (found.outcome.control, found.outcome.flow)
    if missing not in {part.id for part in rule.control.parts}:
        short, whole = whole, short
    assert (short.value, short.missing) == (None, (missing,))
    assert whole.value is not None
    assert 0 <= whole.value <= 100
    assert found.outcome.control_without_flow is None


@given(st.integers(2, 30), st.fractions(0, 1), st.fractions(0, 1))
def test_more_infections_never_need_fewer_tests(size: int, one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assert expected_tests_per_person(size, low) <= expected_tests_per_person(size, high)
