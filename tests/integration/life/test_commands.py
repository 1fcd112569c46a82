"""The commands as somebody at a terminal meets them: back up, restore on another machine, go on; note a workaround; take out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.processes.commands import Desk, new_desk

pytestmark = pytest.mark.long
DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An installation with counties and cases."""
    with new_desk() as made:
        for words in (
            ("areas", "import", str(DATA / "areas_small.geojson")),
            ("import", "linelist", str(DATA / "linelist_gaps.csv"), "--edition", "mers-2015", "--incident", "C-1"),
        ):
            answer = made.run(*words)
            assert answer.code == 0, answer.err
        yield made


def test_a_machine_is_lost_and_its_work_goes_on(desk: Desk, tmp_path: Path) -> None:
    secret, bundle, folder = tmp_path / "passphrase", tmp_path / "keys.bundle", tmp_path / "night"
    secret.write_text("four words and more\n", "utf-8")
    named = tmp_path / "named.csv"
    named.write_text(
        "id,name,age,sex,dt_onset,dt_report,dt_diag,place\nN-1,张某,40,M,2025-05-18,2025-05-20,,A\n", "utf-8"
    )
    assert desk.run("import", "linelist", str(named), "--incident", "C-1", "--json").json["accepted"] == 1
    with_keys = ("--keys", str(bundle), "--passphrase-file", str(secret))
    made = desk.run("backup", str(folder), *with_keys, "--json").json
    checked = desk.run("restore", str(folder), "--check", "--json").json
    assert (checked["ledger_root"], checked["same"], checked["keys"]) == (made["ledger_root"], True, "opened")
    with desk.kept():
        noted = desk.ask("select kind, good, ledger_root from life_saved order by id")
    assert noted == [(kind, True, made["ledger_root"]) for kind in ("backup", "check")]
    assert desk.run("restore", str(folder)).problem.startswith("RESTORE_NOT_EMPTY: ")
    with new_desk() as other:
        without = other.run("restore", str(folder), "--check", lang="zh_CN.UTF-8")
        assert (without.code, "没有试密钥" in without.out) == (0, True)
        assert other.run("restore", str(folder), "--check", *with_keys, "--json").json["keys"] == "opened"
        assert not other.home.exists(), "a trial leaves nothing in a home"
        assert other.run("restore", str(folder)).problem.startswith("KEYS_MISSING: ")
        assert other.run("restore", str(folder), *with_keys).code == 0
        with other.kept(), desk.kept():
            count = "select number, case_class from cases_case order by 1"
            assert other.ask(count) == desk.ask(count)
            assert len(other.ask(count)) == 41
        again = other.run("import", "linelist", str(DATA / "linelist_gaps.csv"), "--incident", "C-1", "--json").json
        assert (again["accepted"], again["duplicate"]) == (0, 40)


def test_what_an_operator_notes_and_takes_out(desk: Desk, tmp_path: Path) -> None:
    opened = desk.run("switch", "open", "files by hand", "--until", "2020-01-01", "--why", "late")
    assert opened.problem.startswith("SWITCH_ENDLESS: ")
    assert desk.run("switch", "open", "files by hand", "--until", "2999-01-01", "--why", "interface down").code == 0
    assert desk.run("switch", "lift", "1").code == 0
    assert desk.run("switch", "lift", "7").problem.startswith("NOT_FOUND: ")
    assert desk.run("hold", "nothing", "--until", "2999-01-01", "--why", "x").problem.startswith("CLASS_UNKNOWN: ")
    assert desk.run("hold", "look_up", "--until", "2999-01-01", "--why", "a court asked").code == 0
    assert {check["name"] for check in desk.run("health", "--json").json["checks"]} >= {"database", "sequencer"}
    taken = desk.run("export", str(tmp_path / "out"), "--all", "--json").json
    assert taken["tables"]["cases_case"] == 40
    assert "vault" in taken["left_out"]
    assert desk.run("upgrade", "--json").json["done"] == {}
    assert desk.run("backup", str(tmp_path / "out")).problem.startswith("COPY_EXISTS: ")
