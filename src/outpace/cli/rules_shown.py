"""How a rule, its examples and an answer look in the terminal. Decides nothing."""

from collections.abc import Mapping
from typing import Any

import yaml
from rich.console import Console
from rich.markup import escape

from outpace.cli.editions_shown import in_words
from outpace.cli.say import chinese, pick
from outpace.protocols import Edition, incident_editions, load_edition
from outpace.protocols.examples import examples
from outpace.rulebook.catalogue import RULES
from outpace.rulebook.catalogue import rule as rule_named
from outpace.rulebook.explained import Explained, explain, facts_of
from outpace.rulebook.render import plain


def chosen(rule: str, edition: str | None) -> Edition:
    """The edition asked for, else the first that has an example of the rule. Raises RULE_UNKNOWN, EDITION_UNKNOWN."""
    rule_named(rule)
    if edition:
        return load_edition(edition)
    named = next((one.edition for one in examples() if one.rule == rule), incident_editions()[0].id)
    return load_edition(named)


def explained(rule: str, edition: str | None) -> Explained:
    """A rule explained by the edition's examples."""
    return explain(rule, chosen(rule, edition), examples())


def print_rules() -> None:
    """All rules by name."""
    console = Console()
    for name, rule in RULES.items():
        console.print(f"[bold]{name}[/]  {escape(pick(rule.title))}: {escape(pick(rule.about))}", highlight=False)


def rule_json(found: Explained) -> dict[str, Any]:
    """A rule as one object."""
    worked = [
        {**plain(each.example), "answer": dict(each.answer)}  # plain JSON already
        for each in found.worked
    ]
    facts = [{"name": name, "kind": kind, "needed": needed} for name, kind, needed in facts_of(found.rule.facts)]
    head = {"rule": found.rule.name, "title": plain(found.rule.title), "about": plain(found.rule.about)}
    return {**head, "facts": facts, "clauses": list(found.clauses), "examples": worked}


def print_rule(found: Explained) -> None:
    """What a rule decides, on which facts, by which clauses, and its examples."""
    console = Console()
    console.print(escape(f"{pick(found.rule.title)} ({found.rule.name})"), style="bold")
    console.print(escape(pick(found.rule.about)))
    _head(console, "事实", "Facts")
    for name, kind, needed in facts_of(found.rule.facts):
        console.print(
            escape(f"  {name}: {kind}") + (in_words("（必填）", " (needed)") if needed else ""), highlight=False
        )
    _head(console, "引用的条款", "Clauses quoted")
    for clause in found.clauses:
        console.print(
            escape(f"  {clause['label']}  {_side(clause['title'])} [{clause['certainty']}]"),
            style="bold",
            highlight=False,
        )
        console.print(escape(f"    {_side(clause['text'])}"), highlight=False)
    _head(console, "示例", "Examples")
    for each in found.worked:
        console.print(escape(f"  {pick(each.example.title)}"), style="bold", highlight=False)
        console.print(_block(in_words("已知", "given"), each.example.given), highlight=False)
        console.print(escape(f"    {in_words('时点', 'as of')}: {each.example.as_of}"), highlight=False)
        console.print(_block(in_words("结论", "then"), each.example.expect), highlight=False)


def print_answer(answer: Mapping[str, Any]) -> None:
    """A decision, what is missing where there is none, and the reasons."""
    console = Console()
    if answer["undecided"]:
        console.print(
            in_words("暂不能判定，还需要：", "Cannot decide; needs: ") + ", ".join(answer["needs"]), style="bold yellow"
        )
    else:
        console.print(_block(in_words("结论", "outcome"), answer["outcome"]), highlight=False)
    for reason in answer["reasons"]:
        console.print(escape(f"  {reason['clause']['label']}: {_side(reason['text'])}"), highlight=False)


def _head(console: Console, zh: str, en: str) -> None:
    console.print(f"\n{in_words(zh, en)}", style="bold underline")


def _side(text: Mapping[str, str]) -> str:
    return text["zh" if chinese() else "en"]


def _block(name: str, value: object) -> str:
    if not isinstance(value, Mapping | list):
        return escape(f"    {name}: {value}")
    dumped = yaml.safe_dump(plain(value), allow_unicode=True, sort_keys=False, default_flow_style=None, width=100)
    return escape(f"    {name}:\n" + "\n".join(f"      {line}" for line in dumped.splitlines()))
