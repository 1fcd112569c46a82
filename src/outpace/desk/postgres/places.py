"""Where a cluster's files are: data, socket, log. Decides and makes folders; starts nothing."""

import hashlib
import logging
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from outpace.desk.postgres.account import STATE, Account
from outpace.words.problem import ProblemError

LOGGER = logging.getLogger(__name__)


def data_folder(home: Path, runner: Account, state: Path = STATE) -> Path:
    """Choose the data folder of a home: inside it, or under `state` where the account cannot walk into the home.

    A cluster that is already there stays where it is. Raises ProblemError PG_DATA_UNREACHABLE.
    """
    wanted = home / "postgres"
    elsewhere = state / short_hash(home) / "postgres"
    if runner.lowered and _holds_cluster(elsewhere):
        return elsewhere
    if runner.reaches(wanted):
        return wanted
    if _holds_cluster(wanted):
        raise ProblemError("PG_DATA_UNREACHABLE", folder=str(wanted))
    LOGGER.info("the account nobody can't enter %s: the database is kept in %s", home, elsewhere)
    return elsewhere


def socket_folder(data: Path, runner: Account, env: Mapping[str, str]) -> Path:
    """Name the socket's folder: short, because a socket's path may have no more than 107 bytes."""
    session = env.get("XDG_RUNTIME_DIR")
    base = Path(session) if session and not runner.lowered and Path(session).is_dir() else Path("/tmp")
    named = base / f"outpace-{short_hash(data)}"
    return named if len(os.fsencode(named)) < 80 else Path("/tmp") / named.name


def make_private(folder: Path, runner: Account) -> None:
    """Make a folder that only the account enters. Raises ProblemError PG_FOLDER_NOT_PRIVATE for one made otherwise."""
    try:
        folder.mkdir(mode=0o700)
        runner.own(folder)
    except FileExistsError:
        seen = folder.lstat()
        if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != runner.uid or stat.S_IMODE(seen.st_mode) & 0o077:
            raise ProblemError("PG_FOLDER_NOT_PRIVATE", folder=str(folder)) from None


def short_hash(path: Path) -> str:
    """Return 12 hexadecimal digits that stand for a path."""
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:12]


def _holds_cluster(data: Path) -> bool:
    try:
        return (data / "PG_VERSION").exists()
    except PermissionError as refused:
        raise ProblemError("PG_DATA_NOT_YOURS", folder=str(data)) from refused
