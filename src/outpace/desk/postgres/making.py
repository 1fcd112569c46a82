"""The first start: makes a cluster beside its place and moves it in whole. A folder that holds anything stays so."""

import ctypes
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from outpace.desk.postgres.binaries import CLEAN_ENV
from outpace.desk.postgres.keys import key_file, load_or_make_secret, load_secret
from outpace.desk.postgres.settings import conf_lines
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.desk.postgres.cluster import Cluster
    from outpace.desk.postgres.lock import Lock

SUPERUSER = "postgres"
LC_ALL_MASK = 0x1FBF  # every category of the GNU C library


def settle(cluster: "Cluster", lock: "Lock") -> None:
    """Make the cluster where there is none; refuse one that these binaries and this account can't serve.

    Raises ProblemError: PG_FOREIGN_FOLDER, PG_WRONG_VERSION, PG_DATA_NOT_YOURS, PG_INIT_FAILED, PG_KEY_MISSING.
    """
    if _is_free(cluster.data):
        _make(cluster, lock)
    _refuse_others(cluster)
    load_secret(key_file(cluster.keys, SUPERUSER))


def wait_for_nobody(data: Path) -> None:
    """Take back that commits wait for a receiver: at a start there is none, and a killed supervisor took it back nowhere."""
    wishes = data / "postgresql.auto.conf"
    lines = wishes.read_text("utf-8").splitlines(keepends=True) if wishes.is_file() else []
    kept = [line for line in lines if not line.startswith("synchronous_standby_names")]
    if kept != lines:
        wishes.write_text("".join(kept), "utf-8")


def _is_free(data: Path) -> bool:
    try:
        return not any(data.iterdir())
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    except PermissionError:
        raise ProblemError("PG_DATA_NOT_YOURS", folder=str(data)) from None


def _refuse_others(cluster: "Cluster") -> None:
    try:
        made_by = (cluster.data / "PG_VERSION").read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise ProblemError("PG_FOREIGN_FOLDER", folder=str(cluster.data)) from None
    if cluster.data.stat().st_uid != cluster.runner.uid:
        raise ProblemError("PG_DATA_NOT_YOURS", folder=str(cluster.data))
    if made_by != str(cluster.binaries.major):
        raise ProblemError("PG_WRONG_VERSION", folder=str(cluster.data), made_by=made_by, ours=cluster.binaries.version)


def _make(cluster: "Cluster", lock: "Lock") -> None:
    """Run initdb in a draft folder and rename it. Only the lock's holder writes the draft, so a left one is ours."""
    draft = cluster.data.with_name(cluster.data.name + ".outpace-initdb")
    password = cluster.sockets / "initdb.password"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        cluster.runner.own(draft)
        _hand_over(cluster, password)
        _initdb(cluster, draft, password, lock)
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write(conf_lines())
        draft.rename(cluster.data)
    except OSError as failure:
        raise ProblemError("PG_INIT_FAILED", folder=str(cluster.data), line=str(failure)) from failure
    finally:
        password.unlink(missing_ok=True)
        shutil.rmtree(draft, ignore_errors=True)
    _sync(cluster.data.parent)


def _hand_over(cluster: "Cluster", file: Path) -> None:
    """Write the superuser's password where the server's account, and nobody else, reads it."""
    secret = load_or_make_secret(key_file(cluster.keys, SUPERUSER))
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
        opened.write(secret + "\n")
    cluster.runner.own(file)


def _initdb(cluster: "Cluster", draft: Path, password: Path, lock: "Lock") -> None:
    done = subprocess.run(
        [cluster.binaries.program("initdb"), *_wishes(cluster, draft, password)],
        capture_output=True,
        text=True,
        errors="replace",
        cwd="/",
        env=CLEAN_ENV,
        umask=0o077,
        pass_fds=(lock.handle,),
        check=False,
        **cluster.runner.identity(),
    )
    if done.returncode:
        raise ProblemError("PG_INIT_FAILED", folder=str(cluster.data), line=telling_line(done.stderr))


def _wishes(cluster: "Cluster", draft: Path, password: Path) -> list[str]:
    locale = "C.UTF-8" if _has_locale("C.UTF-8") else "C"
    wishes = ["-D", str(draft), "-U", SUPERUSER, f"--pwfile={password}", "--encoding=UTF8", f"--locale={locale}"]
    wishes += ["--auth-local=scram-sha-256", "--auth-host=reject", "--data-checksums", "--no-instructions"]
    return wishes if cluster.durable else [*wishes, "--no-sync"]


def telling_line(text: str) -> str:
    """Return the line of a program's output that says why it gave up: the last fatal one, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    grave = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:", "error:"))]
    return (grave or lines or ["-"])[-1]


def _has_locale(name: str) -> bool:
    """Ask the C library for a locale without changing ours: setlocale would change it for every thread."""
    library = ctypes.CDLL(None)
    library.newlocale.restype = ctypes.c_void_p
    found = library.newlocale(LC_ALL_MASK, name.encode(), None)
    if found:
        library.freelocale(ctypes.c_void_p(found))
    return bool(found)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
