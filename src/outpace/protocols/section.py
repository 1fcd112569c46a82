"""One part of an edition: the key it stands under, how it is read, and what must agree with the rest of the edition.

A section's type and its reader stand together in a module of `sections/`; `sections/__init__.py` lists them all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from outpace.protocols.ledger import Ledger
from outpace.protocols.spot import Spot

if TYPE_CHECKING:
    from outpace.protocols.edition import Edition
    from outpace.protocols.told import Told

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Section(Generic[T]):
    """A top-level key of an edition's files. `check` sees the whole edition once everything is read.

    `tell` says it in rows that can be compared between editions; without it, clauses and numbers are compared.
    """

    key: str
    read: Callable[[Spot, Ledger], T]
    check: "Callable[[Spot, T, Edition], None] | None" = None
    tell: "Callable[[T], Iterable[Told]] | None" = None
