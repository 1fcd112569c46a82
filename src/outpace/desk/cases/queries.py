"""What can be asked about cases and links."""

from collections.abc import Iterable

from outpace.desk.cases.models import Case


def of_event(event: int) -> list[Case]:
    """The cases that an event last touched."""
    return list(Case.objects.filter(event_id=event).select_related("area", "incident__area").order_by("subject_id"))


def by_subjects(subjects: Iterable[int]) -> list[Case]:
    """Cases by their subject keys."""
    return list(Case.objects.filter(pk__in=list(subjects)).select_related("area", "incident__area").order_by("subject_id"))


def zone_of(case: Case) -> str:
    """The zone a case's days are counted in."""
    return (case.area or case.incident.area).zone
