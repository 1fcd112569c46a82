"""Whatever is done to an exported log is found: seeded changes of each kind, every one of them (1,000 in the long suite)."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from outpace_verify.bodies import check_bodies
from outpace_verify.checks import check
from outpace_verify.findings import Finding
from outpace_verify.folder import read_folder
from outpace_verify.notes import Checkpoint, read_note
from tests.unit.verify.logs import BEGAN, STEP, Written, entry, honest

EVERY_DAY, WHOLE = 40, 1000
"""How many seeds: some on every run, all that the bar asks for in the long suite."""
TIMES = pytest.mark.parametrize("times", [EVERY_DAY, pytest.param(WHOLE, marks=pytest.mark.long)])
Change = Callable[[Path, random.Random], None]


def findings(folder: Path, saved: dict[str, Checkpoint] | None = None) -> list[Finding]:
    """What the verifier finds in a folder."""
    log = read_folder(folder)
    return [*check(log, saved or {}, []), *check_bodies(log)]


@pytest.fixture(scope="module")
def log() -> Written:
    """A small honest log."""
    return honest(16, 6)


@pytest.fixture
def folder(log: Written, tmp_path: Path) -> Path:
    """The honest log as a folder."""
    return log.write(tmp_path / "log")


def test_an_honest_log_is_sound(folder: Path, log: Written) -> None:
    saved = {f"note {n}": read_note(note) for n, note in enumerate(log.notes)}
    assert findings(folder, saved) == []


def test_an_honest_log_without_bodies_is_sound(log: Written, tmp_path: Path) -> None:
    assert findings(log.write(tmp_path / "log", bodies=False)) == []


def _flip(folder: Path, chance: random.Random) -> None:
    file = chance.choice(sorted(folder.iterdir()))
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def _lines(folder: Path, chance: random.Random) -> tuple[Path, list[bytes]]:
    files = [file for file in sorted(folder.iterdir()) if file.name != "log.key"]
    file = chance.choice(files)
    return file, file.read_bytes().splitlines(keepends=True)


def _delete(folder: Path, chance: random.Random) -> None:
    file, lines = _lines(folder, chance)
    del lines[chance.randrange(len(lines))]
    file.write_bytes(b"".join(lines))


def _insert(folder: Path, chance: random.Random) -> None:
    file, lines = _lines(folder, chance)
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    file.write_bytes(b"".join(lines))


def _reorder(folder: Path, chance: random.Random) -> None:
    while True:
        file, lines = _lines(folder, chance)
        a, b = chance.sample(range(len(lines)), 2)
        if lines[a] != lines[b]:
            lines[a], lines[b] = lines[b], lines[a]
            file.write_bytes(b"".join(lines))
            return


def _truncate(folder: Path, chance: random.Random) -> None:
    file, lines = _lines(folder, chance)
    content = b"".join(lines)
    file.write_bytes(content[: chance.randrange(len(content))])


CHANGES: dict[str, Change] = {
    "one bit changed": _flip,
    "a line deleted": _delete,
    "a line inserted": _insert,
    "two lines exchanged": _reorder,
    "a file cut short": _truncate,
}


@TIMES
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_the_files_is_found(name: str, folder: Path, times: int) -> None:
    kept = {file: file.read_bytes() for file in folder.iterdir()}
    missed = []
    for seed in range(times):
        CHANGES[name](folder, random.Random(f"{name}{seed}"))
        if not findings(folder):
            missed.append(seed)
        for file, content in kept.items():
            file.write_bytes(content)
    assert missed == []


def _back_dated(log: Written, chance: random.Random) -> Written:
    """The operator adds an event today and says it happened long ago, and signs everything as it should be."""
    turn = chance.randrange(2, len(log.sizes))
    at = log.sizes[turn] - 1
    earlier = BEGAN + turn * STEP - timedelta(minutes=11) - timedelta(seconds=chance.randrange(10**6))
    entries = list(log.entries)
    entries[at] = entry(at, earlier, chance)
    return log.with_entries(entries).signed()


def _dated_ahead(log: Written, chance: random.Random) -> Written:
    turn = chance.randrange(len(log.sizes))
    at = log.sizes[turn] - 1
    later = BEGAN + (turn + 1) * STEP + timedelta(minutes=2) + timedelta(seconds=chance.randrange(10**6))
    entries = list(log.entries)
    entries[at] = entry(at, later, chance)
    return log.with_entries(entries).signed()


@TIMES
@pytest.mark.parametrize("forge", [_back_dated, _dated_ahead])
def test_an_event_with_another_date_is_found_though_everything_is_signed(
    forge: Callable[[Written, random.Random], Written], log: Written, tmp_path: Path, times: int
) -> None:
    for seed in range(times):
        folder = forge(log, random.Random(seed)).write(tmp_path / "log")
        assert "BACK_DATED" in {one.code for one in findings(folder)}, seed


def _rewritten(log: Written, chance: random.Random) -> Written:
    """The operator, who has the key, changes the past and signs all of it again."""
    entries = list(log.entries)
    at = chance.randrange(len(entries))
    match chance.randrange(4):
        case 0:
            entries[at] = entry(at, BEGAN + _turn(log, at) * STEP, chance)
        case 1:
            del entries[at]
        case 2:
            entries.insert(at, entry(at, BEGAN + _turn(log, at) * STEP, chance))
        case _:
            entries = entries[: at or 1]
    sizes = tuple(min(size, len(entries)) for size in log.sizes)
    return Written(log.signer, tuple(entries), sizes).signed()


def _turn(log: Written, at: int) -> int:
    return next(n for n, size in enumerate(log.sizes) if at < size)


@TIMES
def test_a_log_written_anew_is_found_by_what_an_outsider_saved(log: Written, tmp_path: Path, times: int) -> None:
    """Without the saved checkpoint nobody could tell: that is what witnesses are for."""
    unseen = 0
    saved = {"last.note": read_note(log.notes[-1])}
    for seed in range(times):
        folder = _rewritten(log, random.Random(seed)).write(tmp_path / "log", bodies=False)
        found = {one.code for one in findings(folder, saved)}
        assert found & {"SAVED_DIFFERS", "SAVED_SHORTER"}, seed
        unseen += not findings(folder)
    assert unseen > times // 4, "the negative control: alone, a signed rewriting looks sound"


def test_a_log_cut_back_to_an_older_state_is_found_by_what_was_saved(log: Written, tmp_path: Path) -> None:
    older = Written(log.signer, log.entries[: log.sizes[4]], log.sizes[:5], log.notes[:5])
    folder = older.write(tmp_path / "log")
    assert findings(folder) == []
    assert {one.code for one in findings(folder, {"n": read_note(log.notes[-1])})} == {"SAVED_SHORTER"}


def test_a_log_under_another_key_is_found(log: Written, tmp_path: Path) -> None:
    from dataclasses import replace

    from tests.unit.verify.logs import signer

    folder = replace(log, signer=signer(2)).signed().write(tmp_path / "log")
    assert findings(folder) == []
    assert "SAVED_OTHER_KEY" in {one.code for one in findings(folder, {"n": read_note(log.notes[0])})}


@pytest.mark.parametrize(("part", "code"), [("roots_at", "ROOT_DIFFERS"), ("_times", "BACK_DATED")])
def test_without_a_check_its_finding_is_gone(
    part: str, code: str, log: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: each check is what finds it."""
    forged = _back_dated(log, random.Random(0)) if code == "BACK_DATED" else log.with_entries(log.entries[::-1])
    folder = forged.write(tmp_path / "log", bodies=False)
    assert code in {one.code for one in findings(folder)}
    answers = {one.size: one.root for one in map(read_note, log.notes)}
    blind: Callable[..., object] = (lambda *_: answers.items()) if part == "roots_at" else (lambda *_: ())
    monkeypatch.setattr(f"outpace_verify.checks.{part}", blind)
    assert code not in {one.code for one in findings(folder)}
