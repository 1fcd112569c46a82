"""Problems as answers: `application/problem+json` out of the one catalogue, whatever went wrong and wherever.

What failed on our side is logged under a random reference, with the place in the code and without the values it held.
"""

import errno
import json
import logging
import secrets
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from outpace.desk.http.shapes import Both
from outpace.words.problem import Problem, ProblemError

log = logging.getLogger("outpace.desk")
MEDIA = "application/problem+json"
DISK_FULL = "53100"
"""PostgreSQL's own code for it."""


class FieldProblemOut(Schema):
    """A problem of one field of the request (`rows[3].onset`)."""

    where: str
    code: str
    title: Both


class ProblemOut(Schema):
    """A refusal: the code to act on, the sentence to show, and the fields it concerns."""

    type: str = "about:blank"
    code: str
    status: int
    title: Both
    params: dict[str, str | int] = Field(default_factory=dict)
    fields: list[FieldProblemOut] | None = None


class ConflictOut(ProblemOut):
    """A refused write with both sides: the version sent and the record as it now stands."""

    yours: int
    current: dict[str, Any]


class ConflictError(ProblemError):
    """VERSION_CONFLICT with the record as it now stands."""

    def __init__(self, *, yours: int, version: int, current: Schema) -> None:
        super().__init__("VERSION_CONFLICT", yours=yours, current=version)
        self.yours = yours
        self.current = current


def field_problem(where: str, problem: Problem) -> FieldProblemOut:
    """Say where a problem stands and what it is."""
    return FieldProblemOut(where=where, code=problem.code, title=Both.of(problem.text))


def answer(problem: Problem, **members: Any) -> HttpResponse:
    """Answer with a problem; `members` are what its code carries beside the standard ones."""
    kind = problem.kind
    body: dict[str, Any] = {
        "type": "about:blank",
        "code": kind.code,
        "status": kind.http,
        "title": {"zh": problem.text.zh, "en": problem.text.en},
        "params": dict(problem.params),
        **members,
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=kind.http, content_type=MEDIA)


def refused(request: HttpRequest, error: ProblemError) -> HttpResponse:
    """Answer a refusal."""
    if isinstance(error, ConflictError):
        return answer(error.problem, yours=error.yours, current=error.current.model_dump(mode="json"))
    response = answer(error.problem)
    if "retry_s" in error.problem.params:
        response["Retry-After"] = str(error.problem.params["retry_s"])
    return response


_FIELD_CODES = {
    "missing": "FIELD_MISSING",
    "enum": "FIELD_NOT_A_CHOICE",
    "literal_error": "FIELD_NOT_A_CHOICE",
    "string_too_long": "FIELD_TOO_LONG",
    "too_long": "FIELD_TOO_LONG",
    "string_too_short": "FIELD_EMPTY",
    "too_short": "FIELD_EMPTY",
    "extra_forbidden": "FIELD_NOT_EXPECTED",
    "greater_than_equal": "FIELD_OUT_OF_RANGE",
    "less_than_equal": "FIELD_OUT_OF_RANGE",
    "string_pattern_mismatch": "FIELD_CHARACTERS",
}


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a request that does not have the shape of the route, field by field."""
    fields = [_field(entry) for entry in error.errors]
    first = fields[0]
    problem = Problem("INPUT_INVALID", {"where": first.where, "what": first.code})
    title = {
        "zh": problem.kind.zh.format(where=first.where, what=first.title.zh.rstrip("。")),
        "en": problem.kind.en.format(where=first.where, what=first.title.en.rstrip(".")),
    }
    return answer(problem, title=title, fields=[field.model_dump() for field in fields])


def _field(entry: Mapping[str, Any]) -> FieldProblemOut:
    code = _FIELD_CODES.get(entry["type"], "FIELD_NOT_READABLE")
    context = entry.get("ctx") or {}
    params: dict[str, str | int] = {}
    if code == "FIELD_NOT_A_CHOICE":
        params["allowed"] = str(context.get("expected", ""))
    elif code == "FIELD_TOO_LONG":
        params["limit"] = int(context.get("max_length", 0))
    elif code == "FIELD_OUT_OF_RANGE":
        params["limit"] = "≥ {ge}".format(**context) if "ge" in context else "≤ {le}".format(**context)
    return field_problem(where_of(entry["loc"]), Problem(code, params))


def where_of(location: Sequence[str | int]) -> str:
    """Write the place of a field as people read it: `rows[3].onset`. A body's first step is the route's own name for it."""
    steps = location[2:] if location[0] == "body" else location[1:]
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.lstrip(".") or "body"


def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer what nobody foresaw. The user gets a reference; the log gets the reference and the place in the code."""
    match error:
        case ProblemError():
            return refused(request, error)
        case Http404():
            return answer(Problem("NOT_FOUND", {}))
        case RequestDataTooBig():
            return answer(Problem("BODY_TOO_LARGE", {}))
        case HttpError() | SuspiciousOperation():
            return answer(Problem("BODY_UNREADABLE", {}))
        case DataError():
            return answer(Problem("VALUE_UNSTORABLE", {}))
    if _is_full(error):
        log.error("the disk is full in %s", _route(request))
        return answer(Problem("STORAGE_FULL", {}))
    reference = secrets.token_hex(4)
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("reference %s: %s in %s\n%s", reference, type(error).__name__, _route(request), place)
    if isinstance(error, OperationalError | InterfaceError):
        return answer(Problem("NOT_READY", {"event": reference}))
    return answer(Problem("INTERNAL", {"event": reference}))


def _is_full(error: BaseException | None) -> bool:
    """Whether a failure, or what it came from, says that a disk has no room: the database's, or the spool's."""
    if error is None:
        return False
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return full or getattr(error, "sqlstate", None) == DISK_FULL or _is_full(error.__cause__)


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return f"{request.method} {match.route if match else '-'}"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return answer(Problem("NOT_FOUND", {}))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django itself refused (host, size, encoding)."""
    return failed(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself forbade."""
    return answer(Problem("ROLE_NOT_ALLOWED", {}))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure outside any route."""
    error = sys.exc_info()[1]
    return failed(request, error if isinstance(error, Exception) else RuntimeError())


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a write that does not prove that it comes from our own page."""
    return answer(Problem("CSRF_FAILED", {}))


class PlainRefusals:
    """Turns the framework's own refusals of a method into problems."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refusal = answer(Problem("METHOD_NOT_ALLOWED", {"allowed": response["Allow"]}))
        refusal["Allow"] = response["Allow"]
        return refusal
