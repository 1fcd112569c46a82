"""A write sent twice takes effect once: the answer is kept under its Idempotency-Key, in the same transaction as the act.

A refused write leaves nothing behind, so sending it again simply tries again.
"""

import hashlib
from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse

from outpace.desk.clock import wall_now
from outpace.desk.ledger.models import Replay
from outpace.words.problem import ProblemError

HEADER = "Idempotency-Key"
MAX_KEY = 80
_LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"


def once(request: HttpRequest, account: int, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act, or give the answer this key got before. Needs an open scope.

    Raises IDEMPOTENCY_KEY_MISSING, and IDEMPOTENCY_KEY_REUSED for another request under the same key.
    """
    key, content = _key(request), fingerprint(request)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [f"{account} {key}"])
    held = Replay.objects.filter(account_id=account, key=key).first()
    if held is not None:
        return _again(held, content)
    response = act()
    Replay.objects.create(
        account_id=account,
        key=key,
        request_hash=content,
        status=response.status_code,
        answer=response.content,
        at=wall_now(),
    )
    return response


def _key(request: HttpRequest) -> str:
    key = request.headers.get(HEADER, "").strip()
    if not 0 < len(key) <= MAX_KEY or not key.isprintable():
        raise ProblemError("IDEMPOTENCY_KEY_MISSING")
    return key


def _again(held: Replay, content: bytes) -> HttpResponse:
    if bytes(held.request_hash) != content:
        raise ProblemError("IDEMPOTENCY_KEY_REUSED")
    return HttpResponse(bytes(held.answer), status=held.status, content_type="application/json")


def fingerprint(request: HttpRequest) -> bytes:
    """What makes two requests the same: method, address, If-Match, and the content however it was packed."""
    digest = hashlib.sha256()
    for part in (request.method or "", request.get_full_path(), request.headers.get("If-Match", "")):
        digest.update(part.encode() + b"\0")
    if request.content_type == "multipart/form-data":
        _add_form(digest, request)
    else:
        digest.update(request.body)
    return digest.digest()


def _add_form(digest: "hashlib._Hash", request: HttpRequest) -> None:
    """Add the parts: the boundary between them differs from one sending to the next."""
    for name, values in sorted(request.POST.lists()):
        digest.update(f"{name}={values}\0".encode())
    for name, file in sorted(request.FILES.items()):
        assert isinstance(file, UploadedFile)
        digest.update(f"{name}={file.name}\0".encode())
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
