"""Small documents to put together: a whole edition under other ids, and what may stand beside it. Facts are invented."""

from collections.abc import Mapping

from outpace.protocols.ledger import Ledger
from outpace.protocols.section import Section
from outpace.protocols.shelf import Files, Shelf, data_root, read_shelf
from outpace.protocols.spot import Spot

HEAD = "edition.yaml"
CN8 = (data_root() / "covid19" / "covid19-cn-8" / HEAD).read_text("utf-8")


def edition(name: str, valid: str, *swaps: tuple[str, str], more: str = "") -> dict[str, str]:
    """The eighth edition under another id and validity, with some words swapped and lines added to its header."""
    text = CN8.replace("id: covid19-cn-8", f"id: {name}").replace(
        "valid: {from: 2021-05, until: 2022-06-27}", f"valid: {valid}"
    )
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    return {HEAD: text.replace("line: prevention\n", f"line: prevention\n{more}")}


def beside(name: str, line: str, valid: str, body: str, *, more: str = "", disease: str = "covid19") -> dict[str, str]:
    """A document that says little: header, then the body as given."""
    head = f"""id: {name}
label: {name.upper()}
title: {{zh: 测试文件, en: A document}}
note: {{zh: 测试用, en: For a test.}}
disease: {{id: {disease}, name: {{zh: 测试, en: Test}}}}
line: {line}
valid: {valid}
review_by: 2027-06
"""
    return {HEAD: head + more + body}


def clause(number: str, text: str = "A sentence.") -> str:
    """A clauses block with one clause, and a section that quotes it."""
    return f"""clauses:
  - number: "{number}"
    title: {{zh: 标题, en: Title}}
    text: {{zh: "一句话。{text}", en: "{text}"}}
    certainty: ours
    source: test
    date: 2026-11-21
{_quoting(number)}: ["{number}"]
"""


def quoting_sections(*numbers: str) -> dict[str, Section[object]]:
    """Sections that do nothing but quote a clause, one for each number."""
    return {_quoting(number): Section(_quoting(number), _quoted) for number in numbers}


def _quoting(number: str) -> str:
    return f"quoting_{number.replace('.', '_')}"


def _quoted(spot: Spot, ledger: Ledger) -> object:
    return tuple(ledger.clause(item) for item in spot.items())


def number(name: str, value: str, unit: str = "day") -> str:
    """A numbers block with one number."""
    return f"""numbers:
  {name}: {{value: {value}, unit: {unit}, source: test, certainty: ours, date: 2026-11-21, direction: more}}
"""


def shelf_of(documents: Mapping[str, Mapping[str, str]], **overlays: str) -> Shelf:
    """A shelf with these documents and local overlays, checked as the real one is."""
    return read_shelf(Files(documents, {f"overlays/330000/{name}.yaml": text for name, text in overlays.items()}))


def overlay(name: str = "local", numbers: str = "close_home_days: 9", **swaps: str) -> str:
    """An overlay on the edition `eight` at 330000/, with fields put differently."""
    fields = {
        "id": name,
        "label": name.upper(),
        "title": "{zh: 地方调整, en: A local change}",
        "edition": "eight",
        "area": "330000/",
        "valid": "{from: 2022-01-10, until: 2022-02-20}",
        "direction": "more",
        "approver": "{zh: 省领导小组办公室, en: Office of the provincial leading group}",
        "reason": "{zh: 测试, en: For a test.}",
    } | swaps
    lines = [f"{key}: {value}" for key, value in fields.items() if value]
    names = (entry.split(": ") for entry in numbers.split("; "))
    lines += [
        "numbers:",
        *(f"  {key}: {{value: {value}, source: test, certainty: M2, date: 2022-01}}" for key, value in names),
    ]
    return "\n".join(lines) + "\n"
