"""A write sent twice takes effect once: the answer is kept under its Idempotency-Key, in the same transaction as the act.

A refused write leaves nothing behind, so sending it again simply tries again. An answer can hold names: it is kept encrypted
under a key of the installation's key folder, and emptied after the days of class `answer` (`life/retention.toml`). The key
and the fingerprint of the request stay, so that a late repetition is refused and never done a second time.
"""

import hashlib
from collections.abc import Callable
from functools import cache

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse
from psycopg import sql

from outpace.desk.clock import wall_now
from outpace.desk.home import Home
from outpace.desk.keyfile import make_once
from outpace.desk.ledger.models import Replay
from outpace.words.ids import IdKind, decode
from outpace.words.problem import ProblemError

HEADER = "Idempotency-Key"
MAX_KEY = 80
_LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"


def once(request: HttpRequest, account: int, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act, or give the answer this key got before. Needs an open scope.

    Raises NOT_FOUND for a record out of sight since, IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY_REUSED for another request
    under the same key, and IDEMPOTENCY_ANSWER_GONE for a repetition so late that the answer is kept no more.
    """
    key, content = _key(request), fingerprint(request)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [f"{account} {key}"])
    held = Replay.objects.filter(account_id=account, key=key).first()
    if held is not None:
        _refuse_gone(request)
        return _again(held, content)
    response = act()
    Replay.objects.create(
        account_id=account,
        key=key,
        request_hash=content,
        status=response.status_code,
        answer=_cipher(settings.HOME).encrypt(response.content),
        at=wall_now(),
    )
    return response


def _key(request: HttpRequest) -> str:
    key = request.headers.get(HEADER, "").strip()
    if not 0 < len(key) <= MAX_KEY or not key.isprintable():
        raise ProblemError("IDEMPOTENCY_KEY_MISSING")
    return key


_TABLES = {
    IdKind.CASE: "people_subject",
    IdKind.CONTACT: "people_subject",
    IdKind.PERSON: "people_subject",
    IdKind.EXPOSURE: "tracing_exposure",
    IdKind.TASK: "tasks_task",
    IdKind.RECEIPT: "intake_receipt",
    IdKind.MATCH: "people_candidate",
}
"""Where the record in a request's address lies, by the kind its id says."""


def _refuse_gone(request: HttpRequest) -> None:
    """Refuse an answer about a record that the sender no longer sees, as a first request would be: moved, a post ended."""
    text = str((request.resolver_match.kwargs if request.resolver_match else {}).get("id", ""))
    kind = next((kind for kind in _TABLES if text.startswith(f"{kind}_")), None)
    if kind is None:
        return
    query = sql.SQL("select exists (select from {} where id = %s)").format(sql.Identifier(_TABLES[kind]))
    with connection.cursor() as cursor:
        cursor.execute(query, [decode(kind, text)])
        if not cursor.fetchone()[0]:
            raise ProblemError("NOT_FOUND")


def _again(held: Replay, content: bytes) -> HttpResponse:
    if bytes(held.request_hash) != content:
        raise ProblemError("IDEMPOTENCY_KEY_REUSED")
    if not held.answer:
        raise ProblemError("IDEMPOTENCY_ANSWER_GONE", at=held.at.isoformat(timespec="minutes"))
    answer = _cipher(settings.HOME).decrypt(bytes(held.answer))
    return HttpResponse(answer, status=held.status, content_type="application/json")


@cache
def _cipher(home: Home) -> Fernet:
    file = home.keys / "answers.key"
    make_once(file, Fernet.generate_key())
    return Fernet(file.read_bytes())


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
