"""Strict reading of YAML: every value knows its file and line, and anything unexpected is refused there.

Knows nothing of editions. Values are read from the nodes, so that YAML's own guesses (yes, 12:30, 2021-05) change
nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

import yaml

from outpace.words.moment import Dated, Precision
from outpace.words.problem import ProblemError

E = TypeVar("E", bound=StrEnum)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EXACT = re.compile(r"[0-9]+([.][0-9]+)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """One value at one place of a file."""

    file: str
    node: yaml.Node
    name: str

    @property
    def where(self) -> str:
        return f"{self.file}:{self.node.start_mark.line + 1}"

    def refuse(self, code: str, **params: str | int) -> ProblemError:
        """The problem to raise for this place."""
        return ProblemError(code, where=self.where, **params)

    def keys(self, required: str, optional: str = "") -> Mapping[str, "Spot"]:
        """Read a mapping with all required keys, perhaps optional ones, and no other. Spaces part the names."""
        found = self._entries()
        allowed = {*required.split(), *optional.split()}
        for key, spot in found.items():
            if key not in allowed:
                raise spot.refuse("PROTOCOL_KEY_UNKNOWN", key=key, allowed=", ".join(sorted(allowed)))
        for key in required.split():
            if key not in found:
                raise self.refuse("PROTOCOL_KEY_MISSING", key=key, name=self.name)
        return found

    def mapping(self) -> Mapping[str, "Spot"]:
        """Read a mapping with any keys, each standing once."""
        return self._entries()

    def _entries(self) -> dict[str, "Spot"]:
        if not isinstance(self.node, yaml.MappingNode):
            raise self.refuse("PROTOCOL_TYPE", name=self.name, expected="mapping")
        found: dict[str, Spot] = {}
        for key, value in self.node.value:
            if key.value in found:
                raise Spot(self.file, key, self.name).refuse("PROTOCOL_KEY_TWICE", key=str(key.value))
            found[key.value] = Spot(self.file, value, str(key.value))
        return found

    def items(self) -> tuple["Spot", ...]:
        """Read a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.refuse("PROTOCOL_TYPE", name=self.name, expected="list")
        return tuple(Spot(self.file, node, self.name) for node in self.node.value)

    def word(self) -> str:
        """Read a scalar that is not empty, as written."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            raise self.refuse("PROTOCOL_TYPE", name=self.name, expected="text")
        return str(self.node.value).strip()

    def integer(self) -> int:
        """Read a whole number that is not negative."""
        text = self.word()
        if not (text.isascii() and text.isdigit()) or getattr(self.node, "style", None):
            raise self.refuse("PROTOCOL_TYPE", name=self.name, expected="whole number")
        return int(text)

    def decimal(self) -> float:
        """Read a number with or without decimals."""
        try:
            return float(self.word())
        except ValueError:
            raise self.refuse("PROTOCOL_TYPE", name=self.name, expected="number") from None

    def exact(self) -> Decimal:
        """Read a number with or without decimals that is not negative, exactly as written."""
        text = self.word()
        if not _EXACT.fullmatch(text) or getattr(self.node, "style", None):
            raise self.refuse("PROTOCOL_TYPE", name=self.name, expected="number, not negative")
        return Decimal(text)

    def truth(self) -> bool:
        """Read true or false, spelt so."""
        text = self.word()
        if text not in ("true", "false"):
            raise self.refuse("PROTOCOL_TYPE", name=self.name, expected="true | false")
        return text == "true"

    def choice(self, kind: type[E]) -> E:
        """Read one of a closed list."""
        text = self.word()
        if text not in list(kind):
            raise self.refuse("PROTOCOL_CHOICE", name=self.name, value=text, allowed=", ".join(kind))
        return kind(text)

    def dated(self) -> Dated:
        """Read a day (2021-05-11) or a month (2021-05)."""
        text = self.word()
        try:
            if len(text) == len("2021-05"):
                return Dated(date.fromisoformat(f"{text}-01"), Precision.MONTH)
            return Dated(date.fromisoformat(text))
        except ValueError:
            raise self.refuse("PROTOCOL_DATE", name=self.name, value=text) from None


def open_spot(file: str, text: str) -> Spot:
    """Parse one YAML document. Raises ProblemError PROTOCOL_YAML with the line where reading stopped."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ProblemError("PROTOCOL_YAML", where=f"{file}:{line}", what=error.problem or "?") from None
    except yaml.YAMLError as error:
        raise ProblemError("PROTOCOL_YAML", where=file, what=str(error)) from None
    if node is None:
        raise ProblemError("PROTOCOL_YAML", where=file, what="empty")
    return Spot(file, node, file)
