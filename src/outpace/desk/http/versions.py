"""Writes on a record say which version they mean, so that nobody overwrites what he has not seen."""

from collections.abc import Callable

from django.http import HttpRequest
from ninja import Schema

from outpace.desk.http.problems import ConflictError
from outpace.words.problem import ProblemError


def expected_version(request: HttpRequest) -> int:
    """The version in If-Match (`3`, or `"3"`). Raises IF_MATCH_MISSING where there is none."""
    text = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ProblemError("IF_MATCH_MISSING")
    return int(text)


def check_version(yours: int, version: int, current: Callable[[], Schema]) -> None:
    """Refuse where the record has gone on. `current` builds the record as it stands, for the answer with both sides."""
    if yours != version:
        raise ConflictError(yours=yours, version=version, current=current())
