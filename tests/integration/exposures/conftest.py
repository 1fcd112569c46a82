"""A case under the edition of a disease, and a tracer who is told who met it: API in, loop drained, contact out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.integration.api.conftest import Browser, enter, open_post
from tests.integration.conftest import Province, build_province

TOLD = {"name": "林乙", "setting": "household", "first": "2022-03-02", "last": "2022-03-02"}


@dataclass
class Told:
    """One case under an edition, and the tracer of its county."""

    province: Province
    tracer: Browser
    case: str
    settle: Callable[[], None]

    def tell(self, **told: Any) -> dict[str, Any]:
        """Somebody met the case: gives the contact that follows from it."""
        known = {row["id"] for row in self.page()["contacts"]}
        answer = self.tracer.post(f"/cases/{self.case}/exposures", {"rows": [TOLD | told]})
        assert answer.json()["accepted"], answer.content
        self.settle()
        (fresh,) = [row for row in self.page()["contacts"] if row["id"] not in known]
        return fresh  # type: ignore[no-any-return]

    def answer(self, contact: dict[str, Any], **told: Any) -> dict[str, Any]:
        """More is told of a contact's exposure: gives the contact as it stands then."""
        exposure = self.exposure(contact)
        answer = self.tracer.post(f"/exposures/{exposure['id']}/corrections", told, version=exposure["version"])
        assert answer.status_code == 200, answer.content
        self.settle()
        return self.contact(contact)

    def page(self) -> dict[str, Any]:
        return self.tracer.get(f"/cases/{self.case}").json()  # type: ignore[no-any-return]

    def contact(self, contact: dict[str, Any]) -> dict[str, Any]:
        (found,) = [row for row in self.page()["contacts"] if row["id"] == contact["id"]]
        return found  # type: ignore[no-any-return]

    def exposure(self, contact: dict[str, Any]) -> dict[str, Any]:
        """The exposure that a contact's person told last."""
        told = [row for row in self.page()["exposures"] if row["person"]["id"] == contact["person"]["id"]]
        return told[-1]  # type: ignore[no-any-return]


@pytest.fixture
def under(database: object, settle: Callable[[], None]) -> Callable[[str], Told]:
    """Register a confirmed case, and give the tracer of its county."""
    from outpace.desk.scope.actor import Role

    def open_case(edition: str) -> Told:
        province = build_province(edition)
        open_post("tracer_d", Role.TRACER, province.a.path)
        tracer = enter("tracer_d")
        from outpace.words.ids import IdKind, encode

        row = {
            "number": "D-1",
            "case_class": "confirmed",
            "onset": "2022-03-01",
            "reported": "2022-03-05",
            "area_code": "9001",
        }
        incident = encode(IdKind.INCIDENT, province.incident.pk)
        made = tracer.post("/cases", {"incident": incident, "rows": [row]}).json()
        settle()
        return Told(province, tracer, made["accepted"][0]["id"], settle)

    return open_case


def end(contact: dict[str, Any]) -> str | None:
    """The last day of a contact's plan; None without a plan."""
    return contact["plan"] and contact["plan"]["end"]  # type: ignore[no-any-return]
