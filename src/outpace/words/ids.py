"""Public ids: what a 63-bit key looks like in JSON, a URL or a CSV.

A key never leaves the desk as a number: it leaves as a type prefix and 13 base32 characters (`cas_0000000000001`), so that an id
of one kind can't be taken for another's and no spreadsheet rounds it.
"""

import secrets
from enum import StrEnum

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}


class IdKind(StrEnum):
    """The prefix of each kind of record."""

    AREA = "are"
    ACCOUNT = "acc"
    POST = "pst"
    TOKEN = "tok"
    SESSION = "ses"
    PERSON = "per"
    CASE = "cas"
    CONTACT = "con"
    EXPOSURE = "exp"
    LINK = "lin"
    TASK = "tas"
    EVENT = "evt"
    RECEIPT = "rec"
    REJECT = "rej"
    INCIDENT = "inc"
    PLAN = "pln"
    ALARM = "alm"
    MATCH = "mat"
    ACCESS = "opn"
    STOP = "stp"
    GLASS = "gls"
    REQUEST = "req"
    GRANT = "gra"
    CHANGE = "chg"


def encode(kind: IdKind, key: int) -> str:
    """Write a key as prefix and 13 characters. Raises ValueError outside 0 … 2⁶³-1."""
    if not 0 <= key < 2**63:
        raise ValueError(f"a key has 63 bits, this has {key.bit_length()}")
    digits = [ALPHABET[(key >> shift) & 31] for shift in range((LENGTH - 1) * 5, -1, -5)]
    return f"{kind}_{''.join(digits)}"


def decode(kind: IdKind, text: str) -> int | None:
    """Read an id of one kind; None for anything else, so that absent and malformed get the same answer."""
    prefix, _, digits = text.partition("_")
    if prefix != kind or len(digits) != LENGTH or any(letter not in _VALUE for letter in digits):
        return None
    key = 0
    for letter in digits:
        key = key << 5 | _VALUE[letter]
    return key if key < 2**63 else None


def random_key() -> int:
    """Draw a 63-bit key that tells nothing about its neighbours."""
    return secrets.randbits(63)
