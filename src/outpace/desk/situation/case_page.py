"""The whole case page in one answer. Every reading is logged; the name on it is masked until somebody opens the person."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from outpace.desk.accounts.models import Account
from outpace.desk.cases.facts import DATES
from outpace.desk.cases.models import Case, Link, Version
from outpace.desk.cases.queries import zone_of
from outpace.desk.openings.opening import Shown, names, read_record
from outpace.desk.scope.actor import Actor
from outpace.desk.situation import contact_rows, task_rows
from outpace.desk.situation.decisions import decide, decision_json
from outpace.desk.situation.exposures import exposure_rows
from outpace.desk.situation.opened import opened_by
from outpace.desk.situation.same_person import same_person
from outpace.desk.situation.shapes import area_json, case_ref, dated_json, display, iso, person_json
from outpace.desk.situation.timeline import timeline
from outpace.desk.tasks.models import Task
from outpace.desk.tracing.models import Contact
from outpace.desk.tracing.queries import told_of
from outpace.words.decision import Decision, Undecided
from outpace.words.ids import IdKind, encode
from outpace.words.purpose import Purpose

PURPOSE = Purpose.OPEN_CASE


def case_page(by: Actor, key: int, as_of: datetime) -> dict[str, Any] | None:
    """A case with all that is known about it; None where it is absent or out of scope. The reading is logged."""
    case = Case.objects.filter(pk=key).select_related("area", "incident__area", "person").first()
    if case is None:
        return None
    read_record(subject=case.person_id, purpose=PURPOSE, at=as_of)
    shown = names([case.person_id], as_of).get(case.person_id)
    tasks = task_rows.task_rows(_tasks(case), as_of)
    decided = decide(case, as_of)
    versions = list(Version.objects.filter(case=case).order_by("version"))
    told = list(told_of(case.pk))
    own = [task for task in tasks if task["subject"]["kind"] == "case"]
    window = decided.look_back if isinstance(decided.look_back, Decision | Undecided) else None
    contacts = contact_rows.loaded(Contact.objects.filter(case_subject=case.pk)).order_by("last_exposure", "pk")
    return {
        **case_json(case, shown),
        "tasks_open": sum(task["state"] != "done" for task in tasks),
        "tasks_overdue": sum(task["state"] == "overdue" for task in tasks),
        "decisions": {
            "case_class": decision_json(decided.case_class, as_of),
            "look_back": decision_json(decided.look_back, as_of),
        },
        "timeline": timeline(case, window, versions, [row for row in told if row.version == 1], own),
        **links_of(case),
        "held": case.person.held,
        "same_person": same_person(case),
        "exposures": exposure_rows(told, as_of),
        "contacts": contact_rows.contact_rows(contacts, as_of),
        "tasks": tasks,
        "corrections": _corrections(versions[1:]),
        "opened_by": opened_by([case.pk, case.person_id]),
        "as_of": as_of.isoformat(),
        "zone": zone_of(case),
        "cutoff_hour": (case.area or case.incident.area).cutoff_hour,
    }


def case_json(case: Case, shown: Shown | None) -> dict[str, Any]:
    """A case's own facts as the API gives them."""
    return {
        "id": encode(IdKind.CASE, case.pk),
        "number": case.number,
        "version": case.version,
        "person": person_json(case.person, shown),
        "area": area_json(case.area),
        "place": case.place,
        "case_class": case.case_class,
        "found_by": case.found_by,
        "outcome": case.outcome,
        **{field: dated_json(case, field) for field in DATES},
        "recorded_at": iso(case.recorded),
        "incident_id": encode(IdKind.INCIDENT, case.incident_id),
    }


def _tasks(case: Case) -> Iterable[Task]:
    about = Q(subject=case.pk) | Q(about_case_id=case.pk)
    return task_rows.loaded(Task.objects.filter(about, incident=case.incident_id)).order_by("due_at", "pk")


def links_of(case: Case) -> dict[str, Any]:
    """Transmission links into and out of a case; `links_outside` counts those whose other case is out of sight."""
    touching = Link.objects.filter(Q(infector=case.pk) | Q(infectee=case.pk)).order_by("pk")
    links = list(touching)
    ends = Case.objects.in_bulk({end for link in links for end in (link.infector_id, link.infectee_id)})
    per_infectee = Link.objects.filter(infectee__in=[link.infectee_id for link in links]).order_by()
    candidates = dict(per_infectee.values_list("infectee_id").annotate(n=Count("pk")))
    seen = [link for link in links if link.infector_id in ends and link.infectee_id in ends]
    return {
        "links_in": [_link(link, ends, candidates) for link in seen if link.infectee_id == case.pk],
        "links_out": [_link(link, ends, candidates) for link in seen if link.infector_id == case.pk],
        "links_outside": len(links) - len(seen),
    }


def _link(link: Link, ends: dict[int, Case], candidates: dict[int, int]) -> dict[str, Any]:
    return {
        "id": encode(IdKind.LINK, link.pk),
        "from": case_ref(ends[link.infector_id]),
        "to": case_ref(ends[link.infectee_id]),
        "setting": link.setting,
        "setting_text": link.setting_text,
        "ambiguous": candidates[link.infectee_id] > 1,
        "delay_days": link.delay_days,
    }


def _corrections(versions: Sequence[Version]) -> list[dict[str, Any]]:
    accounts = Account.objects.in_bulk({version.account_id for version in versions})
    return [
        {
            "at": version.recorded.isoformat(),
            "by": {"display": display(accounts.get(version.account_id))},
            "field": change["field"],
            "old": change["old"],
            "new": change["new"],
            "why": version.why,
        }
        for version in versions
        for change in version.changes
    ]
