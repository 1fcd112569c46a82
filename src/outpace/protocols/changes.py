"""What another document changes in an edition while it is read: numbers, whole clauses, and whose change it is.

Decides nothing about whether a change is allowed: supplements and local overlays are checked where they are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from outpace.protocols.numbers import Number
from outpace.words.decision import Clause


@dataclass(frozen=True, slots=True)
class Changes:
    """Numbers by name (each says by whom it was changed), clauses by number, and by clause number what else
    its label names: documents whose numbers work in it without being quoted.
    """

    numbers: Mapping[str, Number] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NONE = Changes()
