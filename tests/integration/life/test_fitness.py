"""A start on data that isn't for this installation or version is refused in one sentence."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from outpace.words.problem import ProblemError
from tests.integration.conftest import Installation


@pytest.fixture
def owner(own_database: str) -> Callable[[str], None]:
    """Change the open database as its owner."""
    from django.db import connections

    def run(statement: str) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement)

    return run


def _refusal(installation: Installation, space: str = "live", *, upgrading: bool = False) -> str:
    from outpace.desk.life.fitness import refuse_unfit

    try:
        refuse_unfit(installation.home, space, upgrading=upgrading)
    except ProblemError as problem:
        return problem.problem.code
    return ""


def test_data_of_this_version_is_fine(installation: Installation, own_database: str) -> None:
    assert _refusal(installation) == ""


def test_newer_data(installation: Installation, owner: Callable[[str], None]) -> None:
    owner("insert into django_migrations (app, name, applied) values ('cases', '9999_later', 'epoch')")
    assert _refusal(installation) == "DATA_NEWER"
    assert _refusal(installation, upgrading=True) == "DATA_NEWER"


def test_older_data(installation: Installation, owner: Callable[[str], None]) -> None:
    owner("delete from django_migrations where app = 'life' and name = '0003_steps'")
    assert _refusal(installation) == "DATA_OLDER"
    assert _refusal(installation, upgrading=True) == ""


def test_a_first_start_that_was_killed_goes_on(installation: Installation, owner: Callable[[str], None]) -> None:
    owner("delete from django_migrations where app = 'life' and name = '0003_steps'")
    owner("delete from accounts_account where id = 0")
    assert _refusal(installation) == ""


def test_other_keys(installation: Installation, owner: Callable[[str], None]) -> None:
    owner("update scope.key set ipad = opad, opad = ipad")
    assert _refusal(installation) == "DATA_FOREIGN"


def test_the_other_space(installation: Installation, own_database: str) -> None:
    assert _refusal(installation, "drill") == "DATA_OTHER_SPACE"


def test_a_first_start_makes_random_secrets(tmp_path: Path) -> None:
    from outpace.desk.home import Home
    from outpace.desk.install import make_keys

    homes = [Home(tmp_path / name) for name in ("a", "b")]
    for home in homes:
        make_keys(home)
    made = [{file.name: file.read_bytes() for file in home.keys.iterdir()} for home in homes]
    assert made[0].keys() == made[1].keys()
    assert not any(made[0][name] == made[1][name] for name in made[0])
    assert all(os.stat(file).st_mode & 0o077 == 0 for home in homes for file in home.keys.iterdir())
