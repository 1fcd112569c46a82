"""Django's name for this room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Label `cases`: the prefix of its tables."""

    name = "outpace.desk.cases"
    label = "cases"
