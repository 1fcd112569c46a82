"""Installs the guard on every connection of the app role."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


def _guard(sender: type, connection: Any, **_: Any) -> None:
    from outpace.desk.scope.session import refuse_outside

    if connection.alias == "default" and refuse_outside not in connection.execute_wrappers:
        connection.execute_wrappers.append(refuse_outside)


class ScopeConfig(AppConfig):
    """The scope app: schema `scope`, the signed token and the guard."""

    name = "outpace.desk.scope"
    label = "scope"

    def ready(self) -> None:
        connection_created.connect(_guard, dispatch_uid="outpace.scope")
