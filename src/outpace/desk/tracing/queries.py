"""What can be asked about exposures and contacts."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from outpace.desk.ledger.models import Event
from outpace.desk.people.models import Subject
from outpace.desk.tracing.models import Contact, Exposure, Reach


def cases_of_events(events: Sequence[int]) -> list[int]:
    """The cases that events' exposures are about: the events' own subjects, wherever the exposed live."""
    found = Event.objects.filter(pk__in=events).order_by().values_list("subject_id", flat=True).distinct()
    return [case for case in found if case is not None]


def reach_of(cases: Iterable[int]) -> list[str]:
    """The areas in which people exposed to cases live. Only the service sees those outside its own."""
    found = Reach.objects.filter(case_subject__in=list(cases)).order_by("area_path")
    return list(found.values_list("area_path", flat=True).distinct())


CURRENT = Q(successor__isnull=True)
"""The exposures as they are known now: each by its last version, withdrawn ones among them."""


def exposures_of(cases: Iterable[int]) -> list[Exposure]:
    """All exposures told about cases as they are known now; what was withdrawn says so."""
    return list(Exposure.objects.filter(CURRENT, case_subject__in=list(cases)).order_by("id"))


def told_of(case: int) -> QuerySet[Exposure]:
    """All that was told about a case, every version of it, with the persons; the earliest recorded first."""
    return Exposure.objects.filter(case_subject=case).select_related("person", "via").order_by("recorded", "pk")


def current_version(exposure: Exposure) -> Exposure:
    """An exposure as it is known now, with the areas it lies in."""
    while later := Exposure.objects.filter(supersedes=exposure.pk).first():
        exposure = later
    return Exposure.objects.select_related("area", "incident__area").get(pk=exposure.pk)


def sources_of(cases: Iterable[int]) -> list[str]:
    """The areas of cases, whoever sees them."""
    found = Subject.objects.filter(pk__in=list(cases)).order_by("area_path")
    return list(found.values_list("area_path", flat=True).distinct())


def contacts_of_events(events: Sequence[int]) -> list[Contact]:
    """The contacts that events last touched."""
    return list(
        Contact.objects.filter(event_id__in=events).select_related("area", "incident__area").order_by("subject_id")
    )


def zone_of(contact: Contact) -> str:
    """The zone a contact's days are counted in."""
    return (contact.area or contact.incident.area).zone
