"""What killed processes leave in the spool is removed, and a receipt that cannot go on stops nobody."""

import os
import subprocess
from pathlib import Path

import pytest

from outpace.desk.home import Home
from outpace.desk.keyfile import make_once
from tests.integration.conftest import NOW, Province, tell_of_doctored_rows

FILE = Path(__file__).resolve().parents[2] / "data" / "linelist_gaps.csv"


@pytest.fixture
def receipt(province: Province) -> int:
    """A running receipt with its file in the spool."""
    return _open(province)


def _open(province: Province) -> int:
    from outpace.desk.intake.acts import Reading, open_receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.desk.settings import HOME
    from outpace.exchange.mapping import FileKind

    by = local_operator()
    with scope(by, "import"):
        made = open_receipt(
            by=by,
            home=HOME,
            file=FILE,
            name=FILE.name,
            kind=FileKind.LINELIST,
            incident=province.incident,
            area=province.root,
            reading=Reading(),
            at=NOW,
        )
    return int(made.pk)


def test_an_open_copy_goes_with_its_process_and_not_before(installation: object) -> None:
    from outpace.desk.intake import spool
    from outpace.desk.settings import HOME

    gone = subprocess.Popen(["true"])
    gone.wait()
    left = HOME.spool / f"open-{gone.pid}-abc"
    left.mkdir()
    (left / "file.csv").write_text("name\n顾文斌\n")
    with spool.private(HOME) as mine:
        assert mine.name.startswith(f"open-{os.getpid()}-")
        spool.sweep(HOME)
        assert mine.exists()
    assert not left.exists()


def test_the_file_of_a_closed_receipt_is_removed_and_that_of_a_running_one_stays(receipt: int) -> None:
    from django.db.models import F

    from outpace.desk.intake import spool
    from outpace.desk.intake.models import Receipt
    from outpace.desk.resuming import tidy_up
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.desk.settings import HOME

    tidy_up()
    assert receipt in spool.kept(HOME)
    with scope(service(""), "test") as by:
        whole = {"position": F("rows_total"), "accepted": F("rows_total")}
        Receipt.objects.filter(pk=receipt).update(state="closed", closed_at=NOW, **whole)
        tell_of_doctored_rows(by, "")
    tidy_up()
    assert receipt not in spool.kept(HOME)


def test_the_file_of_a_receipt_that_was_never_written_is_removed_once_no_upload_can_be_under_way(
    province: Province, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file stands before its receipt commits. Where that fails, the tick removes it, later than any upload lasts."""
    from outpace.desk.clock import wall_now
    from outpace.desk.intake import spool
    from outpace.desk.resuming import ORPHAN_AGE
    from outpace.desk.settings import HOME
    from outpace.desk.ticking import tick

    made: list[int] = []
    keep = spool.keep

    def kept_in_vain(home: Home, key: int, file: Path) -> None:
        keep(home, key, file)
        made.append(key)
        raise RuntimeError("the transaction ends here")

    monkeypatch.setattr(spool, "keep", kept_in_vain)
    with pytest.raises(RuntimeError):
        _open(province)
    (orphan,) = made
    tick(NOW)
    assert orphan in spool.kept(HOME)
    old = (wall_now() - ORPHAN_AGE).timestamp() - 1
    os.utime(HOME.spool / f"{orphan}.file", (old, old))
    tick(NOW)
    assert orphan not in spool.kept(HOME)
    (said,) = [record.getMessage() for record in caplog.records if "no receipt" in record.message]
    assert str(orphan) in said
    assert FILE.name not in said


def test_a_receipt_that_cannot_go_on_is_left_alone_for_a_while(receipt: int, caplog: pytest.LogCaptureFixture) -> None:
    from outpace.desk import resuming
    from outpace.desk.settings import HOME

    (HOME.spool / f"{receipt}.file").write_bytes(b"not what was kept")
    try:
        assert [resuming.resume_imports() for _ in range(3)] == [0, 0, 0]
        assert [record.levelname for record in caplog.records if f"receipt {receipt}" in record.message] == ["ERROR"]
    finally:
        resuming._resting.clear()
        (HOME.spool / f"{receipt}.file").unlink()


def test_a_key_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty key file would be taken for a key by everything that reads it later."""
    file = tmp_path / "scope.key"

    def killed(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            make_once(file, b"first")
    assert list(tmp_path.iterdir()) == []
    make_once(file, b"second")
    make_once(file, b"third")
    assert file.read_bytes() == b"second"
    assert file.stat().st_mode & 0o777 == 0o600
