"""A machine burns while a system writes: everything acknowledged comes back from the archive on the other disk, once."""

import json
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.integration.processes.commands import Desk, new_desk
from tests.integration.processes.conftest import AREAS
from tests.integration.processes.serving import Served, eventually, served
from tests.integration.processes.test_many_kills import open_incident
from tests.integration.processes.writing import Writer, ready_again

_CASES = "select number, count(*) from cases_case group by 1"
_WAITS = "select current_setting('synchronous_standby_names')"


@pytest.fixture
def desk(page: Path, made_home: Path) -> Iterator[Desk]:
    """An installation with an archive beside its home."""
    with new_desk(made_home, OUTPACE_WEB=str(page)) as made:
        archived = Desk(made.home, {**made.more, "OUTPACE_ARCHIVE": str(made.home.parent / "second")})
        assert archived.run("areas", "import", str(AREAS)).code == 0
        yield archived


@pytest.mark.long
def test_what_was_acknowledged_survives_the_machine(desk: Desk) -> None:
    second = Path(desk.more["OUTPACE_ARCHIVE"])
    with served(desk) as serving:
        ready_again(serving)
        token, incident = open_incident(desk, "BURNT")
        with Writer(serving, token, incident) as writer:
            eventually(lambda: _standing(desk) == "kept")
            assert desk.one(_WAITS) == "outpace_archive"
            seen = len(writer.acknowledged)
            eventually(lambda: len(writer.acknowledged) > seen + 20)
            time.sleep(random.uniform(0, 0.5))
            _kill_all(serving)
            writer.give_up()
    _burn(desk)
    tried = desk.run("restore", str(second), "--check", "--json").json
    assert (tried["same"], tried["keys"]) == (True, "nothing_sealed")
    back = desk.run("restore", str(second), "--json")
    assert back.code == 0, back.err
    assert desk.run("restore", str(second)).problem.startswith("RESTORE_NOT_EMPTY: ")
    assert back.json["ledger_root"] == tried["ledger_root"]
    with served(desk) as serving:
        ready_again(serving)
        there = dict(desk.ask(_CASES))
        assert set(writer.acknowledged) - there.keys() == set()
        assert set(there.values()) == {1}
        eventually(lambda: _standing(desk) == "kept")
        assert len(list(second.glob("series-*"))) == 1, "the log was broken, so a new series took over"


def _standing(desk: Desk) -> str:
    return str(json.loads((desk.home / "run" / "archive.json").read_text("utf-8"))["standing"])


def _kill_all(serving: Served) -> None:
    """Kill -9 everything the installation runs, at once, as a power cut would."""
    running = psutil.Process(serving.process.pid)
    family = [*running.children(recursive=True), running]
    for process in family:
        process.send_signal(signal.SIGSTOP)
    for process in family:
        process.kill()
    psutil.wait_procs(family, 10)


def _burn(desk: Desk) -> None:
    """Take away everything but the keys, which have a bundle of their own."""
    shutil.rmtree(desk.cluster.data, ignore_errors=True)
    for path in desk.home.iterdir():
        if path.is_dir() and path.name != "keys":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
