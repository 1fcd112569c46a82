"""The journal: one line of JSON for each happening, with request id and event ids, never with anything about a person.

A line holds a fixed sentence of the code, names, numbers and random ids. What an exception says is left out, because it can
quote a value; its type and the places in the code stay. Lines are for machines; commands at a terminal write none.
"""

import json
import logging
import os
import re
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType

from django.db import transaction

from outpace.desk.clock import wall_now
from outpace.words.ids import IdKind, encode

GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
_request: ContextVar[str] = ContextVar("request", default="")
happenings = logging.getLogger("outpace.happening")


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object: instant, level, who, what, request, facts, failure."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": wall_now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "text": record.getMessage(),
        }
        if request := _request.get():
            line["request"] = request
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0] is not None:
            line |= failure(record.exc_info[0], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def failure(kind: type[BaseException], trace: TracebackType | None) -> dict[str, object]:
    """What may be said of an exception: its type and where it came from, neither its words nor any value."""
    frames = traceback.extract_tb(trace)
    return {
        "failure": kind.__name__,
        "places": [f"{os.path.basename(f.filename)}:{f.lineno} {f.name}" for f in frames],
    }


def tell(what: str, **facts: object) -> None:
    """Write one line about something that happened. `facts` are names, numbers, ids; never a value of a record."""
    happenings.info(what, extra={"facts": facts})


def event(key: int, kind: str, rows: int) -> None:
    """Write a line about an event once its transaction is committed."""
    if happenings.isEnabledFor(logging.INFO):
        facts = {"event": encode(IdKind.EVENT, key), "kind": kind, "rows": rows}
        transaction.on_commit(lambda: tell("event recorded", **facts))


@contextmanager
def request(given: str = "") -> Iterator[str]:
    """Bind what follows to one request: the id a proxy gave it where it is plain, else a random one."""
    chosen = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
    mark = _request.set(chosen)
    try:
        yield chosen
    finally:
        _request.reset(mark)
