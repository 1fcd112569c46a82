"""What can be asked about exposures and contacts."""

from collections.abc import Iterable, Sequence

from outpace.desk.tracing.models import Contact, Exposure


def cases_of_events(events: Sequence[int]) -> list[int]:
    """The cases that events' exposures are about."""
    return list(
        Exposure.objects.filter(event_id__in=events).order_by().values_list("case_subject_id", flat=True).distinct()
    )


def exposures_of(cases: Iterable[int]) -> list[Exposure]:
    """All exposures told about cases."""
    return list(Exposure.objects.filter(case_subject__in=list(cases)).order_by("id"))


def contacts_of_events(events: Sequence[int]) -> list[Contact]:
    """The contacts that events last touched."""
    return list(
        Contact.objects.filter(event_id__in=events).select_related("area", "incident__area").order_by("subject_id")
    )


def zone_of(contact: Contact) -> str:
    """The zone a contact's days are counted in."""
    return (contact.area or contact.incident.area).zone
