"""The tables of the installation's page as CSV files: the same rows, each file an event of the ledger. They name nobody."""

from collections.abc import Iterable, Sequence

from django.http import StreamingHttpResponse
from ninja import Router

from outpace.desk.clock import now
from outpace.desk.http.files import Cells, lines_file
from outpace.desk.http.routes import Asked, streaming
from outpace.desk.life.api import KEEPERS, copies, jobs, sources
from outpace.desk.life.unread import unread
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

router = Router(tags=["installation"])
READ = Purpose.READ_INSTALLATION


@streaming(router, "/installation/unread.csv", purpose=READ, roles=KEEPERS)
def export_unread(request: Asked) -> StreamingHttpResponse:
    """The personal fields that nobody has read for long, as a CSV file."""
    with scope(request.actor, READ):
        lines = [
            (
                f"{one.table}.{one.column}",
                one.entry.columns[one.column],
                _listed(one.entry.purposes),
                one.last,
                one.since,
            )
            for one in unread(now())
        ]
        return _file(request, "unread", ("field", "data_class", "held_for", "last_read", "watched_since"), lines)


@streaming(router, "/installation/sources.csv", purpose=READ, roles=KEEPERS)
def export_sources(request: Asked) -> StreamingHttpResponse:
    """The systems that send, and whether they are silent, as a CSV file."""
    with scope(request.actor, READ):
        columns = ("sender", "kind", "area", "last", "gap_s", "silent")
        return _file(request, "sources", columns, [[getattr(row, name) for name in columns] for row in sources()])


@streaming(router, "/installation/copies.csv", purpose=READ, roles=KEEPERS)
def export_copies(request: Asked) -> StreamingHttpResponse:
    """The last backup, check and replay as a CSV file."""
    with scope(request.actor, READ):
        columns = ("kind", "at", "good", "size", "seconds", "ledger_size", "ledger_root")
        return _file(request, "copies", columns, [[getattr(row, name) for name in columns] for row in copies()])


@streaming(router, "/installation/retention.csv", purpose=READ, roles=KEEPERS)
def export_jobs(request: Asked) -> StreamingHttpResponse:
    """How long each class of personal data is kept, and what was removed last, as a CSV file."""
    with scope(request.actor, READ):
        columns = ("data_class", "days", "at", "removed", "held")
        return _file(request, "retention", columns, [[getattr(row, name) for name in columns] for row in jobs()])


def _file(request: Asked, name: str, columns: Sequence[str], lines: Iterable[Cells]) -> StreamingHttpResponse:
    return lines_file(request.actor, name=f"installation-{name}", columns=columns, lines=lines)


def _listed(purposes: Iterable[Purpose]) -> str:
    return "; ".join(sorted(purposes))
