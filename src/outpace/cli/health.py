"""`outpace health`: how this installation fares; `outpace switch` and `outpace hold`: what is done differently, until when."""

from datetime import date, datetime
from typing import Annotated

import typer

from outpace.cli.say import pick, tell, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.words.problem import ProblemError

switches = typer.Typer(
    no_args_is_help=True, help="Temporary switches: what is done differently for a while, with an end."
)
Why = Annotated[str, typer.Option(help="why")]
Until = Annotated[str, typer.Option(help="last day, such as 2026-03-31, or an instant with a zone")]


def health(as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False) -> None:
    """Say whether this installation can serve, and its open alarms. Exit code 7 where it can't serve."""
    with database(find_home()):
        from outpace.desk.life.alarms import said, watch
        from outpace.desk.life.models import Alarm
        from outpace.desk.life.standing import standing
        from outpace.desk.life.unread import unread
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        checks = standing(now())
        watch(now())
        with scope(local_operator(), Purpose.READ_INSTALLATION):
            alarms = [(alarm.kind, said(alarm)) for alarm in Alarm.objects.filter(closed_at=None).order_by("raised_at")]
            fields = [f"{one.table}.{one.column}" for one in unread(now())]
    if as_json:
        told = [{"name": check.name, "good": check.good, "zh": check.text.zh, "en": check.text.en} for check in checks]
        named = [{"kind": kind, "zh": text.zh, "en": text.en} for kind, text in alarms]
        tell_json({"checks": told, "alarms": named, "unread": fields})
    else:
        for check in checks:
            tell(*(f"{'✓' if check.good else '✗'} {check.name:10} {pick(check.text)}",) * 2)
        for _, text in alarms:
            tell(f"! {text.zh}", f"! {text.en}")
        for name in fields:
            tell(
                f"· {name} 长期无人读取，请考虑是否还需要",
                f"· {name}: nobody has read it for long; is it still needed?",
            )
    if not all(check.good for check in checks):
        raise typer.Exit(7)


@switches.command("open")
def open_switch(name: Annotated[str, typer.Argument(help="what is done differently")], until: Until, why: Why) -> None:
    """Note a temporary switch. Past its end it raises an alarm until it is lifted."""
    with database(find_home()):
        from outpace.desk.life.acts import set_switch
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        with scope(local_operator(), Purpose.KEEP_INSTALLATION) as by:
            made = set_switch(by=by, name=name, reason=why, starts=now(), ends=_end(until))
    tell(
        f"临时措施 {made.pk}，到 {made.ends:%Y-%m-%d %H:%M} UTC 为止",
        f"switch {made.pk}, until {made.ends:%Y-%m-%d %H:%M} UTC",
    )


@switches.command("lift")
def lift(number: Annotated[int, typer.Argument(help="number of the switch")]) -> None:
    """Note that it is done the ordinary way again."""
    with database(find_home()):
        from outpace.desk.life.acts import lift_switch
        from outpace.desk.life.models import Switch
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        with scope(local_operator(), Purpose.KEEP_INSTALLATION) as by:
            found = Switch.objects.filter(pk=number).first()
            if found is None:
                raise ProblemError("NOT_FOUND")
            lift_switch(by=by, switch=found, at=now())
    tell("已撤销。", "Lifted.")


def hold(
    data_class: Annotated[str, typer.Argument(help="class of data, as `retention.toml` names it")],
    until: Until,
    why: Why,
) -> None:
    """Keep rows of a class past their limit, for a reason, until an end (a legal hold)."""
    with database(find_home()):
        from outpace.desk.life import acts
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        with scope(local_operator(), Purpose.KEEP_INSTALLATION) as by:
            acts.hold(by=by, data_class=data_class, reason=why, starts=now(), ends=_end(until))
    tell("已登记。", "Noted.")


def _end(text: str) -> datetime:
    """The instant a user means: a day is meant to its end, on this machine's clock."""
    try:
        if len(text) == len("2026-03-31"):
            return datetime.combine(date.fromisoformat(text), datetime.max.time()).astimezone()
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ProblemError("OPTION_UNREADABLE", option="--until", form="2026-03-31", value=text) from None
    return at if at.tzinfo else at.astimezone()
