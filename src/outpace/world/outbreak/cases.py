"""From infections to case records: what was seen, when it was reported, and what nobody wrote down."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from outpace.words.area import Level
from outpace.words.case import CaseClass
from outpace.words.contact import Setting
from outpace.words.decision import Text
from outpace.world.outbreak.persons import Person, Register
from outpace.world.outbreak.records import OutbreakCase
from outpace.world.outbreak.shape import OutbreakShape
from outpace.world.outbreak.spread import Infection
from outpace.world.province import Province


@dataclass(frozen=True, slots=True)
class Seen:
    """A reported infection: the truth, the person, the record (numbered), the home township."""

    infection: Infection
    person: Person
    home: str
    record: OutbreakCase


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns days relative to `as_of` into instants and into local calendar days of `as_of`'s zone."""

    as_of: datetime

    def instant(self, days: float) -> datetime:
        moment = self.as_of + timedelta(minutes=round(days * 24 * 60))
        return moment.astimezone(UTC)

    def day(self, days: float) -> date:
        return self.instant(days).astimezone(self.as_of.tzinfo).date()


def people_of(tree: tuple[Infection, ...], register: Register) -> dict[int, Person]:
    """Draw a person for each infection. Only those infected at home may be children or bear the infector's name."""
    working = {infection.infector for infection in tree if infection.setting is not Setting.HOUSEHOLD}
    people: dict[int, Person] = {}
    for infection in tree:
        at_home = people[infection.infector] if infection.infector is not None else None
        if infection.setting is not Setting.HOUSEHOLD:
            at_home = None
        child = at_home is not None and infection.key not in working and infection.key % 3 == 0
        surname = _surname(at_home) if at_home and infection.key % 2 else None
        people[infection.key] = register.draw(child=child, surname=surname)
    return people


def _surname(person: Person) -> Text:
    return Text(zh=person.name.zh[0], en=person.name.en.split()[0].lower())


class Observer:
    """Writes case records as the reporting counties would."""

    def __init__(self, province: Province, shape: OutbreakShape, calendar: Calendar, rng: random.Random) -> None:
        self._shape, self._calendar, self._rng = shape, calendar, rng
        self._shorts = province.shorts
        self._counties = {area.code: area.name for area in province.at(Level.COUNTY)}

    def seen(self, tree: tuple[Infection, ...], people: dict[int, Person], homes: dict[int, str]) -> tuple[Seen, ...]:
        """Every infection reported by `as_of`, numbered within its county in the order of reports."""
        due = sorted(((self._reported(infection), infection) for infection in tree), key=lambda pair: pair[0])
        counts: Counter[str] = Counter()
        found = []
        for reported, infection in due:
            if reported > 0:
                continue
            home = homes[infection.key]
            counts[home[:6]] += 1
            number = f"{self._shorts[home[:6]]}-{counts[home[:6]]:03d}"
            record = self._record(infection, people[infection.key], home, number, reported)
            found.append(Seen(infection, people[infection.key], home, record))
        return tuple(found)

    def _reported(self, infection: Infection) -> float:
        found = self._shape.found
        late = self._rng.uniform(*found.late_by) if self._chance(found.late) else 0.0
        return self._diagnosed(infection) + self._rng.uniform(*found.report_delay) + late

    def _diagnosed(self, infection: Infection) -> float:
        """Days of diagnosis, drawn from the infection's own stream: asked twice, it answers the same."""
        own = random.Random(f"diagnosis {infection.key} {infection.specimen}")
        return infection.specimen + own.uniform(*self._shape.found.diagnosis_delay)

    def _record(self, infection: Infection, person: Person, home: str, number: str, reported: float) -> OutbreakCase:
        gaps, day = self._shape.gaps, self._calendar.day
        ill = infection.onset is not None and infection.onset <= reported
        onset = infection.onset if ill and not self._chance(gaps.onset) else None
        exposed = infection.setting is not None and not self._chance(gaps.exposure)
        return OutbreakCase(
            number=number,
            county=home[:6],
            area_code=self._area(home),
            name=person.name,
            phone=None if self._chance(gaps.phone) else person.phone,
            sex=person.sex,
            age=None if self._chance(gaps.age) else person.age,
            case_class=CaseClass.CONFIRMED if ill else CaseClass.ASYMPTOMATIC,
            found_by=None if self._chance(gaps.found_by) else infection.found_by,
            onset=None if onset is None else day(onset),
            specimen=day(infection.specimen),
            diagnosis=day(self._diagnosed(infection)),
            reported=day(reported),
            reported_at=self._calendar.instant(reported),
            exposure_start=day(infection.infected - self._rng.randint(0, 2)) if exposed else None,
            exposure_end=day(infection.infected) if exposed and not self._chance(gaps.exposure_end) else None,
            place=self._hospital(home),
            outcome=None,
            death=None,
        )

    def _area(self, home: str) -> str | None:
        if self._chance(self._shape.gaps.area):
            return None
        return home[:6] if self._chance(self._shape.gaps.township) else home

    def _hospital(self, home: str) -> Text | None:
        if self._chance(self._shape.gaps.area):
            return None
        county = self._counties[home[:6]]
        return Text(zh=f"{county.zh}第一医院", en=f"{county.en} First Hospital")

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share
