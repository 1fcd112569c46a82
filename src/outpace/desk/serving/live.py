"""The live process: listens once, tells every open page which kinds changed in which areas. No ids, no values.

A page presents a signed ticket that its session was given; it hears of its own areas only. ASGI, nothing but this.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

import django
import psycopg
from django.conf import settings
from django.core import signing

from outpace.desk.http.ticket import LIFETIME_S, SALT
from outpace.words.area import is_within

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

BEAT_S = 0.25
PING_S = 15.0
CHANNEL = "outpace_changed"
log = logging.getLogger("outpace.live")
Change = tuple[str, str]


class Fan:
    """The changes since the last beat, handed to every open page."""

    def __init__(self) -> None:
        self.pages: set[asyncio.Queue[frozenset[Change]]] = set()
        self.fresh: set[Change] = set()

    def heard(self, payload: str) -> None:
        """Take one notification in."""
        kind, _, path = payload.partition("|")
        self.fresh.add((kind, path))

    def beat(self) -> None:
        """Hand on what came since the last beat; a page that has not taken the last one gets both together."""
        if self.fresh:
            changes, self.fresh = frozenset(self.fresh), set()
            for page in self.pages:
                page.put_nowait(changes if page.empty() else changes | page.get_nowait())


async def listen(fan: Fan) -> None:
    """Listen for ever; connect again when the database went away."""
    while True:
        try:
            await _listen_once(fan)
        except (psycopg.OperationalError, OSError):
            log.info("the database is away; listening again in a second")
            await asyncio.sleep(1)


async def _listen_once(fan: Fan) -> None:
    place: dict[str, Any] = settings.DATABASES["default"]
    async with await psycopg.AsyncConnection.connect(
        dbname=place["NAME"],
        host=place["HOST"],
        port=place["PORT"] or None,
        user=place["USER"],
        password=place["PASSWORD"],
        autocommit=True,
    ) as connection:
        await connection.execute(f"listen {CHANNEL}".encode())
        async for note in connection.notifies():
            fan.heard(note.payload)


async def beat(fan: Fan) -> None:
    """Beat for ever."""
    while True:
        await asyncio.sleep(BEAT_S)
        fan.beat()


def areas_of(ticket: str) -> tuple[str, ...] | None:
    """The paths a ticket is good for, None for one that is not good."""
    try:
        return tuple(signing.loads(ticket, salt=SALT, max_age=LIFETIME_S)["paths"])
    except (signing.BadSignature, KeyError, TypeError):
        return None


def visible(changes: frozenset[Change], paths: tuple[str, ...]) -> list[Change]:
    """The changes that lie in these areas, or above them (a change without a place is everybody's)."""
    return sorted((kind, at) for kind, at in changes if any(is_within(at, own) or is_within(own, at) for own in paths))


class Live:
    """The ASGI application."""

    def __init__(self) -> None:
        self.fan = Fan()
        self.duties: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._page(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        self.duties = [asyncio.create_task(listen(self.fan)), asyncio.create_task(beat(self.fan))]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for duty in self.duties:
            duty.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = parse_qs(scope["query_string"].decode("ascii", "replace"))
        paths = areas_of(query.get("ticket", [""])[0])
        origin = dict(scope["headers"]).get(b"origin", b"null")
        if paths is None or scope["path"] != "/live":
            await _answer(send, 401 if paths is None else 404, origin)
            return
        page: asyncio.Queue[frozenset[Change]] = asyncio.Queue(maxsize=1)
        self.fan.pages.add(page)
        try:
            await _start(send, 200, origin)
            await _stream(page, paths, receive, send)
        finally:
            self.fan.pages.discard(page)


async def _stream(page: asyncio.Queue[frozenset[Change]], paths: tuple[str, ...], receive: Receive, send: Send) -> None:
    gone = asyncio.create_task(_until_gone(receive))
    try:
        while not gone.done():
            text = "event: ping\ndata: {}\n\n"
            with contextlib.suppress(TimeoutError):
                changes = visible(await asyncio.wait_for(page.get(), PING_S), paths)
                text = f"data: {json.dumps({'changes': changes})}\n\n" if changes else ""
            if text:
                await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
    finally:
        gone.cancel()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _headers(origin: bytes, kind: bytes) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", kind),
        (b"cache-control", b"no-store"),
        (b"access-control-allow-origin", origin),
        (b"x-content-type-options", b"nosniff"),
    ]


async def _start(send: Send, status: int, origin: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _headers(origin, b"text/event-stream")})
    await send({"type": "http.response.body", "body": b"retry: 2000\n\n", "more_body": True})


async def _answer(send: Send, status: int, origin: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _headers(origin, b"text/plain")})
    await send({"type": "http.response.body", "body": b""})


django.setup()
application = Live()
