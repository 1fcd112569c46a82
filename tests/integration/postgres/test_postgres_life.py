"""Starting, stopping, starting again."""

import os
import signal
import stat
from collections.abc import Callable

import psycopg
import pytest

from outpace.desk.postgres import Cluster, supervisor_of
from outpace.words.problem import ProblemError


def ask(dsn: str, query: str) -> object:
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


def test_first_start_makes_a_cluster_and_the_second_keeps_its_rows(new_cluster: Cluster) -> None:
    with new_cluster.start() as running, psycopg.connect(running.admin_dsn(), autocommit=True) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept values (42)")
    with new_cluster.start() as running:
        assert ask(running.admin_dsn(), "select n from kept") == 42


def test_stop_ends_the_server_frees_the_folder_and_may_be_called_twice(cluster: Cluster) -> None:
    running = cluster.start()
    assert supervisor_of(cluster.data) == os.getpid()
    running.stop()
    running.stop()
    assert not running.alive()
    assert running.wait() == 0
    assert supervisor_of(cluster.data) is None
    assert not (cluster.data / "postmaster.pid").exists()


def test_settings_that_must_hold(cluster: Cluster) -> None:
    with cluster.start() as running:
        dsn = running.admin_dsn()
        assert ask(dsn, "show listen_addresses") == ""
        assert ask(dsn, "show data_checksums") == "on"
        assert ask(dsn, "show server_encoding") == "UTF8"
        assert ask(dsn, "show timezone") == "UTC"
        assert ask(dsn, "show jit") == "off"
        assert ask(dsn, "show wal_level") == "replica"
        assert ask(dsn, "show shared_buffers") == "192MB"
        assert ask(dsn, "select datcollate in ('C.UTF-8', 'C') from pg_database where datname = 'template0'") is True


@pytest.mark.parametrize("durable", [True, False])
def test_only_a_throw_away_cluster_is_not_durable(cluster: Cluster, durable: bool) -> None:
    chosen = Cluster.under(cluster.log.parent.parent, {"PG_BINDIR": str(cluster.binaries.folder)}, durable=durable)
    with chosen.start() as running:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(running.admin_dsn(), f"show {name}") == ("on" if durable else "off")


def test_an_operator_changes_a_size_but_not_a_law(cluster: Cluster) -> None:
    cluster.start().stop()
    with (cluster.data / "postgresql.conf").open("a") as conf:
        conf.write("max_connections = 33\nlog_statement = all\n")
    with cluster.start() as running:
        assert ask(running.admin_dsn(), "show max_connections") == "33"
        assert ask(running.admin_dsn(), "show log_statement") == "none"


def test_folders_and_keys_are_private(new_cluster: Cluster) -> None:
    with new_cluster.start() as running:
        for folder in (new_cluster.sockets, new_cluster.data):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert folder.stat().st_uid == new_cluster.runner.uid
        for file in (new_cluster.keys / "postgres.password", new_cluster.log):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert not list(new_cluster.sockets.glob("*password*"))
        assert (new_cluster.keys / "postgres.password").read_text().strip() not in repr(running.cluster)


def test_a_second_start_is_refused_with_the_pid_of_the_first(cluster: Cluster) -> None:
    with cluster.start() as running:
        with pytest.raises(ProblemError, match=f"PG_ALREADY_RUNNING.*{os.getpid()}"):
            cluster.start()
        assert ask(running.admin_dsn(), "select 1") == 1


def test_a_dead_server_is_started_again_though_its_children_linger(cluster: Cluster) -> None:
    with cluster.start() as running:
        busy = psycopg.connect(running.admin_dsn(), autocommit=True)
        assert running.restart_if_dead() is False
        first = running.pid
        os.kill(first, signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
        assert running.restart_if_dead() is True
        assert running.pid != first
        assert ask(running.admin_dsn(), "select 1") == 1
        busy.close()


def test_a_dead_guard_is_replaced(cluster: Cluster, eventually: Callable[[Callable[[], bool]], None]) -> None:
    with cluster.start() as running:
        guard = running._guard
        guard.kill()
        eventually(lambda: guard.poll() is not None)
        assert running.restart_if_dead() is False
        assert running._guard.poll() is None
    assert not running.alive()


def test_a_log_that_grew_is_put_aside_at_start(cluster: Cluster) -> None:
    cluster.log.parent.mkdir()
    cluster.log.write_bytes(b"old\n" * 5_000_000)
    with cluster.start():
        assert cluster.log.stat().st_size < 100_000
        assert cluster.log.with_name("postgres.log.1").stat().st_size == 20_000_000
