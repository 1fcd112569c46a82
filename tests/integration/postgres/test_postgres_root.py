"""Started by root: the server steps down to `nobody`, and what that account can't reach is copied or kept elsewhere."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest

from outpace.desk.postgres import Cluster, find_binaries
from outpace.words.problem import ProblemError

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down")


@pytest.fixture
def shut() -> Iterator[Path]:
    """A folder like /root: nobody but root enters."""
    folder = Path(tempfile.mkdtemp(prefix="outpace-test-shut-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def state() -> Iterator[Path]:
    base = Path(tempfile.mkdtemp(prefix="outpace-test-state-"))
    base.chmod(0o755)
    yield base / "lib"
    shutil.rmtree(base)


def account_of(cluster: Cluster) -> int:
    with cluster.start() as running, psycopg.connect(running.admin_dsn()) as connection:
        connection.execute("select 1")
        return Path(f"/proc/{running.pid}").stat().st_uid


def test_the_server_runs_as_nobody(cluster: Cluster) -> None:
    assert account_of(cluster) == 65534


def test_a_home_that_nobody_enters_keeps_its_data_elsewhere(
    shut: Path, state: Path, env: Mapping[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="outpace")
    cluster = Cluster.under(shut / "home", env, durable=False, state=state)
    assert cluster.data.is_relative_to(state)
    assert len(caplog.records) == 1
    assert account_of(cluster) == 65534
    assert cluster.keys.is_relative_to(shut)
    assert stat.S_IMODE(shut.stat().st_mode) == 0o700
    shut.chmod(0o755)
    assert Cluster.under(shut / "home", env, durable=False, state=state).data == cluster.data
    shutil.rmtree(cluster.sockets)


def test_a_cluster_that_became_unreachable_is_not_replaced_by_an_empty_one(
    home: Path, state: Path, env: Mapping[str, str]
) -> None:
    cluster = Cluster.under(home, env, durable=False, state=state)
    cluster.start().stop()
    home.chmod(0o700)
    with pytest.raises(ProblemError, match="PG_DATA_UNREACHABLE"):
        Cluster.under(home, env, durable=False, state=state)
    home.chmod(0o755)


def test_programs_that_nobody_reaches_are_copied_once_with_their_layout(shut: Path, state: Path, home: Path) -> None:
    package = find_binaries({}).folder.parent.parent
    site = shut / "site-packages"
    shutil.copytree(package / "pginstall18", site / package.name / "pginstall18", symlinks=True)
    shutil.copytree(package.with_name(package.name + ".libs"), site / (package.name + ".libs"), symlinks=True)
    env = {"PG_BINDIR": str(site / package.name / "pginstall18" / "bin")}
    cluster = Cluster.under(home, env, durable=False, state=state)
    assert cluster.binaries.folder.is_relative_to(state)
    assert account_of(cluster) == 65534
    copied = (cluster.binaries.folder / "postgres").stat().st_ino
    again = Cluster.under(home, env, durable=False, state=state)
    assert (again.binaries.folder / "postgres").stat().st_ino == copied
    assert len(list((state / "binaries").iterdir())) == 1
    assert stat.S_IMODE(shut.stat().st_mode) == 0o700
