"""The catalogue of problems is whole in both languages, and the code raises only what stands in it."""

import ast
from collections.abc import Iterator
from string import Formatter

import pytest

from outpace.words.problem import ProblemKind, catalogue
from tests.repository.tree import dotted, modules

EXITS = range(1, 8)
REFUSALS = {"ProblemError", "Problem"}


def is_chinese(text: str) -> bool:
    """Whether any Han character stands in a text."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def placeholders(template: str) -> set[str]:
    """The names a sentence leaves open."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def neutral(template: str, language: str) -> set[str]:
    """The names a sentence leaves open, without the mark of its own language (`label_zh`, `label_en`)."""
    return {name.removesuffix(f"_{language}") for name in placeholders(template)}


def is_note(kind: ProblemKind) -> bool:
    """Whether an entry only tells: nothing was refused."""
    return (kind.http, kind.exit) == (200, 0)


def faults(kind: ProblemKind) -> list[str]:
    """What is wrong with an entry."""
    checks = {
        "no Chinese in zh": is_chinese(kind.zh),
        "no words in en": bool(kind.en.strip()) and not is_chinese(kind.en),
        "the languages leave different things open": neutral(kind.zh, "zh") == neutral(kind.en, "en"),
        "a placeholder is no plain name": all(name.isidentifier() for name in placeholders(kind.en)),
        "no HTTP error status": is_note(kind) or 400 <= kind.http <= 599,
        "no exit code of ours": is_note(kind) or kind.exit in EXITS,
        "the code is not written in capitals": kind.code == kind.code.upper() and kind.code.isidentifier(),
    }
    return [fault for fault, is_fine in checks.items() if not is_fine]


def test_sentences_may_take_a_word_of_their_own_language() -> None:
    assert faults(ProblemKind("A_NOTE", "“{label_zh}”是空的。", "The {label_en} is empty.", 200, 0)) == []
    assert faults(ProblemKind("MIXED", "“{label_en}”是空的。", "The {label_en} is empty.", 422, 3))


def test_a_faulty_entry_is_recognised() -> None:
    assert len(faults(ProblemKind("bad code", "", "{a} 好 {b.c}", 302, 9))) == 7


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_an_entry_is_whole(code: str) -> None:
    assert faults(catalogue()[code]) == []


def raised(module: ast.Module) -> Iterator[tuple[int, str, set[str] | None]]:
    """Line, code and parameters of each problem named in a module; None where the parameters are passed through."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in REFUSALS and node.args:
            code, named = node.args[0], {word.arg for word in node.keywords}
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                is_open = None in named or len(node.args) > 1
                yield node.lineno, code.value, None if is_open else {word for word in named if word}


BESIDE = {"retry_s", "by"}
"""Parameters that an answer carries beside its sentence: the Retry-After header; what the page asks to confirm with."""


def misuses(module: ast.Module) -> list[str]:
    """Problems that are not in the catalogue, or whose sentence can't be filled."""
    known = catalogue()
    return [
        f"line {line}: {code}"
        for line, code, given in raised(module)
        if code not in known or (given is not None and given - BESIDE != placeholders(known[code].zh + known[code].en))
    ]


@pytest.mark.parametrize(
    "code", ["ProblemError('NO_SUCH_CODE')", "ProblemError('NOT_ALLOWED')", "Problem('NO_SUCH', {})"]
)
def test_a_misuse_is_recognised(code: str) -> None:
    assert misuses(ast.parse(code))


def test_the_code_raises_what_the_catalogue_holds() -> None:
    found = {name: misuses(module) for name, module in modules()}
    assert {name: lines for name, lines in found.items() if lines} == {}
