"""A disk that fills up under the data, its log, or the uploaded files: a clear refusal, no loss, and it goes on by itself."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.life.disk import AREAS
from tests.integration.processes.commands import Desk, new_desk

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.long


def _can_mount() -> bool:
    tried = ["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"]
    return bool(os.geteuid() == 0 and shutil.which("unshare") and subprocess.run(tried, check=False).returncode == 0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An installation with counties; skipped aloud where nothing can be mounted."""
    if not _can_mount():
        pytest.skip("NOT RUN: needs root and `unshare -m` to mount small disks")
    (tmp_path / "index.html").write_text("<!doctype html><title>Outpace</title>", encoding="utf-8")
    with new_desk(OUTPACE_WEB=str(tmp_path)) as made:
        answer = made.run("areas", "import", str(AREAS))
        assert answer.code == 0, answer.err
        yield made


def _opened(desk: Desk) -> tuple[str, str]:
    from outpace.words.ids import IdKind, encode

    with desk.kept():
        for words in (
            ("incident", "open", "D-1", "--edition", "covid19-cn-8"),
            ("accounts", "open", "lab", "--system"),
        ):
            answer = desk.run(*words)
            assert answer.code == 0, answer.err
        found = re.search(r"token (\S+)", desk.run("accounts", "token", "lab").out)
        assert found
        return found[1], encode(IdKind.INCIDENT, desk.one("select id from areas_incident"))


@pytest.mark.parametrize(
    ("what", "codes"),
    [("data", {"STORAGE_FULL", "NOT_READY"}), ("wal", {"NOT_READY", "STORAGE_FULL"}), ("spool", {"STORAGE_FULL"})],
)
def test_a_full_disk(what: str, codes: set[str], desk: Desk) -> None:
    token, incident = _opened(desk)
    page = desk.more["OUTPACE_WEB"]
    done = subprocess.run(
        ["unshare", "-m", sys.executable, "-m", "tests.integration.life.disk", what, str(desk.home), page, token, incident],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert set(told["refused_with"]) & codes, told
    assert (told["lost"], told["doubled"], told["writer"]) == ([], [], []), told
