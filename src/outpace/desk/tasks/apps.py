"""Django's name for this room."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Label `tasks`: the prefix of its tables."""

    name = "outpace.desk.tasks"
    label = "tasks"
