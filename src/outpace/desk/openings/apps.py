"""Django's name for this room."""

from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    """Label `openings`: the prefix of its tables."""

    name = "outpace.desk.openings"
    label = "openings"
