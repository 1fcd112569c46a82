"""Systems that send: a credential that ends or has ended in use, cases posted by token that stop, rows that nobody settles."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from outpace.words.ids import IdKind, encode
from tests.integration.accounts.test_tokens import System
from tests.integration.api.conftest import case_row
from tests.integration.conftest import NOW, Province, tell_of_doctored_rows
from tests.integration.life.test_alarms import standing

Around = Callable[..., Any]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
KEY = "rejects_waiting"


def make_lab(province: Province, at: datetime, *, token: timedelta, post: timedelta, made: timedelta = DAY) -> str:
    """Open a laboratory's system with a post in county A and one token, which end so long after an instant."""
    from outpace.desk.accounts.models import Account
    from outpace.desk.accounts.post_acts import grant_post, make_token, renew_post
    from outpace.desk.scope.actor import Role, local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
        shown = {"id": 5100, "display_zh": "检验所", "display_en": "Laboratory", "system": True}
        lab, _ = Account.objects.get_or_create(name="lab", defaults=shown)
        held = grant_post(
            by=by,
            account=lab,
            role=Role.TRACER,
            area_path=province.a.path,
            purposes=[],
            starts=at - made,
            ends=at + max(token, post),
            at=at - made,
        )
        secret = make_token(by=by, post=held, label="results", ends=at + token, at=at - made)[1]
        if post < token:
            renew_post(by=by, post=held, ends=at + post, at=at - made)
    return secret


def show(secret: str, at: datetime) -> None:
    """Let the system show its token once."""
    from outpace.desk.accounts.tokens import count_use, good_token
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(service(), Purpose.SIGN_IN):
        token = good_token(secret, at)
        assert token is not None
        count_use(token, at)


def params(kind: str) -> dict[str, Any]:
    from outpace.desk.life.alarms import said
    from outpace.desk.life.models import Alarm
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.TEST):
        alarm = Alarm.objects.get(kind=kind, closed_at=None)
        text = said(alarm)
        return {**alarm.params, "zh": text.zh, "en": text.en}


ENDS = [pytest.param(5, 30, id="token"), pytest.param(30, 5, id="post")]


@pytest.mark.parametrize(("token", "post"), ENDS)
def test_a_credential_that_ends_is_an_alarm_before_and_after(
    token: int, post: int, province: Province, around: Around
) -> None:
    from outpace.desk.life.alarms import watch

    secret = make_lab(province, NOW, token=token * DAY, post=post * DAY)
    show(secret, NOW)
    watch(NOW, around())
    assert standing() == {"service_ends": ["lab"]}
    assert params("service_ends")["until"] == f"{NOW + 5 * DAY:%Y-%m-%d %H:%M} UTC"
    for day in (5, 6, 18):
        watch(NOW + day * DAY, around())
        assert standing() == {"service_over": ["lab"]}, day
    assert params("service_over")["since"] == f"{NOW + 5 * DAY:%Y-%m-%d %H:%M} UTC"
    watch(NOW + 19 * DAY + HOUR, around())
    assert standing() == {}


def test_a_credential_nobody_used_or_somebody_ended_is_not_missed(province: Province, around: Around) -> None:
    from outpace.desk.accounts.models import Token
    from outpace.desk.accounts.post_acts import end_token
    from outpace.desk.life.alarms import watch
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    make_lab(province, NOW, token=5 * DAY, post=5 * DAY)
    watch(NOW + 6 * DAY, around())
    assert standing() == {}, "never shown"
    used = make_lab(province, NOW, token=5 * DAY, post=5 * DAY)
    show(used, NOW)
    watch(NOW + 6 * DAY, around())
    assert standing() == {"service_over": ["lab"]}
    with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
        for token in Token.objects.all():
            end_token(by=by, token=token, at=NOW + 6 * DAY)
    watch(NOW + 6 * DAY, around())
    assert standing() == {}, "ended by a person"


def test_the_next_token_settles_it_once_the_system_shows_it(province: Province, around: Around) -> None:
    from outpace.desk.life.alarms import watch

    show(make_lab(province, NOW, token=5 * DAY, post=5 * DAY), NOW)
    following = make_lab(province, NOW, token=90 * DAY, post=90 * DAY, made=HOUR)
    watch(NOW + 6 * DAY, around())
    assert standing() == {"service_over": ["lab"]}, "made, and not yet in use"
    show(following, NOW + 6 * DAY)
    watch(NOW + 6 * DAY + HOUR, around())
    assert standing() == {}


def test_the_command_lists_the_earlier_end(province: Province) -> None:
    from outpace.desk.accounts.queries import token_end, tokens_ending
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    make_lab(province, NOW, token=30 * DAY, post=5 * DAY)
    with scope(local_operator(), Purpose.KEEP_ACCOUNTS):
        assert [token_end(token) for token in tokens_ending(NOW, 6 * DAY)] == [NOW + 5 * DAY]


