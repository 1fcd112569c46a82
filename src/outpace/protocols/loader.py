"""One strict loader for every reader of `protocols/`: YAML in, a frozen `Edition` out, or a refusal with file and line.

Decides nothing and fills in nothing: an edition that leaves something out is refused.
"""

from collections.abc import Mapping

from outpace.protocols.edition import (
    ClassRule,
    Criterion,
    DayZero,
    Delay,
    Disease,
    Edition,
    Fact,
    Line,
    LookBack,
    ReleaseDay,
    StageRule,
    Step,
    TestRule,
    Tier,
    TimerRule,
    Unit,
)
from outpace.protocols.ledger import Ledger, read_clauses, read_numbers
from outpace.protocols.spot import Spot, open_spot
from outpace.protocols.texts import read_name
from outpace.words.case import CaseClass
from outpace.words.contact import LegalState, Setting
from outpace.words.moment import Dated

SECTIONS = (
    "id label title note disease line valid numbers clauses day_zero cut_off case_class traces_contacts look_back "
    "tiers timers person_code delays"
)
CASE_FACTS = frozenset({"lab_positive", "symptoms", "linked"})


def read_edition(file: str, text: str) -> Edition:
    """Read one edition from YAML text. `file` is named in refusals. Raises ProblemError PROTOCOL_…"""
    root = open_spot(file, text)
    top = root.keys(SECTIONS)
    ledger = Ledger(edition=top["id"].word(), label=top["label"].word())
    read_numbers(ledger, top["numbers"])
    read_clauses(ledger, top["clauses"])
    edition = _edition(top, ledger)
    _refuse_unknown_tiers(top["timers"], edition)
    ledger.refuse_unused()
    return edition


def _edition(top: Mapping[str, Spot], ledger: Ledger) -> Edition:
    day_zero = top["day_zero"].keys("convention release_day clause")
    cut_off = top["cut_off"].keys("hour clause")
    traces = top["traces_contacts"].keys("classes clause")
    look_back = top["look_back"].keys("days clause")
    code = top["person_code"].keys("allowed clause")
    disease = top["disease"].keys("id name")
    valid_from, valid_until = _valid(top["valid"])
    return Edition(
        id=ledger.edition,
        label=ledger.label,
        title=read_name(top["title"]),
        note=ledger.text(top["note"]),
        disease=Disease(disease["id"].word(), read_name(disease["name"])),
        line=top["line"].choice(Line),
        valid_from=valid_from,
        valid_until=valid_until,
        numbers=ledger.numbers,
        clauses=tuple(ledger.clauses.values()),
        day_zero=day_zero["convention"].choice(DayZero),
        day_zero_clause=ledger.clause(day_zero["clause"]),
        cut_off_hour=ledger.number(cut_off["hour"], Unit.HOUR_OF_DAY),
        cut_off_clause=ledger.clause(cut_off["clause"]),
        classes=_class_rules(top["case_class"], ledger),
        traces_contacts=frozenset(item.choice(CaseClass) for item in traces["classes"].items()),
        traces_clause=ledger.clause(traces["clause"]),
        look_back=LookBack(ledger.number(look_back["days"], Unit.DAY), ledger.clause(look_back["clause"])),
        tiers=_tiers(top["tiers"], ledger),
        release_day=day_zero["release_day"].choice(ReleaseDay),
        timers=tuple(_timer(item, ledger) for item in top["timers"].items()),
        person_code_allowed=code["allowed"].truth(),
        person_code_clause=ledger.clause(code["clause"]),
        delays=tuple(_delay(item) for item in top["delays"].items()),
    )


def _valid(spot: Spot) -> tuple[Dated, Dated | None]:
    fields = spot.keys("from", "until")
    start = fields["from"].dated()
    until = fields["until"].dated() if "until" in fields else None
    if until and until.day < start.day:
        raise fields["until"].refuse("PROTOCOL_DATES_CROSSED", start=str(start), until=str(until))
    return start, until


def _class_rules(spot: Spot, ledger: Ledger) -> tuple[ClassRule, ...]:
    rules = tuple(_class_rule(item, ledger) for item in spot.items())
    if not rules:
        raise spot.refuse("PROTOCOL_KEY_MISSING", key="class", name=spot.name)
    return rules


def _class_rule(spot: Spot, ledger: Ledger) -> ClassRule:
    fields = spot.keys("class clause", "given refuted unknown")
    given, refuted, unknown = (_facts(fields.get(key)) for key in ("given", "refuted", "unknown"))
    if not given + refuted:
        raise spot.refuse("PROTOCOL_CLASS_WITHOUT_FACT", name=fields["class"].word())
    return ClassRule(fields["class"].choice(CaseClass), given, refuted, unknown, ledger.clause(fields["clause"]))


