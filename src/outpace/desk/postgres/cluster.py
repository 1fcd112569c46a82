"""One embedded cluster: where it is, what runs it, and its start. Holds no state; `Running` does."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from outpace.desk.postgres.account import STATE, Account, account, make_passable, within_reach
from outpace.desk.postgres.binaries import Binaries, find_binaries
from outpace.desk.postgres.launching import RECOVERY_SECONDS, rotate, stop_orphan
from outpace.desk.postgres.lock import take_lock
from outpace.desk.postgres.making import settle, wait_for_nobody
from outpace.desk.postgres.places import data_folder, make_private, socket_folder
from outpace.desk.postgres.running import Running
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True)
class Cluster:
    """The folders, programs and account of one cluster. Not `durable`: for tests, everything may be lost in a crash.

    `patience_s`: how long a start may take to recover.
    """

    data: Path
    sockets: Path
    log: Path
    keys: Path
    binaries: Binaries
    runner: Account
    durable: bool = True
    patience_s: float = RECOVERY_SECONDS

    @classmethod
    def under(cls, home: Path, env: Mapping[str, str], *, durable: bool = True, state: Path = STATE) -> Self:
        """Describe the cluster of a home folder: `postgres`, `keys` and `logs` in it. Makes the home, starts nothing.

        `env` gives PG_BINDIR and XDG_RUNTIME_DIR. As root, what `nobody` can't reach is kept or copied under `state`.
        Raises ProblemError: PG_LINUX_ONLY, those of `find_binaries`, PG_DATA_UNREACHABLE.
        """
        if sys.platform != "linux":
            raise ProblemError("PG_LINUX_ONLY", platform=sys.platform)
        home = home.absolute()
        home.mkdir(parents=True, exist_ok=True)
        home, runner = home.resolve(), account()
        data = data_folder(home, runner, state)
        return cls(
            data=data,
            sockets=socket_folder(data, runner, env),
            log=home / "logs" / "postgres.log",
            keys=home / "keys",
            binaries=within_reach(find_binaries(env), runner, state),
            runner=runner,
            durable=durable,
        )

    def start(self) -> Running:
        """Start the server, making the cluster at first start; stop an orphan of a former supervisor before.

        Raises ProblemError with a PG_ code; whatever fails, nothing is left running and nothing is deleted.
        """
        make_passable(self.data.parent)
        lock = take_lock(self.data)
        try:
            make_private(self.sockets, self.runner)
            rotate(self.log)
            stop_orphan(self)
            settle(self, lock)
            wait_for_nobody(self.data)
            return Running(self, lock)
        except BaseException:
            lock.release()
            raise
