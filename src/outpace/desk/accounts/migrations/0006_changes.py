"""What lets somebody in, or see more, needs two people: changes that are asked for and confirmed, and guards that hold to it.

An administrator's own hand gives no post, no token, no name at an institution, no password, and takes no second factor away: each of
these uses up a change that another person confirmed, for this account and with these values. The operator of the machine (account 1)
is bound by no post and keeps his way; he can do everything there anyway.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from outpace.desk.scope.policy import fence, open_table

POLICIES = """
create policy mine on accounts_change using (account_id = (select scope.account()))
    with check (account_id = (select scope.account()));
create policy at_door on accounts_change using ((select scope.purpose()) = 'sign-in')
    with check ((select scope.purpose()) = 'sign-in');
"""
CONFIRMS = """
create policy confirms on accounts_session using ((select scope.purpose()) = 'confirm changes')
    with check ((select scope.purpose()) = 'confirm changes');
create policy confirms on accounts_token using ((select scope.purpose()) = 'confirm changes')
    with check ((select scope.purpose()) = 'confirm changes');
create policy confirms on accounts_providername using ((select scope.purpose()) = 'confirm changes')
    with check ((select scope.purpose()) = 'confirm changes');
create policy confirms on mfa_authenticator using ((select scope.purpose()) = 'confirm changes')
    with check ((select scope.purpose()) = 'confirm changes');
"""
"""What a confirmation has to reach: it ends sessions and makes the rest. The guards say what of it."""

LIMITS = """
insert into openings_limit (name, value, unit, source) values
    ('change', 4, 'hours', 'ours; half a shift: whoever asked is still there to be asked back'),
    ('way_in', 60, 'minutes', 'ours; two telephone calls and a new password; drawn anew within it as often as needed');
"""

GUARDS = """
create function scope.is_bound() returns boolean stable set search_path = pg_catalog, pg_temp language sql as $$
    select current_user = 'outpace_app' and not (scope.account() = 1 and scope.role() = 'operator') $$;

create function scope.guard_change() returns trigger set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    me bigint := scope.account();
    why text := scope.purpose();
begin
    if not scope.is_bound() then return coalesce(new, old); end if;
    if tg_op = 'DELETE' then
        if scope.role() = 'service' then return old; end if;
        raise exception 'a change stays on record' using errcode = '42501';
    end if;
    if tg_op = 'INSERT' then
        if new.asked_by is distinct from me or scope.role() <> 'administrator' or new.account_id = me
           or new.outcome is not null or new.applied_at is not null or new.first_half <> '' or new.second_half <> '' then
            raise exception 'a change is asked for, and decided by another' using errcode = '42501';
        end if;
        return new;
    end if;
    if (new.account_id, new.area_path, new.kind, new.data, new.reason, new.asked_by, new.asked_at, new.until)
       is distinct from (old.account_id, old.area_path, old.kind, old.data, old.reason, old.asked_by, old.asked_at, old.until)
    then raise exception 'what was asked for stays as it was' using errcode = '42501'; end if;
    if (new.outcome, new.decided_by, new.decided_at, new.good_until)
       is distinct from (old.outcome, old.decided_by, old.decided_at, old.good_until) then
        if old.outcome is not null then raise exception 'a change is decided once' using errcode = '42501'; end if;
        if new.outcome = 'lapsed' and scope.role() = 'service' and new.decided_at >= old.until then return new; end if;
        if new.outcome = 'lapsed' or why <> 'confirm changes' or new.decided_by is distinct from me
           or me in (old.asked_by, old.account_id) or new.decided_at >= old.until then
            raise exception 'a change is confirmed in time, by another person' using errcode = '42501';
        end if;
    end if;
    if (new.first_half <> old.first_half and me <> old.asked_by)
       or (new.second_half <> old.second_half and me is distinct from old.decided_by)
       or ((new.first_half, new.second_half) is distinct from (old.first_half, old.second_half)
           and (old.outcome is distinct from 'confirmed' or old.used_at is not null)) then
        raise exception 'each draws her own half' using errcode = '42501';
    end if;
    if new.used_at is distinct from old.used_at
       and (old.used_at is not null or why <> 'sign-in' or old.first_half = '' or old.second_half = '') then
        raise exception 'a way in is used once, with both halves' using errcode = '42501';
    end if;
    if new.seen_at is distinct from old.seen_at and me <> old.account_id then
        raise exception 'her own eyes' using errcode = '42501';
    end if;
    if new.applied_at is distinct from old.applied_at and (old.applied_at is not null or new.outcome is distinct from 'confirmed') then
        raise exception 'a change takes effect once' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guarded before insert or update or delete on accounts_change for each row execute function scope.guard_change();

create function scope.guard_post() returns trigger set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
    if not scope.is_bound() then return new; end if;
    if tg_op = 'UPDATE' then
        if (new.account_id, new.role, new.area_path, new.purposes, new.starts)
           is distinct from (old.account_id, old.role, old.area_path, old.purposes, old.starts) then
            raise exception 'a post is given anew, never turned into another' using errcode = '42501';
        end if;
        return new;
    end if;
    update public.accounts_change c set applied_at = scope.as_of()
    where c.account_id = new.account_id and c.kind = 'post' and c.outcome = 'confirmed' and c.applied_at is null
        and c.decided_by = scope.account() and c.data ->> 'role' = new.role and c.data ->> 'area_path' = new.area_path
        and c.data -> 'purposes' = new.purposes and (c.data ->> 'ends')::timestamptz = new.ends;
    if not found then raise exception 'a post begins when another person has confirmed it' using errcode = '42501'; end if;
    return new;
