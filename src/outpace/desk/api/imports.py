"""Routes that take a file in and read corrected rows again. The worker imports; receipts are read in room `intake`.

Both stand on one router: an address belongs to one router, whatever its methods.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from django.conf import settings
from ninja import File, Form, Schema
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field, Json

from outpace.desk.areas.models import Area, Incident
from outpace.desk.areas.queries import home_of
from outpace.desk.cases.models import Case
from outpace.desk.clock import now
from outpace.desk.http.keys import find, key_of
from outpace.desk.http.routes import Asked, reading, writing
from outpace.desk.http.shapes import NumberedRef, Word
from outpace.desk.importing import replay_rows
from outpace.desk.intake import queries
from outpace.desk.intake.acts import PURPOSE, Reading, open_receipt
from outpace.desk.intake.api import Kind, ReceiptOut, receipt_out, router
from outpace.desk.intake.models import Receipt
from outpace.desk.intake.spool import private
from outpace.exchange.mapping import FileKind
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

__all__ = ["router"]
MAX_ROWS = 500
MAX_HELD = 500
MAX_CELL = 10_000


class CorrectedRow(Schema):
    """A rejected row with the cells somebody corrected, by column."""

    model_config = ConfigDict(extra="forbid")
    id: Word
    values: dict[str, Annotated[str, Field(max_length=MAX_CELL)] | None]


class CorrectedRows(Schema):
    """Rejected rows to read again."""

    model_config = ConfigDict(extra="forbid")
    rows: list[CorrectedRow] = Field(min_length=1, max_length=MAX_ROWS)


@writing(router, "/imports", purpose=PURPOSE, status=202)
def start_import(
    request: Asked,
    file: File[UploadedFile],
    kind: Form[Kind],
    incident: Form[Word],
    mapping: Form[Json[dict[str, str | None]]],
) -> ReceiptOut:
    """Take a file in: checked, kept encrypted, and acknowledged with a receipt; the worker imports it from there."""
    found = find(Incident.objects.select_related("area"), IdKind.INCIDENT, incident)
    home = settings.HOME.make()
    with private(home) as folder:
        copy = folder / Path(file.name or "file").name
        with copy.open("wb") as stream:
            for chunk in file.chunks():
                stream.write(chunk)
        receipt = open_receipt(
            by=request.actor,
            home=home,
            file=copy,
            name=copy.name,
            kind=FileKind(kind),
            incident=found,
            area=Area.objects.get(pk=home_of(request.actor, found).id),
            reading=Reading(columns=mapping),
            at=now(),
        )
    return receipt_out(queries.with_open(Receipt.objects.all()).get(pk=receipt.pk))


class HeldCases(Schema):
    """Cases of a receipt, at most `MAX_HELD`, whose persons a steward has still to settle."""

    items: list[NumberedRef]


@reading(router, "/imports/{id}/held", purpose=Purpose.READ_IMPORTS)
def list_held(request: Asked, id: str) -> HeldCases:
    """The rows of a file that are held for matching: registered and worked on, but perhaps of somebody known already."""
    receipt = find(Receipt.objects.all(), IdKind.RECEIPT, id)
    held = Case.objects.filter(person__held=True, person__event_id__in=receipt.events).order_by("number")
    rows = held.values_list("pk", "number")[:MAX_HELD]
    return HeldCases(items=[NumberedRef(id=encode(IdKind.CASE, key), number=number) for key, number in rows])


@writing(router, "/imports/{id}/replay", purpose=PURPOSE)
def replay_rejects(request: Asked, id: str, corrected: CorrectedRows) -> ReceiptOut:
    """Read rejected rows again with corrected cells; what is still wrong stays rejected with its new reasons."""
    receipt = find(Receipt.objects.select_for_update(), IdKind.RECEIPT, id)
    cells = {key_of(IdKind.REJECT, row.id): row.values for row in corrected.rows}
    _refuse_settled(receipt, cells)
    replay_rows(by=request.actor, receipt=receipt, corrected=cells, at=now())
    return receipt_out(queries.with_open(Receipt.objects.all()).get(pk=receipt.pk))


def _refuse_settled(receipt: Receipt, cells: Iterable[int]) -> None:
    """Refuse a correction that would be dropped: the row is none of this file, or somebody was there before."""
    wanted = set(cells)
    states = list(receipt.rejects.filter(pk__in=wanted).values_list("state", flat=True))
    if len(states) < len(wanted):
        raise ProblemError("NOT_FOUND")
    if settled := sum(state != "open" for state in states):
        raise ProblemError("REJECT_SETTLED", count=settled)
