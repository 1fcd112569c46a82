"""What is exercised says so: every event, every list that is taken out, and the whole export name the space they are of."""

import json
from pathlib import Path

import pytest

from tests.integration.conftest import NOW, Installation, Province
from tests.integration.ledger.conftest import place_all, register


def _spaces(province: Province) -> set[str]:
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(province.commander, Purpose.READ_CASES):
        return {json.loads(bytes(event.body)).get("space") for event in Event.objects.filter(kind="case.registered")}


@pytest.mark.parametrize(("space", "file"), [("live", "cases.csv"), ("drill", "drill-cases.csv")])
def test_events_and_files_name_their_space(
    space: str, file: str, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    from outpace.desk.http.files import lines_file
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    monkeypatch.setattr(settings, "SPACE", space)
    register(province, ["L-1"])
    assert _spaces(province) == {space}
    with scope(province.commander, Purpose.READ_CASES) as by:
        answer = lines_file(by, name="cases", columns=["number"], lines=[["L-1"]])
    assert answer["Content-Disposition"] == f'attachment; filename="{file}"'


def test_the_whole_export_names_its_space(
    committed_province: Province, installation: Installation, repository: Path, tmp_path: Path
) -> None:
    from outpace.desk.life.export import take_out

    place_all(installation)
    assert take_out(installation.home, repository / "protocols", tmp_path / "all", NOW)["space"] == "live"
