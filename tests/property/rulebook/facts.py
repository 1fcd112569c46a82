"""Random facts for the rules: dates around one outbreak, every answer known or unknown."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from outpace.protocols import incident_editions
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.contact import (
    ContactFacts,
    ContactKind,
    ExposureFacts,
    Given,
    Immunity,
    Means,
    Setting,
    Susceptibility,
)
from outpace.words.moment import Dated, Precision, start_of_day

FIRST = date(2021, 11, 15)
AS_OF = datetime(2022, 3, 1, 4, tzinfo=UTC)
ZONE = "Asia/Shanghai"

maybe = st.sampled_from([None, True, False])
days = st.integers(0, 60).map(lambda step: FIRST + timedelta(days=step))
exact_days = days.map(Dated)
some_days = st.one_of(st.none(), exact_days, days.map(lambda day: Dated(day.replace(day=1), Precision.MONTH)))
all_editions = st.sampled_from(incident_editions())


def moments_on(day: date) -> st.SearchStrategy[datetime]:
    """Moments of a local day."""
    return st.integers(0, 24 * 60 - 1).map(lambda minute: start_of_day(day, ZONE) + timedelta(minutes=minute))


@st.composite
def prophylaxis(draw: st.DrawFn) -> Given:
    """A prophylaxis, its moment on its day."""
    day = draw(exact_days)
    told = draw(st.sampled_from([None, day]))
    return Given(means=draw(st.sampled_from(Means)), day=told, at=draw(st.one_of(st.none(), moments_on(day.day))))


people = st.builds(
    Susceptibility,
    immunity=st.sampled_from([None, *Immunity]),
    prophylaxis=st.one_of(st.none(), st.lists(prophylaxis(), max_size=3).map(tuple)),
)


@st.composite
def cases(draw: st.DrawFn) -> CaseFacts:
    """A case: symptoms are never denied beside an onset, which is refused elsewhere."""
    onset = draw(some_days)
    return CaseFacts(
        case_class=draw(st.sampled_from([None, *CaseClass])),
        onset=onset,
        specimen=draw(some_days),
        reported=draw(some_days),
        exposure_end=draw(some_days),
        isolated=draw(some_days),
        lab_positive=draw(maybe),
        symptoms=draw(maybe if onset is None else st.sampled_from([None, True])),
        linked=draw(maybe),
    )


@st.composite
def exposures(draw: st.DrawFn) -> ExposureFacts:
    """An exposure whose first day isn't after the last."""
    first, last = sorted(draw(st.tuples(exact_days, exact_days)))
    return ExposureFacts(
        setting=draw(st.sampled_from(Setting)),
        first=draw(st.sampled_from([None, first])),
        last=draw(st.sampled_from([None, last])),
        minutes=draw(st.sampled_from([None, 0, 5, 14, 15, 16, 240])),
        protected=draw(maybe),
        closed_space=draw(maybe),
        kinds=draw(st.one_of(st.none(), st.frozensets(st.sampled_from(ContactKind), max_size=3))),
        first_at=draw(st.one_of(st.none(), moments_on(first.day))),
        via=draw(st.one_of(st.none(), st.builds(ContactFacts, first_exposure=some_days, isolated=some_days))),
    )
