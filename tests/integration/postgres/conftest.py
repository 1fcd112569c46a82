"""Real clusters in folders of their own, on the wheel's PostgreSQL and, under `long`, the system's where it is installed."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psycopg
import pytest

from outpace.desk.postgres import APP, Cluster, Running, find_binaries, provision, role_passwords
from tests.integration.conftest import copy_home
from tests.room import room

DEBIAN = Path("/usr/lib/postgresql/15/bin")
SUPERVISOR = Path(__file__).with_name("supervisor.py")

Supervisor = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="session", params=["wheel", pytest.param("debian", marks=pytest.mark.long)])
def env(request: pytest.FixtureRequest) -> Mapping[str, str]:
    plain = {name: value for name, value in os.environ.items() if name != "PG_BINDIR"}
    if request.param == "wheel":
        return plain
    if not (DEBIAN / "initdb").exists():
        pytest.skip("PostgreSQL 15 of Debian is not installed: these tests did not run on it")
    return {**plain, "PG_BINDIR": str(DEBIAN)}


def make_home() -> Path:
    """A folder that the account of the server can enter also when the tests run as root; pytest's own it can't."""
    home = Path(tempfile.mkdtemp(prefix="outpace-test-", dir=room()))
    home.chmod(0o755)
    return home


def remove_home(home: Path, env: Mapping[str, str]) -> None:
    shutil.rmtree(Cluster.under(home, env).sockets, ignore_errors=True)
    shutil.rmtree(home)


@pytest.fixture
def home(env: Mapping[str, str]) -> Iterator[Path]:
    folder = make_home()
    yield folder
    remove_home(folder, env)


@pytest.fixture
def new_cluster(home: Path, env: Mapping[str, str]) -> Cluster:
    """A cluster that its first start has yet to make."""
    return Cluster.under(home, env, durable=False)


@pytest.fixture(scope="session")
def first_start(env: Mapping[str, str]) -> Iterator[Path]:
    """A home as its first start left it; nothing runs there."""
    folder = make_home()
    Cluster.under(folder, env, durable=False).start().stop()
    yield folder
    remove_home(folder, env)


@pytest.fixture
def cluster(first_start: Path, new_cluster: Cluster, home: Path) -> Cluster:
    """A cluster that was made before, in a home of its own."""
    for name in ("keys", "postgres"):
        copy_home(first_start / name, home / name)
    return new_cluster


@pytest.fixture(scope="module")
def provisioned(env: Mapping[str, str]) -> Iterator[Running]:
    """A running cluster with roles and the database `outpace`, shared by the tests of a module."""
    folder = make_home()
    with Cluster.under(folder, env, durable=False).start() as running:
        provision(running, "outpace", role_passwords(running.cluster.keys))
        yield running
    remove_home(folder, env)


@pytest.fixture
def as_app(provisioned: Running) -> Iterator[psycopg.Connection]:
    with psycopg.connect(provisioned.dsn(APP, "outpace"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def supervise(env: Mapping[str, str]) -> Iterator[Supervisor]:
    """Start another process that starts the cluster of a home, and wait until it has done so."""
    started: list[subprocess.Popen[str]] = []

    def begin(home: Path, *more: str) -> "subprocess.Popen[str]":
        command = [sys.executable, str(SUPERVISOR), str(home), *more]
        process = subprocess.Popen(command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("running")
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Wait for something another process does; thirty seconds are for slow machines, not a promise."""

    def wait(happened: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 30
        while not happened():
            assert time.monotonic() < deadline, "it never happened"
            time.sleep(0.02)

    return wait


@pytest.fixture(scope="session")
def other_version(env: Mapping[str, str]) -> str:
    """The programs' folder of another major version than the one under test."""
    wheel = find_binaries({}).folder
    return str(wheel if "PG_BINDIR" in env else wheel.parent.with_name("pginstall") / "bin")
