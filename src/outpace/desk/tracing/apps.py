"""Django's name for this room."""

from django.apps import AppConfig


class TracingConfig(AppConfig):
    """Label `tracing`: the prefix of its tables."""

    name = "outpace.desk.tracing"
    label = "tracing"
