"""A system that writes cases over the API without pause, and sends again what nobody acknowledged."""

import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field

from tests.integration.processes.serving import Served

TRIES = 600
PAUSE_S = 0.1
"""600 tries, a tenth of a second apart: a minute for a service to be ready again."""


@dataclass
class Writer:
    """Writes one case after the other under one incident; `acknowledged` are the numbers that were answered with success."""

    served: Served
    token: str
    incident: str
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    sent_again: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Writer":
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(TRIES * PAUSE_S * 2)
        assert not self._thread.is_alive(), "a write was never answered"

    def give_up(self) -> None:
        """Send nothing again: there is nobody left to answer."""
        self._stop.set()
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            self._send(f"W-{number}")

    def _send(self, number: str) -> None:
        """Send a case until it is answered, always under the same key."""
        row = {"number": number, "case_class": "confirmed", "onset": "2025-08-04"}
        body, key = {"incident": self.incident, "rows": [row]}, str(uuid.uuid4())
        for _ in range(TRIES):
            if self._over.is_set():
                return
            status, answer = self.post("/cases", body, key)
            if status == 200:
                self.acknowledged.append(number)
                return
            if status < 500 and status != 0:
                self.refused.append(f"{number}: {status} {answer}")
                return
            self.sent_again += 1
            time.sleep(PAUSE_S)
        self.refused.append(f"{number}: no answer in {TRIES} tries")

    def post(self, path: str, body: object, key: str) -> tuple[int, str]:
        """Send once; status 0 where the line was cut."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.served.port}/api/v1{path}",
            json.dumps(body).encode(),
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Idempotency-Key": key},
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:
            return 0, ""


def ready(served: Served) -> bool:
    """Whether the service says that it is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/readyz", timeout=20) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def ready_again(served: Served) -> None:
    """Wait until the service is ready, at most as many tries as a minute has."""
    for _ in range(TRIES):
        if ready(served):
            return
        time.sleep(PAUSE_S)
    raise AssertionError("not ready again")
