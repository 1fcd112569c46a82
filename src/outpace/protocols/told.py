"""How a section reads to a person: rows of topic, label and sentence, comparable between two editions.

A row says one thing; the same thing has the same key in every edition. Decides nothing and compares nothing.
"""

from dataclasses import dataclass

from outpace.words.decision import Clause, Text

TOPICS = {
    "1": Text(zh="病例定义", en="Who is a case"),
    "2": Text(zh="追踪哪些人", en="Whom we trace"),
    "3": Text(zh="隔离、监测与检测", en="Quarantine, monitoring and tests"),
    "4": Text(zh="任务与时限", en="Tasks and time limits"),
    "5": Text(zh="个人码", en="Code on persons"),
    "6": Text(zh="统计口径", en="Counting"),
    "7": Text(zh="区域与封控管控", en="Areas and zones"),
    "8": Text(zh="检测与混采", en="Testing and pools"),
    "9": Text(zh="清零、分色与指数", en="Clearance, colours, indices"),
    "10": Text(zh="理由与权限", en="Lawful reasons and powers"),
    "11": Text(zh="预案与响应级别", en="Plans and response levels"),
    "12": Text(zh="发现、通报与国际卫生条例", en="Detection, notification and the International Health Regulations"),
    "13": Text(zh="诊疗与出院", en="Treatment and release of cases"),
    "14": Text(zh="问卷、结局与后续", en="Questionnaires, outcomes and afterwards"),
}
"""Clause numbers begin with the topic, the same in every edition."""

OTHER = Text(zh="其他", en="Other")


def topic(number: str) -> str:
    """The topic of a clause number."""
    return number.partition(".")[0]


def topic_title(name: str) -> Text:
    """The heading of a topic."""
    return TOPICS.get(name, OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing an edition says. `clauses` are the numbers of those that say it, `numbers` the names of what it counts.

    `within` is the key of what it is a part of, and goes with it. `burden` weighs it for the people concerned: each component
    higher means more restriction; None where nothing weighs.
    """

    key: str
    label: Text
    text: Text
    clauses: tuple[Clause, ...]
    numbers: tuple[str, ...] = ()
    burden: tuple[float, ...] | None = None
    within: str | None = None

    @property
    def topic(self) -> str:
        return topic(self.clauses[0].number)
