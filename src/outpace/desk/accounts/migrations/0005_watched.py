"""The watch over the installation sees the tokens of systems: who is to say that one ends, if not the watch.

Until now the fence let it see none, so that no alarm about a token was ever raised.
"""

from django.db import migrations

WATCH = "(select scope.purpose()) = 'watch the installation' and (select scope.role()) = 'service'"
SEES = f"create policy watch_sees on accounts_token for select using ({WATCH});"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_sign_in")]
    operations = [migrations.RunSQL(SEES, migrations.RunSQL.noop)]
