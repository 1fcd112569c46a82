"""An epidemic with everything in it and a plan that uses every lever and every force, for tests of the levers."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache

import numpy as np

from outpace.world.behaviour import Behaviour
from outpace.world.delays import gamma_days
from outpace.world.epidemic import Arrivals, Epidemic, Import
from outpace.world.levers.areas import communities_of
from outpace.world.levers.doses import Dose
from outpace.world.levers.fevers import OtherFevers
from outpace.world.levers.forces import Capacity, Done
from outpace.world.levers.protocol import Levers
from outpace.world.log import Infections
from outpace.world.meetings.stage import Setting, setting
from outpace.world.meetings.venues import NOWHERE, visits
from outpace.world.pathogen import Immunity, Pathogen, Strain
from outpace.world.plain import PlainWorld
from outpace.world.rehearsal import Plan, Rehearsal
from outpace.world.timestep import World
from tests.unit.world.fiction import land

PATHOGEN = Pathogen(
    latent=gamma_days(2.0, 1.0),
    lead=gamma_days(1.0, 0.8),
    curve=(0.5, 1.0, 1.0, 0.7, 0.4, 0.2),
    force=0.5,
    dispersion=0.5,
    weights={"household": 2.0, "transport": 0.5},
    susceptible=((0, 0.6), (18, 1.0), (65, 1.3)),
    symptomatic=((0, 0.7), (40, 0.9)),
    severe=((0, 0.2), (60, 0.5)),
    fatal=((0, 0.1), (60, 0.4)),
    quiet=0.6,
    onset_to_hospital=gamma_days(1.5, 1.0),
    hospital_to_end=gamma_days(4.0, 2.0),
    sensitivity=(0.0, 0.2, 0.7, 0.95, 0.95, 0.9, 0.8, 0.6, 0.4, 0.2, 0.1),
    pool_loss=0.03,
    specificity=0.93,
    fatal_untreated=((0, 0.3),),
    strains=(Strain(name="old"), Strain(name="new", force=1.4, severe=1.5, curve=(1.0, 1.2, 0.6))),
)
EPIDEMIC = Epidemic(
    pathogen=PATHOGEN,
    behaviour=Behaviour(
        stay_home=((0, 0.5),),
        seek_care=((0, 0.6), (60, 0.8)),
        care_delay=gamma_days(1.0, 1.0),
        closed_contact=0.1,
        isolated_contact=0.02,
        keeps=(1.0, 1.0, 0.9, 0.8, 0.6),
        support_helps=0.7,
        refuse_quarantine=0.15,
        refuse_isolation=0.1,
        refuse_test=0.1,
        refuse_dose=0.2,
    ),
    immunity=Immunity(
        share=((0, 0.1), (20, 0.3)), left=0.3, after=((0, 0.0), (6, 0.5), (12, 0.9)), cross=((1.0, 0.4), (0.8, 1.0))
    ),
    imports=(Import(0, 12), Import(2, 6, strain=1)),
    arrivals=(Arrivals(daily=0.7, since=1, until=60, strain=1),),
    doses=(Dose(take=0.8, delay=2, left=((0, 0.2), (20, 0.6))), Dose(take=0.9, delay=1, left=((0, 0.1),))),
)
PLAN = Plan(
    begin=2,
    isolation=7,
    quarantine=5,
    support=0.5,
    back=3,
    recall={"household": 1.0, "class": 0.9, "team": 0.7, "friends": 0.8, "neighbours": 0.6, "ward": 0.8},
    blocks=4,
    cases=2,
    closed=5,
    inside=2,
    rounds=2,
    pool=10,
    restricted=("class", "market", "shop"),
    share=0.3,
    dosed=0.4,
)
CAPACITY = Capacity(
    tracers=8,
    samplers=1_500,
    lab=(60, 90),
    known_after=(0, 1),
    transport=5,
    isolation_beds=12,
    hospital_beds=4,
    visits=20,
    patience=3,
)
FEVERS = OtherFevers(visits=((0, 0.006), (10, 0.003)), season=(1.0, 1.2), tested=0.5, admitted=0.1, stay=3)


DAYS = 14
Act = Callable[[World], object]


@cache
def small() -> Setting:
    """Four towns, about eight thousand people."""
    return setting(land(counties=2, each=2, smallest=1_200), 1)


def everyone() -> np.ndarray:
    return np.arange(small().places.people)


def lived(act: Act, epidemic: Epidemic = EPIDEMIC, seed: int = 1, days: int = DAYS, every: int = 1) -> World:
    """Let days pass, doing something before each (or each so manieth)."""
    world = World(small(), epidemic, seed)
    for day in range(days):
        if day % every == 0:
            act(world)
        world.step()
    return world


def idle(world: World) -> None:
    """Do nothing."""


def everything(world: Levers, days: int) -> list[Done]:
    """Let days pass with every lever and force on.

    Beyond the example plan there are crowds in quarantine, doses by name, shut venues, a release, and areas lifted
    before their time.
    """
    rehearsal = Rehearsal(world, PLAN, lambda day: CAPACITY, FEVERS)
    for day in range(days):
        if every := {1: 12, 7: 9}.get(day):
            world.quarantine(np.arange(day, world.setting.places.people, every), day + 9, 0.9)
        if day == 4:
            world.vaccinate(np.arange(0, world.setting.places.people, 7), 1)
        if day == 5:
            went = visits(world.setting, range(0, world.setting.places.people, 40), day)
            world.shut(went[went != NOWHERE].tolist(), day + 3)
        if day == 6:
            rehearsal.operations.release(np.arange(0, world.setting.places.people, 2))
        if day == 9:
            world.lift(set(communities_of(world.setting.places, rehearsal.known, PLAN.blocks)))
        rehearsal.day()
    return rehearsal.done


def same(one: Infections, other: Infections) -> bool:
    """Whether two truths are equal, column by column."""
    columns = zip((*one[:-1], *one.course), (*other[:-1], *other.course), strict=True)
    return all(np.array_equal(left, right) for left, right in columns)


def rows(plain: PlainWorld, found: Infections) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The cases of the plain world and the same columns of the fast one."""
    names = [field.name for field in fields(plain.cases[0]) if field.name != "times"]
    columns = [getattr(found, name) if name in Infections._fields else getattr(found.course, name) for name in names]
    fast = list(zip(*(column.tolist() for column in columns), strict=True))
    return [tuple(getattr(case, name) for name in names) for case in plain.cases], fast


def told(done: list[Done]) -> list[object]:
    """All that the forces said, comparable with ==."""
    return [_plain(each) for each in done]


def _plain(value: object) -> object:
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def without(**changes: object) -> Plan:
    """The plan with something else."""
    return replace(PLAN, **changes)  # type: ignore[arg-type]
