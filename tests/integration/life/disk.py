"""Work on disks that are small: mounts of memory in a mount namespace of its own, filled with ballast and emptied again.

Run as `unshare -m python -m tests.integration.life.disk WHAT`; prints one JSON object and ends with 0 where all held.
`data`: the database's whole folder. `wal`: its log alone. `spool`: the folder of uploaded files.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.integration.processes.commands import Desk
from tests.integration.processes.serving import Served, eventually, served
from tests.integration.processes.writing import Writer, ready_again

AREAS = Path(__file__).resolve().parents[2] / "data" / "areas_small.geojson"
SMALL = {"data": 400, "wal": 160, "spool": 120}


def mount(folder: Path, megabytes: int, owner: Path) -> None:
    """Put a disk of memory on a folder, with the folder's own content, owner and mode."""
    kept = folder.with_name(folder.name + ".kept")
    subprocess.run(["cp", "-a", str(folder), str(kept)], check=True)
    seen = owner.stat()
    words = f"size={megabytes}m,mode={seen.st_mode & 0o777:o},uid={seen.st_uid},gid={seen.st_gid}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", words, "tmpfs", str(folder)], check=True)
    subprocess.run(["cp", "-a", f"{kept}/.", str(folder)], check=True)
    shutil.rmtree(kept)


def fill(folder: Path) -> Path:
    """Fill a disk to its last block."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"\0" * 65536)
    return ballast


def run(what: str, desk: Desk, token: str, incident: str) -> dict[str, object]:
    """Serve, write, fill, go on writing, make room, look at what is there."""
    data = desk.cluster.data
    place = {"data": data, "wal": data / "pg_wal", "spool": desk.home / "spool"}[what]
    mount(place, SMALL[what], place)
    with served(desk) as serving:
        ready_again(serving)
        with Writer(serving, token, incident) as writer:
            eventually(lambda: len(writer.acknowledged) > 5)
            ballast = fill(place)
            refused = _refusals(what, serving, writer)
            ballast.unlink()
            resumed = len(writer.acknowledged)
            eventually(lambda: len(writer.acknowledged) > resumed + 5)
            ready_again(serving)
        there = dict(desk.ask("select number, count(*) from cases_case group by 1"))
        lost = sorted(set(writer.acknowledged) - there.keys())
        doubled = sorted(number for number, count in there.items() if count != 1)
        return {
            "what": what,
            "refused_with": sorted(refused),
            "acknowledged": len(writer.acknowledged),
            "sent_again": writer.sent_again,
            "lost": lost,
            "doubled": doubled,
            "writer": writer.refused,
        }


def _refusals(what: str, serving: Served, writer: Writer) -> set[str]:
    """What a client is told while the disk is full: codes, or `cut` where the line was."""
    told: set[str] = set()
    for _ in range(60):
        if what == "wal":
            _write_log(serving.desk)
        status, text = _upload(serving, writer) if what == "spool" else _one_more(writer)
        told.add(json.loads(text).get("code", str(status)) if text.startswith("{") and status >= 400 else str(status))
        if told & {"STORAGE_FULL", "NOT_READY"}:
            return told
        time.sleep(0.1)
    return told


def _write_log(desk: Desk) -> None:
    """Have the server write sixteen megabytes of its log: what is set aside for it lasts for many small writes."""
    with suppress(psycopg.Error), desk.database() as connection:
        for _ in range(16):
            connection.execute("select pg_logical_emit_message(false, 'test', repeat('x', 1000000))")


def _one_more(writer: Writer) -> tuple[int, str]:
    row = {"number": f"F-{uuid.uuid4().hex[:8]}", "case_class": "confirmed", "onset": "2025-08-04"}
    return writer.post("/cases", {"incident": writer.incident, "rows": [row] * 1}, str(uuid.uuid4()))


def _upload(serving: Served, writer: Writer) -> tuple[int, str]:
    """Send a file for import in one part of a form."""
    import urllib.error
    import urllib.request

    mark, rows = uuid.uuid4().hex, "".join(f"U-{n},2025-08-04\n" for n in range(20_000))
    parts = {"kind": "linelist", "incident": writer.incident, "mapping": '{"id": "number", "onset": "onset"}'}
    form = "".join(f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in parts.items())
    form += f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
    form += f"Content-Type: text/csv\r\n\r\nid,onset\n{rows}\r\n--{mark}--\r\n"
    head = {
        "Authorization": f"Bearer {writer.token}",
        "Content-Type": f"multipart/form-data; boundary={mark}",
        "Idempotency-Key": str(uuid.uuid4()),
    }
    request = urllib.request.Request(f"http://127.0.0.1:{serving.port}/api/v1/imports", form.encode(), head)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError:
        return 0, ""


if __name__ == "__main__":
    what, home, page, token, incident = sys.argv[1:]
    os.environ.pop("OUTPACE_HOME", None)
    answer = run(what, Desk(Path(home), {"OUTPACE_WEB": page}), token, incident)
    sys.stdout.write(json.dumps(answer) + "\n")
