"""How the facts of a unit read in a sentence, in both languages. Decides nothing."""

from typing import TYPE_CHECKING

from outpace.protocols.sections.zones import ZoneCriterion
from outpace.words.decision import Text
from outpace.words.zone import Likelihood, Link

if TYPE_CHECKING:
    from outpace.rulebook.zone_class import UnitFacts

_LINKS = {
    Link.RESIDENCE: Text(zh="有感染者居住", en="a case lives here"),
    Link.SURROUNDINGS: Text(zh="在感染者住所周边且人员往来频繁", en="a busy place around the home of a case"),
    Link.WORK: Text(zh="有感染者在此工作", en="a case worked here"),
    Link.ACTIVITY: Text(zh="有感染者在此停留活动", en="a case spent time here"),
}
_LIKELY = {
    Likelihood.HIGH: Text(zh="传播可能性高", en="spread is likely"),
    Likelihood.SOME: Text(zh="有一定传播可能", en="some spread is possible"),
    Likelihood.NONE: Text(zh="没有传播可能", en="spread is not expected"),
}
_FREQUENT = Text(zh="活动频繁", en="the case was often here")
_HARD = Text(zh="接触者难以查清", en="contacts are hard to trace")
_POSITIVE = Text(zh="区内发现感染者", en="an infection was found inside")
_REST = Text(zh="所在县（市、区）已有划定区域", en="the county has such a zone elsewhere")


def met_text(criterion: ZoneCriterion, unit: "UnitFacts") -> Text:
    """Name the facts by which a criterion is met."""
    words = [_LINKS[link] for link in Link if link in (criterion.links or ()) and getattr(unit, link.value)]
    words += [_LIKELY[unit.likelihood]] if criterion.likelihoods and unit.likelihood else []
    words += [_FREQUENT] if criterion.frequent else []
    words += [_HARD] if criterion.hard_to_trace else []
    words += [_POSITIVE] if criterion.positive_in else []
    words += [_REST] if criterion.county_affected else []
    return listed(words)


def listed(words: list[Text]) -> Text:
    """Join words into one, each language with its own comma."""
    return Text(zh="、".join(word.zh for word in words), en=", ".join(word.en for word in words))
