"""The ledger by command, as an operator and an outsider use it: export, verify, prove, witness, erase, rebuild."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.integration.processes.commands import Desk, new_desk

pytestmark = pytest.mark.long
OURS = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """An installation with cases and links, and a log that has been placed."""
    with ExitStack() as stack:
        made = stack.enter_context(new_desk())
        stack.enter_context(made.kept())
        areas = ("areas", "import", str(OURS / "areas_small.geojson"), "--crs", "wgs84", "--json")
        assert made.run(*areas).code == 0
        linelist = ("import", "linelist", str(OURS / "linelist_gaps.csv"), "--edition", "mers-2015", "--incident", "J")
        assert made.run(*linelist, "--retrospective", "--json").code == 0
        _place(made)
        yield made


def _place(desk: Desk) -> None:
    code = (
        "from outpace.desk.database import database\n"
        "from outpace.desk.home import find_home\n"
        "with database(find_home()):\n"
        "    from outpace.desk.serving.duties import sequencer\n"
        "    sequencer()\n"
    )
    subprocess.run([sys.executable, "-c", code], env=desk.env(), check=True)


def test_an_export_is_verified_and_a_change_found(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    assert desk.run("ledger", "export", str(folder), "--bodies", "--json").json["size"] > 2
    told = desk.run("ledger", "verify", str(folder), "--json")
    assert (told.code, told.json["sound"]) == (0, True)
    leaves = folder / "leaves.txt"
    leaves.write_text(leaves.read_text("ascii").replace("a", "b", 1), "ascii")
    for lang, word in (("zh_CN.UTF-8", "核对"), ("C", "findings")):
        answer = desk.run("ledger", "verify", str(folder), lang=lang)
        assert answer.code == 1
        assert "ROOT_DIFFERS" in answer.out
        assert word in answer.out or "发现" in answer.out
    assert desk.run("ledger", "export", str(folder)).problem.startswith("EXPORT_FOLDER_TAKEN")


def test_an_event_is_proved_and_erased(desk: Desk, tmp_path: Path) -> None:
    (key,) = desk.ask("select id from ledger_event where kind = 'case.registered' order by recorded limit 1")[0]
    from outpace.words.ids import IdKind, encode

    event, file = encode(IdKind.EVENT, key), tmp_path / "proof.json"
    assert desk.run("ledger", "prove", event, "--row", "2", "--file", str(file)).code == 0
    assert desk.run("ledger", "check-proof", str(file)).code == 0
    assert desk.run("ledger", "rebuild", "--json").json["sound"] is True
    assert desk.run("ledger", "erase", event, "--reason", "retention").code == 0
    _place(desk)
    assert desk.run("ledger", "check-proof", str(file)).code == 0
    assert desk.run("ledger", "prove", event, "--row", "2").problem.startswith("BODY_GONE")
    found = desk.run("ledger", "rebuild", "--json")
    assert (found.code, found.json["erased"]) == (0, 1)


def test_a_witness_is_entered_and_its_signature_kept(desk: Desk, tmp_path: Path) -> None:
    from outpace_verify.notes import read_key, read_note
    from outpace_verify.witness import open_witness

    witness = open_witness(tmp_path / "north", "north.example")
    assert desk.run("ledger", "witness", "add", witness.line).code == 0
    note = desk.run("ledger", "checkpoint").out
    folder = tmp_path / "log"
    desk.run("ledger", "export", str(folder))
    key = read_key((folder / "log.key").read_text("ascii").strip())
    signed = tmp_path / "signed.note"
    signed.write_text(witness.cosign(note, key, [], 1_790_000_000), "utf-8")
    assert desk.run("ledger", "witness", "import", str(signed)).code == 0
    again = read_note(desk.run("ledger", "checkpoint").out)
    assert again.cosigned(witness.key)
    told = desk.run("ledger", "verify", str(folder), "--against", str(signed), "--witness", witness.line, "--json")
    assert told.json["sound"] is True, told.out
    signed.write_text(note.replace("previous ", "previous -"), "utf-8")
    assert desk.run("ledger", "witness", "import", str(signed)).problem.startswith("NOTE_NOT_OURS")
    assert desk.run("ledger", "status", "--json").json["size"] > 2


def test_a_table_changed_past_the_log_is_told(desk: Desk) -> None:
    with desk.database() as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute("update areas_incident set edition = 'another'")
    answer = desk.run("ledger", "rebuild", "--json")
    assert answer.problem.startswith("LEDGER_DIFFERS")
    assert json.loads(answer.out.splitlines()[-1])["sound"] is False
