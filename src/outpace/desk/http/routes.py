"""How a route is declared: who may use it, for which purpose, and what kind of route it is.

`reading` and `writing` open the one scope of the request; `writing` keeps its answer for a retry; `streaming` opens a scope
for each piece it sends; `door` is for routes before anybody is signed in. There is no other way to a route: a test
walks all of them and finds a `Declared` on each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from types import UnionType
from typing import Any, Concatenate, ParamSpec, TypeVar, get_args, get_type_hints

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Router, Schema

from outpace.desk.accounts.models import Account
from outpace.desk.accounts.signin import narrowed
from outpace.desk.http.problems import answer as refusal
from outpace.desk.http.replay import once
from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope
from outpace.words.problem import Problem, ProblemError
from outpace.words.purpose import Purpose

STAFF = frozenset({Role.TRACER, Role.COMMANDER, Role.OPERATOR})
WRITERS = frozenset({Role.TRACER, Role.COMMANDER})
EVERYBODY = STAFF | {Role.RESIDENT}
NOBODY: frozenset[Role] = frozenset()

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=Schema | Problem)


class Kind(StrEnum):
    """What a route does with the scope."""

    READING = "reading"
    WRITING = "writing"
    STREAMING = "streaming"
    DOOR = "door"


@dataclass(frozen=True, slots=True)
class Declared:
    """What a route says about itself. A door without roles is open to everybody."""

    kind: Kind
    purpose: Purpose
    roles: frozenset[Role]


class Asked(HttpRequest):
    """A request whose sender is settled: `user` and `actor` are there (by the middleware and the route's roles)."""

    actor: Actor
    account: Account


def reading(
    router: Router, path: str, *, purpose: Purpose, roles: frozenset[Role] = STAFF
) -> Callable[[Callable[Concatenate[Asked, P], Answer]], Callable[Concatenate[Asked, P], Answer]]:
    """Declare a GET route that reads inside one scope. The return annotation is the answer's schema."""

    def declare(view: Callable[Concatenate[Asked, P], Answer]) -> Callable[Concatenate[Asked, P], Answer]:
        @wraps(view)
        def run(request: Asked, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            with scope(request.actor, purpose):
                return as_json(view(request, *args, **kwargs))

        _register(router, "GET", path, run, Declared(Kind.READING, purpose, roles))
        return view

    return declare


def writing(
    router: Router,
    path: str,
    *,
    purpose: Purpose,
    roles: frozenset[Role] = WRITERS,
    status: int = 200,
    kept: bool = True,
    acting: Callable[["Asked"], Actor] | None = None,
) -> Callable[[Callable[Concatenate[Asked, P], Answer]], Callable[Concatenate[Asked, P], Answer]]:
    """Declare a POST route that acts inside one scope, once for each Idempotency-Key.

    `kept=False` is for a POST whose answer must not be stored (a question with a file in it, a person opened). A view that
    gives a Problem instead of raising it refuses, and what it wrote about the refusal stands. `acting` is for senders whose
    own scope writes nothing: it says as whom the route writes, and the view gets that actor.
    """

    def declare(view: Callable[Concatenate[Asked, P], Answer]) -> Callable[Concatenate[Asked, P], Answer]:
        @wraps(view)
        def run(request: Asked, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            request.actor = acting(request) if acting else request.actor
            with scope(request.actor, purpose):
                if not kept:
                    return as_json(view(request, *args, **kwargs), status)
                return once(request, request.actor.account, lambda: as_json(view(request, *args, **kwargs), status))

        _register(router, "POST", path, run, Declared(Kind.WRITING, purpose, roles), status=status)
        return view

    return declare


def streaming(
    router: Router, path: str, *, purpose: Purpose, roles: frozenset[Role] = STAFF
) -> Callable[
    [Callable[Concatenate[Asked, P], StreamingHttpResponse]], Callable[Concatenate[Asked, P], StreamingHttpResponse]
]:
    """Declare a GET route whose view sends a file piece by piece and opens a scope for each piece."""

    def declare(view: Callable[Concatenate[Asked, P], StreamingHttpResponse]) -> Any:
        _register(router, "GET", path, view, Declared(Kind.STREAMING, purpose, roles))
        return view

    return declare


def door(
    router: Router,
    method: str,
    path: str,
    answer: type[Schema] | None = None,
    *,
    purpose: Purpose = Purpose.SIGN_IN,
    roles: frozenset[Role] = NOBODY,
) -> Callable[[Callable[P, HttpResponse]], Callable[P, HttpResponse]]:
    """Declare a route that settles its scopes by itself; without roles anybody may call it, signed in or not."""

    def declare(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
        _register(router, method, path, view, Declared(Kind.DOOR, purpose, roles), answer=answer)
        return view

    return declare


def as_json(result: Schema | Problem, status: int = 200) -> HttpResponse:
    """Write an answer, or a refusal, while its scope is open."""
    if isinstance(result, Problem):
        return refusal(result)
    return HttpResponse(result.model_dump_json(), status=status, content_type="application/json")


def _register(
    router: Router,
    method: str,
    path: str,
    view: Callable[..., Any],
    declared: Declared,
    *,
    status: int = 200,
    answer: type[Schema] | None = None,
) -> None:
    view.declared = declared  # type: ignore[attr-defined]
    answer = answer or _answer_of(view)
    responses: dict[Any, Any] = {status: answer} if answer else {204: None} if method == "DELETE" else {...: None}
    auth = None if declared.roles == NOBODY else Gate(declared.roles, declared.purpose)
    router.add_api_operation(path, [method], view, auth=auth, response=responses, operation_id=view.__name__)


def _answer_of(view: Callable[..., Any]) -> type[Schema] | None:
    answer = get_type_hints(view).get("return")
    shapes = get_args(answer) if isinstance(answer, UnionType) else (answer,)
    return next((shape for shape in shapes if isinstance(shape, type) and issubclass(shape, Schema)), None)


class Gate:
    """Lets the roles of a route through, before anything of the request is read, with the areas of posts for its purpose."""

    def __init__(self, roles: frozenset[Role], purpose: str) -> None:
        self.roles = roles
        self.purpose = purpose

    def __call__(self, request: HttpRequest) -> Actor:
        actor: Actor | None = getattr(request, "actor", None)
        if getattr(request, "user", None) is None:
            raise ProblemError("NOT_SIGNED_IN")
        if actor is None:
            raise getattr(request, "closed", None) or ProblemError("NO_POST")
        if actor.role not in self.roles:
            raise ProblemError("ROLE_NOT_ALLOWED")
        request.actor = narrowed(actor, getattr(request, "held", ()), self.purpose)  # type: ignore[attr-defined]
        return actor
