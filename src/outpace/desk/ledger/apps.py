"""Django's name for this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Label `ledger`: the prefix of its tables."""

    name = "outpace.desk.ledger"
    label = "ledger"
