"""Django's name for this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Label `accounts`: the prefix of its tables."""

    name = "outpace.desk.accounts"
    label = "accounts"
