"""What reported cases tell on the telephone: whom they met, where, how long. Cases reported last are not yet asked."""

import random
from collections.abc import Iterator, Sequence

from outpace.words.contact import Setting
from outpace.words.decision import Text
from outpace.world.outbreak.cases import Calendar, Seen
from outpace.world.outbreak.homes import Homes
from outpace.world.outbreak.persons import Person, Register
from outpace.world.outbreak.records import OutbreakExposure
from outpace.world.outbreak.shape import Meeting, OutbreakShape


class Interviews:
    """Draws exposures for each case that has been asked by `as_of`."""

    def __init__(
        self, shape: OutbreakShape, calendar: Calendar, homes: Homes, register: Register, rng: random.Random
    ) -> None:
        self._shape, self._calendar, self._homes = shape, calendar, homes
        self._register, self._rng = register, rng
        self._met: list[tuple[Person, str]] = []

    def told(self, seen: Sequence[Seen]) -> tuple[OutbreakExposure, ...]:
        """All exposures, case by case in the order of reports. Infectees the case infected are among those named."""
        infected: dict[int, list[Seen]] = {}
        for one in seen:
            if one.infection.infector is not None:
                infected.setdefault(one.infection.infector, []).append(one)
        return tuple(row for one in seen for row in self._interview(one, infected.get(one.infection.key, [])))

    def _interview(self, one: Seen, infectees: Sequence[Seen]) -> Iterator[OutbreakExposure]:
        reported = (one.record.reported_at - self._calendar.instant(0)).total_seconds() / 86_400
        asked = reported + self._rng.uniform(*self._shape.found.interview_delay)
        if asked > 0 or self._chance(self._shape.gaps.not_interviewed):
            return
        for meeting in self._shape.meetings:
            if not _within(one.person.age, meeting.teller):
                continue
            here = [other for other in infectees if other.infection.setting is meeting.setting]
            for other in here:
                yield self._row(one, asked, meeting, other.person, other.home, met=other.infection.infected)
            for _ in range(max(0, self._rng.randint(*meeting.people) - len(here))):
                relation = self._relation(one, meeting)
                person, home = self._somebody(one, meeting, relation)
                yield self._row(one, asked, meeting, person, home, relation=relation)

    def _relation(self, one: Seen, meeting: Meeting) -> Text:
        kin = self._shape.kin
        fitting = [
            relation
            for relation in meeting.relations
            if relation.zh not in kin or _within(one.person.age, kin[relation.zh].teller)
        ]
        return self._rng.choice(fitting or [meeting.plain])

    def _somebody(self, one: Seen, meeting: Meeting, relation: Text) -> tuple[Person, str]:
        if self._met and meeting.setting is not Setting.HOUSEHOLD and self._chance(self._shape.gaps.named_twice):
            return self._rng.choice(self._met)
        kin = self._shape.kin.get(relation.zh)
        person = self._register.draw_kin(one.person, kin) if kin else self._register.draw()
        drawn = person, self._homes.near(one.home, meeting.setting)
        if meeting.setting is not Setting.HOUSEHOLD:
            self._met.append(drawn)
        return drawn

    def _row(
        self,
        one: Seen,
        asked: float,
        meeting: Meeting,
        person: Person,
        home: str,
        *,
        relation: Text | None = None,
        met: float | None = None,
    ) -> OutbreakExposure:
        gaps = self._shape.gaps
        first, last = self._days(one, meeting, met)
        return OutbreakExposure(
            case=one.record.number,
            name=person.name,
            phone=None if self._chance(gaps.contact_phone) else person.phone,
            sex=person.sex,
            age=None if self._chance(gaps.contact_age) else person.age,
            relation=relation or meeting.plain,
            setting=meeting.setting,
            first=self._calendar.day(first),
            last=None if self._chance(gaps.contact_last) else self._calendar.day(last),
            minutes=None if self._chance(gaps.minutes) else self._minutes(meeting),
            protected=None if self._chance(gaps.protected) else self._chance(meeting.protected),
            closed_space=meeting.closed_space,
            area_code=None if self._chance(gaps.contact_area) else home,
            told_at=self._calendar.instant(asked),
        )

    def _days(self, one: Seen, meeting: Meeting, met: float | None) -> tuple[float, float]:
        """First and last day together, within what people remember and not after the case was removed."""
        infection = one.infection
        end = min(infection.removed, infection.specimen)
        known = infection.specimen if infection.onset is None else min(infection.onset, infection.specimen)
        start = max(known - self._shape.remembered, infection.infected)
        start = min(start, end)
        if met is not None:
            start, end = min(start, met), max(met, min(end, met + 1))
        if meeting.daily:
            return start, end
        day = self._rng.uniform(start, end) if met is None else met
        return day, day

    def _minutes(self, meeting: Meeting) -> int:
        exact = self._rng.randint(*meeting.minutes)
        return exact if exact < 20 else round(exact / 5) * 5

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share


def _within(age: int, span: tuple[int, int]) -> bool:
    return span[0] <= age <= span[1]
