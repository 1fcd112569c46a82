"""The one log of an installation: a line of JSON for each happening of any of its processes, set aside when it has grown.

What a process prints that is no JSON (a library's own words) is wrapped, not parsed. A disk that is full stops no process:
lines are dropped and counted, and the count is the first line once there is room.
"""

import json
import threading
from pathlib import Path

from outpace.desk.clock import wall_now

LARGEST = 64 * 2**20
LONGEST = 8192


class Log:
    """An open log file, written by several threads."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.Lock()
        self._lost = 0
        self._stream = file.open("ab", buffering=0)

    def copy(self, process: str, line: str) -> None:
        """Take over a line of a process."""
        self._write(_framed(process, line.rstrip("\n")))

    def say(self, text: str, **facts: object) -> None:
        """Write a line of the supervisor's own."""
        self._write({"level": "warning", "logger": "outpace.serve", "text": text, **facts})

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _write(self, line: dict[str, object]) -> None:
        with self._lock:
            if self._stream.closed:
                return
            try:
                self._set_aside()
                if self._lost:
                    self._stream.write(b"\n")
                    self._put({"text": "lines were lost: the disk was full", "lines": self._lost})
                    self._lost = 0
                self._put(line)
            except OSError:
                self._lost += 1

    def _put(self, line: dict[str, object]) -> None:
        stamped = {"at": wall_now().isoformat(timespec="milliseconds")} | line
        self._stream.write(json.dumps(stamped, ensure_ascii=False).encode() + b"\n")

    def _set_aside(self) -> None:
        """Begin a new file where this one has grown large; the retention job ends old ones."""
        if self._stream.tell() < LARGEST:
            return
        self._stream.close()
        self.file.rename(self.file.with_name(f"{self.file.name}.{wall_now():%Y%m%dT%H%M%S%f}"))
        self._stream = self.file.open("ab", buffering=0)


def _framed(process: str, line: str) -> dict[str, object]:
    try:
        known = json.loads(line)
    except ValueError:
        known = None
    if isinstance(known, dict):
        return {**known, "process": process}
    return {"process": process, "text": line[:LONGEST]}
