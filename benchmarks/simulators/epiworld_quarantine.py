"""Epiworld's network model with tracing, quarantine and isolation: AGENTS INFECTED RATE. Twelve lasting partners each."""

import importlib.util
import sys
import time

import numpy as np

from benchmarks.simulators.child import NOT_INSTALLED, tell

DAYS, ROUNDS = 60, 6
UNTOUCHED = ("Susceptible", "Quarantined Susceptible")


def main(arguments: list[str]) -> None:
    """Run it and tell."""
    from epiworldpy import epimodels

    agents, infected, rate = int(arguments[0]), int(arguments[1]), float(arguments[2])
    began = time.process_time()
    model = epimodels.ModelSEIRNetworkQuarantine(
        vname="benchmark",
        prevalence=infected / agents,
        transmission_rate=rate,
        avg_incubation_days=3.0,
        recovery_rate=1 / 6,
        hospitalization_rate=0.03,
        hospitalization_period=8,
        days_undetected=2,
        quarantine_period=14,
        quarantine_willingness=0.9,
        isolation_willingness=0.9,
        isolation_period=10,
        contact_tracing_success_rate=0.6,
        contact_tracing_days_prior=3,
    )
    chance = np.random.default_rng(1)
    partners = np.concatenate([chance.permutation(agents) for _ in range(ROUNDS)])
    model.agents_from_edgelist(np.tile(np.arange(agents), ROUNDS).tolist(), partners.tolist(), agents, False)
    model.verbose_off()
    prepared = time.process_time()
    model.run(DAYS, 1)
    run_s = time.process_time() - prepared
    states = model.get_states()
    last = dict(zip(states, model.get_db().get_hist_total()["counts"][-len(states) :], strict=True))
    infections = agents - sum(int(last[name]) for name in UNTOUCHED)
    tell(infections=infections, prepare_s=prepared - began, run_s=run_s)


if __name__ == "__main__":
    if importlib.util.find_spec("epiworldpy") is None:
        sys.exit(NOT_INSTALLED)
    main(sys.argv[1:])
