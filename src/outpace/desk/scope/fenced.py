"""The tables that were fenced before fences looked as they do now. A table added later takes `fence` in its own migration."""

from django.db.migrations import RunSQL

from outpace.desk.scope.policy import fence


def first_fences() -> list[RunSQL]:
    """The fence around each of them."""
    return [
        fence("people_subject", own="id", granted="id", health=False, by_key=True),
        fence("people_person", own="subject_id", granted="subject_id", health=False, by_key=True),
        fence("cases_case", own="person_id", granted="subject_id"),
        fence("cases_version"),
        fence("cases_link"),
        fence("tracing_exposure", own="person_id"),
        fence("tracing_contact", own="person_id", granted="subject_id"),
        fence("isolation_plan", own="person_id", granted="contact_subject_id"),
        fence("isolation_duetest"),
        fence("tasks_task"),
        fence("tasks_attempt"),
        fence("intake_receipt"),
        fence("intake_reject"),
        fence("ledger_event", own="subject_id", added=True),
        fence("ledger_access", own="subject_id", people=False),
    ]
