"""Django's name for this room."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    """Label `accounts`: the prefix of its tables."""

    name = "outpace.desk.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Signing in writes the session and nothing else: Django's own note of the last time runs outside any scope."""
        user_logged_in.disconnect(dispatch_uid="update_last_login")
