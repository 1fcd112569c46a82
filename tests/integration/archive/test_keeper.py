"""While the archive follows, nothing is acknowledged that is not in it; an archive that is away stops nobody for long."""

import signal
import threading
import time
from datetime import timedelta

import psutil
import psycopg
import pytest

from outpace.desk.archive import Standing, read_state
from outpace.desk.archive.keeper import Keeper
from outpace.desk.archive.server import give_up
from outpace.desk.life import replay
from outpace.desk.life.replay import try_out
from outpace.words.problem import ProblemError
from tests.integration.archive.conftest import PATIENCE_S, TRIES, Kept, look_until

TRIES_OF_SLOT = 10_000
TRIES_OF_BASE = 600
_WORDS = "select array_agg(word order by word) from public.written"


def _receiver() -> psutil.Process:
    (found,) = [child for child in psutil.Process().children() if child.name() == "pg_receivewal"]
    return found


def _wait_for_one_that_waits(kept: Kept) -> None:
    """Wait until a commit that lies on the first disk waits for the second."""
    waiting = "select count(*) from pg_stat_activity where wait_event = 'SyncRep'"
    with psycopg.connect(kept.administrator.inside(), autocommit=True) as connection:
        for _ in range(TRIES):
            if connection.execute(waiting).fetchone() == (1,):
                return
            time.sleep(0.05)
    raise AssertionError("no commit waits")


def test_nothing_is_acknowledged_before_it_is_archived(kept: Kept, following: Keeper) -> None:
    kept.write("before")
    held = _receiver()
    held.send_signal(signal.SIGSTOP)
    written = threading.Thread(target=kept.write, args=("held",))
    written.start()
    _wait_for_one_that_waits(kept)
    assert written.is_alive(), "acknowledged, and on one disk alone"
    kept.clock[0] += PATIENCE_S - 1
    assert following.look() is Standing.KEPT
    assert written.is_alive()
    held.send_signal(signal.SIGCONT)
    written.join(30)
    assert not written.is_alive()


def test_an_archive_that_hangs_stops_nobody_for_long_and_is_caught_up(kept: Kept, following: Keeper) -> None:
    held = _receiver()
    held.send_signal(signal.SIGSTOP)
    written = threading.Thread(target=kept.write, args=("late",))
    written.start()
    _wait_for_one_that_waits(kept)
    following.look()
    kept.clock[0] += PATIENCE_S + 1
    assert following.look() is Standing.BEHIND
    written.join(30)
    assert not written.is_alive(), "nobody may work while a second disk hangs"
    state = read_state(kept.home, kept.day[0])
    assert state is not None
    assert state.standing is Standing.BEHIND
    held.send_signal(signal.SIGCONT)
    look_until(following, Standing.KEPT)
    assert len(kept.archive.series()) == 1, "caught up without a gap"


def test_a_receiver_that_dies_is_started_again_and_nothing_is_missing(
    kept: Kept, following: Keeper, drafts: object
) -> None:
    for round_ in range(3):
        _receiver().kill()
        kept.clock[0] += 1
        following.look()
        kept.write(f"{round_}")
        look_until(following, Standing.KEPT)
    assert len(kept.archive.series()) == 1
    assert _replayed_words(kept) == ["0", "1", "2"]


@pytest.mark.long
def test_where_the_log_was_broken_a_new_series_takes_over(kept: Kept, following: Keeper, drafts: object) -> None:
    kept.write("before")
    (old,) = kept.archive.series()
    held = _receiver()
    held.kill()
    held.wait()
    with psycopg.connect(kept.administrator.inside(), autocommit=True) as connection:
        for _ in range(TRIES_OF_SLOT):
            if not connection.execute("select 1 from pg_replication_slots where active").fetchone():
                break
        connection.execute("select pg_drop_replication_slot('outpace_archive')")
    kept.clock[0] += PATIENCE_S + 1
    following.look()
    kept.write("not archived")
    look_until(following, Standing.KEPT)
    assert [one.folder for one in kept.archive.series()] != [old.folder]
    assert _replayed_words(kept) == ["before", "not archived"]


@pytest.mark.long
def test_a_folder_that_is_gone_is_said_and_not_made_again(kept: Kept, following: Keeper) -> None:
    aside = kept.archive.root.with_name("aside")
    kept.archive.root.rename(aside)
    kept.archive.root.mkdir()
    assert following.look() is not Standing.BEHIND, "commits wait a little"
    kept.clock[0] += PATIENCE_S + 1
    assert following.look() is Standing.BEHIND
    assert following.why.startswith("ARCHIVE_AWAY: ")
    kept.write("alone")
    assert list(kept.archive.root.iterdir()) == []
    kept.archive.root.rmdir()
    aside.rename(kept.archive.root)
    look_until(following, Standing.KEPT)
    assert len(kept.archive.series()) == 1


