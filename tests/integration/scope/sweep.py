"""Every operation that the API's own description names, and every place in it where an id can stand.

What is not written down here fails: a new parameter is an id or it isn't, and a new route with a body has an example.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from outpace.words.ids import IdKind

BY_PATH: Mapping[str, IdKind | None] = {
    "/cases/": IdKind.CASE,
    "/contacts/": IdKind.CONTACT,
    "/exposures/": IdKind.EXPOSURE,
    "/tasks/": IdKind.TASK,
    "/imports/": IdKind.RECEIPT,
    "/persons/": IdKind.PERSON,
    "/matches/": None,
    "/openings/": None,
    "/accounts/": None,
    "/my-account/": None,
    "/loop/": None,
    "/installation/": None,
    "/ledger/": None,
    "/editions/": None,
    "/rulebook/": None,
}
"""The kind of record in a path. None: not a record of an area (or one that the sweep can't plant); its own tests ask."""

QUERY: Mapping[str, IdKind | None] = {
    "incident": IdKind.INCIDENT,
    "area": IdKind.AREA,
    "parent": IdKind.AREA,
    "case": IdKind.CASE,
    "person": IdKind.PERSON,
    "around": IdKind.CASE,
    "account": None,
    "glass": None,
}
"""Query parameters that are ids. Incidents, areas and accounts are no secret; the rows they narrow are compared."""

NO_ID = {
    "alone", "as_of", "beside", "birth", "by", "case_class", "component", "cursor", "edition", "ends_within_days", "first",
    "found_by", "from", "given", "kind", "last", "level", "limit", "mine", "number", "onset", "purpose", "q", "role", "sort",
    "state", "system", "tier", "to", "verdict", "zone",
}  # fmt: skip

BODIES: Mapping[str, Any] = {
    "/cases/{id}/transfer": {"area": "{area}", "why": "lives there"},
    "/cases/{id}/corrections": {"field": "onset", "value": "2022-03-01", "why": "interview"},
    "/cases/{id}/exposures": {"rows": [{"name": "x", "setting": "meal"}]},
    "/exposures/{id}/corrections": {"minutes": 30},
    "/exposures/{id}/withdrawal": {"why": "somebody else was meant"},
    "/contacts/{id}/decision": {"state": "confirmed"},
    "/tasks/{id}/done": {"outcome": "done"},
    "/tasks/{id}/attempt": {"outcome": "reached"},
    "/imports/{id}/replay": {"rows": [{"id": "rej_0000000000001", "values": {"number": "1"}}]},
    "/persons/{id}/open": {"purpose": "call", "because": {"kind": "task", "id": "{task}"}},
    "/persons/{id}/break-glass": {"reason": "danger", "text": "somebody is in danger at home and nobody answers"},
}
"""A body for each route with an id in its path, as it should be sent; {name} stands for a record's id."""

IN_BODY: Mapping[str, tuple[str, Any]] = {
    "/tasks/assign": ("task", {"ids": ["{task}"], "owner": None}),
    "/persons/{id}/open": ("task", {"purpose": "call", "because": {"kind": "task", "id": "{task}"}}),
}
"""Routes that take ids of records in their body, and which."""


@dataclass(frozen=True)
class Asked:
    """One place for an id: the operation, where it stands, its name and its kind."""

    method: str
    path: str
    place: str
    name: str
    kind: IdKind

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.place} {self.name}"


def operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Method, path and description of every operation."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path.removeprefix("/api/v1"), operation


def unknown(schema: Mapping[str, Any]) -> list[str]:
    """What the description names and this file doesn't: parameters, kinds of records, bodies."""
    found = []
    for method, path, operation in operations(schema):
        prefix = f"/{path.split('/')[1]}/"
        if "{" in path and prefix not in BY_PATH:
            found.append(f"{path}: what kind of record is it?")
        for parameter in operation.get("parameters", ()):
            name = parameter["name"]
            if parameter["in"] == "query" and name not in QUERY.keys() | NO_ID:
                found.append(f"{path}?{name}: is it an id?")
            if parameter["in"] == "header" and name != "Idempotency-Key":
                found.append(f"{path} {name}: is it an id?")
        if (
            method == "POST"
            and "{id}" in path
            and BY_PATH[prefix]
            and operation.get("requestBody")
            and path not in BODIES
        ):
            found.append(f"{path}: an example of its body")
    return found


def places(schema: Mapping[str, Any]) -> Iterator[Asked]:
    """Every place where the id of a record of an area can stand."""
    for method, path, operation in operations(schema):
        prefix = f"/{path.split('/')[1]}/"
        kind = BY_PATH.get(prefix)
        if "{id}" in path and kind is not None:
            yield Asked(method, path, "path", "id", kind)
        for parameter in operation.get("parameters", ()):
            of = QUERY.get(parameter["name"])
            if parameter["in"] == "query" and of not in (None, IdKind.INCIDENT, IdKind.AREA):
                assert of is not None
                yield Asked(method, path, "query", parameter["name"], of)
        if path in IN_BODY and method == "POST":
            yield Asked(method, path, "body", IN_BODY[path][0], IdKind.TASK)
