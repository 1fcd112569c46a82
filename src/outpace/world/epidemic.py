"""What is let loose in a province: the pathogen, how people behave, who was immune, who brings it in and when."""

from dataclasses import dataclass, field

from outpace.world.behaviour import Behaviour
from outpace.world.levers.doses import Dose
from outpace.world.pathogen import Immunity, Pathogen
from outpace.world.people.deck import Seat


@dataclass(frozen=True, slots=True)
class Import:
    """So many residents, drawn at random in a county (None: anywhere), are infected on a day by nobody of the province.

    `seat`: only holders of this kind of seat are drawn, say somebody of a hospital (None: anybody).
    """

    day: int
    count: int
    county: str | None = None
    seat: Seat | None = None
    strain: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """Imports at random: so many a day on average, from a day up to and with another, each on any day (Poisson)."""

    daily: float
    since: int
    until: int
    county: str | None = None
    seat: Seat | None = None
    strain: int = 0


@dataclass(frozen=True, slots=True)
class Epidemic:
    """All that a run needs beside a province and a seed. Levers name the doses by their number in `doses`."""

    pathogen: Pathogen
    behaviour: Behaviour = field(default_factory=Behaviour)
    immunity: Immunity = field(default_factory=Immunity)
    imports: tuple[Import, ...] = ()
    arrivals: tuple[Arrivals, ...] = ()
    doses: tuple[Dose, ...] = ()
