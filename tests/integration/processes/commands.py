"""An installation in a folder of its own, worked by its commands as a user would.

It calls nothing of the product but its programs and its database; nothing of the test process's own installation leaks
into it.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from outpace.desk.postgres import Cluster, dsn_as
from outpace.desk.postgres.keys import key_file, load_secret
from tests.integration.conftest import copy_home
from tests.room import room

KEEPER = Path(__file__).with_name("keeper.py")
_OURS = ("OUTPACE_", "DATABASE_URL", "LANG", "LC_", "DJANGO_", "COV_")


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The JSON object on the last line."""
        answer: dict[str, Any] = json.loads(self.out.splitlines()[-1])
        return answer

    @property
    def problem(self) -> str:
        """The one line on standard error, which is a problem's code and sentence."""
        (line,) = self.err.splitlines()
        return line


@dataclass(frozen=True)
class Desk:
    """An installation's folder, and more environment for its commands."""

    home: Path
    more: Mapping[str, str] = field(default_factory=dict)

    def env(self, lang: str = "C") -> dict[str, str]:
        """The environment of a stranger's terminal."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        return {**plain, "LANG": lang, "COLUMNS": "200", "OUTPACE_HOME": str(self.home), **self.more}

    def run(self, *words: str, lang: str = "C") -> Answer:
        """Run a command to its end."""
        done = subprocess.run(_outpace(words), env=self.env(lang), capture_output=True, text=True, timeout=300)
        return Answer(done.returncode, done.stdout, done.stderr)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a command in a process group of its own."""
        return subprocess.Popen(
            _outpace(words), env=self.env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip

    @property
    def cluster(self) -> Cluster:
        """Its embedded database."""
        return Cluster.under(self.home, os.environ)

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection]:
        """Its running database, seen by the superuser: every row, no scope."""
        cluster = self.cluster
        password = load_secret(key_file(cluster.keys, "postgres"))
        dsn = make_conninfo(host=str(cluster.sockets), port=5432, dbname="outpace")
        with psycopg.connect(dsn_as(dsn, "postgres", password, "outpace"), autocommit=True) as connection:
            yield connection

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of one query."""
        with self.database() as connection:
            return connection.execute(query.encode(), values).fetchall()

    def one(self, query: str, *values: object) -> Any:
        """The single value of a query."""
        ((value,),) = self.ask(query, *values)
        return value

    @contextmanager
    def kept(self) -> Iterator["subprocess.Popen[str]"]:
        """Keep its database running, so that the commands inside find it there."""
        keeper = subprocess.Popen(
            [sys.executable, str(KEEPER)], env=self.env(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == "kept\n"
        try:
            yield keeper
        finally:
            keeper.stdin.close()
            keeper.wait(60)
            keeper.stdout.close()


def _outpace(words: tuple[str, ...]) -> list[str]:
    return [str(Path(sys.executable).with_name("outpace")), *words]


@contextmanager
def new_desk(made: Path | None = None, **more: str) -> Iterator[Desk]:
    """A new installation, removed at the end; with `made`, one that had its first start already, where that was.

    The account of its database can enter the folder also under root.
    """
    folder = Path(tempfile.mkdtemp(prefix="outpace-test-", dir=room()))
    folder.chmod(0o755)
    desk = Desk(folder / "home", more)
    if made is not None:
        copy_home(made, desk.home)
    try:
        yield desk
    finally:
        shutil.rmtree(desk.cluster.sockets, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
