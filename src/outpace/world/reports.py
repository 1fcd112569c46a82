"""What was observed as the records that counties write: a line list, links, exposures. Ready for files and for the desk.

Days become dates from the day the run began. What nobody knew stays blank; nothing here is spoiled on purpose.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from outpace.words.area import Level
from outpace.words.case import CaseClass, FoundBy, Outcome
from outpace.words.contact import Setting
from outpace.words.decision import Text
from outpace.world.draws import What, key, mixed
from outpace.world.observed import UNKNOWN, Observed, Way
from outpace.world.observing import Watch, usual_watch
from outpace.world.outbreak.records import Outbreak, OutbreakCase, OutbreakExposure, OutbreakLink
from outpace.world.people.crowd import HOME, ages, cards
from outpace.world.people.deck import BLOCK
from outpace.world.people.names import name_of, phone_of, sex_of
from outpace.world.places.address import Address
from outpace.world.timestep import NOBODY, World

FOUND = {
    Way.VISIT: FoundBy.COMMUNITY,
    Way.ADMISSION: FoundBy.COMMUNITY,
    Way.TEST: FoundBy.CONTROL,
    Way.ROUND: FoundBy.SCREENING,
}
WORKING_MINUTES, FIRST_HOUR = 600, 8


@dataclass(frozen=True, slots=True)
class Reports:
    """Writes down what was observed in a world whose first day was `began`, for the areas of an address."""

    world: World
    observed: Observed
    address: Address
    began: date
    watch: Watch

    def outbreak(self, code: str, name: Text) -> Outbreak:
        """All records by the end of the run, as one outbreak."""
        cases = self._cases()
        return Outbreak(
            code=code,
            name=name,
            area_code=self.address.paths[0][-1],
            began=self.began,
            as_of=self._instant(self.world.day, NOBODY),
            cases=tuple(cases),
            links=tuple(self._links([case.number for case in cases])),
            exposures=tuple(self._exposures([case.number for case in cases])),
            spoiled=(),
        )

    def _cases(self) -> list[OutbreakCase]:
        """The line list in the order of reports, numbered by county."""
        counts: dict[str, int] = {}
        columns = self.observed.cases
        counties = self.address.codes(columns.person, Level.COUNTY)
        years = ages(self.world.setting.stage.crowd, columns.person).tolist()
        made = []
        for rank, county in enumerate(map(str, counties)):
            counts[county] = counts.get(county, 0) + 1
            made.append(self._case(rank, f"{county}-{counts[county]:04d}", county, years[rank]))
        return made

    def _case(self, rank: int, number: str, county: str, age: int) -> OutbreakCase:
        person, _, onset, sampled, known, way, _, left, _, died = (
            column[rank].item() for column in self.observed.cases
        )
        reported = self._day(known)
        return OutbreakCase(
            number=number,
            county=county,
            area_code=self.address.code(person),
            name=self._name(person),
            phone=phone_of(person),
            sex=sex_of(self.world.seed, person),
            age=age,
            case_class=CaseClass.ASYMPTOMATIC if onset == UNKNOWN else CaseClass.CONFIRMED,
            found_by=FOUND[Way(way)],
            onset=self._maybe(onset),
            specimen=self._day(sampled),
            diagnosis=reported,
            reported=reported,
            reported_at=self._instant(known, person),
            exposure_start=None,
            exposure_end=None,
            place=_hospital(self.address.name(county)),
            outcome=None if left == UNKNOWN else Outcome.DEAD if died else Outcome.RECOVERED,
            death=self._maybe(left) if died else None,
        )

    def _links(self, numbers: list[str]) -> Iterator[OutbreakLink]:
        """Pairs of cases of whom one infected the other and one named the other: what an investigation puts down."""
        infections, cases = self.world.infections(), self.observed.cases
        case_of = {int(row): rank for rank, row in enumerate(cases.row) if row != NOBODY}
        latest = {int(infections.person[row]): row for row in sorted(case_of)}
        settings = self._told()
        for row, rank in sorted(case_of.items(), key=lambda pair: pair[1]):
            source = latest.get(int(infections.infector[row]))
            if source is None or source == row:
                continue
            pair = (case_of[source], int(infections.person[row]))
            setting = settings.get(pair) or settings.get((rank, int(infections.infector[row])))
            if setting is not None:
                yield OutbreakLink(infector=numbers[case_of[source]], infectee=numbers[rank], setting=setting)

    def _told(self) -> dict[tuple[int, int], Setting]:
        """By rank of the case and person named: where they met."""
        told, names = self.observed.contacts, self.world.setting.layer_names
        pairs = zip(told.case.tolist(), told.contact.tolist(), told.layer.tolist(), strict=True)
        return {(case, person): self.watch.layers[names[layer]].setting for case, person, layer in pairs}

    def _exposures(self, numbers: list[str]) -> Iterator[OutbreakExposure]:
        """Everybody named, by interview."""
        told, names = self.observed.contacts, self.world.setting.layer_names
        years = ages(self.world.setting.stage.crowd, told.contact).tolist()
        for rank, age in enumerate(years):
            case, person, first, last, layer, day = (column[rank].item() for column in told)
            seen = self.watch.layers[names[layer]]
            yield OutbreakExposure(
                case=numbers[case],
                name=self._name(person),
                phone=phone_of(person),
                sex=sex_of(self.world.seed, person),
                age=age,
                relation=seen.relation,
                setting=seen.setting,
                first=self._day(first),
                last=self._day(last),
                minutes=None,
                protected=None,
                closed_space=seen.indoors,
                area_code=self.address.code(person),
                told_at=self._instant(day, person),
            )

    def _name(self, person: int) -> Text:
        crowd = self.world.setting.stage.crowd
        home = int(crowd.cards[cards(crowd, np.array([person]))[0], HOME, person % BLOCK])
        return name_of(self.world.seed, person, person - person % BLOCK + home)

    def _day(self, day: int) -> date:
        return self.began + timedelta(days=day)

    def _maybe(self, day: int) -> date | None:
        return None if day == UNKNOWN else self._day(day)

    def _instant(self, day: int, person: int) -> datetime:
        """A minute of a day's working hours, the same for a person and a day."""
        minutes = mixed(int(key(self.world.seed, What.KNOWN, day)) ^ (person & 0xFFFFFFFF)) % WORKING_MINUTES
        return datetime.combine(self._day(day), time(FIRST_HOUR), UTC) + timedelta(minutes=minutes)


def _hospital(county: Text) -> Text:
    return Text(zh=f"{county.zh}第一医院", en=f"{county.en} First Hospital")


def reports(world: World, observed: Observed, address: Address, began: date, watch: Watch | None = None) -> Reports:
    """What was observed, to be written down."""
    return Reports(world, observed, address, began, watch or usual_watch())
