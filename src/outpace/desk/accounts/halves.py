"""A way in made of two halves: one drawn by who asked for it, one by who confirmed. Whoever holds one holds nothing.

Two colleagues read their halves to the owner, over two telephones if need be; she enters both, once, within the hour. A system's
token is made of two longer halves, put together where the system stands. Hashes are kept, never a half itself.
"""

import hashlib
import secrets

from django.contrib.auth.hashers import check_password, make_password

from outpace.words.ids import ALPHABET

LETTERS = 8
"""40 bits a half: ten tries in a quarter of an hour, for an hour, meet one in 10¹⁰."""
TOKEN_BYTES = 24
PREFIX = "opt_"


def draw() -> str:
    """Draw half a code for a person: eight letters and digits that can't be mistaken for each other over a telephone."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return f"{letters[:4]}-{letters[4:]}"


def sealed(half: str) -> str:
    """What stands in the table for a person's half: a slow hash, for it is short."""
    return make_password(_plain(half))


def fits(half: str, kept: str) -> bool:
    """Whether what was entered is the half behind a hash; capitals, spaces and dashes don't count."""
    return bool(kept) and check_password(_plain(half), kept)


def waste_time(half: str) -> None:
    """Spend on nothing what a comparison costs, so that a name nobody has is not told from one somebody has."""
    make_password(_plain(half))


def draw_for_token() -> str:
    """Draw half a token."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def sealed_for_token(half: str) -> str:
    """What stands in the table for half a token: it is long and random, so a plain hash tells nothing of it."""
    return hashlib.sha256(b"half " + half.strip().encode()).hexdigest()


def token_hash(first: str, second: str) -> str:
    """What stands for the whole token, from the hashes of its halves. PostgreSQL checks the same."""
    return hashlib.sha256((first + second).encode()).hexdigest()


def hash_of_shown(secret: str) -> str | None:
    """The hash of a token of two halves as a system shows it, `opt_first.second`; None for one that is not made so."""
    first, dot, second = secret.removeprefix(PREFIX).partition(".")
    return token_hash(sealed_for_token(first), sealed_for_token(second)) if dot else None


def _plain(half: str) -> str:
    return half.strip().replace("-", "").replace(" ", "").casefold()