def _facts(spot: Spot | None) -> tuple[str, ...]:
    if spot is None:
        return ()
    for item in spot.items():
        if item.word() not in CASE_FACTS:
            allowed = ", ".join(sorted(CASE_FACTS))
            raise item.refuse("PROTOCOL_CHOICE", name=spot.name, value=item.word(), allowed=allowed)
    return tuple(item.word() for item in spot.items())


def _tiers(spot: Spot, ledger: Ledger) -> tuple[Tier, ...]:
    tiers: dict[str, Tier] = {}
    for item in spot.items():
        tier = _tier(item, ledger)
        if tier.id in tiers:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=tier.id)
        tiers[tier.id] = tier
    if not any(tier.follow_up for tier in tiers.values()):
        raise spot.refuse("PROTOCOL_TIERS_EMPTY")
    return tuple(tiers.values())


def _tier(spot: Spot, ledger: Ledger) -> Tier:
    fields = spot.keys("id label clause of_contact any_of follow_up")
    follow_up = fields["follow_up"].keys("clause release stages")
    return Tier(
        id=fields["id"].word(),
        label=ledger.text(fields["label"]),
        of_contact=fields["of_contact"].truth(),
        any_of=tuple(_criterion(item, ledger) for item in fields["any_of"].items()),
        clause=ledger.clause(fields["clause"]),
        follow_up=tuple(_stage(item, ledger) for item in follow_up["stages"].items()),
        follow_up_clause=ledger.clause(follow_up["clause"]),
        release_clause=ledger.clause(follow_up["release"]),
    )


def _criterion(spot: Spot, ledger: Ledger) -> Criterion:
    fields = spot.keys("", "settings protected closed_space minutes_at_least")
    settings = fields.get("settings")
    return Criterion(
        settings=frozenset(item.choice(Setting) for item in settings.items()) if settings else None,
        protected=fields["protected"].truth() if "protected" in fields else None,
        closed_space=fields["closed_space"].truth() if "closed_space" in fields else None,
        minutes=ledger.number(fields["minutes_at_least"], Unit.MINUTE) if "minutes_at_least" in fields else None,
    )


def _stage(spot: Spot, ledger: Ledger) -> StageRule:
    fields = spot.keys("state label days clause tests")
    stage = StageRule(
        state=fields["state"].choice(LegalState),
        label=ledger.text(fields["label"]),
        days=ledger.number(fields["days"], Unit.DAY),
        tests=tuple(_test(item, ledger) for item in fields["tests"].items()),
        clause=ledger.clause(fields["clause"]),
    )
    last = max((day for test in stage.tests for day in test.days.values), default=0)
    if last > stage.days.value or not stage.days.value:
        raise spot.refuse("PROTOCOL_TEST_AFTER_STAGE", day=last, days=stage.days.value)
    return stage


def _test(spot: Spot, ledger: Ledger) -> TestRule:
    fields = spot.keys("days purpose label", "swabs")
    swabs = ledger.number(fields["swabs"], Unit.COUNT) if "swabs" in fields else None
    days = ledger.numbers_of(fields["days"], Unit.DAY_OF_STAGE)
    return TestRule(days, fields["purpose"].word(), ledger.text(fields["label"]), swabs)


def _timer(spot: Spot, ledger: Ledger) -> TimerRule:
    fields = spot.keys("fact kind title step hours clause", "tiers")
    tiers = fields.get("tiers")
    return TimerRule(
        fact=fields["fact"].choice(Fact),
        tiers=frozenset(item.word() for item in tiers.items()) if tiers else None,
        kind=fields["kind"].word(),
        title=ledger.text(fields["title"]),
        step=fields["step"].choice(Step),
        hours=ledger.number(fields["hours"], Unit.HOUR),
        clause=ledger.clause(fields["clause"]),
    )


def _refuse_unknown_tiers(spot: Spot, edition: Edition) -> None:
    known = [tier.id for tier in edition.tiers]
    for timer in spot.items():
        tiers = timer.mapping().get("tiers")
        for item in tiers.items() if tiers else ():
            if item.word() not in known:
                raise item.refuse("PROTOCOL_CHOICE", name="tiers", value=item.word(), allowed=", ".join(known))


def _delay(spot: Spot) -> Delay:
    fields = spot.keys("quantity sample_size region doi", "distribution mean sd median")
    mean, sd, median = (fields[key].decimal() if key in fields else None for key in ("mean", "sd", "median"))
    return Delay(
        quantity=fields["quantity"].word(),
        distribution=fields["distribution"].word() if "distribution" in fields else None,
        mean=mean,
        sd=sd,
        median=median,
        sample_size=fields["sample_size"].integer(),
        region=fields["region"].word(),
        doi=fields["doi"].word(),
    )
