"""How a command speaks: in the user's language, in sentences, or as one JSON object on the last line."""

import json
import os
import sys
from collections.abc import Mapping

from outpace.words.decision import Text
from outpace.words.problem import Problem


def chinese() -> bool:
    """Whether the terminal's language is Chinese: OUTPACE_LANG where it is set, else what the locale says first."""
    names = ("OUTPACE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return next((value for name in names if (value := os.environ.get(name))), "").startswith("zh")


def pick(text: Text) -> str:
    """The text in the user's language."""
    return text.zh if chinese() else text.en


def said(problem: Problem) -> str:
    """A problem as one line: code and sentence."""
    return f"{problem.code}: {pick(problem.text)}"


def tell(zh: str, en: str) -> None:
    """Print a line in the user's language."""
    sys.stdout.write((zh if chinese() else en) + "\n")
    sys.stdout.flush()


def tell_json(value: Mapping[str, object]) -> None:
    """Print one JSON object on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
