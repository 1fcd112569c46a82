"""The policy of docs/explanation/scope.md around every table fenced so far, in place of the first one.

The rule is the same; what a grant names is added, and the planner now knows the ranges it works with.
"""

from django.db import migrations

from outpace.desk.scope.policy import fence


class Migration(migrations.Migration):
    dependencies = [
        ("scope", "0003_grant"),
        ("people", "0002_vault"),
        ("cases", "0003_indexes"),
        ("tracing", "0002_policies"),
        ("isolation", "0002_policies"),
        ("tasks", "0003_indexes"),
        ("intake", "0002_policies"),
        ("ledger", "0003_pending_rows"),
    ]
    operations = [
        fence("people_subject", own="id", granted="id"),
        fence("people_person", own="subject_id", granted="subject_id"),
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
