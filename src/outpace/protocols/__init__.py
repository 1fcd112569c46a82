"""The reader of `protocols/`: what health authorities say, as frozen editions with a source behind every number.

Decides nothing about a person: that is the rulebook.
"""

from outpace.protocols.edition import Edition
from outpace.protocols.law import law_in_force, law_of
from outpace.protocols.sections.timing import Fact
from outpace.protocols.shelf import editions, incident_editions, load_edition

__all__ = ["Edition", "Fact", "editions", "incident_editions", "law_in_force", "law_of", "load_edition"]
