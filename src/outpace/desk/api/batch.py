"""What became of the rows of a bulk write, row by row as they were sent."""

from collections.abc import Mapping, Sequence

from ninja import Schema

from outpace.desk.http.problems import FieldProblemOut, field_problem
from outpace.desk.ledger.outcome import FieldProblem, Outcome
from outpace.words.ids import IdKind, encode


class RowOut(Schema):
    """A row that stands, by its number in the request (from 0), and the record's id."""

    row: int
    id: str


class RefusedOut(Schema):
    """A row that was refused, and why."""

    row: int
    problems: list[FieldProblemOut]


class BatchOut(Schema):
    """Every row sent is in exactly one list; `events` (one for each area of the sender) is empty where nothing was written."""

    events: list[str]
    accepted: list[RowOut]
    duplicate: list[RowOut]
    rejected: list[RefusedOut]


def batch_out(
    outcome: Outcome, kind: IdKind, rows: Sequence[int], refused: Mapping[int, Sequence[FieldProblem]]
) -> BatchOut:
    """Tell an act's outcome. `rows` says which row of the request each of the act's rows was; `refused` never reached it."""
    rejected = {rows[index]: problems for index, problems in outcome.rejected.items()} | dict(refused)
    return BatchOut(
        events=[encode(IdKind.EVENT, event) for event in outcome.events],
        accepted=[RowOut(row=rows[index], id=encode(kind, key)) for index, key in sorted(outcome.accepted.items())],
        duplicate=[RowOut(row=rows[index], id=encode(kind, key)) for index, key in sorted(outcome.duplicate.items())],
        rejected=[_refused(row, problems) for row, problems in sorted(rejected.items())],
    )


def _refused(row: int, problems: Sequence[FieldProblem]) -> RefusedOut:
    return RefusedOut(
        row=row, problems=[field_problem(f"rows[{row}].{name}".rstrip("."), problem) for name, problem in problems]
    )
