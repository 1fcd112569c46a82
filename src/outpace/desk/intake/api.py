"""Routes of files: a look into one before it is imported, receipts, rejected rows."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import StreamingHttpResponse
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from outpace.desk.areas.models import Incident
from outpace.desk.clock import now
from outpace.desk.http.files import csv_file
from outpace.desk.http.keys import find
from outpace.desk.http.lists import Listing, Order
from outpace.desk.http.problems import FieldProblemOut, field_problem
from outpace.desk.http.routes import Asked, reading, streaming, writing
from outpace.desk.http.shapes import Both, Limit, Page, Word
from outpace.desk.intake import queries
from outpace.desk.intake.acts import problems_of
from outpace.desk.intake.models import Receipt, Reject
from outpace.desk.intake.spool import private
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.session import scope
from outpace.exchange.canonical import file_hash
from outpace.exchange.mapping import FileKind, check_mapping, fields, propose
from outpace.exchange.table import Table, open_table
from outpace.words.ids import IdKind, encode
from outpace.words.problem import Problem
from outpace.words.purpose import Purpose

router = Router(tags=["imports"])
READ = Purpose.READ_IMPORTS


class Kind(StrEnum):
    """What a file is imported as over the web."""

    LINELIST = "linelist"
    LINKS = "links"
    EXPOSURES = "exposures"


class ReceiptState(StrEnum):
    """How far a file has come."""

    RUNNING = "running"
    WAITING = "waiting"
    CLOSED = "closed"
    STOPPED = "stopped"


class RejectState(StrEnum):
    """What has become of a refused row."""

    OPEN = "open"
    REPLAYED = "replayed"
    DROPPED = "dropped"


class ByOut(Schema):
    """Who sent a file; null where it came from the installation's own machine."""

    display: Both | None


class ReceiptOut(Schema):
    """A file's account: read = accepted + duplicate + rejected."""

    id: str
    file: str
    sha256: str
    kind: str
    state: ReceiptState
    read: int
    accepted: int
    duplicate: int
    rejected: int
    position: int
    rows_total: int | None
    by: ByOut
    started_at: datetime
    closed_at: datetime | None
    balanced: bool
    mapping: dict[str, str]
    columns: list[str]
    incident_id: str | None
    open_rejects: int
    held: int


class Receipts(Schema):
    """The latest receipts."""

    items: list[ReceiptOut]


class RejectOut(Schema):
    """A refused row as it stood in the file, and why it was refused."""

    id: str
    row: int
    raw: dict[str, str | None]
    problems: list[FieldProblemOut]
    state: RejectState


class RejectPage(Page[RejectOut]):
    """A page of rejected rows, in the order of the file."""


class RejectFilter(Schema):
    """Which page of the rejected rows."""

    state: RejectState | None = None
    cursor: str | None = Field(None, max_length=1000)
    limit: Limit = 50


class ColumnOut(Schema):
    """A column of a file, its first values, and the field it is taken for."""

    name: str
    sample: list[str | None]
    field: str | None


class FieldOut(Schema):
    """A field that a column can be mapped to."""

    field: str
    label: Both
    required: bool


class PreviewOut(Schema):
    """What a file holds, and what stands in the way of importing it."""

    file: str
    sha256: str
    format: str
    encoding: str | None
    columns: list[ColumnOut]
    fields: list[FieldOut]
    rows_total: int
    problems: list[FieldProblemOut]


ORDER = Order("row", IdKind.REJECT, int)


@reading(router, "/imports", purpose=READ)
def list_imports(request: Asked) -> Receipts:
    """The latest files and what became of their rows."""
    return Receipts(items=[receipt_out(receipt) for receipt in queries.latest()])


@writing(router, "/imports/preview", purpose=Purpose.PREVIEW, kept=False)
def preview_import(request: Asked, file: File[UploadedFile], kind: Form[Kind], incident: Form[Word]) -> PreviewOut:
    """Read a file through once and propose a mapping. Nothing is stored, so no answer is kept for a retry."""
    find(Incident.objects.all(), IdKind.INCIDENT, incident)
    name = Path(file.name or "file").name
    with private(settings.HOME) as folder:
        copy = folder / name
        with copy.open("wb") as stream:
            for chunk in file.chunks():
                stream.write(chunk)
        return _preview(name, file_hash(copy), open_table(copy), FileKind(kind))


