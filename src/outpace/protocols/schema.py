"""The JSON schema of the protocol files, for editors: what the strict readers asked for while they read the shelf.

Nothing is declared twice: every section's own reader says which keys it takes, which it needs, and of what kind each value is.
A section that no document uses yet is open. The schema knows shapes only; what must agree is the loader's to refuse.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from outpace.protocols.loader import HEAD_FILE, SHARED, build_edition, check_sections, open_edition
from outpace.protocols.overlay import read_overlay
from outpace.protocols.sections import SECTIONS
from outpace.protocols.shelf import Shelf, shelf
from outpace.protocols.spot import Spot, open_spot
from outpace.words.moment import Dated

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_DATED = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"}
_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}


@dataclass(slots=True)
class Shape:
    """What readers asked of the values at one place of the files."""

    leaves: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    properties: "dict[str, Shape]" = field(default_factory=dict)
    required: set[str] | None = None
    free: "Shape | None" = None
    item: "Shape | None" = None
    inside: int = 0

    def child(self, key: str) -> "Shape":
        """The shape of the value under a key."""
        if key in self.properties:
            return self.properties[key]
        self.free = self.free or Shape()
        return self.free

    def listed(self) -> "Shape":
        """The shape of the items of a list."""
        self.item = self.item or Shape()
        return self.item


@dataclass(frozen=True, slots=True)
class TracedSpot(Spot):
    """A place that remembers how it was read."""

    shape: Shape

    def keys(self, required: str, optional: str = "") -> Mapping[str, Spot]:
        found = Spot.keys(self, required, optional)
        for key in (*required.split(), *optional.split()):
            self.shape.properties.setdefault(key, Shape())
        needed = set(required.split())
        self.shape.required = needed if self.shape.required is None else self.shape.required & needed
        return self._traced(found)

    def mapping(self) -> Mapping[str, Spot]:
        return self._traced(Spot.mapping(self))

    def items(self) -> tuple[Spot, ...]:
        found = Spot.items(self)
        listed = self.shape.listed()
        return tuple(TracedSpot(spot.file, spot.node, spot.name, listed) for spot in found)

    def word(self) -> str:
        if not self.shape.inside:
            self.shape.leaves["word"] = _SCALAR
        return Spot.word(self)

    def integer(self) -> int:
        return self._leaf("integer", {"type": "integer", "minimum": 0}, lambda: Spot.integer(self))

    def decimal(self) -> float:
        return self._leaf("decimal", {"type": "number"}, lambda: Spot.decimal(self))

    def exact(self) -> Decimal:
        return self._leaf("exact", {"type": "number", "minimum": 0}, lambda: Spot.exact(self))

    def truth(self) -> bool:
        return self._leaf("truth", {"type": "boolean"}, lambda: Spot.truth(self))

    def dated(self) -> Dated:
        return self._leaf("dated", _DATED, lambda: Spot.dated(self))

    def choice(self, kind: type[E]) -> E:
        self.shape.words.update(kind)
        return self._leaf("choice", {}, lambda: Spot.choice(self, kind))

    def _leaf(self, name: str, told: dict[str, Any], read: Callable[[], T]) -> T:
        self.shape.leaves[name] = told
        self.shape.inside += 1
        try:
            return read()
        finally:
            self.shape.inside -= 1

    def _traced(self, found: Mapping[str, Spot]) -> Mapping[str, Spot]:
        return {key: TracedSpot(s.file, s.node, s.name, self.shape.child(key)) for key, s in found.items()}


def schema_of_files(documents: Shelf | None = None) -> dict[str, Any]:
    """The schema of every file: that of an edition with the header, those beside it, and local overlays."""
    found = documents or shelf()
    head = _traced(found)
    header = [key for key in head.properties if key not in SECTIONS and key not in SHARED.split()]
    sections = {key: _said(head.properties[key]) for key in (*SHARED.split(), *sorted(SECTIONS))}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Outpace: files of a protocol edition and local overlays",
        "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in ("edition", "beside", "overlay")],
        "$defs": {
            "edition": {
                "type": "object",
                "required": sorted(head.required or ()),
                "properties": {key: _said(head.properties[key]) for key in header} | _references(sections),
                "additionalProperties": False,
            },
            "beside": {"type": "object", "properties": _references(sections), "additionalProperties": False},
            "overlay": _said(_traced_overlays(found)),
            **sections,
        },
    }


def _references(sections: Mapping[str, Any]) -> dict[str, Any]:
    return {key: {"$ref": f"#/$defs/{key}"} for key in sections}


def _traced(documents: Shelf) -> Shape:
    """Let every reader read the whole shelf, and give the shape of the file with the header."""
    head = Shape()
    beside = Shape(properties=head.properties)
    for edition in documents.editions:
        texts = documents.files.editions[edition.id]
        opened = open_edition(edition.id, texts, lambda file, text: _open(file, text, head, beside))
        check_sections(opened, build_edition(opened), edition)
    return head


def _traced_overlays(documents: Shelf) -> Shape:
    root, editions = Shape(), {edition.id: edition for edition in documents.editions}
    for file, text in documents.files.overlays.items():
        read_overlay(file, text, editions, lambda file, text: _open(file, text, root, root))
    return root


def _open(file: str, text: str, head: Shape, beside: Shape) -> Spot:
    spot = open_spot(file, text)
    return TracedSpot(spot.file, spot.node, spot.name, head if file.endswith(f"/{HEAD_FILE}") else beside)


def _said(shape: Shape) -> dict[str, Any]:
    found = [told for name, told in sorted(shape.leaves.items()) if name != "choice"]
    if "word" in shape.leaves:
        found = [_SCALAR]
    elif shape.words:
        found.append({"enum": sorted(shape.words)})
    if shape.properties or shape.free:
        found.append(_object(shape))
    if shape.item:
        found.append({"type": "array", "items": _said(shape.item)})
    return {} if not found else found[0] if len(found) == 1 else {"anyOf": found}


def _object(shape: Shape) -> dict[str, Any]:
    if not shape.properties:
        return {"type": "object", "additionalProperties": _said(shape.free) if shape.free else True}
    told: dict[str, Any] = {"type": "object", "properties": {key: _said(s) for key, s in shape.properties.items()}}
    if shape.required:
        told["required"] = sorted(shape.required)
    return told | {"additionalProperties": False}
