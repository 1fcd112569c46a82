"""Acts to record, a sequencer to place them, and the tables behind the app's back."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.integration.conftest import NOW, Installation, Province

Register = Callable[..., Any]


@pytest.fixture
def admin(installation: Installation, own_database: str) -> Iterator[psycopg.Connection]:
    """The superuser in this test's own database: who changes tables past the product."""
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=own_database)
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


def register(province: Province, numbers: Sequence[str], at: datetime = NOW) -> Any:
    """Register cases of county A, named, in one act."""
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.scope.session import scope
    from outpace.exchange.linelist import CaseRecord
    from outpace.words.purpose import Purpose

    with scope(province.commander, Purpose.REGISTER_CASES) as by:
        rows = [CaseRecord(number=number, area_code="9001", name=f"林{number}") for number in numbers]
        return register_cases(by=by, incident=province.incident, rows=rows, at=at)


def place_all(installation: Installation, at: datetime = NOW) -> int:
    """Let the sequencer place what waits."""
    from outpace.desk.ledger.sequencer import place
    from outpace.desk.ledger.signer import checkpoint_signer

    return place(signer=checkpoint_signer(installation.home.keys), at=at)
