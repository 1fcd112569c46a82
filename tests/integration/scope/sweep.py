"""Every operation that the API's own description names, and every place in it where an id can stand.

What is not written down here fails: a new parameter, in an address, a query or a body, is an id or it isn't, and a new
route with a body has an example.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PATHS: Mapping[str, Mapping[str, str | None]] = {
    "/cases/": {"id": "case", "edition": None},
    "/contacts/": {"id": "contact"},
    "/exposures/": {"id": "exposure"},
    "/tasks/": {"id": "task"},
    "/imports/": {"id": "receipt"},
    "/persons/": {"id": "person"},
    "/matches/": {"id": "match"},
    "/grants/": {"id": "grant"},
    "/openings/glasses/": {"id": "glass"},
    "/openings/stops/": {"id": "stop"},
    "/openings/requests/": {"id": "request"},
    "/accounts/": {"id": "account", "post": "post", "token": "token"},
    "/account-changes/": {"id": "change"},
    "/my-account/sessions/": {"id": "session"},
    "/my-account/notices/": {"id": "notice"},
    "/loop/failures/": {"id": "failure"},
    "/installation/alarms/": {"id": None},
    "/ledger/": {"event": None, "row": None},
    "/editions/": {"id": None},
    "/rulebook/": {"name": None, "old": None, "new": None},
}
"""What the ids in a path are ids of. None: of nothing that lies in an area: alarms of the installation are for those who keep
it, editions and rules for everybody, and proofs for whoever has an event's id."""

QUERY: Mapping[str, str | None] = {
    "case": "case",
    "person": "person",
    "around": "case",
    "account": "reader",
    "incident": None,
    "area": None,
    "parent": None,
}
"""What the ids in a query are ids of. Incidents and areas are no secret; the rows they narrow are compared elsewhere."""

NO_ID = {
    "alone", "as_known", "as_of", "beside", "birth", "by", "case_class", "component", "cursor", "edition", "ends_within_days",
    "first", "found_by", "from", "given", "glass", "kind", "last", "level", "limit", "mine", "number", "onset", "purpose", "q",
    "role", "sort", "state", "system", "tier", "to", "verdict", "zone",
}  # fmt: skip

NO_ID_IN_BODY = {
    "address", "age", "area_code", "at", "birth", "case_class", "closed_space", "code", "current", "day", "death", "decision",
    "diagnosis", "en", "ends", "exposure_end", "exposure_start", "field", "file", "first", "first_at", "found_by", "id_issuer",
    "id_kind", "id_number", "immunity", "isolated", "key", "kind", "kinds", "label", "last", "mapping", "means", "minutes",
    "name", "new", "note", "number", "onset", "outcome", "password", "phone", "place", "prophylaxis", "protected", "provider",
    "purpose", "purposes", "reason", "relation", "reported", "role", "rows", "setting", "sex", "shown", "specimen", "starts",
    "state", "subject", "system", "text", "tier", "value", "values", "verdict", "via_first", "via_isolated", "why", "zh",
    "because", "confirmed", "factor", "second",
}  # fmt: skip
"""Fields of bodies that hold no id of ours. `subject` is who somebody is at another institution."""

OPEN_FIELDS = {"area", "incident"}
"""Ids in bodies that are no secret."""

BODIES: Mapping[str, Any] = {
    "/cases/{id}/transfer": {"area": "{area}", "why": "lives there"},
    "/cases/{id}/corrections": {"field": "onset", "value": "2022-03-01", "why": "interview"},
    "/cases/{id}/exposures": {"rows": [{"name": "x", "setting": "meal"}]},
    "/exposures/{id}/corrections": {"minutes": 30},
    "/exposures/{id}/withdrawal": {"why": "somebody else was meant"},
    "/contacts/{id}/decision": {"state": "confirmed"},
    "/tasks/{id}/done": {"outcome": "done"},
    "/tasks/{id}/attempt": {"outcome": "reached"},
    "/imports/{id}/replay": {"rows": [{"id": "{reject}", "values": {"编号": "A-8"}}]},
    "/persons/{id}/open": {"purpose": "call", "because": {"kind": "task", "id": "{task}"}},
    "/persons/{id}/break-glass": {"reason": "danger", "text": "somebody is in danger at home and nobody answers"},
    "/matches/{id}/decision": {"decision": "different", "why": "two cousins"},
    "/matches/{id}/undo": {"why": "two cousins"},
    "/grants/{id}/end": {"reason": "mistaken"},
    "/openings/glasses/{id}/review": {"verdict": "approved", "text": "the clinic asked for her that night"},
    "/openings/stops/{id}/release": {"text": "these were the calls of her shift"},
    "/openings/requests/{id}/answer": {"text": "this was the tracer who called about the market"},
    "/accounts/{id}/posts": {
        "role": "tracer",
        "area": "{area}",
        "ends": "2030-01-01T00:00:00Z",
        "reason": "night shift",
    },
    "/accounts/{id}/posts/{post}/renew": {"ends": "2030-01-01T00:00:00Z"},
    "/accounts/{id}/tokens": {
        "post": "{post}",
        "label": "laboratory",
        "ends": "2030-01-01T00:00:00Z",
        "reason": "results",
    },
    "/accounts/{id}/provider": {"provider": "health", "subject": "somebody", "reason": "her institution"},
    "/accounts/{id}/reset": {"password": True, "factor": False, "reason": "lost her phone"},
    "/account-changes/{id}/decision": {"confirmed": True},
    "/loop/failures/{id}/retry": {},
    "/loop/failures/{id}/set-aside": {"why": "the laboratory sends it again"},
}
"""A body for each route with an id in its path, as it should be sent; {name} stands for a record's id."""


