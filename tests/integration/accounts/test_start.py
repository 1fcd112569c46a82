"""Nothing starts with a secret that is empty or known, and a fresh installation has nobody who could sign in."""

import secrets
from pathlib import Path

import pytest

GOOD = secrets.token_hex(32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An installation's folder with good keys."""
    from outpace.desk.home import Home

    made = Home(tmp_path / "home").make()
    for name in ("web.key", "scope.key", "second-factor.key"):
        (made.keys / name).write_text(secrets.token_hex(32))
    (made.keys / "outpace_app.password").write_text(secrets.token_urlsafe(24))
    return made.root


def _refusal(folder: Path, **env: str) -> str:
    from outpace.desk.accounts.secrets import check_secrets
    from outpace.desk.home import Home
    from outpace.words.problem import ProblemError

    try:
        check_secrets(Home(folder), env)
    except ProblemError as refused:
        return f"{refused.problem.code} {refused.problem.params['name']}"
    return "starts"


def test_good_secrets_start(folder: Path) -> None:
    assert _refusal(folder) == "starts"
    assert _refusal(folder, OUTPACE_SECRET_KEY=GOOD, OUTPACE_DB_PASSWORD_APP=GOOD) == "starts"


@pytest.mark.parametrize("file", ["web.key", "scope.key", "second-factor.key", "outpace_app.password"])
@pytest.mark.parametrize(
    ("content", "code"),
    [("", "SECRET_EMPTY"), (" \n", "SECRET_EMPTY"), ("0" * 64, "SECRET_KNOWN"), ("postgres", "SECRET_KNOWN")],
)
def test_a_key_file_that_is_empty_or_known_stops_the_start(folder: Path, file: str, content: str, code: str) -> None:
    (folder / "keys" / file).write_text(content)
    assert _refusal(folder) == f"{code} {file}"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "SECRET_EMPTY"),
        ("changeme", "SECRET_KNOWN"),
        ("not-set-up", "SECRET_KNOWN"),
        ("django-insecure-k3y8d02jfkd93kdkwlsk29dk39dkd93", "SECRET_KNOWN"),
        ("abababababababababababababababababab", "SECRET_KNOWN"),
    ],
)
def test_a_known_web_key_stops_the_start(folder: Path, value: str, code: str) -> None:
    assert _refusal(folder, OUTPACE_SECRET_KEY=value) == f"{code} OUTPACE_SECRET_KEY"


@pytest.mark.parametrize("value", ["", "postgres", "Admin@123456!", "P@ssw0rd12345"])
def test_a_known_database_password_stops_the_start(folder: Path, value: str) -> None:
    assert _refusal(folder, OUTPACE_DB_PASSWORD_APP=value).endswith("OUTPACE_DB_PASSWORD_APP")


def test_a_missing_key_stops_the_start(folder: Path) -> None:
    (folder / "keys" / "web.key").unlink()
    assert _refusal(folder) == "SECRET_EMPTY web.key"


def test_the_web_process_itself_refuses(folder: Path) -> None:
    import os
    import subprocess
    import sys

    (folder / "keys" / "web.key").write_text("changeme")
    env = {**os.environ, "OUTPACE_HOME": str(folder)}
    done = subprocess.run([sys.executable, "-c", "import outpace.desk.wsgi"], env=env, capture_output=True, text=True)
    assert done.returncode != 0
    assert "SECRET_KNOWN" in done.stderr


def test_a_fresh_installation_has_nobody_who_could_sign_in(database: object) -> None:
    from django.contrib.auth.hashers import is_password_usable

    from outpace.desk.accounts.models import Account, Post, Token
    from outpace.desk.accounts.sessions import DOOR, PURPOSE
    from outpace.desk.scope.session import scope

    with scope(DOOR, PURPOSE):
        accounts = list(Account.objects.all())
        assert not [account.name for account in accounts if account.active or is_password_usable(account.password)]
        assert (Post.objects.count(), Token.objects.count()) == (0, 0)
