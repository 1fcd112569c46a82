"""An installation's database with commits that last, and an archive beside it that is kept by hand."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from outpace.desk.archive import Archive, Standing
from outpace.desk.archive.keeper import Keeper, Pace
from outpace.desk.home import Home
from outpace.desk.postgres import Cluster, Running, Server, embedded
from tests.integration.conftest import copy_home
from tests.room import room

PATIENCE_S = 10.0
TRIES = 600


@dataclass
class Kept:
    """A running database, its archive, and the clock its keeper looks at."""

    home: Home
    archive: Archive
    server: Running
    clock: list[float] = field(default_factory=lambda: [0.0])
    day: list[datetime] = field(default_factory=lambda: [datetime(2025, 8, 4, tzinfo=UTC)])

    @property
    def administrator(self) -> Server:
        return embedded(self.server.cluster)

    def keeper(self, patience_s: float = PATIENCE_S) -> Keeper:
        pace = Pace(timedelta(seconds=patience_s), timedelta(hours=24), timedelta(0), timedelta(0))
        return Keeper(self.home, self.archive, self.administrator, pace, self._wall, lambda: self.clock[0])

    def _wall(self) -> datetime:
        self.day[0] += timedelta(microseconds=1)
        return self.day[0]

    def write(self, word: str) -> None:
        """One acknowledged write."""
        with psycopg.connect(self.administrator.inside(), autocommit=True) as connection:
            connection.execute("create table if not exists public.written (word text)")
            connection.execute("insert into public.written values (%s)", (word,))


def look_until(keeper: Keeper, standing: Standing) -> None:
    """Look until the archive stands so."""
    for _ in range(TRIES):
        if keeper.look() is standing:
            return
        time.sleep(0.05)
    raise AssertionError(f"never {standing}: {keeper.why}")


@pytest.fixture
def kept(made_home: Path) -> Iterator[Kept]:
    """An installation at rest, started."""
    folder = Path(tempfile.mkdtemp(prefix="outpace-test-", dir=room()))
    folder.chmod(0o755)
    home = copy_home(made_home, folder / "home")
    cluster = Cluster.under(home, os.environ)
    with cluster.start() as server:
        yield Kept(Home(home).make(), Archive(folder / "second"), server)
    shutil.rmtree(cluster.sockets, ignore_errors=True)
    shutil.rmtree(folder)


@pytest.fixture
def drafts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of drafts, which the account of a database can enter also under root."""
    folder = Path(tempfile.mkdtemp(prefix="outpace-test-", dir=room()))
    folder.chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def following(kept: Kept) -> Iterator[Keeper]:
    """A keeper whose archive holds everything."""
    keeper = kept.keeper()
    look_until(keeper, Standing.KEPT)
    yield keeper
    keeper.end()
