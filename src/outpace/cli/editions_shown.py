"""How documents look in the terminal: lists, clauses, numbers with their status. Computes nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from outpace.cli.say import chinese, pick
from outpace.protocols.checking import is_overdue, overdue
from outpace.protocols.dated_line import last_day
from outpace.protocols.edition import Edition
from outpace.protocols.header import Line
from outpace.protocols.numbers import Direction, Number
from outpace.protocols.overlay import Overlay
from outpace.protocols.told import topic, topic_title
from outpace.rulebook.render import clause_json, plain
from outpace.words.decision import Text

LINES = {
    Line.PREVENTION: Text(zh="防控", en="prevention"),
    Line.TREATMENT: Text(zh="诊疗", en="treatment"),
    Line.SUPPLEMENT: Text(zh="补充", en="supplement"),
    Line.COMMON: Text(zh="通用", en="common"),
}
DIRECTIONS = {
    Direction.MORE: Text(zh="更严", en="stricter"),
    Direction.FEWER: Text(zh="更宽", en="looser"),
    Direction.NEUTRAL: Text(zh="不涉及严宽", en="neither stricter nor looser"),
}
CERTAINTY = Text(
    zh="S 读到来源 · M1 M2 M3 通行知识，可靠程度高、中、低 · ours 本项目自定",
    en="S read in a source · M1 M2 M3 general knowledge of high, medium, low confidence · ours: chosen by this project",
)


def in_words(zh: str, en: str) -> str:
    """One of two words, in the user's language."""
    return zh if chinese() else en


def valid_text(edition: Edition) -> str:
    """From when until when."""
    return f"{edition.valid_from} – {edition.valid_until or ''}".rstrip()


def list_json(edition: Edition, on: date) -> dict[str, Any]:
    """One row of the list."""
    return {
        "id": edition.id,
        "label": edition.label,
        "title": plain(edition.title),
        "disease": edition.disease.id,
        "line": edition.line.value,
        "area": edition.area,
        "from": str(edition.valid_from),
        "until": None if edition.valid_until is None else str(edition.valid_until),
        "review_by": str(edition.review_by),
        "overdue": len(overdue(edition, on)),
        "certainty": dict(edition.certainty_counts()),
    }


def print_list(editions: Iterable[Edition], on: date) -> None:
    """A table of all documents."""
    table = Table(box=SIMPLE)
    headings = (("编号", "id"), ("名称", "title"), ("类别", "line"), ("有效期", "valid"), ("数值可靠程度", "numbers"))
    for zh, en in (*headings, ("待复核", "review due")):
        table.add_column(in_words(zh, en), no_wrap=en == "id")
    for edition in editions:
        late = overdue(edition, on)
        counts = " ".join(f"{name} {count}" for name, count in edition.certainty_counts().items() if count)
        due = str(len(late)) if late else ""
        line = pick(LINES[edition.line])
        table.add_row(edition.id, escape(pick(edition.title)), line, valid_text(edition), counts, due)
    console = Console()
    console.print(table)
    console.print(pick(CERTAINTY), style="dim")


def overlay_json(overlay: Overlay, on: date) -> dict[str, Any]:
    """One local overlay; `ended` once its last day is over."""
    return {
        "id": overlay.id,
        "edition": overlay.edition,
        "area": overlay.area,
        "title": plain(overlay.title),
        "from": str(overlay.valid_from),
        "until": str(overlay.valid_until),
        "ended": last_day(overlay.valid_until) < on,
        "direction": overlay.direction.value,
        "approver": plain(overlay.approver),
        "reason": plain(overlay.reason),
        "numbers": sorted(overlay.numbers),
    }


def print_overlays(overlays: Sequence[Overlay], on: date) -> None:
    """A line each: what a place changes, which way, until when, who approved it."""
    console = Console()
    for overlay in overlays:
        until = in_words(f"至 {overlay.valid_until}", f"until {overlay.valid_until}")
        ended = in_words("（已失效）", " (ended)") if last_day(overlay.valid_until) < on else ""
        head = f"{overlay.id} → {overlay.edition} · {overlay.area} · {pick(DIRECTIONS[overlay.direction])} · {until}{ended}"
        console.print(escape(head), style="bold", highlight=False)
        console.print(
            escape(f"  {pick(overlay.title)} · {pick(overlay.approver)} · {pick(overlay.reason)}"), highlight=False
        )


