"""One day of the province, read from top to bottom: orders, arrivals, who is infectious, whom they meet, who is infected.

Knows no rule and decides nothing: what is done about it, the caller says between two days. The same seed gives the same
outbreak, whatever store holds it and in whatever order it was computed or the orders of a day were given.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from outpace.world.arriving import arrivals
from outpace.world.bounds import share as a_share
from outpace.world.bounds import within
from outpace.world.course import NONE, Drawing, odds
from outpace.world.delays import Days
from outpace.world.draws import What, key, units
from outpace.world.epidemic import Epidemic
from outpace.world.levers.areas import HOUSEHOLD_ONLY, OPEN, Area, Measures, Ruled
from outpace.world.levers.asking import areas_of, last_day, recalled, residents, round_asked, sampled, stay
from outpace.world.levers.doses import Doses, Given
from outpace.world.levers.holding import HUNDREDTHS, Answer, Asked, Orders, asked, refusal
from outpace.world.levers.left import Left
from outpace.world.levers.protocol import Turn
from outpace.world.levers.testing import Results, Round, Touched, round_of, tested, touched
from outpace.world.levers.tracing import Named, Past, Recall, named
from outpace.world.log import Infections, Log
from outpace.world.meetings.stage import Setting, scratch
from outpace.world.numbers import distinct
from outpace.world.people.crowd import ages
from outpace.world.sound import sound
from outpace.world.spread import Sources, all_tried, host, settled
from outpace.world.store import Store, cells_of

NOBODY = -1
NEXT_DAY: Days = (0.0, 1.0)


class World:
    """A province with an outbreak, day by day. `day` is the next day to come; `store` remembers who was touched.

    The levers take effect on that day. What a lever is called with it carries out; it never chooses anybody. Every lever raises
    ProblemError for people, areas, days and shares that can't be (`levers/asking.py`).
    """

    def __init__(self, setting: Setting, epidemic: Epidemic, seed: int, *, dense: bool = False) -> None:
        sound(epidemic)
        self.setting, self.epidemic, self.seed = setting, epidemic, seed
        self.day = 0
        self.store = Store(setting.places.people, dense=dense)
        self.log = Log()
        self.orders = Orders()
        self.measures = Measures(setting.layer_names, epidemic.behaviour.closed_contact)
        self.doses = Doses(epidemic.doses, seed)
        self._host = host(setting, epidemic.pathogen, epidemic.immunity, epidemic.behaviour, seed)
        self._odds = odds(epidemic.pathogen, epidemic.behaviour)
        self._drawing = Drawing(self._odds, epidemic.pathogen.quiet, seed)
        self._notes = scratch(setting)
        self._active = np.empty(0, np.int64)
        self._lately: dict[tuple[int, int], Touched] = {}

    def step(self) -> int:
        """Let one day pass; how many were infected on it."""
        self.orders.carry_out(self.store, self.day)
        infected = self._arrivals()
        self._forget_the_harmless()
        attempts = all_tried(
            self.setting, self._host, self.store.cells, self.held(), self.day, self._sources(), self._notes
        )
        first = settled(attempts)
        infected += self._infect(first.person, first.infector, first.layer, first.strain)
        self.day += 1
        return infected

    def held(self) -> tuple[Ruled, Given]:
        """The measures by place and the doses that hold on the next day, as tables."""
        return self.measures.on(self.day), self.doses.tables()

    def infections(self) -> Infections:
        """Everybody infected so far. This is the truth; nobody in the province knows it."""
        return self.log.infections()

    def today(self, turn: Turn) -> NDArray[np.int64]:
        """The persons whose illness takes a turn on the next day, ascending. Nobody is told but by what the caller sees."""
        days = getattr(self.log.rooms.course, turn)[: len(self.log)]
        return distinct(self.log.rooms.person[np.flatnonzero(days == self.day)])

    def in_hospital(self) -> int:
        """How many were admitted before the next day and are in hospital on it."""
        course = self.infections().course
        return int(((course.hospital < self.day) & (self.day < course.end)).sum())

    def quarantine(self, persons: NDArray[np.int64], until: int, support: float = 0.0) -> Answer:
        """Ask persons to stay at home up to and with a day, with so much support (0 to 1); a longer stay stays."""
        stay(self.setting.places, persons, until, support)
        behaviour = self.epidemic.behaviour
        share = refusal(behaviour.refuse_quarantine, behaviour, support)
        answer = asked(persons, Asked.QUARANTINE, share, self.seed, self.day)
        self.orders.quarantined.append((answer.agreed, until, round(support * HUNDREDTHS)))
        return answer

    def isolate(self, persons: NDArray[np.int64], until: int, support: float = 0.0) -> Answer:
        """Ask persons to come into isolation, away from home, up to and with a day; a longer stay stays."""
        stay(self.setting.places, persons, until, support)
        behaviour = self.epidemic.behaviour
        share = refusal(behaviour.refuse_isolation, behaviour, support)
        answer = asked(persons, Asked.ISOLATION, share, self.seed, self.day)
        self.orders.isolated.append((answer.agreed, until))
        return answer

    def release(self, persons: NDArray[np.int64]) -> None:
        """End quarantine and isolation that were ordered before today; who is ordered in today stays."""
        residents(self.setting.places, persons)
        self.orders.released.append(persons)

    def turn_away(self, persons: NDArray[np.int64]) -> NDArray[np.int64]:
        """Send severe cases home who would come to hospital today or later; who was meant, ascending."""
        residents(self.setting.places, persons)
        rows = self._rows(distinct(persons))
        rows = rows[rows >= 0]
        found = self.log.rooms
        rows = rows[(found.course.hospital[rows] >= self.day) & (found.course.hospital[rows] != NONE)]
        found.course.hospital[rows] = NONE
        fatal = self._odds.untreated[ages(self.setting.stage.crowd, found.person[rows])]
        found.course.dies[rows] |= units(key(self.seed, What.UNTREATED), found.person[rows]) < fatal
        return np.asarray(found.person[rows])

    def put_off(self, persons: NDArray[np.int64]) -> None:
        """Let the visit of persons who would see a doctor on the next day, and its report, be a day later."""
        residents(self.setting.places, persons)
        rows = self._rows(distinct(persons))
        rows = rows[rows >= 0]
        course = self.log.rooms.course
        rows = rows[course.care[rows] == self.day]
        course.care[rows] += 1
        course.known[rows] += 1

    def test_these(self, persons: NDArray[np.int64], pool: int = 1, turnaround: Days = NEXT_DAY) -> Results:
        """Take samples of persons, each counted as one of a pool; `turnaround` are days till the result. Twice a day is once."""
        sampled(self.setting.places, persons, pool, turnaround)
        answer = asked(persons, Asked.TEST, self.epidemic.behaviour.refuse_test, self.seed, self.day)
        when, since = (self.seed, self.day), self._since(answer.agreed)
        results = tested(self.epidemic.pathogen, answer.agreed, since, when, pool, turnaround)
        return Results(answer.agreed, *results, answer.refused)

    def test_round(self, area: Area, pool: int, coverage: float = 1.0, turnaround: int = 1) -> Round:
        """Test everybody of an area in pools; `coverage` is the share that is reached, of whom some refuse."""
        round_asked(self.setting.places, area, pool, coverage, turnaround)
        coverage *= 1.0 - self.epidemic.behaviour.refuse_test
        when, specificity = (self.seed, self.day), self.epidemic.pathogen.specificity
        return round_of(specificity, area, self._touched(pool), when, pool, coverage, turnaround)

    def close_off(self, areas: Iterable[Area], until: int, inside: int = HOUSEHOLD_ONLY) -> None:
        """Close areas off up to and with a day; `inside`: people still meet those of the same run of so many blocks."""
        last_day(until)
        within("inside", inside, HOUSEHOLD_ONLY, OPEN)
        self.measures.close(areas_of(self.setting.places, areas), self.day, until, inside)

    def restrict(self, areas: Iterable[Area], layers: Sequence[str], share: float, until: int) -> None:
        """Leave a share of some layers' meetings in areas up to and with a day. Raises ProblemError WORLD_LAYER_UNKNOWN."""
        last_day(until)
        a_share("share", share)
        self.measures.restrict(areas_of(self.setting.places, areas), self.day, until, layers, share)

    def shut(self, venues: Iterable[int], until: int) -> None:
        """Shut venues, by their ids, up to and with a day: nobody meets there."""
        last_day(until)
        self.measures.shut_venues(venues, self.day, until)

    def lift(self, areas: Iterable[Area]) -> None:
        """End what was ordered before today for exactly these areas."""
        self.measures.lift(areas_of(self.setting.places, areas), self.day)

    def vaccinate(self, persons: NDArray[np.int64], dose: int) -> Answer:
        """Offer persons a dose, by its number in the epidemic."""
        residents(self.setting.places, persons)
        answer = asked(persons, Asked.DOSE, self.epidemic.behaviour.refuse_dose, self.seed, self.day)
        self.doses.give(answer.agreed, dose, self.day)
        return answer

    def vaccinate_share(self, area: Area, share: float, dose: int) -> int:
        """Give a dose to a share of an area, others than before in exactly this one; how many it took. Nobody is listed."""
        areas_of(self.setting.places, [area])
        a_share("share", share)
        return self.doses.give_share(area, share, dose, self.day)

    def contacts_of(self, persons: NDArray[np.int64], days: Iterable[int], recall: Recall) -> Named:
        """Whom persons name of past days. Raises ProblemError WORLD_LAYER_UNKNOWN."""
        recalled(self.setting.places, persons, recall)
        each = distinct(persons)
        rows = self._rows(each)
        past = [
            Past(day, self.measures.on(day), self._illness(rows, day))
            for day in sorted({day for day in days if 0 <= day < self.day})
        ]
        return named(self.setting, self._host, self.store.cells, past, each, recall, self._notes)

    def _touched(self, pool: int) -> Touched:
        """Who was infected so lately that a test may tell; worked out once a day and pool."""
        if (self.day, pool) not in self._lately:
            pathogen = self.epidemic.pathogen
            persons = distinct(self.log.since(self.day - len(pathogen.sensitivity) + 1))
            since = self._since(persons)
            self._lately = {(self.day, pool): touched(pathogen, persons, since, (self.seed, self.day), pool)}
        return self._lately[self.day, pool]

    def _since(self, persons: NDArray[np.int64]) -> NDArray[np.int64]:
        """Days since the last infection of each person; very many where there was none."""
        return self.day - self.store.cells.infected[cells_of(self.store.cells, persons)].astype(np.int64)

    def _rows(self, persons: NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each person's last infection in the log, negative where there is none."""
        return self.store.cells.row[cells_of(self.store.cells, persons)].astype(np.int64)

    def _arrivals(self) -> int:
        """Infect those who bring it in today. Somebody drawn who had it already brings nothing."""
        drawn = arrivals(self.setting, self.epidemic, self.seed, self.day)
        persons = np.array(sorted(drawn), np.int64)
        strain = np.array([drawn[person] for person in persons.tolist()], np.int64)
        fresh = self.store.cells.infected[cells_of(self.store.cells, persons)] < 0
        nobody = np.full(int(fresh.sum()), NOBODY)
        return self._infect(persons[fresh], nobody, nobody, strain[fresh])

    def _infect(
        self,
        persons: NDArray[np.int64],
        infectors: NDArray[np.int64],
        layers: NDArray[np.int64],
        strain: NDArray[np.int64],
    ) -> int:
        if not len(persons):
            return 0
        alive = ~self._dead(self._rows(persons))
        persons, infectors, layers, strain = persons[alive], infectors[alive], layers[alive], strain[alive]
        cells, held = self.store.touch(persons), self.store.cells
        times = held.times[cells].astype(np.int64)
        course = self._drawing.courses(persons, ages(self.setting.stage.crowd, persons), self.day, strain, times)
        rows = self.log.add(Infections(persons, np.full(len(persons), self.day), infectors, layers, strain, course))
        held.infected[cells], held.strain[cells], held.times[cells] = self.day, strain, times + 1
        held.row[cells] = rows
        self._active = np.concatenate([self._active, rows])
        return len(persons)

    def _dead(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Who is dead, by rows of the log (negative: never infected; what such a row reads is passed over)."""
        course = self.log.rooms.course
        return np.asarray((rows >= 0) & course.dies[rows] & (course.end[rows] <= self.day))

    def _forget_the_harmless(self) -> None:
        """Keep only those who are or will be infectious."""
        over = self.log.rooms.course.infectious[self._active] + self._odds.curve.shape[1] <= self.day
        self._active = self._active[~(over | self._dead(self._active))]

    def _sources(self) -> Sources:
        """Who is infectious today, with what, how much, and what illness leaves of their meetings; by person.

        People of one place stand in the same part of the tables, so they are asked for one after the other.
        """
        found = self.log.rooms
        rows = self._active[found.course.infectious[self._active] <= self.day]
        rows = rows[np.argsort(found.person[rows])]
        strain = found.strain[rows]
        force = self._odds.curve[strain, self.day - found.course.infectious[rows]] * found.course.strength[rows]
        return Sources(found.person[rows], strain, force, self._illness(rows, self.day))

    def _illness(self, rows: NDArray[np.int64], day: int) -> Left:
        """What illness leaves of the meetings of a day, by rows of the log (negative: never infected; passed over likewise)."""
        behaviour, course = self.epidemic.behaviour, self.log.rooms.course
        had = rows >= 0
        in_ward = had & (course.hospital[rows] <= day) & (day < course.end[rows])
        at_home = had & course.stays_home[rows] & (course.onset[rows] <= day)
        home = np.where(in_ward, behaviour.ward_contact, 1.0)
        return Left(home, home * np.where(at_home, behaviour.home_contact, 1.0))
