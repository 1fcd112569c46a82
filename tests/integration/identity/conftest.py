"""People of the small province, registered as cases, and the service that compares them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.api.conftest import staff
from tests.integration.conftest import NOW, Province

__all__ = ["staff"]

Register = Callable[..., list[int]]


@pytest.fixture
def register(province: Province) -> Register:
    """Register cases as county A's or B's tracer; give the keys of their persons."""

    def run(*rows: dict[str, str], county: str = "9001") -> list[int]:
        from outpace.desk.areas.queries import place
        from outpace.desk.cases.acts import register_cases
        from outpace.desk.cases.models import Case
        from outpace.desk.scope.session import scope
        from outpace.exchange.linelist import CaseRecord, read_case
        from outpace.words.purpose import Purpose

        area, by = (province.a, province.tracer_a) if county == "9001" else (province.b, province.tracer_b)
        records = [read_case({"area_code": county, **row}, as_of=NOW) for row in rows]
        assert all(isinstance(record, CaseRecord) for record in records), records
        with scope(by, Purpose.REGISTER_CASES):
            outcome = register_cases(by=by, incident=province.incident, rows=records, at=NOW, home=place(area))  # type: ignore[arg-type]
            assert not outcome.rejected, outcome.rejected
            persons = dict(Case.objects.filter(pk__in=outcome.accepted.values()).values_list("pk", "person_id"))
        return [persons[outcome.accepted[n]] for n in range(len(rows))]

    return run


@pytest.fixture
def match() -> Callable[[], int]:
    """Compare everybody who waits for it, as the worker does."""

    def run() -> int:
        from outpace.desk.people.matching import match_waiting
        from outpace.desk.scope.actor import service
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        done = 0
        with scope(service(""), Purpose.MATCH) as by:
            while waited := match_waiting(by=by, at=NOW):
                done += waited
        return done

    return run


@pytest.fixture
def steward(province: Province) -> Any:
    """Who decides in the whole province."""
    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.actor import Actor, Role, local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.TEST):
        account = Account.objects.create(
            pk=9101, name="steward_x", password="!", display_zh="核对员", display_en="Steward"
        )
    return Actor(account.pk, Role.STEWARD, (province.root.path,))
