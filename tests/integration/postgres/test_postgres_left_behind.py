"""What a killed supervisor, a killed server and a reused pid leave behind."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from outpace.desk.postgres import Cluster, Running, supervisor_of
from outpace.desk.postgres.guard import postmaster_of
from outpace.words.problem import ProblemError

Eventually = Callable[[Callable[[], bool]], None]
Supervise = Callable[..., "subprocess.Popen[str]"]


def guards_of(data: Path) -> list[int]:
    """Find the guard processes of a data folder by their command line."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if os.fsencode(data) in words and any(word.endswith(b"guard.py") for word in words):
            found.append(int(entry.name))
    return found


def writes_and_reads(running: Running) -> bool:
    with psycopg.connect(running.admin_dsn(), autocommit=True) as connection:
        connection.execute("create table if not exists told (n int)")
        connection.execute("insert into told values (1)")
        return bool(connection.execute("select count(*) from told").fetchone())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_dies_with_its_supervisor(
    cluster: Cluster, home: Path, supervise: Supervise, eventually: Eventually, how: signal.Signals
) -> None:
    supervisor = supervise(home)
    assert postmaster_of(cluster.data) is not None
    supervisor.send_signal(how)
    eventually(lambda: postmaster_of(cluster.data) is None and not guards_of(cluster.data))
    assert "shut down" in cluster.log.read_text()
    supervisor.wait()
    with cluster.start() as running:
        assert writes_and_reads(running)


def test_the_server_dies_with_its_supervisor_though_a_forked_child_lives_on(
    cluster: Cluster, home: Path, supervise: Supervise, eventually: Eventually
) -> None:
    supervisor = supervise(home, "fork")
    supervisor.kill()
    supervisor.wait()
    eventually(lambda: postmaster_of(cluster.data) is None)


def test_a_start_right_after_the_kill_waits_until_the_guard_has_tidied_up(
    cluster: Cluster, home: Path, supervise: Supervise
) -> None:
    supervisor = supervise(home)
    supervisor.kill()
    os.waitid(os.P_PID, supervisor.pid, os.WEXITED | os.WNOWAIT)
    with cluster.start() as running:
        assert writes_and_reads(running)
        assert postmaster_of(cluster.data) == running.pid


def test_nobody_starts_while_the_guard_of_the_last_run_still_works(
    cluster: Cluster, home: Path, supervise: Supervise, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor = supervise(home)
    [guard] = guards_of(cluster.data)
    os.kill(guard, signal.SIGSTOP)
    supervisor.kill()
    supervisor.wait()
    monkeypatch.setattr("outpace.desk.postgres.lock.TIDYING_SECONDS", 0.2)
    with pytest.raises(ProblemError, match="PG_STILL_STOPPING"):
        cluster.start()
    assert postmaster_of(cluster.data) is not None
    monkeypatch.undo()
    os.kill(guard, signal.SIGCONT)
    with cluster.start() as running:
        assert writes_and_reads(running)


def test_an_orphan_is_stopped_and_its_cluster_taken_over(
    cluster: Cluster, home: Path, supervise: Supervise, eventually: Eventually
) -> None:
    supervisor = supervise(home)
    assert supervisor_of(cluster.data) == supervisor.pid
    orphan = postmaster_of(cluster.data)
    for guard in guards_of(cluster.data):
        os.kill(guard, signal.SIGKILL)
    eventually(lambda: not guards_of(cluster.data))
    supervisor.kill()
    supervisor.wait()
    assert postmaster_of(cluster.data) == orphan
    assert supervisor_of(cluster.data) is None
    with cluster.start() as running:
        assert running.pid != orphan
        assert writes_and_reads(running)


@pytest.fixture
def zombie(cluster: Cluster) -> Iterator[int]:
    process = subprocess.Popen(["true"], **cluster.runner.identity())
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    yield process.pid
    process.wait()


@pytest.fixture
def stranger(cluster: Cluster) -> Iterator[int]:
    process = subprocess.Popen(["sleep", "600"], **cluster.runner.identity())
    yield process.pid
    assert process.poll() is None, "a process that is not ours was stopped"
    process.kill()
    process.wait()


@pytest.mark.parametrize("kind", ["zombie", "stranger"])
def test_a_pid_of_a_zombie_or_a_stranger_in_the_lock_files_does_not_stop_a_start(
    cluster: Cluster, kind: str, request: pytest.FixtureRequest
) -> None:
    pid = request.getfixturevalue(kind)
    leave_lock_files(cluster, pid)
    with cluster.start() as running:
        assert writes_and_reads(running)


def leave_lock_files(cluster: Cluster, pid: int) -> None:
    """Leave behind what a server killed with -9 leaves, with its pid now another's."""
    files = (cluster.data / "postmaster.pid", cluster.sockets / ".s.PGSQL.5432.lock")
    with cluster.start():
        left = [file.read_text().partition("\n")[2] for file in files]
    for file, rest in zip(files, left, strict=True):
        file.write_text(f"{pid}\n{rest}")
        os.chown(file, cluster.runner.uid, cluster.runner.gid)


def test_a_first_start_cut_short_begins_again(new_cluster: Cluster) -> None:
    draft = new_cluster.data.with_name("postgres.outpace-initdb")
    draft.mkdir()
    (draft / "PG_VERSION").write_text("half")
    with new_cluster.start() as running:
        assert writes_and_reads(running)
    assert not draft.exists()


def test_the_guard_needs_nothing_but_the_standard_library(cluster: Cluster) -> None:
    with cluster.start():
        words = Path(f"/proc/{guards_of(cluster.data)[0]}/cmdline").read_bytes().split(b"\0")
    assert words[1:3] == [b"-I", b"-S"]


def test_a_data_folder_moved_while_stopped_starts_at_its_new_place(cluster: Cluster, home: Path) -> None:
    with cluster.start() as running:
        assert writes_and_reads(running)
    moved = home / "elsewhere"
    moved.mkdir()
    shutil.move(cluster.data, moved / "postgres")
    shutil.copytree(cluster.keys, moved / "keys")
    there = Cluster.under(moved, {"PG_BINDIR": str(cluster.binaries.folder)}, durable=False)
    with there.start() as running:
        assert writes_and_reads(running)
    shutil.rmtree(there.sockets)
