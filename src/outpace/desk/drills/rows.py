"""The fiction's records as the rows that acts take."""

from datetime import date

from outpace.desk.tracing.acts import ExposureRow
from outpace.exchange.linelist import CaseRecord
from outpace.exchange.links import LinkRecord
from outpace.words.moment import Dated
from outpace.world.outbreak import OutbreakCase, OutbreakExposure, OutbreakLink


def _dated(day: date | None) -> Dated | None:
    return Dated(day) if day else None


def case_record(case: OutbreakCase) -> CaseRecord:
    """A case as the line list's reader would give it."""
    return CaseRecord(
        number=case.number,
        area_code=case.area_code,
        name=case.name.zh,
        phone=case.phone,
        sex=case.sex,
        age=case.age,
        case_class=case.case_class,
        found_by=case.found_by,
        onset=_dated(case.onset),
        specimen=_dated(case.specimen),
        diagnosis=_dated(case.diagnosis),
        reported=_dated(case.reported),
        exposure_start=_dated(case.exposure_start),
        exposure_end=_dated(case.exposure_end),
        place=case.place.zh if case.place else None,
        outcome=case.outcome,
        death=_dated(case.death),
    )


def link_record(link: OutbreakLink) -> LinkRecord:
    """A transmission link as the reader would give it."""
    return LinkRecord(infector=link.infector, infectee=link.infectee, setting=link.setting)


def exposure_row(told: OutbreakExposure) -> ExposureRow:
    """An exposure as the interview form would give it."""
    return ExposureRow(
        setting=told.setting,
        name=told.name.zh,
        phone=told.phone,
        age=told.age,
        sex=told.sex,
        relation=told.relation.zh,
        first=_dated(told.first),
        last=_dated(told.last),
        minutes=told.minutes,
        protected=told.protected,
        closed_space=told.closed_space,
        area_code=told.area_code,
    )
