"""Passwords and secrets that everybody knows, read from `known_passwords.txt`. Stdlib only: asked before Django is there."""

from functools import cache
from importlib.resources import files


@cache
def known() -> frozenset[str]:
    """What products of this kind were shipped or shown with, folded."""
    text = (files("outpace.desk.accounts") / "known_passwords.txt").read_text("utf-8")
    return frozenset(folded(line) for line in text.splitlines() if line and not line.startswith("#"))


def folded(password: str) -> str:
    """A password without capitals and punctuation."""
    return "".join(letter for letter in password.casefold() if letter.isalnum())


def is_known(password: str) -> bool:
    """Whether a password is a known default whatever its capitals and punctuation."""
    return folded(password) in known()
