"""The API is called as its own description says, by every role, in sequences that use what earlier answers gave.

Nothing may fail on the server, break the described shape of an answer, or answer without the sender's credentials. The
budget is two minutes; `OUTPACE_FUZZ_MINUTES=30 pytest tests/integration/fuzz` is the nightly run.
"""

import logging
import os
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, seed, settings

from tests.integration.api.conftest import API, Browser, case_row, register, signed_in
from tests.integration.conftest import Province

BUDGET_S = 60 * float(os.environ.get("OUTPACE_FUZZ_MINUTES", "2"))
ROLES = ("commander", "tracer", "resident", "operator", "administrator", "ombudsman", "steward")
SYSTEM = "system"
"""A laboratory's system: a token with every call, in place of a browser."""
EXAMPLES, STEPS = 20, 12


@pytest.fixture
def sign_in(committed_province: Province) -> Iterator[Callable[[str, int], Browser]]:
    """Open a fresh account with a role and sign it in, in a province with some cases, exposures and tasks."""
    from django.conf import settings as desk

    from outpace.desk.scope.actor import Role

    held = desk.PASSWORD_HASHERS
    desk.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    def fresh(role: str, number: int) -> Browser:
        area = committed_province.a if role in ("tracer", "resident") else committed_province.root
        return signed_in(f"{role}-{number}", Role(role), area.path)

    _outbreak(fresh("commander", 0), committed_province)
    yield fresh
    desk.PASSWORD_HASHERS = held


@pytest.fixture
def new_token(committed_province: Province) -> Callable[[int], str]:
    """Open a system with the rights of a tracer in the whole province; its token."""
    from outpace.desk.accounts.acts import open_account
    from outpace.desk.accounts.models import Post
    from outpace.desk.accounts.post_acts import make_token
    from outpace.desk.clock import wall_now
    from outpace.desk.scope.actor import Role, local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    def made(number: int) -> str:
        at, by = wall_now(), local_operator()
        with scope(by, Purpose.KEEP_ACCOUNTS):
            account = open_account(
                by=by,
                name=f"{SYSTEM}-{number}",
                zh="检验系统",
                en="laboratory",
                password=None,
                role=Role.TRACER,
                area_path=committed_province.root.path,
                starts=at - timedelta(days=1),
                ends=at + timedelta(days=1),
                system=True,
            )
            post = Post.objects.get(account=account)
            return make_token(by=by, post=post, label="fuzz", ends=at + timedelta(hours=12), at=at)[1]

    return made


def _outbreak(commander: Browser, province: Province) -> None:
    from outpace.desk.drain import drain
    from outpace.words.ids import IdKind, encode
    from tests.integration.conftest import NOW

    incident = encode(IdKind.INCIDENT, province.incident.pk)
    rows = (case_row(f"F-{number}", area_code=("9001", "9002")[number % 2]) for number in range(20))
    register(commander, incident, *rows)
    while drain(NOW):
        pass


class Calls:
    """The answers of a round by status, and the credentials that its sender shows: a browser's, or a system's token."""

    def __init__(self, sender: Browser | str) -> None:
        self.sender = sender
        self.seen: Counter[int] = Counter()

    def credentials(self) -> dict[str, dict[str, str]]:
        """What the sender adds to a call, with a fresh key for each write."""
        headers = {"Idempotency-Key": str(uuid.uuid4()), "If-Match": "1"}
        if isinstance(self.sender, str):
            return {"headers": {**headers, "Authorization": f"Bearer {self.sender}"}}
        jar = {name: morsel.value for name, morsel in self.sender.client.cookies.items()}
        return {"cookies": jar, "headers": {**headers, "X-CSRFToken": self.sender.token}}


def _machine(schema: Any, calls: Calls) -> Any:
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    held = (
        not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
        checks.response_headers_conformance,
    )

    class Machine(schema.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return calls.credentials()

        def validate_response(self, response: Any, case: Any, additional_checks: Any = None, **kwargs: Any) -> None:
            calls.seen[response.status_code] += 1
            case.validate_response(response, checks=list(held))
            _refused_without_credentials(case)

    return Machine.TestCase


def _refused_without_credentials(case: Any) -> None:
    """The same call from a browser in which nobody is signed in is refused before anything of it is read."""
    if "security" not in case.operation.definition.raw:
        return
    stranger = Client(SERVER_NAME="127.0.0.1")
    answer = stranger.generic(case.method, case.formatted_path, headers={"Idempotency-Key": str(uuid.uuid4())})
    assert answer.status_code == 401, f"{case.operation.label} answered {answer.status_code} to nobody"


@pytest.mark.long
def test_nothing_fails_however_it_is_called(
    sign_in: Callable[[str, int], Browser], new_token: Callable[[int], str]
) -> None:
    """Rounds go through all the roles until the budget is used; each has a seed of its own, and a failure prints its calls."""
    import schemathesis

    from outpace.desk.wsgi import application

    schema = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", application)
    ends, number = time.monotonic() + BUDGET_S, 0
    calls: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    senders = (*ROLES, SYSTEM)
    while number < len(senders) or time.monotonic() < ends:
        role, number = senders[number % len(senders)], number + 1
        made = Calls(new_token(number) if role == SYSTEM else sign_in(role, number))
        _round(schema, made, number)
        calls[role] += made.seen.total()
        statuses.update(made.seen)
    logging.getLogger("fuzz").info(
        f"{number} rounds, calls by role {dict(calls)}, answers {dict(sorted(statuses.items()))}"
    )
    assert set(calls) == set(senders)
    assert [status for status in statuses if status >= 500] == []


def _round(schema: Any, calls: Calls, number: int) -> None:
    machine = _machine(schema, calls)
    machine.settings = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    seed(number)(machine)
    machine("runTest").runTest()
