"""Accounts hold staff names and password hashes; sessions hold an account key. Read before anybody is signed in."""

from django.db import migrations

from outpace.desk.scope.policy import open_table


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("scope", "0001_scope"), ("sessions", "0001_initial")]
    operations = [
        open_table("accounts_account", grants="select, insert, update"),
        open_table("accounts_post", grants="select, insert, update"),
        open_table("django_session", grants="select, insert, update, delete"),
    ]
