"""Whether keys open what a restored database holds sealed: its mark is theirs, one person's mask is opened and thrown away.

Reads as the superuser and without the installation's own keys, so that any keys can be tried on any database.
"""

from enum import StrEnum

import psycopg
from cryptography.exceptions import InvalidTag

from outpace.desk.home import Home
from outpace.desk.people.keys import key_file, load_vault_keys
from outpace.desk.people.sealing import open_mask
from outpace.words.problem import ProblemError

_THERE = "select to_regclass('vault.data_key') is not null and to_regclass('vault.key_mark') is not null"
_MARK = "select mark from vault.key_mark"
_ONE = """
select i.person_id, i.mask, d.wrapped from vault.identity i join vault.data_key d on d.person_id = i.person_id
order by i.person_id desc limit 1
"""


class KeysTried(StrEnum):
    """What a trial of a backup found out about keys."""

    OPENED = "opened"
    NOTHING_SEALED = "nothing_sealed"
    NOT_TRIED = "not_tried"


def try_keys(connection: psycopg.Connection[tuple[object, ...]], keys: Home) -> KeysTried:
    """Open one sealed value with the vault's keys of a home. Raises VAULT_KEY_OTHER, VAULT_KEY_MISSING, VAULT_KEY_EXPOSED."""
    if not (connection.execute(_THERE).fetchone() or (False,))[0]:
        return KeysTried.NOTHING_SEALED
    held, mark, row = load_vault_keys(keys), connection.execute(_MARK).fetchone(), connection.execute(_ONE).fetchone()
    if mark is not None and bytes(mark[0]) != held.mark:  # type: ignore[call-overload]
        raise ProblemError("VAULT_KEY_OTHER", file=str(key_file(keys)))
    if row is None:
        return KeysTried.NOTHING_SEALED
    try:
        person, mask, wrapped = row
        open_mask(int(str(person)), mask, wrapped, held)  # type: ignore[arg-type]
    except InvalidTag:
        raise ProblemError("VAULT_KEY_OTHER", file=str(key_file(keys))) from None
    return KeysTried.OPENED
