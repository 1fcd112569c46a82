"""The closed lists of this room: because of what, for what, in which emergency, and what stops an account."""

from enum import StrEnum


class Because(StrEnum):
    """What links an account to a person now: work in the account's area, a broken glass, a complaint of the person."""

    TASK = "task"
    CASE = "case"
    CONTACT = "contact"
    GLASS = "glass"
    REQUEST = "request"


class OpenFor(StrEnum):
    """What an identity is opened for. The vault knows the same list and opens for nothing else."""

    CALL = "call"
    TRACE = "trace contacts"
    CHECK = "check who it is"
    GLASS = "break the glass"
    ANSWER = "answer a request"


class Shown(StrEnum):
    """What an access showed: the record under a masked name, a hit of an exact search, the name in a list of assigned work,
    the whole identity.
    """

    RECORD = "record"
    SEARCH = "search"
    ASSIGNED = "assigned"
    IDENTITY = "identity"


class GlassReason(StrEnum):
    """Why somebody who is not linked to a person must see the name now."""

    URGENT_CARE = "urgent_care"
    DANGER = "danger"
    HANDOVER = "handover"
    MIX_UP = "mix_up"


class Right(StrEnum):
    """What a stop takes away until it is released."""

    OPENING = "opening"
    GLASS = "glass"


class Cause(StrEnum):
    """What stopped an account."""

    OPENS_HOUR = "opens_hour"
    OPENS_DAY = "opens_day"
    REFUSALS_HOUR = "refusals_hour"
    SEARCHES_HOUR = "searches_hour"
    UNREVIEWED = "unreviewed"
    OBJECTED = "objected"


class Verdict(StrEnum):
    """What a reviewer says of a broken glass."""

    APPROVED = "approved"
    OBJECTED = "objected"


class Ask(StrEnum):
    """What a person asks about her own record."""

    COMPLAINT = "complaint"
    CORRECTION = "correction"


class Key(StrEnum):
    """What an exact search goes by."""

    NUMBER = "number"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    NAME_BIRTH = "name_birth"
