"""The same world, slow and obvious: nothing clever, no compiled loop, no inverse. The oracle for the others.

Everybody is asked where she sits, day by day, and a group is whoever sits there; courses are drawn one by one with Python's own
whole numbers; a round asks everybody of an area. It shares the data with the fast world (deck, layers, ground, counts of
commuters), not the code that finds people. For some twenty thousand people.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from outpace.world.arriving import arrivals
from outpace.world.course import EARLIEST, FACTORS, LATER, NONE, odds
from outpace.world.delays import Days
from outpace.world.draws import What, counted, key, mixed
from outpace.world.epidemic import Epidemic
from outpace.world.levers.areas import HOUSEHOLD_ONLY, Area, Measure
from outpace.world.levers.holding import HUNDREDTHS, Answer, Asked
from outpace.world.levers.protocol import Turn
from outpace.world.levers.testing import Results, Round
from outpace.world.levers.tracing import Named, Recall
from outpace.world.meetings.stage import Setting
from outpace.world.meetings.venues import NOWHERE, visits
from outpace.world.pathogen import by_age
from outpace.world.people.deck import BLOCK
from outpace.world.plain_measures import PlainMeasures, unit
from outpace.world.plain_meetings import PlainMeetings
from outpace.world.timestep import NEXT_DAY, NOBODY


@dataclass(frozen=True, slots=True)
class Case:
    """One infection as the plain world sees it."""

    person: int
    day: int
    infector: int
    layer: int
    strain: int
    times: int
    infectious: int
    onset: int
    care: int
    known: int
    hospital: int
    end: int
    strength: float
    stays_home: bool
    dies: bool


class PlainWorld:
    """A province with an outbreak. `step` lets a day pass; `cases` is everybody infected, in order. It has the world's levers."""

    def __init__(self, setting: Setting, epidemic: Epidemic, seed: int) -> None:
        self.setting, self.epidemic, self.seed = setting, epidemic, seed
        self.day = 0
        self.cases: list[Case] = []
        self.held = PlainMeasures(epidemic, seed)
        self._orders: list[tuple[int, Callable[[], None]]] = []
        self._last: dict[int, int] = {}
        self._odds = odds(epidemic.pathogen, epidemic.behaviour)
        self._susceptible = by_age(epidemic.pathogen.susceptible)
        self._immune = by_age(epidemic.immunity.share)
        self._meetings = PlainMeetings(setting)
        self._people = self._meetings.people

    def step(self) -> int:
        """Let one day pass; how many were infected on it."""
        before = len(self.cases)
        for _, order in sorted(self._orders, key=lambda each: each[0]):
            order()
        self._orders = []
        for person, strain in sorted(arrivals(self.setting, self.epidemic, self.seed, self.day).items()):
            if person not in self._last:
                self._infect(person, NOBODY, NOBODY, strain)
        claims: dict[int, tuple[float, int, int, int]] = {}
        for other, claim in self._attempts():
            claims[other] = min(claims.get(other, (2.0, 0, 0, 0)), claim)
        for person in sorted(claims):
            self._infect(person, *claims[person][1:])
        self.day += 1
        return len(self.cases) - before

    def contacts(self, person: int, day: int) -> set[tuple[int, int]]:
        """Whom a person meets on a day: (person, rank of the layer)."""
        return {(other, layer) for layer, other, _ in self._meetings.of(person, day)}

    def today(self, turn: Turn) -> NDArray[np.int64]:
        """The persons whose illness takes a turn on the next day."""
        return np.array(sorted({case.person for case in self.cases if getattr(case, turn) == self.day}), np.int64)

    def in_hospital(self) -> int:
        """How many were admitted before the next day and are in hospital on it."""
        return sum(case.hospital < self.day < case.end for case in self.cases)

    def quarantine(self, persons: NDArray[np.int64], until: int, support: float = 0.0) -> Answer:
        """Ask persons to stay at home up to and with a day."""
        behaviour, day = self.epidemic.behaviour, self.day
        share = behaviour.refuse_quarantine * (1.0 - behaviour.support_helps * support)
        answer = self._asked(persons, Asked.QUARANTINE, share)
        who, hundredths = answer.agreed.tolist(), round(support * HUNDREDTHS)
        self._orders.append((1, lambda: self.held.hold(self.held.quarantined, who, day, until, hundredths)))
        return answer

    def isolate(self, persons: NDArray[np.int64], until: int, support: float = 0.0) -> Answer:
        """Ask persons to come into isolation up to and with a day."""
        behaviour, day = self.epidemic.behaviour, self.day
        share = behaviour.refuse_isolation * (1.0 - behaviour.support_helps * support)
        answer = self._asked(persons, Asked.ISOLATION, share)
        who = answer.agreed.tolist()
        self._orders.append((2, lambda: self.held.hold(self.held.isolated, who, day, until, 0)))
        return answer

    def release(self, persons: NDArray[np.int64]) -> None:
        """End what was ordered before today."""
        who, day = persons.tolist(), self.day
        self._orders.append((0, lambda: self.held.release(who, day)))

    def turn_away(self, persons: NDArray[np.int64]) -> NDArray[np.int64]:
        """Send severe cases home who would come to hospital today or later."""
        away = []
        for person in sorted(set(persons.tolist()) & set(self._last)):
            case = self.cases[self._last[person]]
            if self.day <= case.hospital < NONE:
                fatal = self._odds.untreated[self._people[person].age]
                dies = case.dies or self._unit(What.UNTREATED, person) < fatal
                self.cases[self._last[person]] = replace(case, hospital=NONE, dies=bool(dies))
                away.append(person)
        return np.array(away, np.int64)

    def put_off(self, persons: NDArray[np.int64]) -> None:
        """Let visits of the next day be a day later."""
        for person in set(persons.tolist()) & set(self._last):
            case = self.cases[self._last[person]]
            if case.care == self.day:
                self.cases[self._last[person]] = replace(case, care=case.care + 1, known=case.known + 1)

    def test_these(self, persons: NDArray[np.int64], pool: int = 1, turnaround: Days = NEXT_DAY) -> Results:
        """Take samples of persons."""
        answer = self._asked(persons, Asked.TEST, self.epidemic.behaviour.refuse_test)
        waits, known, positive = list(accumulate(turnaround))[:-1], [], []
        for person in answer.agreed.tolist():
            seen = self._seen(person, pool)
            chance = seen + (1.0 - seen) * (1.0 - self.epidemic.pathogen.specificity)
            positive.append(self._today(What.TEST, person) < chance)
            known.append(self.day + bisect_right(waits, self._today(What.KNOWN, person)))
        return Results(answer.agreed, np.array(positive, np.bool_), np.array(known, np.int64), answer.refused)

    def test_round(self, area: Area, pool: int, coverage: float = 1.0, turnaround: int = 1) -> Round:
        """Test everybody of an area in pools, by asking each who could be found."""
        coverage *= 1.0 - self.epidemic.behaviour.refuse_test
        first, length = area.first * BLOCK, len(self.epidemic.pathogen.sensitivity)
        could = [each for each in range(first, first + area.people) if 0 <= self._since(each) < length]
        comes = [each for each in could if self._today(What.COME, each) < coverage]
        hit = {(each - first) // pool for each in comes if self._today(What.TEST, each) < self._seen(each, pool)}
        found = [
            each
            for each in comes
            if (each - first) // pool in hit and self._today(What.TEST, each) < self._seen(each, 1)
        ]
        family = (self.seed, What.COUNT, self.day, area.first, area.blocks)
        came = len(comes) + counted(key(*family), area.people - len(could), coverage)
        tubes = max((came + pool - 1) // pool, len(hit))
        false = counted(key(*family, pool), tubes - len(hit), 1.0 - self.epidemic.pathogen.specificity)
        again, known = (len(hit) + false) * pool, self.day + turnaround
        who = np.array(found, np.int64)
        return Round(area, self.day, known, area.people, came, tubes, len(hit), false, again, who)

    def close_off(self, areas: Iterable[Area], until: int, inside: int = HOUSEHOLD_ONLY) -> None:
        """Close areas off up to and with a day."""
        for area in areas:
            self.held.measures.append(Measure(area=area, since=self.day, until=until, inside=inside))

    def restrict(self, areas: Iterable[Area], layers: Sequence[str], share: float, until: int) -> None:
        """Leave a share of some layers' meetings in areas up to and with a day."""
        ranks = tuple(self.setting.layer_names.index(name) for name in layers)
        for area in areas:
            self.held.measures.append(Measure(area=area, since=self.day, until=until, layers=ranks, share=share))

    def shut(self, venues: Iterable[int], until: int) -> None:
        """Shut venues up to and with a day."""
        for day in range(self.day, until + 1):
            self.held.shut[day] |= set(venues)

    def lift(self, areas: Iterable[Area]) -> None:
        """End what was ordered before today for exactly these areas."""
        ended = list(areas)
        for number, each in enumerate(self.held.measures):
            if each.area in ended and each.since < self.day <= each.until:
                self.held.measures[number] = replace(each, until=self.day - 1)

    def vaccinate(self, persons: NDArray[np.int64], dose: int) -> Answer:
        """Offer persons a dose."""
        answer = self._asked(persons, Asked.DOSE, self.epidemic.behaviour.refuse_dose)
        for person in answer.agreed.tolist():
            self.held.named[person].append((dose, self.day))
        return answer

    def vaccinate_share(self, area: Area, share: float, dose: int) -> int:
        """Give a dose to a share of an area, others than before."""
        start = sum(high - low for where, what, low, high, _ in self.held.shares if (where, what) == (area, dose))
        count = min(round(share * area.people), area.people - start)
        self.held.shares.append((area, dose, start, start + count, self.day))
        return count

    def contacts_of(self, persons: NDArray[np.int64], days: Iterable[int], recall: Recall) -> Named:
        """Whom persons name of past days."""
        told = []
        for day in {day for day in days if 0 <= day < self.day}:
            for person in set(persons.tolist()):
                for layer, other, hashed in self._meetings.of(person, day):
                    recalled = unit(mixed(mixed(hashed ^ int(key(self.seed, What.RECALL))) ^ person))
                    share = recall.get(self.setting.layer_names[layer], 0.0)
                    if recalled < share and self._takes_place(hashed, person, other, layer, day):
                        told.append((person, day, other, layer))
        columns = np.array(sorted(told), np.int64).reshape(len(told), 4).T
        return Named(columns[0], columns[2], columns[1], columns[3])

    def _asked(self, persons: NDArray[np.int64], what: Asked, refuse: float) -> Answer:
        each = sorted(set(persons.tolist()))
        family = int(key(self.seed, What.REFUSE, what, self.day))
        no = {person for person in each if unit(mixed(family ^ person)) < refuse}
        return Answer(np.array([one for one in each if one not in no], np.int64), np.array(sorted(no), np.int64))

    def _since(self, person: int) -> int:
        """Days since the last infection of a person; negative without any."""
        return self.day - self.cases[self._last[person]].day if person in self._last else -1

    def _seen(self, person: int, pool: int) -> float:
        return self.epidemic.pathogen.positive(self._since(person), pool)

    def _today(self, what: What, person: int) -> float:
        return unit(mixed(int(key(self.seed, what, self.day)) ^ person))

    def _takes_place(self, hashed: int, person: int, other: int, layer: int, day: int) -> bool:
        """Whether measures and the illness of the first leave a meeting of two."""
        left = self.held.left_of(person, layer, day) * self._ill(person, layer, day)
        left *= self.held.left_of(other, layer, day)
        if self._is_shut(person, layer, day):
            return False
        drawn = unit(mixed(hashed ^ int(key(self.seed, What.MEETS))))
        return drawn < left * self.held.left_there(person, other, layer, day)

    def _is_shut(self, person: int, layer: int, day: int) -> bool:
        """Whether the venue is shut where a person would meet others."""
        closed = self.held.shut.get(day, set())
        return bool(closed) and int(visits(self.setting, [person], day)[0, layer]) in closed - {NOWHERE}

    def _ill(self, person: int, layer: int, day: int) -> float:
        """What the last illness of a person leaves of her meetings on a day."""
        if person not in self._last:
            return 1.0
        return self._illness(self.cases[self._last[person]], layer, day)

    def _illness(self, case: Case, layer: int, day: int) -> float:
        behaviour = self.epidemic.behaviour
        left = behaviour.ward_contact if case.hospital <= day < case.end else 1.0
        if layer == 0:
            return left
        return left * (behaviour.home_contact if case.stays_home and case.onset <= day else 1.0)

    def _attempts(self) -> Iterator[tuple[int, tuple[float, int, int, int]]]:
        tries, meets = int(key(self.seed, What.INFECTION)), int(key(self.seed, What.MEETS))
        for case in self.cases:
            force = self._force(case)
            for layer, other, hashed in self._meetings.of(case.person, self.day) if force else ():
                weight = self.epidemic.pathogen.weights.get(self.setting.layer_names[layer], 1.0)
                draw = unit(mixed(hashed ^ tries))
                if draw >= force * weight * self._susceptibility(other, case.strain):
                    continue
                left = self.held.left_of(case.person, layer, self.day) * self._illness(case, layer, self.day)
                left *= self.held.left_of(other, layer, self.day)
                left *= self.held.left_there(case.person, other, layer, self.day)
                if unit(mixed(hashed ^ meets)) < left and not self._is_shut(case.person, layer, self.day):
                    yield other, (draw, case.person, layer, case.strain)

    def _force(self, case: Case) -> float:
        """The force of a case today."""
        since, curve = self.day - case.infectious, self._odds.curve[case.strain]
        if not 0 <= since < len(curve) or self._is_dead(case.person, case):
            return 0.0
        return float(curve[since]) * case.strength

    def _is_dead(self, person: int, case: Case | None = None) -> bool:
        if case is None and person not in self._last:
            return False
        case = case or self.cases[self._last[person]]
        return case.dies and case.end <= self.day

    def _susceptibility(self, person: int, strain: int) -> float:
        age = self._people[person].age
        was_immune = self._unit(What.IMMUNE, person) < self._immune[age]
        prior = self.epidemic.immunity.left if was_immune else 1.0
        return float(self._susceptible[age]) * min(
            prior, self._again(person, strain), self.held.dosed(person, self.day)
        )

    def _again(self, person: int, strain: int) -> float:
        """What the last infection of a person leaves to a strain."""
        if person not in self._last:
            return 1.0
        immunity, case = self.epidemic.immunity, self.cases[self._last[person]]
        held = immunity.cross[case.strain][strain] if immunity.cross else 1.0
        after = next(left for step, left in reversed(immunity.after) if step <= self.day - case.day)
        return 1.0 - held * (1.0 - after)

    def _infect(self, person: int, infector: int, layer: int, strain: int) -> None:
        if self._is_dead(person):
            return
        odds, age = self._odds, self._people[person].age
        times = self.cases[self._last[person]].times + 1 if person in self._last else 0
        who = person | times << LATER

        def days(what: What, reached: list[float]) -> int:
            return bisect_right(reached, self._unit(what, who))

        infectious = self.day + max(days(What.LATENT, odds.latent.tolist()), EARLIEST)
        ill = self._unit(What.SYMPTOMS, who) < odds.symptomatic[age]
        onset = infectious + days(What.LEAD, odds.lead.tolist()) if ill else NONE
        goes = ill and self._unit(What.CARE, who) < odds.seek_care[age]
        care = onset + days(What.CARE_DELAY, odds.care_delay.tolist()) if goes else NONE
        severe = ill and self._unit(What.HOSPITAL, who) < odds.severe[age] * odds.worse[strain]
        hospital = onset + days(What.HOSPITAL_DELAY, odds.to_hospital.tolist()) if severe else NONE
        strength = float(odds.factors[int(self._unit(What.STRENGTH, who) * FACTORS)])
        self._last[person] = len(self.cases)
        self.cases.append(
            Case(
                person=person,
                day=self.day,
                infector=infector,
                layer=layer,
                strain=strain,
                times=times,
                infectious=infectious,
                onset=onset,
                care=care,
                known=care + days(What.REPORT_DELAY, odds.report_delay.tolist()) if goes else NONE,
                hospital=hospital,
                end=hospital + days(What.OUTCOME_DELAY, odds.to_end.tolist()) if severe else NONE,
                strength=strength * (1.0 if ill else self.epidemic.pathogen.quiet),
                stays_home=bool(ill and self._unit(What.STAY, who) < odds.stay_home[age]),
                dies=bool(severe and self._unit(What.DEATH, who) < odds.fatal[age]),
            )
        )

    def _unit(self, what: What, person: int) -> float:
        return unit(mixed(int(key(self.seed, what)) ^ person))
