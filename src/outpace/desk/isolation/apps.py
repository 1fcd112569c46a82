"""Django's name for this room."""

from django.apps import AppConfig


class IsolationConfig(AppConfig):
    """Label `isolation`: the prefix of its tables."""

    name = "outpace.desk.isolation"
    label = "isolation"
