"""All sections an edition may have. What a line must have at least stands beside them."""

from collections.abc import Mapping
from typing import Any

from outpace.protocols.section import Section
from outpace.protocols.sections.antigen import ANTIGEN
from outpace.protocols.sections.areas import CLEARANCE, RISK_LEVELS, SITES
from outpace.protocols.sections.burial import BURIAL
from outpace.protocols.sections.case_release import CASE_RELEASE
from outpace.protocols.sections.cases import CASE_CLASS, LOOK_BACK, TRACES_CONTACTS
from outpace.protocols.sections.code import CODE, PERSON_CODE
from outpace.protocols.sections.colours import COLOURS
from outpace.protocols.sections.contacts import DAY_ZERO, TIERS
from outpace.protocols.sections.counting import COUNTING, PRELIMINARY
from outpace.protocols.sections.criteria import PROPHYLAXIS
from outpace.protocols.sections.delays import DELAYS
from outpace.protocols.sections.departures import OVERLAYS
from outpace.protocols.sections.escalation import ESCALATION
from outpace.protocols.sections.following import HOME_OPTION, MISSED_TESTS, RE_EXPOSURE, RISK_GROUPS
from outpace.protocols.sections.ihr import NOTIFICATION
from outpace.protocols.sections.indices import INDICES
from outpace.protocols.sections.outcomes import OUTCOMES
from outpace.protocols.sections.plan import PLAN
from outpace.protocols.sections.questions import QUESTIONNAIRE
from outpace.protocols.sections.reasons import REASONS
from outpace.protocols.sections.strata import RISK_STRATA
from outpace.protocols.sections.survivors import SURVIVORS
from outpace.protocols.sections.testing import MASS_TESTS, POOLS, ROUND_LIMITS, SAMPLING, ZONE_TESTS
from outpace.protocols.sections.timeliness import TIMELINESS
from outpace.protocols.sections.timing import CUT_OFF, FURTHER_TIMERS, TIMERS
from outpace.protocols.sections.tracing import TRACING
from outpace.protocols.sections.zones import ZONES

CORE: tuple[Section[Any], ...] = (
    DAY_ZERO,
    CUT_OFF,
    CASE_CLASS,
    TRACES_CONTACTS,
    LOOK_BACK,
    TIERS,
    TIMERS,
    PERSON_CODE,
    DELAYS,
)
"""What a prevention edition must say (ONLY_WHERE_TRACED: unless it traces nobody).

A supplement or a treatment edition says what it has to say.
"""

ONLY_WHERE_TRACED: tuple[Section[Any], ...] = (DAY_ZERO, LOOK_BACK)
"""What an edition that traces nobody has no use for."""

MORE: tuple[Section[Any], ...] = (
    OVERLAYS,
    PROPHYLAXIS,
    RISK_STRATA,
    RISK_GROUPS,
    HOME_OPTION,
    MISSED_TESTS,
    RE_EXPOSURE,
    PRELIMINARY,
    COUNTING,
    REASONS,
    ZONES,
    RISK_LEVELS,
    CLEARANCE,
    SITES,
    POOLS,
    SAMPLING,
    ZONE_TESTS,
    MASS_TESTS,
    ROUND_LIMITS,
    ANTIGEN,
    COLOURS,
    INDICES,
    QUESTIONNAIRE,
    OUTCOMES,
    BURIAL,
    SURVIVORS,
    CODE,
    FURTHER_TIMERS,
    ESCALATION,
    PLAN,
    TIMELINESS,
    NOTIFICATION,
    TRACING,
    CASE_RELEASE,
)
"""What an edition may be silent about; a rule that asks for it refuses with EDITION_SILENT."""

SECTIONS: Mapping[str, Section[Any]] = {section.key: section for section in (*CORE, *MORE)}
