"""`outpace loop`: how far behind the loop is, which events failed, and what to do about them."""

from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.say import tell, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.words.ids import IdKind, decode, encode
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from outpace.desk.ledger.models import Pending

app = typer.Typer(no_args_is_help=True, help="The loop: what waits, what failed, try again.")

AsJson = Annotated[bool, typer.Option("--json", help="one JSON object on the last line")]
EventId = Annotated[str, typer.Argument(help="id of the event, as `outpace loop failures` shows it")]


@app.callback()
def _group() -> None:
    """The loop: what waits, what failed, try again."""


@app.command("status")
def status(as_json: AsJson = False) -> None:
    """Show each line of the loop: events that wait, the oldest one's age, tries, given up."""
    with database(find_home()):
        from outpace.desk.deliveries.queries import line_health
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.READ_INSTALLATION) as by:
            lines = line_health(by.paths, now())
    rows = [
        {
            "kind": line.kind,
            "act": line.act,
            "pending": line.pending,
            "oldest_s": None if line.oldest is None else round(line.oldest.total_seconds(), 1),
            "attempts": line.attempts,
            "given_up": line.given_up,
        }
        for line in lines
    ]
    if as_json:
        tell_json({"lines": rows})
    for row in rows if not as_json else ():
        tell(
            "{kind:20} {act:32} 等待 {pending}，最久 {oldest_s} 秒，放弃 {given_up}".format(**row),
            "{kind:20} {act:32} waiting {pending}, oldest {oldest_s} s, given up {given_up}".format(**row),
        )


@app.command("failures")
def failed(as_json: AsJson = False) -> None:
    """List the events that the loop could not deliver."""
    with database(find_home()):
        from outpace.desk.deliveries.queries import failures, lanes_of, missing_acts
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.READ_INSTALLATION) as by:
            found = list(failures(by.paths).order_by("recorded", "event_id"))
            acts, lanes = missing_acts(found), lanes_of(found)
    rows = [_row(event, acts[event.pk], lanes[event.pk]) for event in found]
    if as_json:
        tell_json({"failures": rows})
        return
    for row in rows:
        tell(
            "{id}  {kind}  试过 {attempts} 次  {failure}  等待：{acts}".format(**row),
            "{id}  {kind}  tried {attempts} times  {failure}  waits for {acts}".format(**row),
        )
    if not rows:
        tell("没有失败的事件。", "No event has failed.")


def _row(event: "Pending", acts: list[str], lane: str) -> dict[str, object]:
    return {
        "id": encode(IdKind.EVENT, event.pk),
        "kind": event.kind,
        "lane": lane,
        "area": event.area_path,
        "recorded": event.recorded,
        "attempts": event.attempts,
        "failure": event.failure,
        "set_aside": event.aside_at is not None,
        "acts": ", ".join(acts),
    }


@app.command("retry")
def retry(event: EventId) -> None:
    """Have the loop begin its tries at an event anew, also at one that was set aside."""
    with database(find_home()):
        from outpace.desk.deliveries.acts import try_again
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.KEEP_INSTALLATION) as by:
            try_again(by=by, events=[_found(event)], at=now())
    tell(f"事件 {event} 将重新处理。", f"Event {event} will be tried again.")


@app.command("set-aside")
def aside(event: EventId, why: Annotated[str, typer.Option(help="the reason; it stands in the ledger")]) -> None:
    """Take an event out of the queue until somebody has it tried again."""
    with database(find_home()):
        from outpace.desk.deliveries.acts import set_aside
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.KEEP_INSTALLATION) as by:
            set_aside(by=by, events=[_found(event)], why=why, at=now())
    tell(f"事件 {event} 已搁置。", f"Event {event} is set aside.")


def _found(text: str) -> "Pending":
    from outpace.desk.deliveries.queries import failures
    from outpace.desk.scope.actor import EVERYWHERE

    key = decode(IdKind.EVENT, text)
    event = failures([EVERYWHERE]).select_for_update().filter(pk=key or 0).first()
    if event is None:
        raise ProblemError("DELIVERY_UNKNOWN", id=text)
    return event
