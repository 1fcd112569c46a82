"""Days and moments as a form sends them, read or refused with one sentence. Stores nothing, decides nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from outpace.desk.ledger.outcome import FieldProblem
from outpace.exchange.dates import NoDate, parse_date
from outpace.exchange.moments import DAY_LETTERS, parse_moment
from outpace.words.decision import Text
from outpace.words.moment import Dated, Precision, local_day
from outpace.words.problem import Problem

ZONE_ALLOWANCE = timedelta(days=1)
LABELS = {
    "first": Text(zh="首次接触日期", en="first day of contact"),
    "last": Text(zh="末次接触日期", en="last day of contact"),
    "first_at": Text(zh="首次接触时刻", en="time of the first contact"),
    "prophylaxis": Text(zh="暴露后预防", en="prophylaxis after the exposure"),
    "via": Text(zh="经由哪位接触者", en="through which contact"),
    "via_first": Text(zh="该接触者首次接触病例的日期", en="that contact's first day with the case"),
    "via_isolated": Text(zh="该接触者被隔离的日期", en="day that contact was isolated"),
    "birth": Text(zh="出生日期", en="birth date"),
    "id_number": Text(zh="证件号码", en="document number"),
}


def named(name: str, value: str) -> dict[str, str | int]:
    """What the sentence about a field's value is filled with."""
    return {"field": name, "label_zh": LABELS[name].zh, "label_en": LABELS[name].en, "value": value}


@dataclass(slots=True)
class Reading:
    """Reads one row at an instant; local times are those of `zone`. What is wrong gathers in `problems`."""

    at: datetime
    zone: str
    problems: list[FieldProblem] = field(default_factory=list)

    def refuse(self, name: str, problem: Problem) -> None:
        """Note what is wrong with a field."""
        self.problems.append((name, problem))

    def day(self, name: str, text: str | None) -> Dated | None:
        """Read a day. A month is refused: an exposure is counted in days and nothing may stand in for them."""
        if not text:
            return None
        shown = named(name, "…" if name == "birth" else text)
        found, latest = parse_date(text, None), (self.at + ZONE_ALLOWANCE).date()
        if isinstance(found, NoDate):
            self.refuse(name, Problem(found.code, shown))
        elif found.precision is Precision.MONTH:
            self.refuse(name, Problem("EXPOSURE_DAY_NEEDED", shown))
        elif found.day > latest:
            self.refuse(name, Problem("DATE_IN_FUTURE", shown | {"latest": latest.isoformat()}))
        else:
            return found
        return None

    def moment(self, name: str, text: str | None) -> datetime | None:
        """Read a moment like 2022-03-01 14:30, with an offset or in the zone of the row."""
        if not text:
            return None
        found = parse_moment(text, self.zone)
        if found is None:
            self.refuse(name, Problem("MOMENT_UNREADABLE", named(name, text)))
        elif self.day(name, text[:DAY_LETTERS]) is None:
            return None
        elif found > self.at:
            latest = self.at.astimezone(ZoneInfo(self.zone))
            self.refuse(name, Problem("DATE_IN_FUTURE", named(name, text) | {"latest": f"{latest:%Y-%m-%d %H:%M}"}))
        else:
            return found
        return None

    def same_day(self, name: str, moment: datetime, day: Dated) -> None:
        """Refuse a moment that is not on the day told beside it."""
        if local_day(moment, self.zone) != day.day:
            shown = f"{moment.astimezone(ZoneInfo(self.zone)):%Y-%m-%d %H:%M}"
            self.refuse(name, Problem("MOMENT_OTHER_DAY", named(name, shown) | {"day": str(day)}))
