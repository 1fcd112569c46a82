"""The description of the API (`openapi.json`), with what the routes declare: credentials, keys, refusals, files.

The framework derives the shapes; this adds only what it can't know. Nothing is described that the routes don't do.
"""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from outpace.desk.http.replay import HEADER
from outpace.desk.http.routes import Declared, Kind

PROBLEM = "application/problem+json"
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
    _name_refusals(operation["responses"])
    if declared.kind is Kind.STREAMING:
        operation["responses"][200] = {"description": "A file", "content": {"text/csv": {"schema": {"type": "string"}}}}
    if declared.kind is not Kind.DOOR:
        operation["security"] = [{name: []} for name in SCHEMES]
        if method == "post":
            operation.setdefault("parameters", []).append(KEY)


def _name_refusals(responses: dict[Any, Any]) -> None:
    """Refusals are problems, and say so in their content type."""
    for status, response in responses.items():
        content = response.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            response["content"] = {PROBLEM: content["application/json"]}
