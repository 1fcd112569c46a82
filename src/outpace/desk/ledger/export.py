"""Write the log into a folder for outsiders, in the format of `docs/reference/ledger-format.md`.

Without bodies it holds commitments, hashes and signatures only: no personal data, whoever gets it. Bodies are for those who
may see what they say; they are read inside the open scope, and the log says that somebody took them out. This checks nothing.
"""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from outpace.desk.ledger.models import Checkpoint, Item, Leaf, Witness
from outpace.desk.ledger.models import Event as Told
from outpace.desk.ledger.notes import Signer
from outpace.desk.ledger.proving import last_checkpoint, note_of
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import EVERYWHERE, Actor
from outpace.words.problem import ProblemError

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    size: int
    checkpoints: int
    bodies: int
    gone: int


def export(*, by: Actor, folder: Path, signer: Signer, bodies: bool, at: datetime) -> Exported:
    """Write the log up to its last checkpoint. Raises EXPORT_FOLDER_TAKEN, LEDGER_EMPTY. Needs an open scope.

    With bodies it is data that leaves: an event says so. Without, it is what everybody may have.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ProblemError("EXPORT_FOLDER_TAKEN", folder=str(folder))
    last = last_checkpoint()
    notes = Checkpoint.objects.exclude(note="").filter(number__lte=last.number).order_by("number")
    _write(folder / "log.key", [signer.verifier])
    _write(folder / "witnesses.txt", Witness.objects.order_by("id").values_list("key", flat=True))
    (folder / "checkpoints.txt").write_text("".join(map(note_of, notes.iterator(CHUNK))), "utf-8")
    _write(folder / "leaves.txt", _leaves(last.size))
    _write(folder / "items.txt", _items(last.size))
    told = _bodies(folder, last.size) if bodies else 0
    if bodies:
        _say(by, told, last.size, at)
    return Exported(last.size, notes.count(), told, last.size - told if bodies else 0)


def _say(by: Actor, told: int, size: int, at: datetime) -> None:
    data = {"list": "ledger bodies", "count": told, "size": size}
    record(Event(kind="list.exported", by=by, area_path=EVERYWHERE, happened=at, recorded=at, data=data))


def _write(file: Path, lines: Iterable[str]) -> int:
    count = 0
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        for line in lines:
            stream.write(f"{line}\n")
            count += 1
    return count


def _leaves(size: int) -> Iterator[str]:
    rows = Leaf.objects.filter(seq__lt=size).order_by("seq").values_list("data", flat=True)
    return (bytes(data).hex() for data in rows.iterator(CHUNK))


def _items(size: int) -> Iterator[str]:
    for start in range(0, size, CHUNK):
        places = dict(
            Leaf.objects.filter(seq__gte=start, seq__lt=min(size, start + CHUNK)).values_list("event_id", "seq")
        )
        rows = Item.objects.filter(event_id__in=places).values_list("event_id", "number", "row_hash")
        found = sorted((places[event], number, bytes(row)) for event, number, row in rows)
        yield from (f"{seq} {number} {row.hex()}" for seq, number, row in found)


def _bodies(folder: Path, size: int) -> int:
    told = _write(folder / "bodies.txt", _told(size))
    _write(folder / "parts.txt", _parts(size))
    return told


def _told(size: int) -> Iterator[str]:
    for start in range(0, size, CHUNK):
        places = dict(
            Leaf.objects.filter(seq__gte=start, seq__lt=min(size, start + CHUNK)).values_list("event_id", "seq")
        )
        rows = Told.objects.filter(pk__in=places).values_list("pk", "salt", "body")
        found = sorted((places[pk], bytes(salt), bytes(body)) for pk, salt, body in rows if bytes(body))
        yield from (f"{seq} {salt.hex()} {_base64(body)}" for seq, salt, body in found)


_PARTS = """
select p.number, p.rows from ledger.parts(%s, %s) p join ledger_leaf l on l.event_id = p.event_id and l.seq < %s
order by p.number
"""


def _parts(size: int) -> Iterator[str]:
    """Parts in the order they were written, a portion at a time; the portion's end is asked for beside what it shows."""
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute("select max(number) from ledger.parts(%s, %s)", [after, CHUNK])
            end = cursor.fetchone()[0]
            if end is None:
                return
            cursor.execute(_PARTS, [after, CHUNK, size])
            yield from (f"{number} {_base64(rows.encode())}" for number, rows in cursor.fetchall())
            after = end


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()
