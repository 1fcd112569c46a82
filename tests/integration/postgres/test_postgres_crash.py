"""Nothing acknowledged is lost when every process of the server is killed under four writers."""

import os
import signal
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg
import pytest

from outpace.desk.postgres import APP, OWNER, Cluster, Running, provision, role_passwords

WRITERS = 4
ENOUGH = 150


def tree_of(root: int) -> list[int]:
    """List a process and its children, the root first."""
    children = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == root:
            children.append(int(entry.parent.name))
    return [root, *children]


def write_until_killed(dsn: str, first: int, acknowledged: list[int], enough: threading.Semaphore) -> None:
    key = first
    try:
        with psycopg.connect(dsn, autocommit=True) as connection:
            while True:
                connection.execute("insert into written values (%s, repeat(md5(%s::text), 30))", (key, key))
                acknowledged.append(key)
                enough.release()
                key += WRITERS
    except psycopg.OperationalError:
        return


def one_round(running: Running, start: int) -> tuple[set[int], set[int]]:
    """Write, kill everything after enough commits, restart; return what was acknowledged and what is there."""
    acknowledged: list[list[int]] = [[] for _ in range(WRITERS)]
    enough = threading.Semaphore(0)
    dsn = running.dsn(APP, "outpace")
    writers = [
        threading.Thread(target=write_until_killed, args=(dsn, start + n, acknowledged[n], enough))
        for n in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for _ in range(ENOUGH):
        assert enough.acquire(timeout=60), "the writers stopped before they were killed"
    kill_everything(running)
    for writer in writers:
        writer.join()
    assert running.restart_if_dead()
    with psycopg.connect(dsn, autocommit=True) as connection:
        present = {row[0] for row in connection.execute("select k from written where k >= %s", (start,))}
    return {key for keys in acknowledged for key in keys}, present


def kill_everything(running: Running) -> None:
    for pid in tree_of(running.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    assert running.wait() == -signal.SIGKILL


@pytest.mark.parametrize("rounds", [3, pytest.param(8, marks=pytest.mark.long)])
def test_nothing_acknowledged_is_lost(home: Path, env: Mapping[str, str], rounds: int) -> None:
    cluster = Cluster.under(home, env)
    with cluster.start() as running:
        provision(running, "outpace", role_passwords(cluster.keys))
        with psycopg.connect(running.dsn(OWNER, "outpace"), autocommit=True) as owner:
            owner.execute("create table written (k bigint primary key, v text)")
            owner.execute("grant select, insert on written to outpace_app")
        for number in range(rounds):
            acknowledged, present = one_round(running, start=number * 1_000_000)
            assert len(acknowledged) >= ENOUGH
            assert acknowledged - present == set()
            assert len(present - acknowledged) <= WRITERS


def test_a_crash_leaves_the_guard_at_its_post(
    cluster: Cluster, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    with cluster.start() as running:
        kill_everything(running)
        eventually(lambda: not running.alive())
        assert running._guard.poll() is None
        assert running.restart_if_dead()
