"""Covasim with tests, tracing and quarantine: AGENTS SCALE INFECTED BETA. `SCALE` people stand behind each agent.

Its own defaults where nothing is said; a small run first, so that what it compiles isn't counted.
"""

import importlib.util
import sys
import time
from typing import Any

from benchmarks.simulators.child import NOT_INSTALLED, tell

DAYS, BEGIN = 60, 10
WARM_UP = 2_000


def main(arguments: list[str]) -> None:
    """Run it and tell."""
    agents, scale, infected, beta = (float(each) for each in arguments)
    _made(WARM_UP, 1, 20, beta).run()
    began = time.process_time()
    sim = _made(int(agents), scale, int(infected), beta)
    sim.initialize()
    prepared = time.process_time()
    sim.run()
    tell(
        infections=round(float(sim.results["cum_infections"][-1])),
        prepare_s=prepared - began,
        run_s=time.process_time() - prepared,
    )


def _made(agents: int, scale: float, infected: int, beta: float) -> Any:
    import covasim

    operations = [
        covasim.test_prob(symp_prob=0.35, symp_quar_prob=0.6, asymp_quar_prob=0.2, start_day=BEGIN),
        covasim.contact_tracing(
            trace_probs={"h": 1.0, "s": 0.8, "w": 0.8, "c": 0.35}, trace_time=1, quar_period=14, start_day=BEGIN
        ),
    ]
    return covasim.Sim(
        pop_size=agents,
        pop_scale=scale,
        rescale=scale > 1,
        pop_infected=infected,
        pop_type="hybrid",
        n_days=DAYS,
        beta=beta,
        interventions=operations,
        rand_seed=1,
        verbose=0,
    )


if __name__ == "__main__":
    if importlib.util.find_spec("covasim") is None:
        sys.exit(NOT_INSTALLED)
    main(sys.argv[1:])
