"""Whoever keeps accounts may ask which are out because nobody reviewed an emergency in time, wherever that was.

By account, with the two instants and the area in which somebody has to review: no person, no reason, no text.
"""

from django.db import migrations

UNREVIEWED = """
create policy kept on openings_glass for select to outpace_vault using ((select scope.purpose()) = 'accounts');
create function vault.unreviewed(due timestamptz)
    returns table (account_id bigint, at timestamptz, review_due timestamptz, area_path text)
    stable security definer set search_path = pg_catalog, pg_temp language sql as $$
    select g.account_id, g.at, g.review_due, g.area_path from public.openings_glass g
    where scope.purpose() = 'accounts' and g.reviewed_at is null and g.review_due <= $1
    order by g.review_due, g.id
$$;
alter function vault.unreviewed(timestamptz) owner to outpace_vault;
revoke all on function vault.unreviewed(timestamptz) from public;
grant execute on function vault.unreviewed(timestamptz) to outpace_app;
"""


class Migration(migrations.Migration):
    dependencies = [("openings", "0007_suspended")]
    operations = [migrations.RunSQL(UNREVIEWED, migrations.RunSQL.noop)]
