"""What the desk exports and proves is what the verifier, which shares no code with it, accepts; erasing changes none of that."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from outpace_verify.bodies import check_bodies
from outpace_verify.checks import check
from outpace_verify.folder import read_folder
from outpace_verify.notes import read_note
from outpace_verify.proofs import Proof, check_proof
from tests.integration.conftest import NOW, Installation, Province
from tests.integration.ledger.conftest import place_all, register


@pytest.fixture
def recorded(province: Province, installation: Installation) -> list[int]:
    """Two acts of several rows and one of one, each under a checkpoint of its own."""
    events = []
    for n, numbers in enumerate((["L-1", "L-2", "L-3"], ["L-4"], [f"M-{k}" for k in range(7)])):
        at = NOW + n * timedelta(minutes=3)
        events += register(province, numbers, at).events
        place_all(installation, at)
    return events


def _operator() -> Any:
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    return scope(local_operator(), Purpose.KEEP_LEDGER)


def _signer(installation: Installation) -> Any:
    from outpace.desk.ledger.notes import Signer
    from outpace.desk.ledger.signer import checkpoint_signer

    return Signer.of(checkpoint_signer(installation.home.keys), "live")


def _exported(installation: Installation, folder: Path, *, bodies: bool) -> list[str]:
    from outpace.desk.ledger.export import export

    with _operator() as by:
        export(by=by, folder=folder, signer=_signer(installation), bodies=bodies, at=NOW)
    log = read_folder(folder)
    return [one.code for one in (*check(log, {}, []), *check_bodies(log))]


@pytest.mark.parametrize("bodies", [False, True])
def test_an_export_is_sound(recorded: list[int], installation: Installation, tmp_path: Path, bodies: bool) -> None:
    assert _exported(installation, tmp_path / "log", bodies=bodies) == []
    log = read_folder(tmp_path / "log")
    assert (len(log.leaves), len(log.checkpoints)) == (4, 3)
    assert (log.bodies is not None) is bodies


def test_an_export_without_bodies_names_nobody(recorded: list[int], installation: Installation, tmp_path: Path) -> None:
    _exported(installation, tmp_path / "log", bodies=False)
    text = "".join(file.read_text("utf-8") for file in (tmp_path / "log").iterdir())
    assert not any(word in text for word in ("L-1", "林", "9001", "case"))


@pytest.mark.parametrize("bodies", [False, True])
def test_bodies_that_go_out_are_told_in_the_log(
    recorded: list[int], installation: Installation, tmp_path: Path, bodies: bool
) -> None:
    from outpace.desk.ledger.models import Event

    _exported(installation, tmp_path / "log", bodies=bodies)
    with _operator() as by:
        told = list(Event.objects.filter(kind="list.exported", account_id=by.account))
    data = [json.loads(bytes(event.body))["data"] for event in told]
    assert data == ([{"list": "ledger bodies", "count": 4, "size": 4}] if bodies else [])


def test_names_are_in_no_body(recorded: list[int], installation: Installation, tmp_path: Path) -> None:
    _exported(installation, tmp_path / "log", bodies=True)
    log = read_folder(tmp_path / "log")
    assert log.bodies
    assert log.parts
    text = b"".join([*(body for _, body in log.bodies.values()), *log.parts.values()]).decode()
    assert "L-1" in text
    assert "林" not in text


def _proofs(recorded: list[int], installation: Installation) -> Iterator[dict[str, Any]]:
    from outpace.desk.ledger.proving import as_json, open_item, prove_event, prove_item

    key = _signer(installation).verifier
    with _operator():
        for event, rows in zip(recorded, (3, 1, 7), strict=True):
            for number in range(1, rows + 1):
                item = prove_item(event, number)
                yield as_json(prove_event(event), item, key, open_item(event, number))


def test_every_proof_holds_and_none_holds_for_another(recorded: list[int], installation: Installation) -> None:
    proofs = list(_proofs(recorded, installation))
    assert len(proofs) == 11
    for told in proofs:
        assert list(check_proof(Proof(json.dumps(told)), None)) == []
    one, other = proofs[0], proofs[-1]
    for name in ("leaf", "path", "item"):
        mixed = Proof(json.dumps(one | {name: other[name]}))
        assert [found.code for found in check_proof(mixed, None)], name


def test_a_row_is_shown_by_its_hash_and_the_salt(recorded: list[int], installation: Installation) -> None:
    from outpace.desk.cases.models import Case

    told = next(_proofs(recorded, installation))
    with _operator():
        rows = [bytes(Case.objects.get(number=number).row_hash) for number in ("L-1", "L-2")]
    for row, codes in zip(rows, ([], ["ITEM_WRONG"]), strict=True):
        opened = told | {"item": told["item"] | {"row_hash": row.hex()}}
        assert [one.code for one in check_proof(Proof(json.dumps(opened)), None)] == codes


def test_growth_is_proved_between_all_checkpoints(recorded: list[int], installation: Installation) -> None:
    from outpace.desk.ledger.models import Checkpoint
    from outpace.desk.ledger.proving import prove_growth
    from outpace.words.problem import ProblemError
    from outpace_verify.merkle import is_continued

    with _operator():
        notes = [read_note(note) for note in Checkpoint.objects.order_by("number").values_list("note", flat=True)]
        for n, before in enumerate(notes):
            for now in notes[n:]:
                path = prove_growth(before.size, now.size)
                assert is_continued(before.size, before.root, now.size, now.root, path)
        with pytest.raises(ProblemError, match="LEDGER_RANGE"):
            prove_growth(0, 99)


def test_an_idle_log_is_signed_every_ten_minutes(recorded: list[int], installation: Installation) -> None:
    from outpace.desk.ledger.models import Checkpoint

    last = NOW + timedelta(minutes=6)
    for minutes, count in ((9, 3), (10, 4), (11, 4), (20, 5)):
        place_all(installation, last + timedelta(minutes=minutes))
        with _operator():
            assert Checkpoint.objects.count() == count


def _erase(event: int, reason: str = "retention, clause 4") -> int:
    from outpace.desk.ledger.acts import erase_body
    from outpace.desk.scope.actor import local_operator

    with _operator():
        return erase_body(by=local_operator(), event=event, reason=reason, at=NOW + timedelta(minutes=7))


def test_proofs_survive_the_erasing_of_a_body(recorded: list[int], installation: Installation, tmp_path: Path) -> None:
    from outpace.desk.ledger.proving import open_item
    from outpace.words.problem import ProblemError

    before = list(_proofs(recorded, installation))
    _erase(recorded[0])
    place_all(installation, NOW + timedelta(minutes=7))
    assert _exported(installation, tmp_path / "log", bodies=True) == []
    log = read_folder(tmp_path / "log")
    assert log.bodies is not None
    assert len(log.leaves) - len(log.bodies) == 1
    assert list(check_proof(Proof(json.dumps(before[0])), None)) == []
    with _operator(), pytest.raises(ProblemError, match="BODY_GONE"):
        open_item(recorded[0], 1)
    with pytest.raises(ProblemError, match="BODY_GONE"):
        _erase(recorded[0])
    with pytest.raises(ProblemError, match="ERASE_REASON_NEEDED"):
        _erase(recorded[1], " ")


def test_a_body_that_vanished_without_an_erasure_is_found(
    recorded: list[int], installation: Installation, tmp_path: Path
) -> None:
    _exported(installation, tmp_path / "log", bodies=True)
    file = tmp_path / "log" / "bodies.txt"
    file.write_text("".join(file.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    found = {one.code for one in check_bodies(read_folder(tmp_path / "log"))}
    assert "BODY_MISSING" in found


COUNTY, DAY = "330106", "19780515"


def _ids() -> Iterator[str]:
    """Every id number of one county and one birthday: 1,000 sequence numbers, each with its check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    for sequence in range(1000):
        digits = f"{COUNTY}{DAY}{sequence:03}"
        check_digit = "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]
        yield digits + check_digit


