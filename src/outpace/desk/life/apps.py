"""Django's name for this room."""

from django.apps import AppConfig


class LifeConfig(AppConfig):
    """Label `life`: the prefix of its tables."""

    name = "outpace.desk.life"
    label = "life"
