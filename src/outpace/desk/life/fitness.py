"""Whether the data at hand is for this installation and this version. Asked before every start.

Each refusal is one sentence: newer, older or somebody else's data, the other space.
"""

from django.db import connections

from outpace.desk.home import Home
from outpace.desk.life.steps import applied, missing, unknown
from outpace.desk.scope.actor import SERVICE_ACCOUNT
from outpace.desk.scope.token import pads
from outpace.words.problem import ProblemError

_THERE = "select to_regclass(%s) is not null"


def refuse_unfit(home: Home, space: str, *, upgrading: bool = False) -> None:
    """Refuse data this version can't serve, by the owner's connection. Nothing is changed; an empty database is fine.

    Raises DATA_NEWER, DATA_OLDER (unless `upgrading`), DATA_FOREIGN, DATA_OTHER_SPACE.
    """
    if not _has("django_migrations"):
        return
    done = applied("owner")
    if strange := unknown(done):
        raise ProblemError("DATA_NEWER", home=str(home.root), migration=".".join(strange[-1]))
    if _has("scope.key"):
        _refuse_foreign(home)
    if _has("life_installation"):
        _refuse_other_space(home, space)
    if not upgrading and _is_finished() and (wanting := missing(done)):
        raise ProblemError("DATA_OLDER", home=str(home.root), count=len(wanting))


def _has(table: str) -> bool:
    return bool(_one(_THERE, table))


def _is_finished() -> bool:
    """Whether a first start came to its end: one that was killed goes on, it is no older version."""
    return _has("accounts_account") and bool(
        _one("select count(*) from accounts_account where id = %s", SERVICE_ACCOUNT)
    )


def _refuse_foreign(home: Home) -> None:
    ipad, opad = pads(bytes.fromhex((home.keys / "scope.key").read_text("ascii").strip()))
    if _one("select count(*) from scope.key where ipad <> %s or opad <> %s", ipad, opad):
        name = str(connections["owner"].settings_dict["NAME"])
        raise ProblemError("DATA_FOREIGN", home=str(home.root), database=name)


def _refuse_other_space(home: Home, ours: str) -> None:
    theirs = _one("select space from life_installation")
    if theirs is not None and theirs != ours:
        raise ProblemError("DATA_OTHER_SPACE", home=str(home.root), theirs=str(theirs), ours=ours)


def _one(query: str, *values: str | int | bytes) -> object:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, list(values))
        row = cursor.fetchone()
        return row[0] if row else None
