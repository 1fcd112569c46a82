"""Kill -9 in the middle of an import: nothing acknowledged is lost, nothing is doubled, it goes on by itself.

The round of every day, in which the database is killed, is played beside the ten kills: there an installation is served already.
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.processes.commands import Desk
from tests.integration.processes.conftest import ROWS
from tests.integration.processes.serving import Served, Standing, eventually, nothing_lost_or_doubled, served


@pytest.fixture(scope="module")
def serving(desk: Desk) -> Iterator[Served]:
    """The installation, served while the tests of this module last."""
    with served(desk) as running:
        yield running


def _begin(desk: Desk, file: Path, code: str) -> "subprocess.Popen[str]":
    return desk.start(
        "import", "linelist", str(file), "--edition", "mers-2015", "--incident", code, "--retrospective", "--json"
    )


def _half_way(serving: Served, code: str, draw: random.Random) -> Standing:
    """Wait until some rows are acknowledged, then for a moment anywhere in the work on the next ones."""
    from_row = draw.choice((1, 5_000))
    eventually(lambda: (stood := serving.standing(code)) is not None and stood.position >= from_row)
    time.sleep(draw.uniform(0, 0.4))
    stood = serving.standing(code)
    assert stood is not None
    assert stood.cases == stood.accepted, "acknowledged rows and cases differ"
    return stood


def _closed(serving: Served, code: str, before: Standing) -> bool:
    stood = serving.standing(code)
    assert stood is not None
    assert stood.cases == stood.accepted, "acknowledged rows and cases differ"
    assert stood.position >= before.position, "what was acknowledged is gone"
    return stood.state == "closed"


def _end(command: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = command.communicate(timeout=180)
    return command.returncode, out, err


def round_of(kind: str, serving: Served, file: Path, code: str, draw: random.Random) -> None:
    """One import, one kill, and the accounts afterwards."""
    command = _begin(serving.desk, file, code)
    stood = _half_way(serving, code, draw)
    match kind:
        case "command":
            os.killpg(command.pid, signal.SIGKILL)
        case "database":
            serving.kill("database")
        case "importer":
            os.killpg(command.pid, signal.SIGKILL)
            time.sleep(draw.uniform(0, 1.5))
            killed = serving.kill("importer")
            eventually(lambda: serving.is_back("importer", killed))
        case "web":
            killed = serving.kill("web")
            eventually(lambda: serving.is_back("web", killed) and serving.answers())
    eventually(lambda: _closed(serving, code, stood))
    returned, out, err = _end(command)
    if kind in ("database", "web"):
        assert returned == 0, err
        assert '"balanced": true' in out
    nothing_lost_or_doubled(serving.desk, code, ROWS)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["command", "importer", "database"])
def test_an_import_survives(kind: str, serving: Served, long_list: Path) -> None:
    round_of(kind, serving, long_list, f"K-{kind}", random.Random())


@pytest.mark.long
@pytest.mark.parametrize("seed", range(24))
def test_an_import_survives_often(seed: int, serving: Served, long_list: Path) -> None:
    draw = random.Random(seed)
    kind = ("command", "database", "importer", "web")[seed % 4]
    round_of(kind, serving, long_list, f"L-{seed}", draw)
