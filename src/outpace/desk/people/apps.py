"""Django's name for this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Label `people`: the prefix of its tables."""

    name = "outpace.desk.people"
    label = "people"
