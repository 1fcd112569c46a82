"""How the difference of two editions reads in the terminal: by topic, from what to what. Compares nothing."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Shown

from outpace.cli.editions_shown import CERTAINTY, in_words, valid_text
from outpace.cli.say import pick
from outpace.protocols.compare import Change, Side
from outpace.protocols.edition import Edition
from outpace.protocols.told import topic_title
from outpace.protocols.ways import Way
from outpace.rulebook.render import plain
from outpace.words.decision import Text

WAYS = {
    Way.STRICTER: Text(zh="更严", en="stricter"),
    Way.LIGHTER: Text(zh="更宽", en="lighter"),
    Way.BOTH: Text(zh="有严有宽", en="stricter in part, lighter in part"),
    Way.NEITHER: Text(zh="", en=""),
}
COLOURS = {Way.STRICTER: "red", Way.LIGHTER: "green", Way.BOTH: "yellow", Way.NEITHER: "dim"}
LONG = 60
"""Above so many characters the old and the new sentence stand on lines of their own."""


def change_json(change: Change) -> dict[str, Any]:
    """One difference, both languages."""
    return {
        "topic": change.topic,
        "heading": plain(topic_title(change.topic)),
        "label": plain(change.label),
        "old": plain(change.old),
        "new": plain(change.new),
        "way": change.way.value,
    }


def print_changes(old: Edition, new: Edition, changes: Sequence[Change]) -> None:
    """All differences by topic; documents that held beside the editions are named first."""
    console = Console()
    console.print(
        Shown(
            in_words(f"从 {old.label} 到 {new.label} 的变化", f"What changed from {old.label} to {new.label}"),
            style="bold",
        )
    )
    for edition in (old, new):
        console.print(Shown(f"{edition.label}: {pick(edition.title)} ({valid_text(edition)})"))
        if edition.documents[1:]:
            console.print(
                Shown(in_words("  同时有效：", "  held beside it: ") + ", ".join(edition.documents[1:]), style="dim")
            )
    if not changes:
        console.print(in_words("没有变化。", "Nothing changed."))
    for name, rows in groupby(changes, key=lambda change: change.topic):
        console.print(Shown(f"\n{pick(topic_title(name))}", style="bold underline"))
        for row in rows:
            console.print(Padding(_line(row, old.label, new.label), (0, 0, 0, 2)))
    console.print(Shown(f"\n{pick(CERTAINTY)}", style="dim"))


def _line(change: Change, before: str, after: str) -> Shown:
    line = Shown(f"{pick(change.label)}: ", style="bold")
    long = any(side and len(pick(side.text)) > LONG for side in (change.old, change.new))
    arrow = "\n    → " if long else " → "
    gone, added = (in_words(f"（{label} 没有写）", f"(not in {label})") for label in (after, before))
    line.append(("\n      " if long else "") + (pick(change.old.text) if change.old else added), style="not bold")
    line.append(arrow + (pick(change.new.text) if change.new else gone), style="not bold")
    if word := pick(WAYS[change.way]):
        line.append(f"  {word}", style=f"not bold {COLOURS[change.way]}")
    return line.append(f"  [{_status(change)}]", style="not bold dim")


def _status(change: Change) -> str:
    """The clauses, and how sure we are of both sides."""
    clauses = dict.fromkeys(number for side in (change.old, change.new) if side for number in side.clauses)
    sure = " → ".join(dict.fromkeys(_sure(side) for side in (change.old, change.new) if side))
    return " · ".join(part for part in (", ".join(clauses), sure) if part)


def _sure(side: Side) -> str:
    return side.certainty.partition(":")[0]