@pytest.fixture
def daily(province: Province, monkeypatch: pytest.MonkeyPatch) -> Callable[[int, timedelta], datetime]:
    """Post cases by token so many times, one call in so long, through the API; give the instant of the last."""

    def send(times: int, every: timedelta) -> datetime:
        from outpace.desk.clock import now

        wall = now()
        lab = System(make_lab(province, wall, token=90 * DAY, post=90 * DAY))
        incident = encode(IdKind.INCIDENT, province.incident.pk)
        for turn in range(times):
            at = NOW + turn * every
            monkeypatch.setattr("outpace.desk.api.cases.now", lambda at=at: at)
            rows = [case_row(f"C{turn}-{row}") for row in range(2)]
            answer = lab.post("/cases", {"incident": incident, "rows": rows}, f"k{turn}")
            assert len(answer.json()["accepted"]) == 2, answer.content
        return at

    return send


def test_a_system_that_stops_posting_cases_is_missed_and_then_given_up(
    daily: Callable[[int, timedelta], datetime], around: Around
) -> None:
    from outpace.desk.life.alarms import watch
    from outpace.desk.life.limits import span

    last = daily(6, DAY)
    due = last + 2 * DAY
    watch(due, around())
    assert standing() == {}
    watch(due + HOUR, around())
    assert standing() == {"feed_of_calls_silent": ["lab"]}
    told = params("feed_of_calls_silent")
    assert told["since"] == f"{last:%Y-%m-%d %H:%M} UTC"
    assert (told["kind"], told["area"], told["hours"]) == ("cases", "9001", 24)
    assert "病例，区域 9001" in told["zh"]
    over = due + span("feed_over")
    watch(over, around())
    assert standing() == {"feed_of_calls_silent": ["lab"]}
    watch(over + HOUR, around())
    assert standing() == {"feed_over": ["lab"]}
    watch(over + span("feed_over_shown") + HOUR, around())
    assert standing() == {}, "said once, and closed"


def test_files_are_given_up_by_the_same_rule(twenty_feeds: Callable[[int], None], around: Around) -> None:
    from outpace.desk.life.alarms import watch
    from outpace.desk.life.limits import span

    twenty_feeds(-1)
    watch(NOW + span("feed_over"), around())
    assert len(standing()["feed_silent"]) == 20
    watch(NOW + span("feed_over") + DAY, around())
    assert {kind: len(names) for kind, names in standing().items()} == {"feed_over": 20}
    watch(NOW + span("feed_over") + span("feed_over_shown") + DAY, around())
    assert standing() == {}


def test_few_calls_and_calls_of_people_are_no_feed(daily: Callable[[int, timedelta], datetime], around: Around) -> None:
    from outpace.desk.accounts.models import Account
    from outpace.desk.life.feeds import feeds
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    last = daily(5, DAY)
    with scope(local_operator(), Purpose.TEST) as by:
        assert [(feed.kind, feed.sender, feed.is_file) for feed in feeds(last)] == [("cases", "lab", False)]
        assert feeds(last - DAY) == [], "four calls are no rhythm"
        Account.objects.filter(name="lab").update(system=False)
        tell_of_doctored_rows(by, "")
        assert feeds(last) == []


def test_rows_of_a_system_s_files_are_counted_as_files_only(
    daily: Callable[[int, timedelta], datetime], province: Province
) -> None:
    from outpace.desk.accounts.models import Account
    from outpace.desk.intake.models import Receipt
    from outpace.desk.ledger.models import Event
    from outpace.desk.life.feeds import feeds
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    last = daily(5, DAY)
    with scope(local_operator(), Purpose.TEST):
        assert len(feeds(last)) == 1
        told = list(Event.objects.filter(kind="case.registered").values_list("pk", flat=True))
        lab = Account.objects.get(name="lab")
        _receipt(province, NOW, account=lab, events=told)
        assert Receipt.objects.get().events == told
        assert feeds(last) == []


def _receipt(province: Province, at: datetime, **more: Any) -> Any:
    from outpace.desk.intake.models import Receipt

    row = {"kind": "linelist", "file_name": "day.csv", "sha256": "0" * 64, "size": 1, "state": "closed"}
    counts = {"rows_total": 3, "position": 3, "rejected": 3}
    place = {"incident": province.incident, "area": province.a, "area_path": province.a.path}
    return Receipt.objects.create(**row, **counts, **place, started_at=at, closed_at=at, **more)


def test_rejected_rows_that_wait_are_an_alarm_until_they_are_settled(province: Province, around: Around) -> None:
    from outpace.desk.intake.models import Reject
    from outpace.desk.life.alarms import watch
    from outpace.desk.life.classes import classes
    from outpace.desk.life.limits import span
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.TEST):
        receipt = _receipt(province, NOW)
        for row in range(3):
            Reject.objects.create(receipt=receipt, row=row, raw={"n": "x"}, problems=[], area_path=province.a.path)
    waited = span(KEY)
    watch(NOW + waited, around())
    assert KEY not in standing()
    watch(NOW + waited + HOUR, around())
    told = params(KEY)
    assert (told["count"], told["files"], told["area"]) == (3, 1, "9001")
    assert told["until"] == f"{NOW + timedelta(days=classes()['reject_open'].days):%Y-%m-%d}"
    assert "3" in told["zh"]
    assert waited * 10 < timedelta(days=classes()["reject_open"].days), "long before they are removed"
    with scope(local_operator(), Purpose.TEST):
        Reject.objects.filter(row=0).update(state="replayed")
    watch(NOW + waited + HOUR, around())
    assert params(KEY)["count"] == 2
    with scope(local_operator(), Purpose.TEST):
        Reject.objects.update(state="replayed")
    watch(NOW + waited + HOUR, around())
    assert KEY not in standing()
