"""The simulated province: `operations PEOPLE SEEDED`, `sizes PEOPLE SEEDED…`, `agree SEEDS PEOPLE`, `start PEOPLE`.

Under operations the example caller uses every lever and every force at once. Compiled code is taken from the cache, as it is
from the second start on.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.simulators.child import tell
from outpace.world.behaviour import Behaviour
from outpace.world.delays import gamma_days
from outpace.world.epidemic import Epidemic, Import
from outpace.world.levers.doses import Dose
from outpace.world.levers.fevers import OtherFevers
from outpace.world.levers.forces import Capacity
from outpace.world.meetings.stage import Setting, setting
from outpace.world.pathogen import Pathogen
from outpace.world.places.drawn import County, towns
from outpace.world.places.ground import places
from outpace.world.rehearsal import Plan, Rehearsal
from outpace.world.timestep import World

COUNTIES, CITIES = 90, 11
DAYS = 60
SEED = 20220307
ALIKE_DAYS = 40
PATHOGEN = Pathogen(
    latent=gamma_days(2.5, 1.0),
    lead=gamma_days(1.5, 1.0),
    curve=(0.7, 1.2, 1.2, 0.9, 0.6, 0.35, 0.2, 0.1),
    force=0.07,
    dispersion=0.4,
    symptomatic=((0, 0.7),),
    severe=((0, 0.02),),
    fatal=((0, 0.05), (60, 0.2)),
    onset_to_hospital=gamma_days(4.0, 2.0),
    hospital_to_end=gamma_days(8.0, 4.0),
    weights={"household": 2.0},
    sensitivity=(0.0, 0.05, 0.4, 0.75, 0.9, 0.92, 0.9, 0.85, 0.75, 0.65, 0.5, 0.4, 0.3, 0.2),
    pool_loss=0.02,
)
UNDER_OPERATIONS = Epidemic(
    pathogen=replace(PATHOGEN, force=0.12),
    behaviour=Behaviour(
        stay_home=((0, 0.4),),
        seek_care=((0, 0.5),),
        care_delay=gamma_days(2.0, 1.0),
        refuse_quarantine=0.1,
        refuse_isolation=0.05,
        refuse_test=0.05,
    ),
    doses=(Dose(take=0.8, delay=7, left=((0, 0.4),)),),
)
PLAN = Plan(
    begin=10,
    isolation=14,
    quarantine=14,
    support=0.5,
    back=3,
    recall={
        "household": 1.0,
        "class": 0.8,
        "team": 0.8,
        "workplace": 0.4,
        "office_team": 0.8,
        "office": 0.4,
        "friends": 0.9,
    }
    | {"neighbours": 0.5, "club": 0.5, "ward": 0.8, "transport": 0.1, "shop": 0.1},
    blocks=200,
    cases=5,
    within=7,
    closed=10,
    rounds=2,
    pool=10,
    restricted=("class", "market", "club", "ceremony"),
    share=0.3,
    dosed=0.2,
)
CAPACITY = Capacity(
    tracers=600,
    samplers=3_000_000,
    lab=(200_000, 200_000),
    known_after=(0, 1),
    transport=1_500,
    isolation_beds=20_000,
    hospital_beds=2_000,
    visits=400_000,
    patience=3,
)
FEVERS = OtherFevers(visits=((0, 0.002),), tested=0.2, admitted=0.02, stay=4)


def main(arguments: Sequence[str]) -> None:
    """Run what is asked for and tell."""
    asked: dict[str, Callable[..., None]] = {"operations": operations, "sizes": sizes, "agree": agree, "start": start}
    asked[arguments[0]](*map(int, arguments[1:]))


def operations(people: int, seeded: int) -> None:
    """Sixty days under operations; some of another world before, with every lever, so that reading the cache isn't counted."""
    began = time.process_time()
    where = province(people)
    prepared = time.process_time()
    before = World(where, _with(UNDER_OPERATIONS, 50), SEED + 1)
    _under_operations(before, PLAN.begin + 4, replace(PLAN, cases=1))
    warm = time.process_time()
    world = World(where, _with(UNDER_OPERATIONS, seeded), SEED)
    done = _under_operations(world, DAYS)
    run_s = time.process_time() - warm
    tell(
        infections=len(world.infections().person),
        prepare_s=prepared - began,
        run_s=run_s,
        tests=sum(each.tests for each in done.done),
        traced=sum(len(each.traced) for each in done.done),
        rounds=sum(len(each.rounds) for each in done.done),
        refused=sum(len(force.person) for each in done.done for force in each.refused.values()),
    )


def sizes(people: int, *seeded: int) -> None:
    """Runs of several sizes without measures."""
    where = province(people)
    run(where, 20)
    runs = [run(where, each) for each in seeded]
    tell(infections=[each[0] for each in runs], run_s=[each[1] for each in runs])


def agree(seeds: int, people: int) -> None:
    """How many seeds give another outbreak in the dense store than in the sparse one, under operations."""
    where, differ, infections = province(people), 0, 0
    for seed in range(seeds):
        sparse, dense = (World(where, _with(UNDER_OPERATIONS, 40), seed, dense=dense) for dense in (False, True))
        for world in (sparse, dense):
            _under_operations(world, ALIKE_DAYS)
        one, other = sparse.infections(), dense.infections()
        columns = zip((*one[:-1], *one.course), (*other[:-1], *other.course), strict=True)
        differ += not all(np.array_equal(left, right) for left, right in columns)
        infections += len(one.person)
    tell(differ=differ, infections=infections)


def start(people: int) -> None:
    """A province, an outbreak and its first day."""
    world = World(province(people), _with(UNDER_OPERATIONS, 50), SEED)
    world.step()
    tell(infections=len(world.infections().person))


def province(people: int) -> Setting:
    """Counties of unequal size on a square lattice 30 km wide."""
    shares = [1 + rank % 7 for rank in range(COUNTIES)]
    counties = [
        County(
            f"9{rank:02d}",
            f"9{rank % CITIES:02d}",
            people * share // sum(shares),
            (30.0 * (rank % 10), 30.0 * (rank // 10)),
        )
        for rank, share in enumerate(shares)
    ]
    return setting(places(list(towns(counties, SEED))), SEED)


def run(where: Setting, seeded: int) -> tuple[int, float]:
    """Infections and CPU seconds of sixty days without measures after so many were infected on the first."""
    began = time.process_time()
    world = World(where, _with(Epidemic(PATHOGEN), seeded), SEED)
    for _ in range(DAYS):
        world.step()
    return len(world.infections().person), time.process_time() - began


def _under_operations(world: World, days: int, plan: Plan = PLAN) -> Rehearsal:
    rehearsal = Rehearsal(world, plan, lambda day: CAPACITY, FEVERS)
    for _ in range(days):
        rehearsal.day()
    return rehearsal


def _with(epidemic: Epidemic, seeded: int) -> Epidemic:
    return replace(epidemic, imports=(Import(0, seeded),))


if __name__ == "__main__":
    main(sys.argv[1:])
