"""Start and stop: one at a time, nothing left behind, data kept; and imports without anybody who serves."""

import json
import os
import signal
import socket
from pathlib import Path

import pytest

from tests.integration.processes.commands import Desk
from tests.integration.processes.conftest import ROWS
from tests.integration.processes.serving import (
    Standing,
    eventually,
    free_port,
    left_behind,
    nothing_lost_or_doubled,
    served,
)

_AWAY = "select position, accepted from intake_receipt r join areas_incident i on i.id = r.incident_id where code = %s"


def _words(file: Path, code: str) -> tuple[str, ...]:
    return (
        "import", "linelist", str(file), "--edition", "mers-2015", "--incident", code, "--retrospective", "--json",
    )  # fmt: skip


@pytest.mark.long
def test_a_command_alone_starts_its_killed_database_again(desk: Desk, long_list: Path) -> None:
    command = desk.start(*_words(long_list, "A-1"))
    eventually(lambda: bool(desk.ask(_AWAY, "A-1")) and desk.ask(_AWAY, "A-1")[0][0] > 0)
    postmaster = int((desk.cluster.data / "postmaster.pid").read_text("utf-8").split()[0])
    os.killpg(postmaster, signal.SIGKILL)
    out, err = command.communicate(timeout=180)
    assert command.returncode == 0, err
    answer = json.loads(out.splitlines()[-1])
    assert (answer["accepted"], answer["duplicate"], answer["state"]) == (ROWS, 0, "closed")
    eventually(lambda: left_behind(desk.home) == [])


@pytest.mark.long
def test_a_killed_command_alone_goes_on_when_it_is_repeated(desk: Desk, long_list: Path) -> None:
    command = desk.start(*_words(long_list, "A-2"))
    eventually(lambda: bool(desk.ask(_AWAY, "A-2")) and desk.ask(_AWAY, "A-2")[0][0] > 0)
    os.kill(command.pid, signal.SIGKILL)
    command.communicate()
    eventually(lambda: left_behind(desk.home) == [])
    with desk.kept():
        ((position, accepted),) = desk.ask(_AWAY, "A-2")
        assert 0 < position == accepted < ROWS
        answer = desk.run(*_words(long_list, "A-2")).json
    assert (answer["read"], answer["accepted"], answer["duplicate"]) == (ROWS, ROWS, 0)


@pytest.mark.long
def test_two_commands_at_once_share_the_database(desk: Desk, long_list: Path) -> None:
    """The quick one starts the server, or finds it there; it never takes it away from the slow one."""
    slow = desk.start(*_words(long_list, "A-3"))
    quick = desk.start("incident", "list", "--json")
    listed, error = quick.communicate(timeout=180)
    assert quick.returncode == 0, error
    assert json.loads(listed)["incidents"]
    out, err = slow.communicate(timeout=180)
    assert slow.returncode == 0, err
    assert json.loads(out.splitlines()[-1])["accepted"] == ROWS
    eventually(lambda: left_behind(desk.home) == [])


@pytest.mark.long
def test_start_and_stop(desk: Desk) -> None:
    with served(desk) as running:
        second = desk.run("serve", "--port", str(free_port()))
        assert second.code == 6
        assert second.problem.startswith("ALREADY_SERVING: ")
        assert str(running.process.pid) in second.problem
        listed = desk.run("incident", "list", "--json").json
        stopped = desk.run("stop")
        assert stopped.code == 0
        assert stopped.err == ""
        assert running.process.wait(30) == 0
    assert left_behind(desk.home) == []
    nothing = desk.run("stop")
    assert nothing.code == 5
    assert nothing.problem.startswith("NOT_RUNNING: ")
    with served(desk) as again:
        assert desk.run("incident", "list", "--json").json == listed
        assert again.answers()
        again.process.send_signal(signal.SIGINT)
        assert again.process.wait(60) == 0
    assert left_behind(desk.home) == []


@pytest.mark.long
def test_a_taken_port(desk: Desk) -> None:
    for step in (0, 1):
        port = free_port()
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", port + step))
            taken.listen()
            refused = desk.run("serve", "--port", str(port))
        assert refused.code == 7
        assert refused.problem.startswith("PORT_TAKEN: ")
        assert str(port + step) in refused.problem
        assert left_behind(desk.home) == []


def test_an_address_of_another_machine(desk: Desk) -> None:
    refused = desk.run("serve", "--host", "192.0.2.1", "--port", str(free_port()))
    assert refused.code == 2
    assert refused.problem.startswith("ADDRESS_NOT_HERE: ")


def test_no_page(desk: Desk, tmp_path: Path) -> None:
    refused = Desk(desk.home, {"OUTPACE_WEB": str(tmp_path)}).run("serve", "--port", str(free_port()))
    assert refused.code == 7
    assert refused.problem.startswith("PAGE_NOT_BUILT: ")


@pytest.mark.long
def test_a_killed_supervisor_leaves_nobody_and_the_next_start_goes_on(desk: Desk, long_list: Path) -> None:
    code = "A-4"
    with served(desk) as running:
        command = desk.start(*_words(long_list, code))
        eventually(lambda: (stood := running.standing(code)) is not None and stood.position > 0)
        stood = running.standing(code)
        os.kill(running.process.pid, signal.SIGKILL)
        os.kill(command.pid, signal.SIGKILL)
        command.communicate()
        eventually(lambda: left_behind(desk.home) == [])
    with served(desk) as again:
        eventually(lambda: _closed(again.standing(code), stood))
        nothing_lost_or_doubled(desk, code, ROWS)
    assert left_behind(desk.home) == []


def _closed(now: Standing | None, before: Standing | None) -> bool:
    assert now is not None
    assert before is not None
    assert now.cases == now.accepted
    assert now.position >= before.position, "what was acknowledged is gone"
    return now.state == "closed"


def test_a_folder_that_can_not_be_used(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    refused = Desk(file / "home").run("incident", "list")
    assert refused.code == 7
    assert refused.problem.startswith("FOLDER_UNUSABLE: ")
