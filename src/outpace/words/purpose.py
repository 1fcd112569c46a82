"""What somebody opens data for: a closed list. Each purpose has its words in zh and en and the roles that may have it.

The words and roles stand in `purposes.toml`. A purpose that is not here opens nothing; a role that a purpose does not name
can't have it, whatever its areas. Where a person is told why a record was opened, these are the words.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from outpace.words.decision import Text


class Purpose(StrEnum):
    """Why a scope is opened. `TEST` is for test suites and benchmarks; no code of the product may use it."""

    SIGN_IN = "sign-in"
    READINESS = "readiness"
    READ_SESSION = "read session"
    KEEP_ACCOUNTS = "accounts"
    CONFIRM_CHANGES = "confirm changes"
    OWN_ACCOUNT = "own account"
    LOOP = "loop"
    TICK = "tick"
    SEQUENCE = "sequence"
    READ_AREAS = "read areas"
    IMPORT_AREAS = "import areas"
    READ_INCIDENTS = "read incidents"
    KEEP_INCIDENTS = "incident"
    READ_EDITIONS = "read editions"
    READ_CASES = "read cases"
    OPEN_CASE = "open case"
    REGISTER_CASES = "register cases"
    CORRECT_CASE = "correct a case"
    REGISTER_LINKS = "register links"
    TRANSFER = "transfer a record"
    KEEP_GRANTS = "keep grants"
    READ_GRANTS = "read grants"
    READ_CONTACTS = "read contacts"
    TRACE_CONTACTS = "trace contacts"
    DECIDE_CONTACT = "decide on a contact"
    CALL = "call"
    READ_TASKS = "read tasks"
    DO_TASKS = "do tasks"
    ASSIGN_TASKS = "assign tasks"
    READ_IMPORTS = "read imports"
    PREVIEW = "look into a file"
    IMPORT = "import"
    READ_FIGURES = "read figures"
    READ_FEED = "read feed"
    OWN_RECORD = "read own record"
    FIND_PERSON = "find a person"
    OPEN_PERSON = "open a person"
    CHECK_PERSON = "check who it is"
    BREAK_GLASS = "break the glass"
    READ_ACCESS = "read the access log"
    REVIEW_OPENINGS = "review openings"
    ASK_ABOUT_RECORD = "ask about one's record"
    ANSWER_REQUEST = "answer a request"
    WATCH = "watch the installation"
    RETENTION = "retention"
    UPGRADE = "upgrade"
    MATCH = "match records"
    READ_INSTALLATION = "look at the installation"
    KEEP_INSTALLATION = "keep the installation"
    TAKE_OUT = "take everything out"
    READ_LEDGER = "read the ledger"
    KEEP_LEDGER = "keep the ledger"
    DEMO = "demo"
    TEST = "test"

    @property
    def text(self) -> Text:
        """The purpose in words, as the person concerned reads it."""
        return _entries()[self].text

    @property
    def roles(self) -> frozenset[str]:
        """The roles that may have it."""
        return _entries()[self].roles

    @property
    def grantable(self) -> bool:
        """Whether a grant may open a row of another area for it."""
        return _entries()[self].grantable

    @property
    def on_people(self) -> bool:
        """Whether it opens what is known about people; other purposes see no record of a person."""
        return _entries()[self].on_people


@dataclass(frozen=True, slots=True)
class _Entry:
    text: Text
    roles: frozenset[str]
    on_people: bool
    grantable: bool


@cache
def _entries() -> Mapping[Purpose, _Entry]:
    read = tomllib.loads((files("outpace.words") / "purposes.toml").read_text("utf-8"))
    return {
        Purpose(name): _Entry(
            text=Text(zh=entry["zh"], en=entry["en"]),
            roles=frozenset(entry["roles"]),
            on_people=entry.get("people", True),
            grantable=entry.get("grantable", False),
        )
        for name, entry in read.items()
    }
