"""One catalogue of problems: a code, a sentence in zh and en, an HTTP status, an exit code. A code is never reused.

The sentences stand in `problems/*.toml`, a file a topic. Each says what is wrong, where, and what to do next.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from outpace.words.decision import Text


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A catalogue entry. `zh` and `en` are templates for `str.format_map`."""

    code: str
    zh: str
    en: str
    http: int
    exit: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem met: the code, what fills its sentence, and where (`row 14`, `column dt_onset`)."""

    code: str
    params: Mapping[str, str | int]

    @property
    def kind(self) -> ProblemKind:
        return catalogue()[self.code]

    @property
    def text(self) -> Text:
        return Text(zh=self.kind.zh.format_map(self.params), en=self.kind.en.format_map(self.params))


class ProblemError(Exception):
    """Raised to refuse: carries the problem that the user is told."""

    def __init__(self, code: str, /, **params: str | int) -> None:
        self.problem = Problem(code, params)
        super().__init__(f"{code}: {self.problem.text.en}")


@cache
def catalogue() -> Mapping[str, ProblemKind]:
    """All problems by code. Raises ValueError where two topics use one code."""
    kinds: dict[str, ProblemKind] = {}
    for topic in sorted((files("outpace.words") / "problems").iterdir(), key=lambda file: file.name):
        if not topic.name.endswith(".toml"):
            continue
        for code, entry in tomllib.loads(topic.read_text("utf-8")).items():
            if code in kinds:
                raise ValueError(f"problem code {code} stands twice in the catalogue")
            kinds[code] = ProblemKind(code, entry["zh"], entry["en"], entry["http"], entry["exit"])
    return kinds
