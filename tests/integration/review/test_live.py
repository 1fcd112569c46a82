"""A page that stands still costs the live process no more than what changed; a page whose ticket holds no more hears nothing."""

import asyncio
from collections.abc import Collection
from typing import Any

import pytest


def _page(account: int = 1) -> Any:
    from outpace.desk.http.ticket import Ticket
    from outpace.desk.serving.live import Page

    return Page(Ticket(account, "tracer", ("90/1/",), f"hash {account}", 0, 0))


def test_a_page_that_takes_nothing_keeps_one_set_of_changes(installation: object) -> None:
    from outpace.desk.serving.live import Fan

    fan, page = Fan(), _page()
    fan.pages.add(page)
    for second in range(1000):
        fan.heard(f"case|90/{second % 3}/")
        fan.beat()
    assert page.waiting.qsize() == 1
    assert page.waiting.get_nowait() == {("case", f"90/{county}/") for county in range(3)}


def test_all_pages_are_asked_about_at_once_and_only_those_that_hold_go_on(installation: object) -> None:
    from outpace.desk.serving.live import Fan, check

    asked: list[Collection[Any]] = []

    async def ask(tickets: Collection[Any]) -> frozenset[Any]:
        asked.append(tickets)
        return frozenset(ticket for ticket in tickets if ticket.account != 3)

    fan = Fan()
    fan.pages = {_page(account) for account in range(500)}
    asyncio.run(check(fan, ask))
    assert len(asked) == 1
    assert [page.ticket.account for page in fan.pages if page.over] == [3]


@pytest.mark.parametrize(("blind_s", "over"), [(19.0, False), (31.0, True)])
def test_pages_end_where_nobody_could_be_asked_for_too_long(installation: object, blind_s: float, over: bool) -> None:
    from django.db import OperationalError

    from outpace.desk.serving.live import Fan, check

    async def ask(tickets: Collection[Any]) -> frozenset[Any]:
        raise OperationalError

    fan, page = Fan(), _page()
    fan.pages.add(page)
    fan.checked -= blind_s
    asyncio.run(check(fan, ask))
    assert page.over is over


def test_a_page_that_is_over_is_sent_nothing_more(installation: object) -> None:
    from outpace.desk.serving.live import _stream

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        await asyncio.Event().wait()

    page = _page()
    page.hand(frozenset({("case", "90/1/")}))
    page.end()
    asyncio.run(asyncio.wait_for(_stream(page, receive, send), 2))
    assert sent == [{"type": "http.response.body", "body": b"", "more_body": False}]
