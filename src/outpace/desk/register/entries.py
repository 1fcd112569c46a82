"""The register as `people.toml` and `machine.toml` write it, read once. A table or column that isn't there is a failed test.

It says what may be held; the policies in the database decide who sees a row. Both are compared by a test.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from outpace.desk.scope.actor import Role
from outpace.words.purpose import Purpose

FILES = ("people.toml", "machine.toml")


class Kept(StrEnum):
    """How long rows stay where no class of the retention job names them. For rows about people `KEPT_BECAUSE` says why."""

    LEDGER = "ledger"
    INSTALLATION = "installation"
    QUEUE = "queue"


KEPT_BECAUSE: Mapping[str, str] = {
    "life_hold": "a random key at most; a hold itself has an end, and afterwards it is the proof why rows stayed",
    "openings_stop": "the area of an account that was stopped, and of nobody the outbreak touches",
    "vault.waiting": "random keys of newcomers, until they have been compared",
}
"""Tables about people that the retention job leaves alone, and why that keeps nobody's data too long."""


class DataClass(StrEnum):
    """What a column holds, from what anybody may know to what nobody is shown."""

    PUBLIC = "public"
    OPERATIONAL = "operational"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"
    SECRET = "secret"


ABOUT_PEOPLE = frozenset({DataClass.PERSONAL, DataClass.SENSITIVE})


@dataclass(frozen=True, slots=True)
class Entry:
    """A table: what for, for whom, how long, and the class of each column. `unfenced` is why it has no row-level policy."""

    table: str
    purposes: frozenset[Purpose]
    readers: frozenset[Role]
    retention: str
    columns: Mapping[str, DataClass]
    unfenced: str | None

    @property
    def is_about_people(self) -> bool:
        """Whether any column is about a person the outbreak touches."""
        return bool(ABOUT_PEOPLE & set(self.columns.values()))


@cache
def register() -> Mapping[str, Entry]:
    """All tables by name; those outside the public schema with their schema. Raises ValueError where one stands twice."""
    found: dict[str, Entry] = {}
    for name in FILES:
        for table, entry in tomllib.loads((files("outpace.desk.register") / name).read_text("utf-8")).items():
            if table in found:
                raise ValueError(f"{table} stands twice in the register")
            found[table] = _read(table, entry)
    return found


def _read(table: str, entry: Mapping[str, list[str] | str]) -> Entry:
    columns: dict[str, DataClass] = {}
    for kind in DataClass:
        for column in entry.get(kind, ()):
            if column in columns:
                raise ValueError(f"{table}.{column} has two classes")
            columns[column] = kind
    unfenced = entry.get("unfenced")
    return Entry(
        table=table,
        purposes=frozenset(map(Purpose, entry["purposes"])),
        readers=frozenset(map(Role, entry["readers"])),
        retention=str(entry["retention"]),
        columns=columns,
        unfenced=None if unfenced is None else str(unfenced),
    )
