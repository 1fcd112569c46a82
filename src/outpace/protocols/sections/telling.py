"""How the sections that every prevention edition has read to a person. The sentences hold the edition's own labels."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from outpace.protocols.told import Told
from outpace.words.case import CaseClass
from outpace.words.contact import LegalState
from outpace.words.decision import Clause, Text

if TYPE_CHECKING:
    from outpace.protocols.sections.cases import LookBack, Traces
    from outpace.protocols.sections.code import PersonCode
    from outpace.protocols.sections.contacts import DayCount, StageRule, Tier
    from outpace.protocols.sections.timing import CutOff, TimerRule

CLASSES = {
    CaseClass.SUSPECTED: Text(zh="疑似病例", en="suspected cases"),
    CaseClass.PROBABLE: Text(zh="可能病例", en="probable cases"),
    CaseClass.CONFIRMED: Text(zh="确诊病例", en="confirmed cases"),
    CaseClass.ASYMPTOMATIC: Text(zh="无症状感染者", en="asymptomatic infections"),
    CaseClass.DISCARDED: Text(zh="已排除者", en="discarded cases"),
}
CONFINED = frozenset({LegalState.CENTRAL_QUARANTINE, LegalState.HOME_QUARANTINE})


def joined(texts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """Join texts in both languages."""
    found = list(texts)
    return Text(zh=zh.join(text.zh for text in found), en=en.join(text.en for text in found))


def tell_traces(traces: "Traces") -> Iterator[Told]:
    """Whose contacts are traced."""
    yield Told(
        key="traces",
        label=Text(zh="追踪谁的接触者", en="Whose contacts are traced"),
        text=joined(CLASSES[each] for each in CaseClass if each in traces.classes)
        if traces.classes
        else Text(zh="不再追踪", en="nobody's"),
        clauses=(traces.clause,),
        burden=(float(len(traces.classes)),),
    )


def tell_look_back(back: "LookBack") -> Iterator[Told]:
    """How far back contacts are traced."""
    days = back.days.value
    yield Told(
        key="look back",
        label=Text(zh="追溯时段", en="Look-back"),
        text=Text(zh=f"发病或采样前 {days} 天起", en=f"from {days_en(days)} before onset or specimen"),
        clauses=(back.clause,),
        numbers=(back.days.name,),
        burden=(float(days),),
    )


def tell_day_count(count: "DayCount") -> Iterator[Told]:
    """How days are counted."""
    zero = count.convention.value == "last_exposure_is_zero"
    last = count.release_day.value == "last_day"
    first = Text(zh="暴露次日为第一天", en="the day after the last exposure is day 1")
    same = Text(zh="暴露当天为第一天", en="the day of the last exposure is day 1")
    full = Text(zh="期满当天可解除", en="release on the last day")
    over = Text(zh="期满次日解除", en="release on the day after the last")
    yield Told(
        key="day count",
        label=Text(zh="天数计算", en="Counting days"),
        text=joined((first if zero else same, full if last else over)),
        clauses=(count.clause,),
        burden=(float(zero) + float(not last),),
    )


def tell_tiers(tiers: "tuple[Tier, ...]") -> Iterator[Told]:
    """Which contacts there are, how long each is followed, and when they are tested."""
    for tier in tiers:
        yield _follow_up(tier)
        if any(stage.tests for stage in tier.follow_up):
            yield _tests(tier)


def _follow_up(tier: "Tier") -> Told:
    told = joined((_stage(stage) for stage in tier.follow_up), " + ", " + ")
    confined = sum(stage.days.value for stage in tier.follow_up if stage.state in CONFINED)
    central = sum(stage.days.value for stage in tier.follow_up if stage.state is LegalState.CENTRAL_QUARANTINE)
    return Told(
        key=f"tier {tier.id}",
        label=tier.label,
        text=told if tier.follow_up else Text(zh="只告知，不隔离", en="informed only, no quarantine"),
        clauses=_clauses(tier),
        numbers=tuple(stage.days.name for stage in tier.follow_up),
        burden=(float(central), float(confined), float(sum(stage.days.value for stage in tier.follow_up))),
    )


def _stage(stage: "StageRule") -> Text:
    days, label = stage.days.value, stage.label
    return Text(zh=f"{label.zh} {days} 天", en=f"{days_en(days)} {lower(label.en)}")


def _tests(tier: "Tier") -> Told:
    rules = [(stage, rule) for stage in tier.follow_up for rule in stage.tests]
    swabs = [rule.swabs for _, rule in rules if rule.swabs]
    told = [_tested(stage) for stage in tier.follow_up if stage.tests]
    told += [
        Text(zh=f"解除前采样 {each.value} 份", en=f"{each.value} swab{'' if each.value == 1 else 's'} before release")
        for each in swabs
    ]
    return Told(
        key=f"tests {tier.id}",
        within=f"tier {tier.id}",
        label=Text(zh=f"{tier.label.zh}的检测", en=f"Tests, {lower(tier.label.en)}"),
        text=joined(told, "；", "; "),
        clauses=_clauses(tier),
        numbers=tuple(dict.fromkeys([*(rule.days.name for _, rule in rules), *(each.name for each in swabs)])),
        burden=(float(sum(len(rule.days.days) for _, rule in rules)), float(sum(each.value for each in swabs))),
    )


def _tested(stage: "StageRule") -> Text:
    days = sorted({day for rule in stage.tests for day in rule.days.days})
    zh, en = "、".join(map(str, days)), ", ".join(map(str, days))
    label = stage.label
    return Text(zh=f"{label.zh}第 {zh} 天", en=f"day{'s' if len(days) > 1 else ''} {en} of {lower(label.en)}")


def _clauses(tier: "Tier") -> tuple[Clause, ...]:
    return tuple(dict.fromkeys([tier.follow_up_clause, *(stage.clause for stage in tier.follow_up)]))


def tell_timers(rules: "tuple[TimerRule, ...]") -> Iterator[Told]:
    """Which tasks a fact starts, and the hours each may take."""
    for rule in rules:
        hours = rule.hours.value
        groups = "".join(f" {group}" for group in sorted(rule.groups or ()))
        yield Told(
            key=f"timer {rule.fact} {rule.kind}{groups}",
            label=rule.title,
            text=Text(zh=f"{hours} 小时内", en=f"within {hours} hour{'s' if hours != 1 else ''}"),
            clauses=(rule.clause,),
            numbers=(rule.hours.name,),
        )


def tell_cut_off(cut_off: "CutOff") -> Iterator[Told]:
    """The hour at which a day's figures close."""
    hour = cut_off.hour.value
    label = Text(zh="统计截止时刻", en="Cut-off hour")
    text = Text(zh=f"每日 {hour} 时", en=f"{hour}:00 each day")
    yield Told(key="cut off", label=label, text=text, clauses=(cut_off.clause,), numbers=(cut_off.hour.name,))


def tell_person_code(code: "PersonCode") -> Iterator[Told]:
    """Whether a code on persons is allowed."""
    allowed = Text(zh="允许，默认关闭，须有命令", en="allowed, off unless ordered")
    forbidden = Text(zh="不使用", en="not used")
    yield Told(
        key="person code",
        label=Text(zh="个人码", en="Code on persons"),
        text=allowed if code.allowed else forbidden,
        clauses=(code.clause,),
        burden=(float(code.allowed),),
    )


def days_en(days: int) -> str:
    """A number of days in English."""
    return f"{days} day{'' if days == 1 else 's'}"


def lower(label: str) -> str:
    """A label inside a sentence: its first letter small, unless the word is an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
