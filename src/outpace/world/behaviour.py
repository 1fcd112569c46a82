"""What people do about an illness, as numbers the caller gives: who stays at home, who seeks care and when it is reported."""

from dataclasses import dataclass

from outpace.world.delays import Days
from outpace.world.pathogen import ByAge


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Shares of those with symptoms, by age; delays in whole days.

    `stay_home` limit meetings outside the household to `home_contact` of the usual from onset on; `seek_care` see a doctor
    `care_delay` after onset; the visit is known `report_delay` later. Those in hospital have `ward_contact` of the usual
    meetings, their household's included.

    Under measures: `confined_contact` is what quarantine leaves of meetings outside the household to those who keep to it,
    `isolated_contact` what isolation leaves of all, `closed_contact` what a closed-off area leaves of meetings over its edge and
    within. `keeps` is the share that still keeps to quarantine, by day under it (the last goes on). `refuse_…` are shares of
    those asked. Full support wins over the share `support_helps` of those who would refuse or stop.
    """

    stay_home: ByAge = ((0, 0.0),)
    home_contact: float = 0.3
    seek_care: ByAge = ((0, 0.0),)
    care_delay: Days = (1.0,)
    report_delay: Days = (1.0,)
    ward_contact: float = 0.05
    confined_contact: float = 0.1
    isolated_contact: float = 0.0
    closed_contact: float = 0.0
    keeps: tuple[float, ...] = (1.0,)
    support_helps: float = 0.0
    refuse_quarantine: float = 0.0
    refuse_isolation: float = 0.0
    refuse_test: float = 0.0
    refuse_dose: float = 0.0
