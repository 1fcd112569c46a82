"""Secrets in files."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from outpace.desk.postgres import load_or_make_secret, role_passwords
from outpace.words.problem import ProblemError


def test_a_secret_is_made_once_and_private(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "app.password"
    secret = load_or_make_secret(file)
    assert len(secret) >= 43
    assert load_or_make_secret(file) == secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in file.parent.iterdir()] == ["app.password"]


def test_makers_at_once_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(load_or_make_secret, [tmp_path / "one"] * 32))
    assert len(made) == 1


def test_roles_have_different_passwords_that_do_not_print(tmp_path: Path) -> None:
    made = role_passwords(tmp_path)
    assert made.owner != made.app
    assert made.app not in repr(made)
    assert role_passwords(tmp_path) == made


@pytest.mark.parametrize(("text", "mode", "code"), [("", 0o600, "PG_KEY_MISSING"), ("x", 0o644, "PG_KEY_EXPOSED")])
def test_an_empty_or_open_key_is_refused(tmp_path: Path, text: str, mode: int, code: str) -> None:
    file = tmp_path / "key"
    file.write_text(text)
    file.chmod(mode)
    with pytest.raises(ProblemError, match=code):
        load_or_make_secret(file)
    assert file.read_text() == text
