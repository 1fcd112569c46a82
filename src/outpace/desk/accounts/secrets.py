"""Nothing starts with a secret that is empty or known: keys of the key folder, the web key, passwords given by environment.

Called before anything listens (`outpace serve`, `outpace demo`) and again by the web process itself.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from outpace.desk.accounts.known import is_known
from outpace.desk.home import Home
from outpace.words.problem import ProblemError

WEB, WEB_FILE = "OUTPACE_SECRET_KEY", "web.key"
LONG, SHORT = 32, 12
FEWEST_LETTERS = 8
RANDOM_FILES = (WEB_FILE, "scope.key", "second-factor.key")
PASSWORDS = ("OUTPACE_DB_PASSWORD_APP", "OUTPACE_DB_PASSWORD_OWNER")


def check_secrets(home: Home, env: Mapping[str, str]) -> None:
    """Refuse to go on with a secret that is missing, empty, short or known. Raises SECRET_EMPTY, SECRET_KNOWN."""
    for name, secret, shortest in _secrets(home, env):
        if not secret.strip():
            raise ProblemError("SECRET_EMPTY", name=name)
        if len(secret.strip()) < shortest or is_weak(secret):
            raise ProblemError("SECRET_KNOWN", name=name, limit=shortest)


def is_weak(secret: str) -> bool:
    """Whether anybody could guess a secret: a known default, or made of a handful of letters."""
    text = secret.strip()
    return is_known(text) or text.startswith("django-insecure-") or len(set(text)) < FEWEST_LETTERS


def _secrets(home: Home, env: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Name, value and least length of each secret this installation would use."""
    for file in RANDOM_FILES:
        if file == WEB_FILE and WEB in env:
            yield WEB, env[WEB], LONG
        else:
            yield file, _content(home.keys / file), LONG
    for found in sorted(home.keys.glob("*.password")):
        yield found.name, _content(found), SHORT
    yield from ((name, env[name], SHORT) for name in PASSWORDS if name in env)


def _content(file: Path) -> str:
    return file.read_text("utf-8") if file.is_file() else ""
