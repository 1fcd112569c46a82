"""What can be done with an installation: acknowledge an alarm, set and lift a temporary switch, hold rows past their limit."""

from datetime import datetime

from outpace.desk.ledger.record import Event, record
from outpace.desk.life.classes import classes
from outpace.desk.life.models import Alarm, Hold, Switch
from outpace.desk.scope.actor import EVERYWHERE, Actor
from outpace.words.ids import random_key
from outpace.words.problem import ProblemError


def acknowledge(*, by: Actor, alarm: Alarm, note: str, at: datetime) -> Alarm:
    """Take an alarm on by name. It stays open until its reason is gone. Raises ALARM_TAKEN for one somebody has."""
    if alarm.acknowledged_by_id is not None:
        raise ProblemError("ALARM_TAKEN")
    alarm.acknowledged_by_id, alarm.acknowledged_at, alarm.note = by.account, at, note
    alarm.version += 1
    alarm.save(update_fields=["acknowledged_by", "acknowledged_at", "note", "version"])
    _say("alarm.acknowledged", by, at, {"alarm": alarm.pk, "kind": alarm.kind})
    return alarm


def set_switch(*, by: Actor, name: str, reason: str, starts: datetime, ends: datetime) -> Switch:
    """Note something that is done differently for a while. Raises SWITCH_ENDLESS unless it ends after it starts."""
    if ends <= starts:
        raise ProblemError("SWITCH_ENDLESS")
    if not reason.strip():
        raise ProblemError("WHY_NEEDED")
    key = random_key()
    made = Switch.objects.create(name=name, reason=reason, set_by_id=by.account, starts=starts, ends=ends, event_id=key)
    _say("switch.opened", by, starts, {"name": name, "ends": ends}, key)
    return made


def lift_switch(*, by: Actor, switch: Switch, at: datetime) -> Switch:
    """Note that it is done the ordinary way again. Lifting twice is no mistake."""
    if switch.lifted_at is None:
        switch.lifted_at = at
        switch.save(update_fields=["lifted_at"])
        _say("switch.lifted", by, at, {"switch": switch.pk, "name": switch.name})
    return switch


def hold(
    *,
    by: Actor,
    data_class: str,
    reason: str,
    starts: datetime,
    ends: datetime,
    area_path: str = EVERYWHERE,
    subject: int | None = None,
) -> Hold:
    """Keep rows of a class past their limit until an end. Raises CLASS_UNKNOWN, SWITCH_ENDLESS, WHY_NEEDED."""
    if data_class not in classes():
        raise ProblemError("CLASS_UNKNOWN", name=data_class, known=", ".join(classes()))
    if ends <= starts:
        raise ProblemError("SWITCH_ENDLESS")
    if not reason.strip():
        raise ProblemError("WHY_NEEDED")
    key = random_key()
    made = Hold.objects.create(
        data_class=data_class,
        area_path=area_path,
        subject_id=subject,
        reason=reason,
        set_by_id=by.account,
        starts=starts,
        ends=ends,
        event_id=key,
    )
    _say("hold.opened", by, starts, {"class": data_class, "ends": ends}, key)
    return made


def _say(kind: str, by: Actor, at: datetime, data: dict[str, object], key: int | None = None) -> int:
    """Record the event after its rows, in the first area of whoever acts: an installation lies in none."""
    area, chosen = by.paths[0] if by.paths else EVERYWHERE, random_key() if key is None else key
    return record(Event(kind=kind, by=by, area_path=area, happened=at, recorded=at, data=data, id=chosen))
