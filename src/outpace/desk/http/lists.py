"""Lists by keyset: a page goes on after the last row seen, whatever was added meanwhile. Unknown values come last.

An order is one column and a tie-break by id. Totals are counted by the database.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db.models import F, Model, Q, QuerySet
from ninja import Schema

from outpace.desk.http.cursor import Position, binding, read_cursor, write_cursor
from outpace.desk.scope.actor import Actor
from outpace.words.ids import IdKind, decode, encode
from outpace.words.problem import ProblemError

Record = TypeVar("Record", bound=Model)
Row = TypeVar("Row", bound=Schema)


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted. `nullable` says whether the column may be unknown; those rows stand at the end."""

    column: str
    kind: IdKind
    read: Callable[[str], date | datetime | int | str]
    descending: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Generic[Record]):
    """What a list is made of: the rows in scope that fit the filter, their order, and what a cursor is bound to."""

    rows: QuerySet[Record]
    order: Order
    bound: str

    @classmethod
    def of(
        cls, rows: QuerySet[Record], order: Order, actor: Actor, operation: str, filters: Mapping[str, object]
    ) -> "Listing[Record]":
        """Make a listing whose cursors are good for this actor, operation and filter only."""
        return cls(rows, order, binding(actor, operation, filters))

    def total(self) -> int:
        """Count all rows of the list."""
        return self.rows.order_by().count()

    def page(self, cursor: str | None, limit: int) -> tuple[list[Record], str | None]:
        """Give the rows after a cursor and the cursor after them; None on the last page."""
        after = read_cursor(cursor, self.bound) if cursor else None
        found = self.after(after, limit + 1)
        if len(found) <= limit:
            return found, None
        return found[:limit], write_cursor(self._position(found[limit - 1]), self.bound)

    def batches(self, size: int) -> Iterator[Callable[[], list[Record]]]:
        """Give the whole list as steps; each step reads the next rows when called, inside whatever scope is open then."""
        last: list[Position | None] = [None]
        more = [True]

        def step() -> list[Record]:
            found = self.after(last[0], size)
            more[0] = len(found) == size
            last[0] = self._position(found[-1]) if found else None
            return found

        while more[0]:
            yield step

    def after(self, position: Position | None, limit: int) -> list[Record]:
        """Give up to `limit` rows after a position."""
        rows = self.rows if position is None else self.rows.filter(self._beyond(position))
        column = F(self.order.column)
        by = column.desc(nulls_last=True) if self.order.descending else column.asc(nulls_last=True)
        if not self.order.nullable:
            by = column.desc() if self.order.descending else column.asc()
        return list(rows.order_by(by, "pk")[:limit])

    def _beyond(self, position: Position) -> Q:
        key = decode(self.order.kind, position.id)
        if key is None:
            raise ProblemError("CURSOR_INVALID")
        column = self.order.column
        if position.value is None:
            return Q(**{f"{column}__isnull": True, "pk__gt": key})
        value = self.order.read(position.value)
        past = "lt" if self.order.descending else "gt"
        beyond = Q(**{f"{column}__{past}": value}) | Q(**{column: value, "pk__gt": key})
        return beyond | Q(**{f"{column}__isnull": True}) if self.order.nullable else beyond

    def _position(self, row: Record) -> Position:
        value = getattr(row, self.order.column)
        text = value.isoformat() if isinstance(value, date) else None if value is None else str(value)
        return Position(text, encode(self.order.kind, row.pk))


def filters_of(filters: Schema) -> Mapping[str, object]:
    """What of a filter a cursor is bound to: everything but the position and the size of the page."""
    return filters.model_dump(mode="json", exclude={"cursor", "limit"})
