"""What a rule answers, as lines a page can show: each with its name, and a day, a number, a yes or no, or words.

The words are the edition's own where the edition names the code, else those of `outcome_words.toml` and of the facts. A code
that nobody has named is refused: a page shows no raw names.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from outpace.desk.situation.law_words import codes, named_anywhere
from outpace.protocols import Edition
from outpace.rulebook.catalogue import RULES
from outpace.rulebook.fields import words_of
from outpace.rulebook.render import plain

Line = dict[str, Any]
_DAY, _MOMENT = re.compile(r"\d{4}-\d{2}(-\d{2})?"), re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
_HEADINGS = ("title", "label", "name", "text")
_SAID_BY_HEADING = frozenset({"id", "code", "lack", "kind", "purpose", "step", "fills", "certainty", "source", "date"})
_FREE = frozenset({"unit", "by", "unranked", "mixed_floors", "proved_by", "restarts", "name", "id", "issuer"})
"""Names that people gave: shown as they are."""

_FREE_OF_RULE = frozenset({"zone_restart.parts", "ihr_notification.why", "day_close.old", "code.reason"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks for one rule under one edition."""

    rule: str
    edition: Edition

    def line(self, value: Any, key: str = "outcome", within: str = "", name: Any = None) -> Line:
        """One line of an answer with what belongs to it. Raises KeyError for a code without words."""
        match value:
            case None:
                return _line("open", name)
            case bool():
                return _line("truth", name, value)
            case int() | float():
                return _line("number", name, value)
            case {"zh": _, "en": _}:
                return _line("words", name, text=value)
            case Mapping():
                return self._group(value, key, name)
            case list() | tuple():
                return _line(
                    "group" if value else "none", name, of=[self.line(_told(one), key, within) for one in value]
                )
        return self._said(str(value), key, within, name)

    def label(self, key: str, within: str = "") -> Any:
        """The words for a name, or for a value. Raises KeyError."""
        said = _words()
        for wanted in (f"{self.rule}.{key}", f"{within}.{key}", key):
            if wanted in said:
                return said[wanted]
        return plain(named_anywhere(self.edition, key) or words_of(key))

    def _group(self, value: Mapping[str, Any], key: str, name: Any) -> Line:
        heading = next((each for each in _HEADINGS if isinstance(value.get(each), Mapping)), None)
        left = {
            each: item for each, item in value.items() if each != heading and not (heading and each in _SAID_BY_HEADING)
        }
        if key == "stages":
            left.pop("state")
        clause = left.pop("clause", None)
        known = codes(self.edition, self.rule, key) or {}
        of = [self.line(item, each, key, self._name(each, key, known)) for each, item in left.items()]
        return _line("group", name, text=value[heading] if heading else None, clause=clause, of=of)

    def _name(self, each: str, within: str, known: Mapping[str, Any]) -> Any:
        return plain(known[each]) if each in known else self.label(each, within)

    def _said(self, value: str, key: str, within: str, name: Any) -> Line:
        if _MOMENT.fullmatch(value) or _DAY.fullmatch(value):
            return _line("moment" if "T" in value else "day", name, value)
        known = codes(self.edition, self.rule, key) or {}
        if value not in known and (key in _FREE or f"{self.rule}.{key}" in _FREE_OF_RULE or value.isdigit()):
            return _line("plain", name, value)
        if key == "needs":
            return _line("words", name, text=needs_words(self.rule, self.edition, [value])[0])
        if key == "decides":
            return _line("words", name, text=plain(RULES[value].title))
        return _line("words", name, text=plain(known[value]) if value in known else self.label(value, key))


def _told(one: Any) -> Any:
    """An item of a list without what it leaves open."""
    return {key: value for key, value in one.items() if value is not None} if isinstance(one, Mapping) else one


def needs_words(rule: str, edition: Edition, needs: Sequence[str]) -> list[Any]:
    """The facts that are missing, in words."""
    speaker = Speaker(rule, edition)
    parts = codes(edition, rule, "missing") or {}
    return [plain(parts[one]) if one in parts else speaker.label(one.rpartition(".")[2]) for one in needs]


def _line(kind: str, name: Any, value: Any = None, *, text: Any = None, clause: Any = None, of: Any = ()) -> Line:
    return {"name": name, "kind": kind, "value": value, "text": text, "clause": clause, "of": list(of)}


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((files("outpace.desk.situation") / "outcome_words.toml").read_text("utf-8"))
