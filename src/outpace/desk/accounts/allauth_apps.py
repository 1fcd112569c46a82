"""django-allauth as a library: its second-factor table and its OAuth client, none of its pages, mails or middleware.

Its own tables of e-mail addresses and social accounts are not made (`settings.MIGRATION_MODULES`): an account is known by
what an administrator entered, see `models.ProviderName`.
"""

from allauth.account.apps import AccountConfig
from allauth.mfa.apps import MFAConfig
from allauth.socialaccount.apps import SocialAccountConfig


class Accounts(AccountConfig):
    """What the other two import; without its middleware."""

    def ready(self) -> None:
        """Nothing: no page and no mail of it is used."""


class SecondFactor(MFAConfig):
    """Table `mfa_authenticator`: secrets, encrypted."""

    def ready(self) -> None:
        """Nothing: there are no e-mail addresses to watch."""


class OpenId(SocialAccountConfig):
    """The OAuth client and the reader of identity tokens."""

    def ready(self) -> None:
        """Nothing: there are no social accounts to check."""
