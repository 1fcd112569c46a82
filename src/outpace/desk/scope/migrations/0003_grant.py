"""Grants across areas, and the keys that live ones open. Whether a grant is live is settled by the time in the signed token."""

from django.db import migrations, models

from outpace.desk.scope.policy import fence, open_table

GRANTED = """
create policy received on scope_grant for select using (scope.says('p') and (select scope.signed(scope.token())) and (
    to_account = scope.said_account()
    or (to_path >= scope.said_low() and to_path < scope.said_high()
        and (scope.says('s') or to_path <@ scope.said_paths()))));

create function scope.granted() returns bigint[] stable parallel restricted
    set search_path = pg_catalog, pg_temp language sql as $$
    select coalesce(array_agg(g.subject_id), '{}') from public.scope_grant g
    where g.purpose = (select scope.purpose())
      and g.starts <= (select scope.as_of()) and (select scope.as_of()) < g.ends
      and (g.to_account = (select scope.account()) or g.to_path <@ (select scope.paths()))
$$;

grant select on scope_grant to outpace_vault;
revoke all on function scope.granted() from public;
grant execute on function scope.granted() to outpace_app, outpace_vault;
"""


class Migration(migrations.Migration):
    dependencies = [("scope", "0002_signed")]
    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_id", models.BigIntegerField()),
                ("area_path", models.TextField(db_collation="C")),
                ("to_path", models.TextField(db_collation="C", null=True)),
                ("to_account", models.BigIntegerField(null=True)),
                ("purpose", models.CharField(max_length=40)),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("event_id", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["to_path"], name="grant_by_area"),
                    models.Index(fields=["to_account"], name="grant_by_account"),
                    models.Index(fields=["subject_id"], name="grant_by_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="grant_ends"),
                    models.CheckConstraint(
                        condition=models.Q(to_path__isnull=True) ^ models.Q(to_account__isnull=True),
                        name="grant_to_one",
                    ),
                ],
            },
        ),
        fence("scope_grant"),
        open_table("scope_grant", grants="select, insert, update"),
        migrations.RunSQL(GRANTED, migrations.RunSQL.noop),
    ]