@pytest.mark.long
def test_another_installations_archive_is_left_alone(kept: Kept, following: Keeper) -> None:
    following.end()
    key = kept.home.keys / "scope.key"
    before, content = sorted(kept.archive.root.rglob("*")), key.read_bytes()
    key.write_bytes(content[::-1])
    other = kept.keeper()
    assert other.look() is Standing.BEHIND
    assert other.why.startswith("ARCHIVE_OTHER: ")
    assert sorted(kept.archive.root.rglob("*")) == before


@pytest.mark.long
def test_old_bases_go_and_the_log_before_them(kept: Kept, following: Keeper, drafts: object) -> None:
    (series,) = kept.archive.series()
    first = series.segments()[0]
    for day in range(3):
        kept.write(str(day))
        with psycopg.connect(kept.administrator.inside(), autocommit=True) as connection:
            connection.execute("select pg_switch_wal()")
        count = series.bases()[-1]
        kept.day[0] += timedelta(hours=25)
        for _ in range(TRIES_OF_BASE):
            following.look()
            if series.bases()[-1] != count and len(series.bases()) <= 2:
                break
            time.sleep(0.05)
    assert len(series.bases()) == 2
    assert first not in series.segments()
    assert _replayed_words(kept) == ["0", "1", "2"]


@pytest.mark.parametrize(
    "what",
    ["changed", pytest.param("missing", marks=pytest.mark.long), pytest.param("manifest", marks=pytest.mark.long)],
)
def test_a_damaged_base_is_not_restored(what: str, kept: Kept, following: Keeper, drafts: object) -> None:
    base = kept.archive.newest().bases()[-1]
    file = base / ("backup_manifest" if what == "manifest" else "global/pg_control")
    if what == "missing":
        file.unlink()
    else:
        content = bytearray(file.read_bytes())
        content[100] ^= 1
        file.write_bytes(content)
    with pytest.raises(ProblemError, match="ARCHIVE_DAMAGED"):
        try_out(kept.archive)


@pytest.mark.long
def test_less_than_was_promised_is_not_taken(kept: Kept, following: Keeper, drafts: object) -> None:
    series = kept.archive.newest()
    series.promise.write_text('{"size": 1, "root": "00"}', "utf-8")
    with pytest.raises(ProblemError, match=r"RESTORE_DIFFERS.*ledger size"):
        try_out(kept.archive)


@pytest.mark.long
def test_a_start_without_a_keeper_waits_for_nobody(kept: Kept, following: Keeper) -> None:
    """As after a kill of the whole service: the next command must not hang on its first commit."""
    held = _receiver()
    with psycopg.connect(kept.administrator.inside(), autocommit=True) as connection:
        assert connection.execute("show synchronous_standby_names").fetchone() == ("outpace_archive",)
    held.kill()
    kept.server.stop()
    with kept.server.cluster.start() as again:
        kept.server = again
        with psycopg.connect(kept.administrator.inside(), autocommit=True) as connection:
            assert connection.execute("show synchronous_standby_names").fetchone() == ("",)
        kept.write("alone")


@pytest.mark.long
def test_without_an_archive_no_log_is_kept_for_one(kept: Kept, following: Keeper) -> None:
    slots = "select count(*) from pg_replication_slots"
    following.end()
    with psycopg.connect(kept.administrator.inside(), autocommit=True) as connection:
        while connection.execute("select 1 from pg_replication_slots where active").fetchone():
            time.sleep(0.05)
        assert connection.execute(slots).fetchone() == (1,)
        give_up(kept.administrator)
        assert connection.execute(slots).fetchone() == (0,)
        give_up(kept.administrator)


def _replayed_words(kept: Kept) -> list[str]:
    """What was written, read from the archive alone."""
    seen: list[list[str]] = []
    real = replay.take_account

    def spy(connection: "psycopg.Connection[tuple[object, ...]]") -> object:
        (words,) = connection.execute(_WORDS).fetchone() or ([],)
        seen.append(words)  # type: ignore[arg-type]
        return real(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replay, "take_account", spy)
        replay.try_out(kept.archive)
    return seen[0]
