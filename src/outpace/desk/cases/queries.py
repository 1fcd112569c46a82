"""What can be asked about cases and links."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from outpace.desk.cases.models import Case, Link


def of_events(events: Sequence[int]) -> list[Case]:
    """The cases that events last touched."""
    return list(
        Case.objects.filter(event_id__in=events).select_related("area", "incident__area").order_by("subject_id")
    )


def by_subjects(subjects: Iterable[int]) -> list[Case]:
    """Cases by their subject keys."""
    return list(
        Case.objects.filter(pk__in=list(subjects)).select_related("area", "incident__area").order_by("subject_id")
    )


def zone_of(case: Case) -> str:
    """The zone a case's days are counted in."""
    return (case.area or case.incident.area).zone


def with_links(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with the number of links into and out of each (`links_in_count`, `links_out_count`)."""
    return rows.annotate(links_in_count=_links("infectee"), links_out_count=_links("infector"))


def _links(end: str) -> Coalesce:
    counted = Link.objects.filter(**{end: OuterRef("pk")}).order_by().values(end).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
