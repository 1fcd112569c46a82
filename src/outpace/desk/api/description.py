"""The description of the API (`openapi.json`), with what the routes declare: credentials, keys, refusals, files.

The framework derives the shapes; this adds only what it can't know. Nothing is described that the routes don't do. Refusals
are the same for every route and added here: declared with each, they were nine in ten of the shapes that a start derives.
"""

from http.client import responses as phrases
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.schema import NinjaGenerateJsonSchema
from pydantic.json_schema import models_json_schema

from outpace.desk.http.problems import ConflictOut, ProblemOut
from outpace.desk.http.replay import HEADER
from outpace.desk.http.routes import Declared, Kind

PROBLEM = "application/problem+json"
REFUSALS = {status: (ProblemOut,) for status in (400, 401, 403, 404, 422, 429, 500, 503)} | {
    409: (ConflictOut, ProblemOut)
}
SCHEMES = {
    "session": {"type": "apiKey", "in": "cookie", "name": "outpace_session"},
    "token": {"type": "http", "scheme": "bearer"},
}
KEY = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "schema": {"type": "string", "minLength": 8, "maxLength": 80, "pattern": "^[A-Za-z0-9-]+$"},
}


class DescribedAPI(NinjaAPI):
    """The framework's API, described as its routes declare themselves; made once, for it takes a second."""

    _described: OpenAPISchema | None = None

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        if self._described is None:
            self._described = self._describe(*args, **kwargs)
        return self._described

    def _describe(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(*args, **kwargs)
        declared = self._declared()
        schema["components"]["securitySchemes"] = SCHEMES
        schema["components"]["schemas"] |= _shapes_of_refusals()
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _complete(operation, method, declared[operation["operationId"]])
        return schema

    def _declared(self) -> dict[str, Declared]:
        views = (
            operation.view_func
            for _, router in self._routers
            for view in router.path_operations.values()
            for operation in view.operations
        )
        return {view.__name__: view.declared for view in views if hasattr(view, "declared")}


def _complete(operation: dict[str, Any], method: str, declared: Declared) -> None:
    if declared.kind is Kind.STREAMING:
        operation["responses"][200] = {"description": "A file", "content": {"text/csv": {"schema": {"type": "string"}}}}
    operation["responses"] |= {status: _refusal(status) for status in REFUSALS}
    if declared.kind is not Kind.DOOR:
        operation["security"] = [{name: []} for name in SCHEMES]
        if method == "post":
            operation.setdefault("parameters", []).append(KEY)


def _refusal(status: int) -> dict[str, Any]:
    """Refusals are problems, and say so in their content type."""
    refs = [{"$ref": REF_TEMPLATE.format(model=shape.__name__)} for shape in REFUSALS[status]]
    shape = refs[0] if len(refs) == 1 else {"anyOf": refs, "title": "Response"}
    return {"description": phrases[status], "content": {PROBLEM: {"schema": shape}}}


def _shapes_of_refusals() -> dict[str, Any]:
    """The components that refusals refer to, by name."""
    _, made = models_json_schema(
        [(shape, "serialization") for shape in (ProblemOut, ConflictOut)],
        ref_template=REF_TEMPLATE,
        schema_generator=NinjaGenerateJsonSchema,
    )
    return dict(made["$defs"])
