"""What an outbreak costs in the simulated province: CPU and memory of runs of several sizes, and how cost grows with infections.

Sixty days in a province of 65 million people (small: 6.5 million), nobody stored who isn't touched. No measures yet: levers,
and with them the comparison with other simulators at equal infections, are not part of this benchmark. The exponent is the
slope of log CPU over log infections between the smallest and the largest run: 1 means that an infection always costs the same.
"""

import math
import time
from dataclasses import dataclass

import numpy as np

from benchmarks.harness import Bar, Report, Result, Size
from outpace.world.delays import gamma_days
from outpace.world.epidemic import Epidemic, Import
from outpace.world.meetings.stage import Setting, setting
from outpace.world.pathogen import Pathogen
from outpace.world.places.drawn import County, towns
from outpace.world.places.ground import places
from outpace.world.timestep import World

PEOPLE = {Size.SMALL: 6_500_000, Size.FULL: 65_000_000}
SEEDED = {Size.SMALL: (100, 1_000, 10_000), Size.FULL: (100, 1_000, 10_000, 100_000)}
COUNTIES, CITIES = 90, 11
DAYS = 60
SEED = 20220307
PATHOGEN = Pathogen(
    latent=gamma_days(2.5, 1.0),
    lead=gamma_days(1.5, 1.0),
    curve=(0.7, 1.2, 1.2, 0.9, 0.6, 0.35, 0.2, 0.1),
    force=0.07,
    dispersion=0.4,
    symptomatic=((0, 0.7),),
    severe=((0, 0.02),),
    weights={"household": 2.0},
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: infections, CPU seconds, bytes of the store."""

    infections: int
    seconds: float
    store: int


def measure(size: Size) -> Report:
    """Run outbreaks of several sizes in one province."""
    began = time.process_time()
    where = setting(places(list(towns(counties(PEOPLE[size]), SEED))), SEED)
    prepared = time.process_time() - began
    run(where, 10)
    runs = [run(where, seeded) for seeded in SEEDED[size]]
    tables = sum(table.nbytes for part in where.stage for table in part if isinstance(table, np.ndarray))
    middle = min(runs, key=lambda each: abs(math.log(each.infections / 5_000)))
    exponent = math.log(runs[-1].seconds / runs[0].seconds) / math.log(runs[-1].infections / runs[0].infections)
    results = (
        Result("province prepared", prepared, "CPU s"),
        Result(f"run with {middle.infections:,} infections", middle.seconds, "CPU s"),
        *(
            Result(f"an infection of {each.infections:,}", each.seconds / each.infections * 1e6, "CPU us")
            for each in runs
        ),
        Result("exponent of cost over infections", exponent, "", bar=Bar(1.1, is_ceiling=True)),
        Result(
            "tables and store", (tables + max(each.store for each in runs)) / 1e9, "GB", bar=Bar(0.5, is_ceiling=True)
        ),
    )
    return Report({"people": where.places.people, "towns": len(where.places.towns), "days": DAYS}, results)


def counties(people: int) -> list[County]:
    """Counties of unequal size on a square lattice 30 km wide."""
    shares = [1 + rank % 7 for rank in range(COUNTIES)]
    return [
        County(
            f"9{rank:02d}",
            f"9{rank % CITIES:02d}",
            people * share // sum(shares),
            (30.0 * (rank % 10), 30.0 * (rank // 10)),
        )
        for rank, share in enumerate(shares)
    ]


def run(where: Setting, seeded: int) -> Run:
    """Let days pass after so many were infected on the first."""
    began = time.process_time()
    world = World(where, Epidemic(PATHOGEN, imports=(Import(0, seeded),)), SEED)
    for _ in range(DAYS):
        world.step()
    return Run(len(world.infections().person), time.process_time() - began, world.store.bytes)
