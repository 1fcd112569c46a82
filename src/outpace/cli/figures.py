"""`outpace figures`: the same figures as on screen, by command."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outpace.cli.say import chinese, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.exchange.moments import parse_moment
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from rich.table import Table

    from outpace.desk.situation.frame import Frame


HIDDEN = frozenset({"rows", "reason", "root_ids", "link_ids", "case_id", "id"})
"""Columns for programs: `--json` has them all."""


class Figure(StrEnum):
    """What can be asked."""

    SUMMARY = "summary"
    CURVE = "curve"
    DELAYS = "delays"
    CHAINS = "chains"
    FOLLOW_UP = "follow-up-if-traced"


def figures(
    figure: Annotated[Figure, typer.Argument(help="which figure")],
    incident: Annotated[str, typer.Option(help="code of the incident")],
    as_of: Annotated[str | None, typer.Option(help="instant the figure holds for, like 2022-03-01T20:00")] = None,
    as_known: Annotated[
        str | None, typer.Option(help="as it was known at this instant; left out, as known now")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Show a figure of an incident. An instant without an offset is in the zone of the incident's area."""
    with database(find_home()):
        answer = _ask(figure, incident, as_of, as_known)
    if as_json:
        tell_json(answer)
        return
    _print(answer)


def _ask(figure: Figure, code: str, as_of: str | None, as_known: str | None) -> dict[str, Any]:
    from outpace.desk.areas.queries import incident_by_code
    from outpace.desk.ledger.known import moment
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.frame import Frame

    with scope(local_operator(), Purpose.READ_FIGURES):
        incident, at = incident_by_code(code), now()
        zone = incident.area.zone
        known = moment(_instant("--as-of", as_of, zone), _instant("--as-known", as_known, zone), at)
        with Frame(incident, None, known.as_of if known else at, known).as_was() as frame:
            return _compute(figure, frame)


def _instant(option: str, text: str | None, zone: str) -> datetime | None:
    """What an option says, in the zone of the area unless it has an offset. Raises INSTANT_UNREADABLE."""
    found = parse_moment(text, zone) if text else None
    if text and found is None:
        raise ProblemError("INSTANT_UNREADABLE", option=option, value=text)
    return found


def _compute(figure: Figure, frame: "Frame") -> dict[str, Any]:
    from outpace.desk.situation.figures.chains import chain_figures
    from outpace.desk.situation.figures.curve import epidemic_curve
    from outpace.desk.situation.figures.delays import case_delays
    from outpace.desk.situation.figures.if_traced import follow_up_if_traced
    from outpace.desk.situation.figures.summary import summary

    match figure:
        case Figure.SUMMARY:
            return summary(frame)
        case Figure.CURVE:
            return epidemic_curve(frame, "onset")
        case Figure.DELAYS:
            return case_delays(frame, "onset", "diagnosis")
        case Figure.CHAINS:
            return chain_figures(frame)
        case Figure.FOLLOW_UP:
            return follow_up_if_traced(frame)


def _print(answer: dict[str, Any]) -> None:
    from rich.console import Console

    console = Console()
    plain = {name: value for name, value in answer.items() if name != "rows" and not isinstance(value, list)}
    for name, value in plain.items():
        console.print(f"{name}: {_short(value)}", highlight=False)
    for name, rows in answer.items():
        if isinstance(rows, list) and rows:
            console.print(_table(name, rows))


def _table(name: str, rows: list[dict[str, Any]]) -> "Table":
    from rich.table import Table

    table = Table(title=name)
    shown = [column for column in rows[0] if column not in HIDDEN]
    for column in shown:
        table.add_column(column)
    for row in rows:
        table.add_row(*(_short(row[column]) for column in shown))
    return table


def _short(value: object) -> str:
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        return str(value["zh"] if chinese() else value["en"])
    if isinstance(value, dict) and (name := value.get("number") or value.get("label")):
        return str(name)
    if isinstance(value, float):
        return f"{value:g}" if value == round(value, 1) else f"{value:.1f}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_short(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(_short(part) for part in value)
    return "–" if value is None else str(value)
