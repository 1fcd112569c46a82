"""What counts as what: the conditions every figure and list shares, each said once.

A discarded case is no case. A person whom the edition proposes not to treat as a contact is none; one it can't decide
about stays counted, as proposed, until somebody decides.
"""

from django.db.models import Case as Choose
from django.db.models import DateField, F, Q, Value, When

from outpace.words.case import CaseClass, FoundBy, Outcome
from outpace.words.moment import Precision

CASES = ~Q(case_class=CaseClass.DISCARDED)
COUNTED_CLASSES = tuple(kind for kind in CaseClass if kind is not CaseClass.DISCARDED)
DEATHS = CASES & (Q(outcome=Outcome.DEAD) | Q(death__isnull=False))
CONTACTS = Q(tier__isnull=False) | Q(decision__undecided=True)
GROUPS = (*FoundBy, "unknown")

_TO_THE_DAY = [precision for precision in Precision if precision is not Precision.MONTH]


def day_known(name: str) -> Q:
    """The day of a case's date is known: neither missing nor known by its month only."""
    exact = Q(**{f"precision__{name}__isnull": True}) | Q(**{f"precision__{name}__in": _TO_THE_DAY})
    return Q(**{f"{name}__isnull": False}) & exact


def day_of(name: str) -> Choose:
    """A case's date where its day is known, null elsewhere."""
    return Choose(When(day_known(name), then=F(name)), default=Value(None), output_field=DateField())