def edition_json(edition: Edition, on: date) -> dict[str, Any]:
    """A document with its clauses and numbers."""
    return {
        **list_json(edition, on),
        "documents": list(edition.documents),
        "overlays": list(edition.overlays),
        "note": plain(edition.note),
        "clauses": [clause_json(clause) for clause in edition.clauses],
        "numbers": [number_json(number, edition, on) for number in edition.numbers.values()],
    }


def number_json(number: Number, edition: Edition, on: date) -> dict[str, Any]:
    """A number with everything that is known of it, and where it stands."""
    return {
        "name": number.name,
        "values": [value if isinstance(value, int) else float(value) for value in number.values],
        "unit": number.unit.value,
        "certainty": number.certainty,
        "source": number.source,
        "date": number.date,
        "direction": number.direction.value,
        "review_by": number.review_by,
        "overdue": is_overdue(number.review_by, on),
        "changed_by": number.changed_by,
        "was": [value if isinstance(value, int) else float(value) for value in number.was],
        "note": None if number.note is None else plain(number.note),
        "where": edition.places.get(f"number {number.name}"),
    }


def print_edition(edition: Edition, on: date) -> None:
    """A document to read: title, clauses by topic, numbers."""
    console = Console()
    console.print(escape(f"{edition.label} · {pick(edition.title)}"), style="bold")
    console.print(escape(f"{edition.id} · {pick(LINES[edition.line])} · {valid_text(edition)}"))
    if len(edition.documents) > 1 or edition.overlays:
        console.print(
            escape(in_words("合并自：", "Put together from: ") + ", ".join((*edition.documents, *edition.overlays)))
        )
    console.print(escape(pick(edition.note)))
    _print_clauses(console, edition)
    console.print(_numbers(edition, on))
    console.print(pick(CERTAINTY), style="dim")


def _print_clauses(console: Console, edition: Edition) -> None:
    shown = ""
    for clause in edition.clauses:
        if topic(clause.number) != shown:
            shown = topic(clause.number)
            console.print(f"\n{pick(topic_title(shown))}", style="bold underline")
        console.print(
            escape(f"{clause.label}  {pick(clause.title)}  [{clause.certainty}]"), style="bold", highlight=False
        )
        console.print(escape(f"    {pick(clause.text)}"), highlight=False)


def _numbers(edition: Edition, on: date) -> Table:
    table = Table(title=in_words("数值", "Numbers"))
    for zh, en in (
        ("名称", "name"),
        ("数值", "value"),
        ("单位", "unit"),
        ("可靠程度", "status"),
        ("来源", "source"),
        ("复核", "review"),
    ):
        table.add_column(in_words(zh, en))
    for number in edition.numbers.values():
        due = in_words("已到期 ", "due ") if is_overdue(number.review_by, on) else ""
        values = ", ".join(map(str, number.values))
        changed = f" ← {', '.join(map(str, number.was))} ({number.changed_by})" if number.changed_by else ""
        source = f"{number.source} ({number.date})"
        table.add_row(
            number.name,
            escape(values + changed),
            number.unit,
            number.certainty,
            escape(source),
            f"{due}{number.review_by}",
        )
    return table


def overdue_json(edition: Edition, on: date) -> dict[str, Any] | None:
    """What of a document is due for review; None where nothing is."""
    late = overdue(edition, on)
    return {"edition": edition.id, "numbers": [number.name for number in late]} if late else None


def print_overdue(editions: Iterable[Edition], on: date) -> None:
    """One line a document whose numbers are due for review."""
    console = Console()
    for edition in editions:
        if late := overdue(edition, on):
            names = ", ".join(number.name for number in late)
            head = in_words(
                f"{edition.id}：{len(late)} 个数值应复核：", f"{edition.id}: {len(late)} numbers are due for review: "
            )
            console.print(escape(head + names), style="yellow", highlight=False)
