"""Who sees the rows of this room, the limits this installation starts with, and what no row may break.

The rows tell of accounts and random keys of persons, of nobody's health: reviewers see them who see no case. What the vault
writes stands in the area of the person, also where a grant brought the account there.
"""

from django.db import migrations

from outpace.desk.ledger.coverage import covered
from outpace.desk.scope.policy import fence, open_table

OWN_ROWS = """
create policy mine on openings_stop for select using (account_id = (select scope.account()));
create policy mine on openings_refusal for select using (account_id = (select scope.account()));
create policy mine on openings_search for select using (account_id = (select scope.account()));
create policy mine on openings_glass for select using (account_id = (select scope.account()));
create policy mine on ledger_access for select using (account_id = (select scope.account()));
create policy by_vault on ledger_access for insert to outpace_vault with check (account_id = (select scope.account()));
create policy by_vault on openings_refusal for insert to outpace_vault with check (account_id = (select scope.account()));
"""

LIMITS = """
insert into openings_limit (name, value, unit, source) values
    ('opens_hour', 60, 'persons per hour', 'ours; trust bar C4'),
    ('opens_day', 500, 'persons per day', 'ours; trust bar C4'),
    ('searches_hour', 60, 'searches per hour', 'ours; as many as openings'),
    ('refusals_hour', 20, 'refusals per hour', 'ours; a third of the openings: work that is linked is seldom refused'),
    ('found_most', 5, 'persons per search', 'ours; an exact search finds one person, or a few of one name and day'),
    ('in_sight', 30, 'minutes', 'ours; a call and its notes'),
    ('glass', 240, 'minutes', 'ours; trust bar C6'),
    ('review', 72, 'hours', 'ours; trust bar C6'),
    ('answer', 24, 'hours', 'ours; trust bar V7');
"""

CEILINGS = """
alter table openings_glass
    add constraint glass_at_most_four_hours check (until > at and until <= at + interval '4 hours'),
    add constraint glass_review_in_three_days check (review_due > at and review_due <= at + interval '72 hours');
"""


class Migration(migrations.Migration):
    dependencies = [("openings", "0001_initial"), ("scope", "0004_fences"), ("ledger", "0005_proofs")]
    operations = [
        fence("openings_stop", people=False),
        fence("openings_refusal", own="subject_id", people=False),
        fence("openings_search", people=False),
        fence("openings_glass", own="subject_id", people=False),
        fence("openings_request", own="subject_id", people=False),
        open_table("openings_limit", grants="select"),
        open_table("openings_stop", grants="select, insert, update"),
        open_table("openings_refusal", grants="select"),
        open_table("openings_search", grants="select"),
        open_table("openings_glass", grants="select, insert, update"),
        open_table("openings_request", grants="select, insert, update"),
        open_table("openings_sealed", grants="select, insert"),
        migrations.RunSQL(OWN_ROWS, migrations.RunSQL.noop),
        migrations.RunSQL(LIMITS, migrations.RunSQL.noop),
        migrations.RunSQL(CEILINGS, migrations.RunSQL.noop),
        *(covered(table) for table in ("openings_stop", "openings_glass", "openings_request")),
    ]