def _preview(name: str, sha256: str, table: Table, kind: FileKind) -> PreviewOut:
    samples = table.samples()
    mapping = propose(kind, table.columns, samples)
    problems = (*table.notes, *check_mapping(kind, table.columns, mapping, {}))
    return PreviewOut(
        file=name,
        sha256=sha256,
        format=table.format,
        encoding=table.encoding,
        columns=[ColumnOut(name=c, sample=list(samples[c]), field=mapping.get(c)) for c in table.columns],
        fields=[FieldOut(field=f.name, label=Both.of(f.label), required=f.required) for f in fields(kind)],
        rows_total=table.rows_total,
        problems=[field_problem(_where(problem), problem) for problem in problems],
    )


def _where(problem: Problem) -> str:
    return str(problem.params.get("column", problem.params.get("field", "")))


@reading(router, "/imports/{id}", purpose=READ)
def read_import(request: Asked, id: str) -> ReceiptOut:
    """One file's account."""
    return receipt_out(find(queries.with_open(Receipt.objects.all()), IdKind.RECEIPT, id))


@reading(router, "/imports/{id}/rejects", purpose=READ)
def list_rejects(request: Asked, id: str, filters: Query[RejectFilter]) -> RejectPage:
    """A file's rejected rows."""
    listing = _rejects(request.actor, id, filters.state)
    found, onward = listing.page(filters.cursor, filters.limit)
    return RejectPage(items=[_reject(row) for row in found], next=onward, total=listing.total(), as_of=now())


@streaming(router, "/imports/{id}/rejects.csv", purpose=READ)
def export_rejects(request: Asked, id: str) -> StreamingHttpResponse:
    """The rejected rows as a CSV file, with the columns of the file they came from and the reasons beside them."""
    actor = request.actor
    with scope(actor, READ):
        receipt = find(Receipt.objects.all(), IdKind.RECEIPT, id)
    columns = list(receipt.mapping["order"])
    return csv_file(
        actor,
        READ,
        name="rejects",
        columns=["row", *columns, "problem", "problem_zh"],
        listing=lambda: _rejects(actor, id, None),
        cells=lambda found: [_cells(row, columns) for row in found],
    )


def _rejects(actor: Actor, id: str, state: str | None) -> Listing[Reject]:
    rows = queries.rejects_of(find(Receipt.objects.all(), IdKind.RECEIPT, id))
    rows = rows if state is None else rows.filter(state=state)
    return Listing.of(rows, ORDER, actor, "rejects", {"receipt": id, "state": state})


def _cells(row: Reject, columns: list[str]) -> list[object]:
    texts = [problem.text for _, problem in problems_of(row.problems)]
    return [
        row.row,
        *(row.raw.get(column) for column in columns),
        " ".join(t.en for t in texts),
        " ".join(t.zh for t in texts),
    ]


def receipt_out(receipt: Receipt) -> ReceiptOut:
    """A receipt (from `queries.with_open`) as the API gives it."""
    settled = receipt.accepted + receipt.duplicate + receipt.rejected
    return ReceiptOut(
        id=encode(IdKind.RECEIPT, receipt.pk),
        file=receipt.file_name,
        sha256=receipt.sha256,
        kind=receipt.kind,
        state=ReceiptState(receipt.state),
        read=receipt.position,
        accepted=receipt.accepted,
        duplicate=receipt.duplicate,
        rejected=receipt.rejected,
        position=receipt.position,
        rows_total=receipt.rows_total,
        by=ByOut(display=_display(receipt)),
        started_at=receipt.started_at,
        closed_at=receipt.closed_at,
        balanced=receipt.position == settled,
        mapping=_mapping(receipt.mapping),
        columns=receipt.mapping.get("order", []),
        incident_id=_incident(receipt),
        open_rejects=getattr(receipt, "open_rejects", 0),
        held=getattr(receipt, "held_rows", 0),
    )


def _display(receipt: Receipt) -> Both | None:
    account = receipt.account
    return None if account is None else Both(zh=account.display_zh, en=account.display_en)


def _mapping(stored: Mapping[str, Any]) -> dict[str, str]:
    return {column: field for column, field in stored.get("columns", {}).items() if field}


def _incident(receipt: Receipt) -> str | None:
    return None if receipt.incident_id is None else encode(IdKind.INCIDENT, receipt.incident_id)


def _reject(row: Reject) -> RejectOut:
    return RejectOut(
        id=encode(IdKind.REJECT, row.pk),
        row=row.row,
        raw=row.raw,
        state=RejectState(row.state),
        problems=[field_problem(field, problem) for field, problem in problems_of(row.problems)],
    )
