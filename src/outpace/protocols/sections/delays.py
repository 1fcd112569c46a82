"""Published delay distributions, as printed."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot


@dataclass(frozen=True, slots=True)
class Delay:
    """A published delay distribution. Quantities in days; parameters as printed, None where the paper gives none."""

    quantity: str
    distribution: str | None
    mean: float | None
    sd: float | None
    median: float | None
    sample_size: int
    region: str
    doi: str


def _delays(spot: Spot, _: Ledger) -> tuple[Delay, ...]:
    return tuple(_delay(item) for item in spot.items())


def _delay(spot: Spot) -> Delay:
    fields = spot.keys("quantity sample_size region doi", "distribution mean sd median")
    mean, sd, median = (fields[key].decimal() if key in fields else None for key in ("mean", "sd", "median"))
    return Delay(
        quantity=fields["quantity"].word(),
        distribution=fields["distribution"].word() if "distribution" in fields else None,
        mean=mean,
        sd=sd,
        median=median,
        sample_size=fields["sample_size"].integer(),
        region=fields["region"].word(),
        doi=fields["doi"].word(),
    )


DELAYS = Section("delays", _delays)
