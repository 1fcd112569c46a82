"""An account that is over loses its name and all that signed somebody in; one that somebody works with keeps both."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import NOW, Province, tell_of_doctored_rows
from tests.integration.life.conftest import LIMIT

DAY = timedelta(days=1)


@pytest.fixture
def accounts(committed_province: Province) -> Callable[[], dict[str, Any]]:
    """Accounts with all that signs somebody in: closed, without a post any more, at work, signed in lately."""
    from allauth.mfa.models import Authenticator

    from outpace.desk.accounts.models import Account, Post, ProviderName, Token
    from outpace.desk.scope.actor import EVERYWHERE, local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    ends = {"closed": NOW, "over": NOW, "at work": NOW + 900 * DAY, "seen": NOW}
    with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
        for key, (name, end) in enumerate(ends.items(), 5000):
            account = Account.objects.create(
                id=key, name=f"canary {name}", password="!", display_zh="canary 林", display_en="canary Lin",
                closed=NOW if name == "closed" else None, last_login=NOW + 5 * DAY if name == "seen" else NOW,
            )  # fmt: skip
            post = Post.objects.create(account=account, role="tracer", area_path="90/", starts=NOW - DAY, ends=end)
            ProviderName.objects.create(account=account, provider="p", subject=f"canary {key}")
            Token.objects.create(
                account=account, post=post, label="canary", secret_hash=str(key), made=NOW, ends=NOW + DAY
            )
            Authenticator.objects.create(user_id=key, type="totp", data={"secret": "canary"})
        tell_of_doctored_rows(by, EVERYWHERE)

    def held() -> dict[str, Any]:
        with scope(local_operator(), Purpose.KEEP_ACCOUNTS):
            return {
                name: (Account.objects.get(pk=key).display_en, *(
                    model.objects.filter(**{f"{owner}_id": key}).count()
                    for model, owner in ((ProviderName, "account"), (Token, "account"), (Authenticator, "user"))
                ))
                for key, name in enumerate(ends, 5000)
            }  # fmt: skip

    return held


def test_an_account_that_is_over_has_no_name(
    committed_province: Province, accounts: Callable[[], dict[str, Any]], short: None, tmp_path: Path
) -> None:
    from outpace.desk.accounts.models import Account, Post
    from outpace.desk.home import Home
    from outpace.desk.life.retention import past_limit, sweep
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    home, named, gone = Home(tmp_path / "home").make(), ("canary Lin", 1, 1, 1), ("Closed account", 0, 0, 0)
    sweep(NOW + LIMIT * DAY, home)
    assert set(accounts().values()) == {named}
    sweep(NOW + (LIMIT + 1) * DAY, home)
    assert accounts() == {"closed": gone, "over": gone, "at work": named, "seen": named}
    assert past_limit(NOW + (LIMIT + 1) * DAY)["account"] == 0
    with scope(local_operator(), Purpose.KEEP_ACCOUNTS):
        over = Account.objects.get(pk=5001)
        assert (over.name, over.active, over.password, over.closed) == ("~5001", False, "", NOW + (LIMIT + 1) * DAY)
        assert Post.objects.filter(account=over).exists()
        assert Account.objects.get(pk=1).name == "local"
