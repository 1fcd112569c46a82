"""What is said of a unit that may become a zone: its kind, what ties cases to it, how likely infection passes on there.

Names no zone: those are the edition's own.
"""

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is, from the smallest up."""

    STAIRWELL = "stairwell"
    BUILDING = "building"
    ESTATE = "estate"
    VILLAGE = "village"
    WORKPLACE = "workplace"
    STREET = "street"
    COUNTY = "county"


class Link(StrEnum):
    """What ties a case to a unit."""

    RESIDENCE = "residence"
    SURROUNDINGS = "surroundings"
    WORK = "work"
    ACTIVITY = "activity"


class Likelihood(StrEnum):
    """How likely infection passed on in a unit, as investigators judge it."""

    HIGH = "high"
    SOME = "some"
    NONE = "none"


class Ground(StrEnum):
    """Why an infection found after sealing counts for the unit: what may have happened inside since then."""

    ACQUIRED_INSIDE = "acquired_inside"
    INFECTIOUS_INSIDE = "infectious_inside"
    NEW_CONTACTS_INSIDE = "new_contacts_inside"
