"""What a password must be: Django's validators, and none that any product ships with. Made passwords are drawn at random."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from outpace.desk.accounts.known import is_known
from outpace.desk.accounts.models import Account
from outpace.words.problem import ProblemError

MADE_BYTES = 12
SHORTEST = 12
LONGEST = 200
_CODES = {
    "password_too_short": "PASSWORD_TOO_SHORT",
    "password_too_similar": "PASSWORD_LIKE_NAME",
    "password_too_common": "PASSWORD_KNOWN",
    "password_entirely_numeric": "PASSWORD_DIGITS",
    "password_default": "PASSWORD_KNOWN",
}


def made_password() -> str:
    """Draw a password of 16 characters."""
    return secrets.token_urlsafe(MADE_BYTES)


def check_password_fit(password: str, account: Account) -> None:
    """Refuse a password that is short, known, all digits or like the account's own names.

    Raises PASSWORD_TOO_SHORT, PASSWORD_KNOWN, PASSWORD_DIGITS or PASSWORD_LIKE_NAME.
    """
    try:
        validate_password(password, account)
    except ValidationError as refused:
        code = _CODES[str(refused.error_list[0].code)]
        params = {"limit": SHORTEST} if code == "PASSWORD_TOO_SHORT" else {}
        raise ProblemError(code, **params) from None


class KnownDefaults:
    """Refuses a known default whatever its capitals and punctuation."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a known default."""
        if is_known(password):
            raise ValidationError("known default", code="password_default")

    def get_help_text(self) -> str:
        """Django's name for the rule in words."""
        return "Not a password that a product is shipped with."
