"""The second factor: codes of an authenticator app, and recovery codes for the day the phone is gone.

The codes themselves are django-allauth's; here is what it leaves to us: secrets sealed with a key of the key folder, and a
code that is good once, across all processes. Every function needs an open scope.
"""

import base64
from functools import cache
from typing import cast

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from cryptography.fernet import Fernet
from django.conf import settings

from outpace.desk.accounts.models import Account
from outpace.desk.scope.actor import Role
from outpace.words.problem import ProblemError

KEY = "second-factor.key"
COUNTER = "counter"
STAFF_OPTIONAL = frozenset({Role.RESIDENT, Role.SERVICE})


@cache
def _fernet() -> Fernet:
    key = bytes.fromhex((settings.HOME.keys / KEY).read_text("ascii").strip())
    return Fernet(base64.urlsafe_b64encode(key))


class Sealed(DefaultMFAAdapter):
    """What allauth asks about its secrets: sealed before they are stored, opened when a code is compared."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return _fernet().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return _fernet().decrypt(encrypted_text.encode("ascii")).decode()


def is_required(role: Role) -> bool:
    """Whether this installation wants a second factor for a post of this role."""
    return bool(settings.SECOND_FACTOR == "required") and role not in STAFF_OPTIONAL


def has_second_factor(account: int) -> bool:
    """Whether an account has an authenticator app."""
    return bool(Authenticator.objects.filter(user_id=account, type=Authenticator.Type.TOTP).exists())


def new_secret() -> str:
    """Draw a secret for an authenticator app, sealed for the way through the session."""
    return str(encrypt(totp.generate_totp_secret()))


def open_secret(sealed: str) -> str:
    """The secret as an authenticator app takes it."""
    return str(decrypt(sealed))


def address_of(account: Account, secret: str) -> str:
    """The `otpauth://` address that an authenticator app reads from a picture."""
    return str(Sealed().build_totp_url(account, secret))


def picture_of(address: str) -> str:
    """The address as the picture that a phone's camera reads, an SVG."""
    return str(Sealed().build_totp_svg(address))


def set_up(account: Account, sealed: str, code: str) -> list[str]:
    """Give an account its authenticator app, proven by a code, and give its recovery codes, which are shown once.

    Raises CODE_WRONG; nothing is stored then.
    """
    secret = open_secret(sealed)
    counter = _counter_of(secret, code)
    if counter is None:
        raise ProblemError("CODE_WRONG")
    remove(account.pk)
    instance = totp.TOTP.activate(account, secret).instance
    instance.data[COUNTER] = counter
    instance.save()
    return list(RecoveryCodes.activate(account).generate_codes())


def renew_recovery_codes(account: Account) -> list[str]:
    """Draw new recovery codes; the old ones are void. Raises SECOND_FACTOR_ABSENT."""
    if not has_second_factor(account.pk):
        raise ProblemError("SECOND_FACTOR_ABSENT")
    Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    return list(RecoveryCodes.activate(account).generate_codes())


def recovery_codes_left(account: int) -> int:
    """How many recovery codes of an account are unused."""
    row = Authenticator.objects.filter(user_id=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row is not None else 0


def remove(account: int) -> bool:
    """Take an account's second factor away; whether there was one."""
    return bool(Authenticator.objects.filter(user_id=account).delete()[0])


def is_right(account: int, code: str) -> bool:
    """Whether a code is good for an account now: a fresh one of the app or an unused recovery code. It is used up."""
    rows = {row.type: row for row in Authenticator.objects.select_for_update().filter(user_id=account).order_by("pk")}
    app, recovery = rows.get(Authenticator.Type.TOTP), rows.get(Authenticator.Type.RECOVERY_CODES)
    if app is None:
        return False
    return _is_fresh(app, code) or (recovery is not None and bool(RecoveryCodes(recovery).validate_code(code)))


def _is_fresh(app: Authenticator, code: str) -> bool:
    """Whether the app made this code after the last one that was used."""
    counter = _counter_of(open_secret(app.data["secret"]), code)
    if counter is None or counter <= cast(int, app.data.get(COUNTER, 0)):
        return False
    app.data[COUNTER] = counter
    app.record_usage()
    app.save(update_fields=["data"])
    return True


def _counter_of(secret: str, code: str) -> int | None:
    """The time step of a code, None for one that is wrong or out of its time."""
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=expected):
            return int(counter)
    return None
