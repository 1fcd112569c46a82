"""Django's name for this room."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Label `areas`: the prefix of its tables."""

    name = "outpace.desk.areas"
    label = "areas"
