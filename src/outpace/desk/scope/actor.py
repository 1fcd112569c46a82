"""Who acts: an account with its areas, or a service on behalf of an event."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a post may do. Areas say where.

    An administrator manages accounts and posts and sees no health data and no names; an ombudsman reads the access log,
    break-glass reviews and appeals; a steward settles duplicates and merges.
    """

    COMMANDER = "commander"
    TRACER = "tracer"
    RESIDENT = "resident"
    OPERATOR = "operator"
    SERVICE = "service"
    ADMINISTRATOR = "administrator"
    OMBUDSMAN = "ombudsman"
    STEWARD = "steward"


MAX_RANGES = 8


@dataclass(frozen=True, slots=True)
class Actor:
    """An account, its role and the paths it answers for (at most eight).

    `subject` is the person a resident's account belongs to; everybody else has none.
    """

    account: int
    role: Role
    paths: tuple[str, ...]
    subject: int | None = None

    def __post_init__(self) -> None:
        if len(self.paths) > MAX_RANGES:
            raise ValueError(f"an actor has at most {MAX_RANGES} area ranges, not {len(self.paths)}")


SERVICE_ACCOUNT = 0
LOCAL_ACCOUNT = 1
EVERYWHERE = ""


def service(*paths: str) -> Actor:
    """A service with the areas of the event it serves and no others."""
    return Actor(SERVICE_ACCOUNT, Role.SERVICE, paths)


def local_operator() -> Actor:
    """Whoever runs commands on the installation's own machine: the keys of its folder are the authority."""
    return Actor(LOCAL_ACCOUNT, Role.OPERATOR, (EVERYWHERE,))
