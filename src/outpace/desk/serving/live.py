"""The live process: listens once, tells every open page which kinds changed in which areas. No ids, no values.

A page presents a signed ticket that its session was given; it hears of its own areas only, and as long as the ticket holds:
all open pages are asked about together, three times a minute. ASGI, nothing but this.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

import django
import psycopg
from django.conf import settings
from django.db import Error, connection

from outpace.desk.clock import ticks, wall_now
from outpace.desk.http.ticket import Ticket, read_ticket
from outpace.words.area import is_within

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

BEAT_S = 0.25
PING_S = 15.0
CHECK_S = 20.0
ANSWER_S = 10.0
BLIND_S = 30.0
"""How long pages stay open on the last answer where the database gives none: with round and wait it is under a minute."""
CHANNEL = "outpace_changed"
log = logging.getLogger("outpace.live")
Change = tuple[str, str]
Good = frozenset[Ticket]


class Page:
    """An open page: its ticket, and what it has not yet taken."""

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.waiting: asyncio.Queue[frozenset[Change]] = asyncio.Queue(maxsize=1)
        self.over = False

    def hand(self, changes: frozenset[Change]) -> None:
        """Hand changes on, together with those the page has not taken."""
        self.waiting.put_nowait(changes if self.waiting.empty() else changes | self.waiting.get_nowait())

    def end(self) -> None:
        """Let the page hear nothing more."""
        self.over = True
        self.hand(frozenset())


class Fan:
    """The changes since the last beat, handed to every open page."""

    def __init__(self) -> None:
        self.pages: set[Page] = set()
        self.fresh: set[Change] = set()
        self.checked = ticks()

    def heard(self, payload: str) -> None:
        """Take one notification in."""
        kind, _, path = payload.partition("|")
        self.fresh.add((kind, path))

    def beat(self) -> None:
        """Hand on what came since the last beat."""
        if self.fresh:
            changes, self.fresh = frozenset(self.fresh), set()
            for page in self.pages:
                page.hand(changes)


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


_one_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tickets")
"""One thread, so one connection, however many pages ask."""


async def ask(tickets: Collection[Ticket]) -> Good:
    """Ask the database which tickets hold now. Raises django.db.Error or TimeoutError where it does not answer."""
    async with asyncio.timeout(ANSWER_S):
        return await asyncio.get_running_loop().run_in_executor(_one_thread, _ask, tickets)


def _ask(tickets: Collection[Ticket]) -> Good:
    from outpace.desk.serving.heard import still_good

    try:
        return still_good(tickets, wall_now())
    except Error:
        connection.close()
        raise


async def keep(fan: Fan) -> None:
    """Check for ever."""
    while True:
        await asyncio.sleep(CHECK_S)
        await check(fan, ask)


async def check(fan: Fan, asked: Callable[[Collection[Ticket]], Awaitable[Good]]) -> None:
    """End the pages whose tickets hold no more; all of them where nobody could be asked for too long."""
    pages, good = list(fan.pages), frozenset[Ticket]()
    try:
        good = await asked({page.ticket for page in pages})
        fan.checked = ticks()
    except (Error, TimeoutError):
        log.info("the database is away; open pages are asked about again in %d seconds", CHECK_S)
        if ticks() - fan.checked < BLIND_S:
            return
    for page in pages:
        if page.ticket not in good:
            page.end()


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
        self.duties = [asyncio.create_task(duty(self.fan)) for duty in (listen, beat, keep)]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for duty in self.duties:
            duty.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = parse_qs(scope["query_string"].decode("ascii", "replace"))
        ticket = read_ticket(query.get("ticket", [""])[0])
        origin = dict(scope["headers"]).get(b"origin", b"null")
        if ticket is None or scope["path"] != "/live":
            await _answer(send, 401 if ticket is None else 404, origin)
            return
        if refusal := await _refusal(ticket):
            await _answer(send, refusal, origin)
            return
        page = Page(ticket)
        self.fan.pages.add(page)
        try:
            await _start(send, 200, origin)
            await _stream(page, receive, send)
        finally:
            self.fan.pages.discard(page)


async def _refusal(ticket: Ticket) -> int | None:
    """The status a page is refused with; None for one whose ticket holds."""
    try:
        return None if ticket in await ask({ticket}) else 401
    except (Error, TimeoutError):
        return 503


async def _stream(page: Page, receive: Receive, send: Send) -> None:
    gone = asyncio.create_task(_until_gone(receive))
    try:
        while not gone.done() and not page.over:
            text = "event: ping\ndata: {}\n\n"
            with contextlib.suppress(TimeoutError):
                changes = visible(await asyncio.wait_for(page.waiting.get(), PING_S), page.ticket.paths)
                text = f"data: {json.dumps({'changes': changes})}\n\n" if changes else ""
            if text and not page.over:
                await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
        if page.over:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
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
