"""Write the handbook of rules, `docs/reference/rules/{zh,en}`: a page a rule, with clauses and examples. `--check` compares.

Everything in it comes from the catalogue, the editions and the examples; nothing is decided here but by the rules.
"""

import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from outpace.protocols import load_edition
from outpace.protocols.examples import Example, examples
from outpace.rulebook.catalogue import RULES
from outpace.rulebook.fields import Field, FieldKind, fields_of, label
from outpace.rulebook.question import Rule
from outpace.rulebook.worked import answered
from outpace.words.decision import Text

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference" / "rules"
LANGUAGES = ("zh", "en")
MADE_BY = {
    "zh": "由 `python tools/handbook.py` 生成；有测试保证与代码一致。",
    "en": "Made by `python tools/handbook.py`; a test holds it against the code.",
}
WORDS = {
    "rules": ("规则手册", "Handbook of rules"),
    "intro": (
        "每条规则一页：判定什么、需要哪些事实、引用哪些条款，以及由示例说明的结论。条款号为本系统编号，数值的可靠程度见各方案。",
        "A page a rule: what it decides, which facts it asks for, which clauses it quotes, and what examples show. "
        "Clause numbers are ours; how sure each number is stands in its edition.",
    ),
    "rule": ("规则", "Rule"),
    "about": ("判定什么", "What it decides"),
    "shown": ("示例", "Examples"),
    "facts": ("所需事实", "Facts it asks for"),
    "fact": ("事实", "Fact"),
    "name": ("名称", "Name in files"),
    "filled": ("填写", "Filled in as"),
    "needed": ("必填", "needed"),
    "clauses": ("引用的条款", "Clauses quoted"),
    "given": ("已知", "Given"),
    "as_of": ("判定时刻", "As of"),
    "then": ("结论", "Then"),
    "because": ("依据", "Because"),
    "undecided": ("不能判定，还需要：", "can't be decided; needed: "),
    "refused": ("不接受：", "refused: "),
    "nothing": ("不适用", "nothing"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "truth": ("是／否", "yes or no"),
    "choice": ("选择", "one of"),
    "day": ("日期", "day or month"),
    "instant": ("时刻", "moment"),
    "number": ("数字", "number"),
    "text": ("文字", "text"),
    "group": ("一组", "a group"),
    "list": ("若干", "a list"),
}


def main(arguments: list[str]) -> int:
    """Write or compare the pages. The exit code is 1 where a page isn't current."""
    stale = [name for name, text in pages().items() if read(name) != text]
    if "--check" in arguments:
        print("\n".join(stale) or "the handbook is current")
        return int(bool(stale))
    for name in stale:
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(pages()[name], "utf-8")
    print(f"{len(stale)} pages written")
    return 0


def read(name: str) -> str | None:
    """A page as it is; None where there is none."""
    file = FOLDER / name
    return file.read_text("utf-8") if file.is_file() else None


def pages() -> Mapping[str, str]:
    """Every page by its name under the folder."""
    made = {f"{language}/README.md": index(language) for language in LANGUAGES}
    return made | {
        f"{language}/{rule.name}.md": page(rule, language) for language in LANGUAGES for rule in RULES.values()
    }


def index(language: str) -> str:
    """The list of rules."""
    rows = [
        f"| [{side(rule.title, language)}]({rule.name}.md) | {side(rule.about, language)} | {len(of(rule))} |"
        for rule in RULES.values()
    ]
    head = [f"| {word('rule', language)} | {word('about', language)} | {word('shown', language)} |", "|---|---|---|"]
    return "\n".join(
        [f"# {word('rules', language)}", "", MADE_BY[language], "", word("intro", language), "", *head, *rows, ""]
    )


def page(rule: Rule[Any], language: str) -> str:
    """One rule: about, facts, and its examples by edition."""
    lines = [
        f"# {side(rule.title, language)}",
        "",
        MADE_BY[language],
        "",
        f"{side(rule.about, language)} `{rule.name}`",
        "",
    ]
    lines += [f"## {word('facts', language)}", "", *facts(fields_of(rule.facts), language), ""]
    for edition, shown in groupby(of(rule), key=lambda example: example.edition):
        lines += [*edition_part(edition, list(shown), language)]
    return "\n".join(lines)


def edition_part(edition: str, shown: list[Example], language: str) -> Iterator[str]:
    """The examples of an edition, and before them the clauses they quote."""
    law = load_edition(edition)
    answers = [answered(example) for example in shown]
    quoted = {reason["clause"]["label"]: reason["clause"] for found in answers for reason in found.get("reasons", ())}
    yield from (f"## {law.label} · {side(law.title, language)}", "", f"{word('clauses', language)}:", "")
    for name in sorted(quoted):
        clause = quoted[name]
        yield f"- **{name} {clause['title'][language]}** ({clause['certainty'].partition(':')[0]}) {clause['text'][language]}"
    for example, found in zip(shown, answers, strict=True):
        yield from ("", f"### {side(example.title, language)}", "", *given(example, language), *told(found, language))
    yield ""


def given(example: Example, language: str) -> Iterator[str]:
    """Given and as of."""
    yield f"- {word('given', language)}: {shown_value(dict(example.given), language)}"
    yield f"- {word('as_of', language)}: {example.as_of.replace('T', ' ')} ({example.zone})"


def told(found: Mapping[str, Any], language: str) -> Iterator[str]:
    """Then, and because."""
    if "problem" in found:
        yield f"- {word('then', language)}: {word('refused', language)}`{found['problem']}`"
        return
    outcome = shown_value(found["outcome"], language)
    if found["undecided"]:
        outcome = word("undecided", language) + joined((named(need, language) for need in found["needs"]), language)
    yield f"- {word('then', language)}: **{outcome}**"
    for reason in found["reasons"]:
        yield f"- {word('because', language)}: {reason['text'][language]} [{reason['clause']['label']}]"


def facts(asked: tuple[Field, ...], language: str, depth: int = 0) -> Iterator[str]:
    """The fields as a table; those of a group indented under it."""
    if not depth:
        yield f"| {word('fact', language)} | {word('name', language)} | {word('filled', language)} |"
        yield "|---|---|---|"
    for field in asked:
        how = word(field.kind.value, language)
        if field.kind is FieldKind.CHOICE:
            how = joined((f"{side(text, language)} (`{value}`)" for value, text in field.options), language)
        how += f" · {word('needed', language)}" if field.needed else ""
        yield f"| {'　' * depth}{side(field.label, language)} | `{field.name}` | {how} |"
        yield from facts(field.of, language, depth + 1)


def shown_value(value: Any, language: str) -> str:
    """A plain value in words."""
    match value:
        case None:
            return word("nothing", language)
        case bool():
            return word("yes" if value else "no", language)
        case {"zh": _, "en": _}:
            return str(value[language])
        case dict():
            colon = "：" if language == "zh" else ": "
            return joined(
                (f"{named(key, language)}{colon}{nested(one, language)}" for key, one in value.items()), language
            )
        case list():
            return joined((nested(one, language) for one in value), language) if value else word("nothing", language)
    return named(str(value), language)


def nested(value: Any, language: str) -> str:
    """A value inside another."""
    text = shown_value(value, language)
    several = isinstance(value, dict | list) and value and "zh" not in value
    return (f"（{text}）" if language == "zh" else f"({text})") if several else text


def named(name: str, language: str) -> str:
    """The words for a name where there are any; else as it stands."""
    try:
        return side(label(name, object), language)
    except KeyError:
        return name


def joined(parts: Iterator[str], language: str) -> str:
    """A list in a sentence."""
    return ("，" if language == "zh" else ", ").join(parts)


def of(rule: Rule[Any]) -> list[Example]:
    """The examples of a rule, by edition."""
    return sorted((one for one in examples() if one.rule == rule.name), key=lambda one: one.edition)


def side(text: Text, language: str) -> str:
    """One language of a text."""
    return text.zh if language == "zh" else text.en


def word(key: str, language: str) -> str:
    """A word of the handbook itself."""
    return WORDS[key][LANGUAGES.index(language)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
