"""How far a reason's colour has come: step by step, each ended by an event, by days, or by normal check-ins in a row."""

from dataclasses import dataclass
from datetime import date, timedelta

from outpace.protocols.sections.code import ColourStep, Conversion
from outpace.rulebook.code_facts import CheckIn, OpenReason
from outpace.rulebook.facts import exact
from outpace.words.power import Colour


@dataclass(frozen=True, slots=True)
class Progress:
    """The colour now (None: all steps are through), and the facts without which this is only the worst it can be."""

    colour: Colour | None
    needs: tuple[str, ...] = ()


def progress(conversion: Conversion, reason: OpenReason, day: date) -> Progress:
    """Follow the steps up to a local day. What happened after that day doesn't count yet."""
    base = exact(reason.clock)
    for step in conversion.steps:
        if step.days is not None and base is None:
            return Progress(step.colour, ("clock",))
        end = _end(step, reason, base, day)
        if end is None:
            return Progress(step.colour)
        base = end
    return Progress(None)


def _end(step: ColourStep, reason: OpenReason, base: date | None, day: date) -> date | None:
    """The day a step ended, None while it lasts."""
    if step.until is not None:
        ended = [one.on for one in reason.events if one.event is step.until and one.on <= day]
        return min(ended, default=None)
    if step.check_ins is not None:
        return _run_complete(reason.check_ins, step.check_ins.value, day)
    if step.days is None or base is None or base + timedelta(days=step.days.value) > day:
        return None
    end = base + timedelta(days=step.days.value)
    if not step.negative:
        return end
    return min((on for on in reason.negatives if end <= on <= day), default=None)


def _run_complete(check_ins: tuple[CheckIn, ...], needed: int, day: date) -> date | None:
    """The first day on which so many consecutive days had a normal check-in."""
    odd = {one.on for one in check_ins if not one.normal}
    normal = {one.on for one in check_ins if one.normal and one.on <= day} - odd
    complete = [on for on in normal if all(on - timedelta(days=back) in normal for back in range(needed))]
    return min(complete, default=None)