def test_an_erased_commitment_can_not_be_guessed(province: Province, installation: Installation) -> None:
    """Whoever knows everything but the id number tries all of them. With the salt that works; the erasing takes it away."""
    from outpace.desk.ledger.models import Event, Leaf
    from outpace.desk.ledger.record import Event as Said
    from outpace.desk.ledger.record import record

    secret = list(_ids())[537]
    with _operator() as by:
        event = record(
            Said(kind="test.guessed", by=by, area_path="", happened=NOW, recorded=NOW, data={"number": secret})
        )
    place_all(installation)
    with _operator():
        held = Event.objects.get(pk=event)
        body, salt = bytes(held.body), bytes(held.salt)
    guesses = [body.replace(secret.encode(), number.encode()) for number in _ids()]
    _erase(event)
    with _operator():
        after = Event.objects.get(pk=event)
        known = bytes(Leaf.objects.get(event_id=event).data)[:32]
    assert (bytes(after.body), bytes(after.salt), bytes(after.commitment)) == (b"", b"", known)
    assert [n for n, guess in enumerate(guesses) if hashlib.sha256(salt + guess).digest() == known] == [537]
    assert not any(hashlib.sha256(guess).digest() == known for guess in guesses)
    assert not any(hashlib.sha256(bytes(16) + guess).digest() == known for guess in guesses)


def test_everything_erased_is_gone_from_the_tables(
    committed_province: Province, installation: Installation, admin: psycopg.Connection
) -> None:
    event = register(committed_province, ["L-1"]).events[0]
    place_all(installation)
    count = (
        "select (select count(*) from ledger.part where event_id = %s),"
        " (select length(body) + length(salt) from ledger_event where id = %s)"
    )
    assert admin.execute(count, [event, event]).fetchone() != (0, 0)
    _erase(event)
    assert admin.execute(count, [event, event]).fetchone() == (0, 0)
