"""The ticket of the live messages falls with its session, its account, its post or its token, and keeps no session alive."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.integration.accounts.conftest import fresh
from tests.integration.api.conftest import Browser, open_post
from tests.integration.conftest import Province, tell_of_doctored_rows


@pytest.fixture
def lin(province: Province) -> Browser:
    """A tracer of county A who is signed in."""
    from outpace.desk.scope.actor import Role

    open_post("lin", Role.TRACER, province.a.path)
    browser = fresh()
    assert browser.sign_in("lin").status_code == 200
    return browser


def _ticket(body: Any) -> Any:
    from outpace.desk.http.ticket import read_ticket

    return read_ticket(body["live_url"].partition("ticket=")[2])


def _holds(ticket: Any, later: timedelta = timedelta()) -> bool:
    from outpace.desk.clock import wall_now
    from outpace.desk.serving.heard import still_good

    return still_good({ticket}, wall_now() + later) == {ticket}


def _suspend(by: Any, account: Any, at: datetime) -> None:
    account.active = False
    account.save()
    tell_of_doctored_rows(by, "")


def _close(by: Any, account: Any, at: datetime) -> None:
    from outpace.desk.accounts.acts import close_account

    close_account(by=by, account=account, at=at)


def _end_post(by: Any, account: Any, at: datetime) -> None:
    from outpace.desk.accounts.post_acts import end_post

    end_post(by=by, post=account.posts.get(), at=at)


@pytest.mark.parametrize("change", [_suspend, _close, _end_post])
def test_a_ticket_falls_with_its_account_and_its_post(
    lin: Browser, change: Callable[[Any, Any, datetime], None]
) -> None:
    from outpace.desk.accounts.models import Account
    from outpace.desk.clock import wall_now
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    ticket = _ticket(lin.get("/session").json())
    assert _holds(ticket)
    with scope(local_operator(), "test") as by:
        change(by, Account.objects.get(name="lin"), wall_now())
    assert not _holds(ticket)


def test_a_ticket_outlives_neither_its_areas_nor_its_role(lin: Browser, province: Province) -> None:
    """As where the post it was written for has ended and another one, narrower or of another kind, is held."""
    ticket = _ticket(lin.get("/session").json())
    assert not _holds(replace(ticket, paths=(*ticket.paths, province.b.path)))
    assert not _holds(replace(ticket, paths=(province.root.path,)))
    assert not _holds(replace(ticket, role="commander"))


def test_a_ticket_falls_when_she_signs_out(lin: Browser) -> None:
    ticket = _ticket(lin.get("/session").json())
    assert lin.client.delete("/api/v1/session", headers={"X-CSRFToken": lin.token}).status_code == 204
    assert not _holds(ticket)


def test_a_ticket_falls_with_an_idle_session_and_does_not_keep_it(lin: Browser) -> None:
    ticket = _ticket(lin.get("/session").json())
    for minutes in range(1, 60):
        assert _holds(ticket, timedelta(minutes=minutes)), minutes
    assert not _holds(ticket, timedelta(minutes=61))


def test_signing_in_as_somebody_else_gives_a_ticket_that_holds(lin: Browser, province: Province) -> None:
    from outpace.desk.scope.actor import Role

    before = _ticket(lin.get("/session").json())
    open_post("wu", Role.TRACER, province.b.path)
    after = _ticket(lin.sign_in("wu").json())
    assert after.paths == (province.b.path,)
    assert (_holds(before), _holds(after)) == (False, True)


def test_a_ticket_is_good_for_no_other_account(lin: Browser) -> None:
    ticket = _ticket(lin.get("/session").json())
    assert not _holds(replace(ticket, account=ticket.account + 1))
    assert not _holds(replace(ticket, session="", token=0))
