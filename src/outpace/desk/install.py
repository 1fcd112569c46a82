"""Make an installation ready: keys, roles, tables. Idempotent: a second run changes nothing."""

import secrets
from collections.abc import Callable
from importlib.metadata import version

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from outpace.desk.clock import now
from outpace.desk.home import Home
from outpace.desk.keyfile import make_once
from outpace.desk.ledger.signer import make_signer
from outpace.desk.people.keys import settle
from outpace.desk.scope.actor import LOCAL_ACCOUNT, SERVICE_ACCOUNT
from outpace.desk.scope.token import pads
from outpace.words.ids import random_key

KEY_BYTES = 32
_STORE_PADS = """
insert into scope.key (ipad, opad) values (%s, %s)
on conflict (sole) do update set ipad = excluded.ipad, opad = excluded.opad
"""
_OURS = """
insert into life_installation (sole, key, space, version, since) values (true, %s, %s, %s, %s)
on conflict (sole) do update set version = excluded.version
"""
_LOCAL = """
insert into accounts_account (id, name, password, display_zh, display_en, active)
values (%s, 'local', '!', '本机操作员', 'Local operator', false), (%s, 'system', '!', '系统', 'System', false)
on conflict do nothing
"""


def make_keys(home: Home) -> None:
    """Make the keys that are missing; none has a default and none is ever replaced."""
    home.make()
    for name in ("web.key", "scope.key", "second-factor.key", "metrics.token"):
        make_once(home.keys / name, secrets.token_hex(KEY_BYTES).encode())
    make_signer(home.keys)


def _behind() -> bool:
    """Whether a migration waits to be applied: a look is a tenth of the whole command."""
    executor = MigrationExecutor(connections["owner"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(home: Home, hear: Callable[[str, int], None] | None = None) -> None:
    """Bring the tables up to date as the owner role, give the database this installation's keys, fill in what is new.

    `hear` is told each phase and how much it did.
    """
    from outpace.desk.life.fillings import FILLINGS
    from outpace.desk.life.upgrade import contract, expand, fill_all

    hear = hear or _quiet
    if _behind():
        expand(hear)
    ipad, opad = pads(bytes.fromhex((home.keys / "scope.key").read_text("ascii").strip()))
    with connections["owner"].cursor() as cursor:
        cursor.execute(_STORE_PADS, [ipad, opad])
        cursor.execute(_LOCAL, [LOCAL_ACCOUNT, SERVICE_ACCOUNT])
        cursor.execute(_OURS, [random_key(), settings.SPACE, version("outpace"), now()])
    settle(home, connections["owner"])
    fill_all(FILLINGS, hear)
    if _behind():
        contract(hear)
    connections["owner"].close()


def _quiet(phase: str, done: int) -> None:
    """Nobody listens."""
