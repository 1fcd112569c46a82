"""Django's name for this room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Label `intake`: the prefix of its tables."""

    name = "outpace.desk.intake"
    label = "intake"
