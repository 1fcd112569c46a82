"""Confirm it's you: an act that weighs more asks again, unless its sender has shown who she is within ten minutes.

Break-glass and changes of accounts use it. A system's token is nobody and never confirms.
"""

from datetime import timedelta

from django.contrib.auth.hashers import check_password
from django.http import HttpRequest

from outpace.desk.accounts.models import Account
from outpace.desk.accounts.second_factor import has_second_factor, is_right
from outpace.desk.accounts.steps import CONFIRMED
from outpace.desk.accounts.tokens import shown_token
from outpace.desk.clock import wall_now
from outpace.words.problem import ProblemError

GOOD_FOR = timedelta(minutes=10)


def confirmed_recently(request: HttpRequest) -> bool:
    """Whether the person behind a request has shown who she is within the last ten minutes."""
    if shown_token(request) is not None:
        return False
    at = request.session.get(CONFIRMED)
    return isinstance(at, float) and 0 <= wall_now().timestamp() - at < GOOD_FOR.total_seconds()


def need_confirmation(request: HttpRequest) -> None:
    """Refuse an act until its sender has confirmed. Raises STEP_UP_NEEDED, or TOKEN_NOT_HERE. Needs an open scope."""
    if shown_token(request) is not None:
        raise ProblemError("TOKEN_NOT_HERE")
    if confirmed_recently(request):
        return
    account = request.user
    assert isinstance(account, Account)
    by_code = has_second_factor(account.pk)
    words = ("验证码", "a code of your authenticator app") if by_code else ("密码", "your password")
    raise ProblemError("STEP_UP_NEEDED", what_zh=words[0], what_en=words[1], by="code" if by_code else "password")


def is_proven(account: Account, shown: str) -> bool:
    """Whether what was entered proves the person: a code where there is a second factor, else the password.

    Needs an open scope.
    """
    if has_second_factor(account.pk):
        return is_right(account.pk, shown)
    return check_password(shown, account.password)


def confirm(request: HttpRequest) -> None:
    """Remember that the person has just shown who she is."""
    request.session[CONFIRMED] = wall_now().timestamp()
