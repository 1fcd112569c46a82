"""Whether an installation can serve at an instant: one check each for database, migrations, sequencer, loop and spool.

Checks say what is wrong in a sentence without secrets, names or addresses. They change nothing.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.models import Min

from outpace.desk.ledger.models import Pending, Unplaced
from outpace.desk.life.steps import applied, missing, unknown
from outpace.desk.scope.actor import service
from outpace.desk.scope.session import scope
from outpace.words.decision import Text
from outpace.words.purpose import Purpose

LEAF_PATIENCE = timedelta(seconds=60)
LOOP_PATIENCE = timedelta(minutes=15)
SPOOL_ROOM = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, whether it is as it must be, and what is said about it."""

    name: str
    good: bool
    text: Text


def looks(as_of: datetime) -> list[Check]:
    """Look at everything a request needs. Needs an open scope."""
    return [*(look(as_of) for look in _IN_DATABASE), _spool()]


def standing(as_of: datetime) -> list[Check]:
    """Look at everything a request needs, in a scope of its own; a database that is away is an answer too."""
    try:
        with scope(service(), Purpose.READINESS):
            return looks(as_of)
    except (DatabaseError, InterfaceError):
        text = Text(
            "数据库没有应答。它会自动重启；请稍候。",
            "The database does not answer. It is started again by itself; wait.",
        )
        return [Check("database", False, text), _spool()]


def _database(as_of: datetime) -> Check:
    return Check("database", True, Text("数据库应答正常。", "The database answers."))


def _migrations(as_of: datetime) -> Check:
    done = applied()
    wanting, strange = len(missing(done)), len(unknown(done))
    if strange:
        text = Text("数据由更新的版本建立。", "The data was made by a newer version.")
    elif wanting:
        text = Text(
            f"数据结构还差 {wanting} 步：请运行 outpace upgrade。",
            f"{wanting} steps of the upgrade are missing: run `outpace upgrade`.",
        )
    else:
        text = Text("数据结构与本版本一致。", "The data is as this version needs it.")
    return Check("migrations", not wanting and not strange, text)


def _sequencer(as_of: datetime) -> Check:
    oldest = Unplaced.objects.aggregate(at=Min("recorded"))["at"]
    age = _age(oldest, as_of)
    text = Text(f"最早未入账的事件：{age} 秒。", f"The oldest event without a leaf: {age} s.")
    return Check("sequencer", age <= LEAF_PATIENCE.total_seconds(), text)


def _loop(as_of: datetime) -> Check:
    oldest = Pending.objects.filter(attempts=0).aggregate(at=Min("recorded"))["at"]
    age = _age(oldest, as_of)
    text = Text(f"最早待处理的事件：{age} 秒。", f"The oldest event the loop has not taken: {age} s.")
    return Check("loop", age <= LOOP_PATIENCE.total_seconds(), text)


def _spool() -> Check:
    free = shutil.disk_usage(settings.HOME.make().spool).free
    text = Text(f"文件暂存区剩余 {free // 2**20} MB。", f"{free // 2**20} MB are free for files.")
    return Check("spool", free >= SPOOL_ROOM, text)


def _age(oldest: datetime | None, as_of: datetime) -> int:
    return max(0, int((as_of - oldest).total_seconds())) if oldest else 0


_IN_DATABASE: tuple[Callable[[datetime], Check], ...] = (_database, _migrations, _sequencer, _loop)
