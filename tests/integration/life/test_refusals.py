"""What the commands that keep an installation refuse; a refusal leaves nothing behind: no home, no bundle, no question."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from outpace.words.problem import ProblemError
from tests.integration.processes.commands import Desk, new_desk

SECRET = "four words and more\n"


@pytest.fixture
def nowhere() -> Iterator[Desk]:
    """A mistyped OUTPACE_HOME."""
    with new_desk() as desk:
        yield desk


@pytest.fixture
def mistyped(nowhere: Desk, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same for commands run in this process; whoever asks for a passphrase fails, for there is no terminal."""
    monkeypatch.setenv("OUTPACE_HOME", str(nowhere.home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("getpass.getpass", lambda text: pytest.fail("asked for a passphrase too early"))
    return nowhere.home


@pytest.mark.parametrize("words", [("upgrade",), ("export", "out", "--all"), ("backup", "out")])
def test_a_mistyped_home_makes_no_installation(words: tuple[str, ...], nowhere: Desk) -> None:
    answer = nowhere.run(*(str(nowhere.home.with_name(word)) if word == "out" else word for word in words))
    assert (answer.code, answer.problem.partition(":")[0]) == (5, "NO_DATA_YET")
    assert not nowhere.home.exists()


def test_a_home_without_keys_is_none_of_a_server_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk.database import refuse_empty
    from outpace.desk.home import Home
    from outpace.desk.install import make_keys

    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/outpace")
    home = Home(tmp_path / "home")
    with pytest.raises(ProblemError, match="NO_DATA_YET"):
        refuse_empty(home)
    assert not home.root.exists()
    make_keys(home)
    refuse_empty(home)


def test_an_export_of_a_part_is_refused_with_what_is_needed(nowhere: Desk) -> None:
    answer = nowhere.run("export", str(nowhere.home.with_name("out")))
    assert (answer.code, answer.problem.partition(":")[0]) == (2, "EXPORT_WITHOUT_ALL")
    assert "add --all" in answer.problem
    assert not nowhere.home.exists()


@pytest.mark.parametrize("content", ["", "\n", "\nfour words and more\n"])
def test_an_empty_file_holds_no_passphrase(content: str, tmp_path: Path) -> None:
    from outpace.cli.progress import passphrase

    file = tmp_path / "passphrase"
    file.write_text(content, "utf-8")
    with pytest.raises(ProblemError, match="PASSPHRASE_MISSING"):
        passphrase(str(file), twice=False)
    file.write_text(SECRET, "utf-8")
    assert passphrase(str(file), twice=False) == SECRET.strip()


def test_a_backup_that_fails_leaves_no_bundle(tmp_path: Path, mistyped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.cli import backup as command
    from outpace.desk.home import Home
    from outpace.desk.install import make_keys

    def fails(*_: object) -> None:
        raise ProblemError("PROGRAM_FAILED", program="pg_dump", line="no space")

    secret, bundle = tmp_path / "passphrase", tmp_path / "keys.bundle"
    secret.write_text(SECRET, "utf-8")
    make_keys(Home(mistyped))
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/outpace")
    monkeypatch.setattr("outpace.desk.life.places.server_of", lambda home: None)
    monkeypatch.setattr("outpace.desk.life.backup.back_up", fails)
    for _ in range(2):
        with pytest.raises(ProblemError, match="PROGRAM_FAILED"):
            command.backup(tmp_path / "night", bundle, str(secret))
        assert not bundle.exists()


def test_a_bundle_that_cannot_be_written_is_refused_before_the_backup(tmp_path: Path, mistyped: Path) -> None:
    from outpace.cli import backup as command
    from outpace.desk.home import Home
    from outpace.desk.install import make_keys

    make_keys(Home(mistyped))
    taken = tmp_path / "keys.bundle"
    taken.write_text("{}", "ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/outpace")
        with pytest.raises(ProblemError, match="COPY_EXISTS"):
            command.backup(tmp_path / "night", taken)
        with pytest.raises(ProblemError, match="FOLDER_UNUSABLE"):
            command.backup(tmp_path / "night", tmp_path / "none" / "keys.bundle")
    assert not (tmp_path / "night").exists()


def test_a_bundle_opened_without_a_place_for_drafts_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As under a service whose whole system is read-only."""
    from outpace.desk.life.keybundle import unsealed

    def none(**words: object) -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", none)
    with pytest.raises(ProblemError, match="FOLDER_UNUSABLE"), unsealed(tmp_path / "keys.bundle", "words"):
        pass


def test_folder_and_bundle_are_looked_at_before_the_passphrase_is_asked_for(tmp_path: Path, mistyped: Path) -> None:
    from outpace.cli import restore as command

    folder, bundle = tmp_path / "night", tmp_path / "keys.bundle"
    folder.mkdir()
    bundle.write_text("no bundle", "ascii")
    with pytest.raises(ProblemError, match="COPY_MISSING"):
        command.restore(folder, keys=bundle)
    (folder / "manifest.json").write_text(MANIFEST, "utf-8")
    with pytest.raises(ProblemError, match="BUNDLE_UNREADABLE"):
        command.restore(folder, keys=bundle)
    with pytest.raises(FileNotFoundError):
        command.restore(folder, keys=tmp_path / "none.bundle")
    assert not mistyped.exists()


MANIFEST = """{"at": "2022-03-07", "version": "0", "space": "live", "installation": 1, "steps": [], "postgres": "15",
"account": {"tables": {}, "ledger_size": 0, "ledger_root": "", "broken": 0}, "files": {}, "keys": {}, "format": 1}
"""
