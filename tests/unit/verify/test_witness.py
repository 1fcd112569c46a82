"""Two honest witnesses and a server that shows each of them another log: always found, whatever the fork."""

import random
from pathlib import Path

import pytest

from outpace.desk.ledger.merkle import fold, leaf, split
from outpace_verify.checks import check
from outpace_verify.folder import read_folder
from outpace_verify.merkle import is_continued, root_of
from outpace_verify.notes import Checkpoint, read_key, read_note
from outpace_verify.witness import RefusedError, Witness, open_witness
from tests.unit.verify.logs import BEGAN, STEP, Written, entry, honest

FORKS = 100


@pytest.fixture(scope="module")
def log() -> Written:
    """An honest log."""
    return honest(16, 6)


@pytest.fixture
def two(tmp_path: Path) -> list[Witness]:
    """Two witnesses with keys and memories of their own."""
    return [open_witness(tmp_path / name, name) for name in ("north.example", "south.example")]


def path_of(log: Written, before: int, size: int) -> list[bytes]:
    """The proof of growth, computed the slow way."""
    return _proof([leaf(one.data) for one in log.entries[:size]], before, True)


def _proof(hashes: list[bytes], before: int, known: bool) -> list[bytes]:
    if before == len(hashes):
        return [] if known else [fold(hashes)]
    left = split(len(hashes))
    if before <= left:
        return [*_proof(hashes[:left], before, known), fold(hashes[left:])]
    return [*_proof(hashes[left:], before - left, False), fold(hashes[:left])]


def cosign(witness: Witness, log: Written, number: int, before: int) -> str:
    """Let a witness sign a checkpoint of a log."""
    size = log.sizes[number]
    path = path_of(log, before, size) if 0 < before < size else []
    return witness.cosign(log.notes[number], read_key(log.signer.verifier), path, 1_772_000_000 + number)


def fork(log: Written, seed: int) -> Written:
    """The same operator's other log: one event is different, everything is signed."""
    chance = random.Random(seed)
    at = chance.randrange(len(log.entries))
    entries = list(log.entries)
    entries[at] = entry(at, BEGAN + next(n for n, size in enumerate(log.sizes) if at < size) * STEP, chance)
    return log.with_entries(entries).signed()


def found(folder: Path, saved: dict[str, Checkpoint], witnesses: list[Witness]) -> set[str]:
    """What the verifier says about a folder."""
    return {one.code for one in check(read_folder(folder), saved, [witness.key for witness in witnesses])}


def test_a_fork_contradicts_one_of_two_witnesses(log: Written, tmp_path: Path) -> None:
    for seed in range(FORKS):
        other = fork(log, seed)
        north, south = (open_witness(tmp_path / f"{name}{seed}", name) for name in ("north", "south"))
        saved = {
            "north.note": read_note(cosign(north, log, 5, 0)),
            "south.note": read_note(cosign(south, other, 5, 0)),
        }
        for shown in (log, other):
            folder = shown.write(tmp_path / "log", bodies=False)
            assert "SAVED_DIFFERS" in found(folder, saved, [north, south]), seed


def test_one_log_contradicts_nobody(log: Written, two: list[Witness], tmp_path: Path) -> None:
    saved = {one.name: read_note(cosign(one, log, 5, 0)) for one in two}
    assert found(log.write(tmp_path / "log", bodies=False), saved, two) == set()
    assert found(tmp_path / "log", {}, two) == {"WITNESS_SILENT"}


def test_a_witness_signs_what_continues_and_nothing_else(log: Written, two: list[Witness]) -> None:
    north = two[0]
    assert read_note(cosign(north, log, 1, 0)).cosigned(north.key)
    assert read_note(cosign(north, log, 3, log.sizes[1])).cosigned(north.key)
    refused = 0
    for seed in range(FORKS):
        other = fork(log, seed)
        if other.notes[3] != log.notes[3]:
            refused += 1
            with pytest.raises(RefusedError):
                cosign(north, other, 5, log.sizes[3])
    assert refused > FORKS // 3
    with pytest.raises(RefusedError):
        cosign(north, log, 2, 0)
    assert cosign(north, log, 5, log.sizes[3])


def test_a_witness_signs_no_other_log(log: Written, two: list[Witness]) -> None:
    from tests.unit.verify.logs import signer

    with pytest.raises(RefusedError):
        two[0].cosign(log.notes[0], read_key(signer(2).verifier), [], 1)


def test_a_forgetful_witness_would_sign_the_fork(log: Written, two: list[Witness]) -> None:
    """Negative control: the memory is what protects."""
    north, other = two[0], fork(log, 1)
    cosign(north, log, 5, 0)
    with pytest.raises(RefusedError):
        cosign(north, other, 5, log.sizes[5])
    north.memory.unlink()
    assert cosign(north, other, 5, 0)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 21, 64, 65, 100])
def test_growth_is_proved_from_every_earlier_size(size: int) -> None:
    log = honest(size, 1)
    now = root_of(one.data for one in log.entries)
    for before in range(1, size + 1):
        then, path = root_of(one.data for one in log.entries[:before]), path_of(log, before, size)
        assert is_continued(before, then, size, now, path)
        assert not is_continued(before, now if before < size else b"", size, now, path)
        assert not is_continued(before, then, size, now, [*path, then])