def _opening(person: str, kind: str, purpose: str = "call") -> tuple[str, Any]:
    return person, {"purpose": purpose, "because": {"kind": kind, "id": "{" + kind + "}"}}


IN_BODY: Mapping[str, Mapping[str, tuple[str, Any]]] = {
    "/tasks/assign": {
        "task": ("", {"ids": ["{task}"], "owner": None}),
        "reader": ("", {"ids": ["{mine}"], "owner": "{reader}"}),
    },
    "/persons/{id}/open": {
        "task": _opening("person", "task"),
        "case": _opening("patient", "case"),
        "contact": _opening("person", "contact"),
        "glass": _opening("person", "glass", "break the glass"),
        "request": _opening("person", "request", "answer a request"),
    },
    "/cases/{id}/exposures": {"contact": ("case", {"rows": [{"name": "x", "setting": "meal", "via": "{contact}"}]})},
    "/imports/{id}/replay": {"reject": ("receipt", {"rows": [{"id": "{reject}", "values": {"编号": "A-9"}}]})},
    "/accounts/{id}/tokens": {
        "post": ("account", {"post": "{post}", "label": "x", "ends": "2030-01-01T00:00:00Z", "reason": "results"})
    },
    "/me/requests": {"access": ("", {"kind": "complaint", "text": "who was that last night?", "about": "{access}"})},
}
"""Routes that take ids of records in their body: which, what stands in the path then, and a body for each."""


@dataclass(frozen=True)
class Asked:
    """One place for an id: the operation, where it stands, its name there and what it is the id of."""

    method: str
    path: str
    place: str
    name: str
    kind: str
    body: Any = None
    beside: str = ""
    """What the id in the path is of where another is asked for."""

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.place} {self.name} ({self.kind})"


def operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Method, path and description of every operation."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path.removeprefix("/api/v1"), operation


def unknown(schema: Mapping[str, Any]) -> list[str]:
    """What the description names and this file doesn't: parameters, kinds of records, fields, bodies."""
    found: list[str] = []
    for method, path, operation in operations(schema):
        held = ids_of(path)
        for parameter in operation.get("parameters", ()):
            name, place = parameter["name"], parameter["in"]
            if place == "path" and name not in held:
                found.append(f"{path}: what is {name} the id of?")
            if place == "query" and name not in QUERY.keys() | NO_ID:
                found.append(f"{path}?{name}: is it an id?")
            if place == "header" and name != "Idempotency-Key":
                found.append(f"{path} {name}: is it an id?")
        found += [f"{path} {name}: is it an id?" for name in _unknown_fields(schema, path, operation)]
        is_open = held.get("id", "") is None
        if method == "POST" and "{id}" in path and not is_open and operation.get("requestBody") and path not in BODIES:
            found.append(f"{path}: an example of its body")
    return found


def ids_of(path: str) -> Mapping[str, str | None]:
    """What each parameter of a path is the id of."""
    return next((ids for prefix, ids in PATHS.items() if path.startswith(prefix)), {})


def _unknown_fields(schema: Mapping[str, Any], path: str, operation: Mapping[str, Any]) -> list[str]:
    """The fields of a body that are neither known to hold no id nor asked for in the route's examples."""
    fields = {
        name
        for content in operation.get("requestBody", {}).get("content", {}).values()
        for name in _fields(content.get("schema", {}), schema)
    }
    asked = str(IN_BODY.get(path, {}))
    return sorted(name for name in fields - NO_ID_IN_BODY - OPEN_FIELDS if f"'{name}'" not in asked)


def _fields(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in node:
        node = schema["components"]["schemas"][node["$ref"].rpartition("/")[2]]
    for one in (*node.get("anyOf", ()), *node.get("allOf", ()), *node.get("oneOf", ())):
        yield from _fields(one, schema)
    if "items" in node:
        yield from _fields(node["items"], schema)
    for name, inner in node.get("properties", {}).items():
        yield name
        yield from _fields(inner, schema)


def places(schema: Mapping[str, Any]) -> Iterator[Asked]:
    """Every place where the id of a record of an area can stand."""
    for method, path, operation in operations(schema):
        for parameter in operation.get("parameters", ()):
            name, place = parameter["name"], parameter["in"]
            kind = ids_of(path).get(name) if place == "path" else QUERY.get(name) if place == "query" else None
            if kind is not None:
                yield Asked(method, path, place, name, kind, BODIES.get(path), ids_of(path).get("id") or "")
        if method == "POST":
            for kind, (beside, body) in IN_BODY.get(path, {}).items():
                yield Asked(method, path, "body", kind, kind, body, beside)
