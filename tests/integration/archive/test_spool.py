"""A file that was accepted lies in the archive too, until its receipt closes; an archive that is away stops no upload."""

import shutil
from pathlib import Path

import pytest

from outpace.desk.intake import spool
from outpace.desk.life.replay import bring_back
from tests.integration.archive.conftest import Kept


def test_an_accepted_file_survives_the_machine(
    kept: Kept, following: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTPACE_ARCHIVE", str(kept.archive.root))
    sent = tmp_path / "list.csv"
    sent.write_text("id\nK-1\n", "utf-8")
    spool.keep(kept.home, 77, sent)
    following.end()  # type: ignore[attr-defined]
    kept.server.stop()
    shutil.rmtree(kept.server.cluster.data)
    shutil.rmtree(kept.home.spool)
    bring_back(kept.home, kept.archive)
    with spool.opened(kept.home, 77, "list.csv") as came:
        assert came.read_bytes() == sent.read_bytes()
    with kept.server.cluster.start() as again:
        kept.server = again
        keeper = kept.keeper()
        spool.drop(kept.home, 77)
        keeper.look()
        assert list(kept.archive.spool.iterdir()) == []
        keeper.end()


@pytest.mark.long
def test_an_archive_that_is_away_stops_no_upload(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTPACE_ARCHIVE", str(kept.archive.root))
    sent = tmp_path / "list.csv"
    sent.write_text("id\nK-1\n", "utf-8")
    for number, there in enumerate((False, True)):
        if there:
            kept.archive.settle({"vault.key": "1"}, tmp_path / "known")
            shutil.rmtree(kept.archive.spool)
        spool.keep(kept.home, number, sent)
        with spool.opened(kept.home, number, "list.csv") as came:
            assert came.read_bytes() == sent.read_bytes()
