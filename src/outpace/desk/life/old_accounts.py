"""Accounts that are over: closed, or without a post. Their names and what signed them in go; key, posts and the ledger stay.

Who acted is still one account, without a name. The accounts of the machine itself are nobody's.
"""

from collections.abc import Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.fields import TextField
from django.db.models.functions import Cast, Concat

from outpace.desk.accounts.models import Account, Change, Post, ProviderName, Session, Token
from outpace.desk.scope.actor import LOCAL_ACCOUNT, SERVICE_ACCOUNT
from outpace.words.decision import Text

NAMELESS = "~"
"""How the name of an account begins that has none any more; its key follows."""
SHOWN = Text(zh="已注销的账号", en="Closed account")


def past(before: datetime) -> QuerySet[Account]:
    """Accounts that were closed before an instant, or whose last post and last sign-in were, and that still have a name."""
    held, lasting = (
        Post.objects.filter(account=OuterRef("pk")),
        Post.objects.filter(account=OuterRef("pk"), ends__gte=before),
    )
    idle = Q(closed=None) & Exists(held) & ~Exists(lasting) & (Q(last_login=None) | Q(last_login__lt=before))
    named = Account.objects.exclude(pk__in=(SERVICE_ACCOUNT, LOCAL_ACCOUNT)).exclude(name__startswith=NAMELESS)
    return named.filter(Q(closed__lt=before) | idle)


def end_accounts(accounts: Sequence[int], as_of: datetime) -> int:
    """Take names and credentials from accounts; one that was open is closed. Gives how many."""
    signing_in = ((Session, "account"), (Token, "account"), (ProviderName, "account"), (Authenticator, "user"))
    for model, owner in (*signing_in, (Change, "account")):
        model.objects.filter(**{f"{owner}__in": accounts}).delete()
    Account.objects.filter(pk__in=accounts, closed=None).update(closed=as_of)
    return Account.objects.filter(pk__in=accounts).update(
        name=Concat(Value(NAMELESS), Cast("pk", TextField())),
        display_zh=SHOWN.zh,
        display_en=SHOWN.en,
        active=False,
        password="",
        password_until=None,
        last_login=None,
        subject_id=None,
        version=F("version") + 1,
    )