end $$;
create trigger guarded before insert or update on accounts_post for each row execute function scope.guard_post();

create function scope.guard_account() returns trigger set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
    if not scope.is_bound() then return new; end if;
    if tg_op = 'INSERT' then
        if new.password not like '!%' then
            raise exception 'nobody makes a password for another' using errcode = '42501';
        end if;
        return new;
    end if;
    if old.closed is not null and (new.closed is distinct from old.closed or (new.active and not old.active)) then
        raise exception 'a closed account stays closed' using errcode = '42501';
    end if;
    if new.password <> old.password and new.password not like '!%' and new.password <> ''
       and new.id <> scope.account() and scope.purpose() <> 'sign-in' then
        raise exception 'nobody makes a password for another' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger guarded before insert or update on accounts_account for each row execute function scope.guard_account();

create function scope.guard_factor() returns trigger set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    owner bigint := case when tg_op = 'DELETE' then old.user_id else new.user_id end;
begin
    if not scope.is_bound() or owner = scope.account() or scope.role() = 'service' then return coalesce(new, old); end if;
    if tg_op = 'DELETE' and (
        exists (select from public.accounts_account a where a.id = owner and a.closed is not null)
        or exists (select from public.accounts_change c where c.account_id = owner and c.kind = 'reset'
            and (c.data ->> 'factor')::boolean and c.outcome = 'confirmed' and c.applied_at is null
            and c.decided_by = scope.account())
    ) then return old; end if;
    raise exception 'a second factor is its owner''s; taking it away needs two' using errcode = '42501';
end $$;
create trigger guarded before insert or update or delete on mfa_authenticator
    for each row execute function scope.guard_factor();

create function scope.guard_name() returns trigger set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
    if not scope.is_bound() then return new; end if;
    update public.accounts_change c set applied_at = scope.as_of()
    where c.account_id = new.account_id and c.kind = 'provider' and c.outcome = 'confirmed' and c.applied_at is null
        and c.decided_by = scope.account() and c.data ->> 'provider' = new.provider and c.data ->> 'subject' = new.subject;
    if not found then raise exception 'a name at an institution needs two people' using errcode = '42501'; end if;
    return new;
end $$;
create trigger guarded before insert or update on accounts_providername for each row execute function scope.guard_name();

create function scope.guard_token() returns trigger set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
    if not scope.is_bound() then return new; end if;
    if tg_op = 'UPDATE' then
        if (new.account_id, new.post_id, new.secret_hash, new.ends) is distinct from (old.account_id, old.post_id, old.secret_hash, old.ends)
        then raise exception 'a token is made anew' using errcode = '42501'; end if;
        return new;
    end if;
    update public.accounts_change c set applied_at = scope.as_of()
    where c.account_id = new.account_id and c.kind = 'token' and c.outcome = 'confirmed' and c.applied_at is null
        and scope.account() in (c.asked_by, c.decided_by) and (c.data ->> 'post')::bigint = new.post_id
        and (c.data ->> 'ends')::timestamptz = new.ends and c.first_half <> '' and c.second_half <> ''
        and new.secret_hash = encode(sha256(convert_to(c.first_half || c.second_half, 'UTF8')), 'hex');
    if not found then raise exception 'a token is made of two halves' using errcode = '42501'; end if;
    return new;
end $$;
create trigger guarded before insert or update on accounts_token for each row execute function scope.guard_token();

revoke all on function scope.is_bound(), scope.guard_change(), scope.guard_post(), scope.guard_account(), scope.guard_factor(),
    scope.guard_name(), scope.guard_token() from public;
grant execute on function scope.is_bound() to outpace_app;
"""

MACHINE = 1
DECIDED = (
    Q(outcome=None, decided_by=None, decided_at=None)
    | Q(outcome="lapsed", decided_by=None, decided_at__isnull=False)
    | (
        Q(outcome__in=["confirmed", "refused"], decided_at__isnull=False)
        & Q(decided_by__isnull=False)
        & ~Q(decided_by=F("account_id"))
        & (~Q(decided_by=F("asked_by")) | Q(asked_by=MACHINE))
    )
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_watched"),
        ("openings", "0004_pairs"),
        ("scope", "0009_ended_by_hand"),
        ("life", "0004_files_accounts_bodies"),
    ]
    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_path", models.TextField(db_collation="C")),
                ("kind", models.CharField(max_length=8)),
                ("data", models.JSONField(default=dict)),
                ("reason", models.TextField()),
                ("asked_by", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("decided_by", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(max_length=9, null=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("first_half", models.CharField(blank=True, default="", max_length=128)),
                ("second_half", models.CharField(blank=True, default="", max_length=128)),
                ("good_until", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(condition=Q(outcome=None), fields=["until"], name="change_waiting")],
                "constraints": [
                    models.CheckConstraint(condition=Q(until__gt=F("asked_at")) & ~Q(reason=""), name="change_asked"),
                    models.CheckConstraint(condition=DECIDED, name="change_decided_by_another"),
                ],
            },
        ),
        fence("accounts_change", people=False),
        open_table("accounts_change", grants="select, insert, update, delete"),
        migrations.RunSQL(POLICIES, migrations.RunSQL.noop),
        migrations.RunSQL(CONFIRMS, migrations.RunSQL.noop),
        migrations.RunSQL(LIMITS, migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
