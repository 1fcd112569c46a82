"""Keeps the archive: a look every second at receiver, base and folder, and the wish that commits wait while the receiver follows.

A disk that is away stops nobody for long: after some seconds commits no longer wait, the state says `behind`, and an alarm
says since when. Nothing here raises: what is wrong is said in the state, and tried again at the next look.
"""

import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from outpace.desk.archive.base import keep_on_disk, refuse_damaged
from outpace.desk.archive.folder import Archive, Series, made_at, write_whole
from outpace.desk.archive.programs import Program, copy_base, receive
from outpace.desk.archive.server import Promise, Watch
from outpace.desk.archive.state import Standing, State, forget_state, write_state
from outpace.desk.home import Home
from outpace.desk.keyfile import key_prints, lasting
from outpace.desk.postgres import Server
from outpace.words.problem import ProblemError

KNOWN = "archive.known"
_GAP = "has already been removed"
"""What the server says when the log a receiver asks for is gone."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long commits wait for an archive that is away, how old a base may be, and how long after a failure to try again."""

    patience: timedelta
    base_every: timedelta
    pause: timedelta = timedelta(seconds=2)
    base_pause: timedelta = timedelta(seconds=60)


@dataclass
class Keeper:
    """The archive of one installation, kept by the process that calls `look` again and again."""

    home: Home
    archive: Archive
    server: Server
    pace: Pace
    wall: Callable[[], datetime]
    ticks: Callable[[], float]
    _receiver: Program | None = None
    _copier: Program | None = None
    _draft: Path | None = None
    _series: Series | None = None
    _promise: Promise | None = None
    _state: State | None = None
    _followed: float = 0.0
    _place: str | None = None
    _beside: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    _taking_over: Future[None] | None = None
    _rest_until: float = 0.0
    _base_rest_until: float = 0.0

    @property
    def why(self) -> str:
        """What was wrong at the last look, if anything."""
        return self._state.why if self._state else ""

    def look(self) -> Standing:
        """Look once: start what does not run, let commits wait or not, say how it stands."""
        follows, why = self._advance()
        self._drop_dead_spool()
        base = self._newest_base()
        standing = Standing.BEHIND if not follows else Standing.KEPT if base else Standing.COPYING
        self._say(standing, made_at(base) if base else None, why)
        return standing

    def end(self) -> None:
        """Let commits go on without the archive, and end the programs."""
        try:
            with self._watch() as watch:
                watch.let_commits_wait(wait=False)
        except psycopg.Error:
            pass
        for program in (self._copier, self._receiver):
            if program is not None:
                program.end()
        forget_state(self.home)

    def _advance(self) -> tuple[bool, str]:
        """Bring receiver and base on; give whether commits wait for the archive, and what is wrong."""
        waits, why = False, ""
        try:
            with self._watch() as watch:
                why = self._settle() or self._receive(watch)
                waits = self._let_wait(watch)
                if waits and self._receiver is not None:
                    why = ""
                    self._keep_promise(watch)
                    self._bring_base()
        except (OSError, psycopg.Error, ProblemError) as failure:
            why = _line(failure)
        return waits, why

    def _settle(self) -> str:
        """See that the folder is there and ours; give what is wrong. A receiver that writes into a folder that is gone ends."""
        try:
            self.archive.settle(lasting(key_prints(self.home.keys)), self.home.runtime / KNOWN)
        except (OSError, ProblemError) as failure:
            if self._receiver is not None:
                self._receiver.end()
                self._receiver = None
            return _line(failure)
        return ""

    def _receive(self, watch: Watch) -> str:
        """See that the receiver runs; where the log was broken, in a new series. Gives what it said when it ended."""
        if self._receiver is not None and self._receiver.runs():
            return ""
        why = self._receiver.last_line() if self._receiver is not None else ""
        if self.ticks() < self._rest_until:
            return why
        self._rest_until = self.ticks() + self.pace.pause.total_seconds()
        series = self.archive.series()
        if not watch.has_slot():
            watch.make_slot()
            series = []
        self._series = series[-1] if series and _GAP not in why else self.archive.begin(self.wall())
        self._stop_copy()
        self._receiver = receive(self.server, self._series.log, self.home.runtime / "archive.receiver")
        return why

    def _let_wait(self, watch: Watch) -> bool:
        """Let commits wait while the receiver follows, and for some seconds after it last did; give whether they wait.

        It follows when the log lies in the archive up to where it stood at an earlier look: a receiver that hangs on its disk
        is connected, and does not.
        """
        waits, now = watch.commits_wait(), self.ticks()
        if self._place is None or watch.has_reached(self._place):
            follows, self._followed, self._place = self._place is not None, now, watch.place()
        else:
            follows = False
        wish = follows or (waits and now - self._followed < self.pace.patience.total_seconds())
        if wish != waits:
            watch.let_commits_wait(wish)
        return wish

    def _bring_base(self) -> None:
        """Begin a base where one is due; take over one that is whole and remove what it makes needless."""
        assert self._series is not None
        if self._taking_over is not None:
            if self._taking_over.done():
                taken, self._taking_over = self._taking_over, None
                taken.result()
            return
        if self._copier is None:
            base = self._newest_base()
            if self.ticks() < self._base_rest_until:
                return
            self._base_rest_until = self.ticks() + self.pace.base_pause.total_seconds()
            if base is None or base.parent != self._series.folder or self._is_old(base):
                self._draft = self._series.draft(self.wall())
                self._copier = copy_base(self.server, self._draft, self.home.runtime / "archive.base")
            return
        if self._copier.runs():
            return
        copier, self._copier = self._copier, None
        if not copier.good():
            raise ProblemError("PROGRAM_FAILED", program="pg_basebackup", line=copier.last_line())
        assert self._draft is not None
        self._taking_over = self._beside.submit(_take_over, self.archive, self._draft)

    def _is_old(self, base: Path) -> bool:
        return self.wall() - made_at(base) > self.pace.base_every

    def _newest_base(self) -> Path | None:
        """The newest base of the series that is being written."""
        bases = self._series.bases() if self._series is not None and self._series.folder.is_dir() else []
        return bases[-1] if bases else None

    def _keep_promise(self, watch: Watch) -> None:
        """Write down how far the ledger had come, once the log up to there lies in the archive."""
        assert self._series is not None
        if self._promise is not None and watch.has_reached(self._promise.lsn):
            write_whole(self._series.promise, {"size": self._promise.size, "root": self._promise.root})
        self._promise = watch.promise()

    def _drop_dead_spool(self) -> None:
        """Remove the files of imports that the installation removed."""
        try:
            for file in self.archive.spool.glob("*.file"):
                if not (self.home.spool / file.name).exists():
                    file.unlink(missing_ok=True)
        except OSError:
            return

    def _stop_copy(self) -> None:
        if self._copier is not None:
            self._copier.end()
            self._copier = None
        if self._draft is not None:
            shutil.rmtree(self._draft, ignore_errors=True)

    def _say(self, standing: Standing, base: datetime | None, why: str) -> None:
        at = self.wall()
        state = self._state or State(standing, at, at)
        self._state = state.after(standing, at, base, why)
        try:
            write_state(self.home, self._state)
        except OSError:
            return

    def _watch(self) -> "_Watching":
        return _Watching(self.server)


def _take_over(archive: Archive, draft: Path) -> None:
    """Look at a new base, count it as whole, and remove what it makes needless. Takes as long as reading it does."""
    refuse_damaged(draft)
    keep_on_disk(draft)
    draft.rename(draft.with_suffix(""))
    archive.prune()


def _line(failure: Exception) -> str:
    return (str(failure).strip() or type(failure).__name__).splitlines()[0]


class _Watching:
    """A watch for the length of a look."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __enter__(self) -> Watch:
        self._connection = psycopg.connect(self._server.inside(), autocommit=True, connect_timeout=5)
        return Watch(self._connection)

    def __exit__(self, *_: object) -> None:
        self._connection.close()
