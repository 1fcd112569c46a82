"""What `openapi.json` says of shapes: two of one name would describe each other's answers."""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from typing import Any, get_args

from tests.integration.api.conftest import Browser


def _walk(annotation: Any, met: set[type]) -> None:
    """Add every model and enum that a type is made of."""
    for part in get_args(annotation):
        _walk(part, met)
    if not isinstance(annotation, type) or annotation in met:
        return
    fields = getattr(annotation, "model_fields", None)
    if fields is not None or issubclass(annotation, Enum):
        met.add(annotation)
    for field in (fields or {}).values():
        _walk(field.annotation, met)


def _operations() -> Iterator[Any]:
    from outpace.desk.api.assembly import ROUTERS

    for router in ROUTERS:
        for view in router.path_operations.values():
            yield from view.operations


def _models() -> Iterator[Any]:
    from outpace.desk.api.description import REFUSALS

    for shapes in REFUSALS.values():
        yield from shapes
    for operation in _operations():
        yield from (model for model in operation.response_models.values() if model)
        yield from operation.models


def test_a_name_describes_one_shape(stranger: Browser) -> None:
    met: set[type] = set()
    for model in _models():
        _walk(model, met)
    ours = [shape for shape in met if shape.__module__.startswith("outpace.")]
    assert len(ours) > 100
    names = sorted(shape.__name__ for shape in ours)
    assert [name for name, after in pairwise(names) if name == after] == []


def test_refusals_are_problems_and_every_guarded_route_names_its_credentials(stranger: Browser) -> None:
    paths = stranger.get("/openapi.json").json()["paths"]
    kinds = {
        kind
        for operations in paths.values()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if int(status) >= 400
        for kind in response["content"]
    }
    assert kinds == {"application/problem+json"}
    told = {
        frozenset(status for status in operation["responses"] if int(status) >= 400)
        for operations in paths.values()
        for operation in operations.values()
    }
    assert told == {frozenset({"400", "401", "403", "404", "409", "422", "429", "500", "503"})}


def test_every_shape_that_is_referred_to_is_described(stranger: Browser) -> None:
    said = stranger.get("/openapi.json")
    asked = set(re.findall(r'"#/components/schemas/([^"]+)"', said.content.decode()))
    assert asked <= said.json()["components"]["schemas"].keys()
    assert {"ProblemOut", "ConflictOut", "FieldProblemOut"} <= asked


def test_every_guarded_route_names_its_credentials(stranger: Browser) -> None:
    from outpace.desk.http.routes import Kind

    paths = stranger.get("/openapi.json").json()["paths"]
    open_ = {
        one["operationId"] for operations in paths.values() for one in operations.values() if "security" not in one
    }
    views = [operation.view_func for operation in _operations()]
    assert open_ == {view.__name__ for view in views if view.declared.kind is Kind.DOOR}
