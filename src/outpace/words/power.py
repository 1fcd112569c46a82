"""What may be asked of people and places, what a record can prove, who may sign, and the colours of a code.

Values are the words used in the editions and in questions. Which measure a reason can carry is the edition's to say.
"""

from enum import StrEnum


class Measure(StrEnum):
    """A measure for a person (the four legal states, a test) or for a place."""

    ISOLATION = "isolation"
    CENTRAL_QUARANTINE = "central_quarantine"
    HOME_QUARANTINE = "home_quarantine"
    HEALTH_MONITORING = "health_monitoring"
    TEST = "test"
    PLACE_CLOSED = "place_closed"
    AREA_CLOSED_OFF = "area_closed_off"
    AREA_CONTROLLED = "area_controlled"
    AREA_PRECAUTIONARY = "area_precautionary"

    @property
    def of_place(self) -> bool:
        return self in _OF_PLACE


_OF_PLACE = frozenset(
    {Measure.PLACE_CLOSED, Measure.AREA_CLOSED_OFF, Measure.AREA_CONTROLLED, Measure.AREA_PRECAUTIONARY}
)


class RecordKind(StrEnum):
    """What is put forward as evidence. A list of names, and data of other offices, prove nothing about a person."""

    CASE = "case"
    CONTACT = "contact"
    PLACE = "place"
    TEST = "test"
    ARRIVAL = "arrival"
    CLINICAL = "clinical"
    PHONE_CELL = "phone_cell"
    IDENTITY_LIST = "identity_list"
    OTHER_OFFICE = "other_office"

    @property
    def can_prove(self) -> bool:
        return self not in (RecordKind.IDENTITY_LIST, RecordKind.OTHER_OFFICE)


class Office(StrEnum):
    """The kind of office somebody signs for."""

    MEDICAL_INSTITUTION = "medical_institution"
    DISEASE_CONTROL = "disease_control"
    COUNTY_HEALTH = "county_health"
    COUNTY_GOVERNMENT = "county_government"
    CITY_GOVERNMENT = "city_government"
    PROVINCE_GOVERNMENT = "province_government"
    CUSTOMS = "customs"

    @property
    def is_health(self) -> bool:
        return self not in (Office.COUNTY_GOVERNMENT, Office.CITY_GOVERNMENT, Office.PROVINCE_GOVERNMENT)


class Colour(StrEnum):
    """The colour of a person's code, mildest first."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def severity(self) -> int:
        return list(Colour).index(self)


class Care(StrEnum):
    """What the answer says about urgent care. There is one value: no measure and no colour can take it away."""

    ADMIT = "admit"
