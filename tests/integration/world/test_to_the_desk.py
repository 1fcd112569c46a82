"""A fictional province and an outbreak in it go into the desk as files by command, and every row is accounted for."""

import shlex
from pathlib import Path
from typing import Any

from outpace.words.area import LEVELS
from tests.integration.faults.conftest import Terminal

PEOPLE = 60_000


def test_areas_of_every_level_are_imported_with_a_balanced_receipt(terminal: Terminal, tmp_path: Path) -> None:
    made = terminal.json("world", "areas", "--people", str(PEOPLE), "--seed", "3", "--out", str(tmp_path / "land"))
    assert set(made["areas"]) == {level.value for level in LEVELS}
    assert len(made["import"]) == 4, "counties bring cities and the province"
    for command, level in zip(made["import"], LEVELS[2:], strict=True):
        receipt = imported(terminal, command)
        assert receipt["population"] == PEOPLE
        assert receipt["read"] == receipt["accepted"] == made["areas"][level]
    assert all(names_in_both_languages().values())
    again = imported(terminal, made["import"][-1])
    assert (again["accepted"], again["duplicate"]) == (0, made["areas"]["grid"])


def test_what_was_observed_is_imported_without_a_rejected_row(terminal: Terminal, tmp_path: Path) -> None:
    made = terminal.json("world", "areas", "--people", "20000", "--seed", "3", "--out", str(tmp_path / "land"))
    for command in made["import"]:
        imported(terminal, command)
    run = (
        "world",
        "run",
        "measles-schools",
        "--places",
        made["places"],
        "--days",
        "28",
        "--out",
        str(tmp_path / "told"),
    )
    rows = {Path(name).stem: count for name, count in terminal.json(*run)["files"].items()}
    assert min(rows.values()) > 0
    for kind in ("linelist", "links", "exposures"):
        named = ("--edition", "measles-2018") if kind == "linelist" else ()
        file = str(tmp_path / "told" / f"{kind}.csv")
        receipt = terminal.json("import", kind, file, "--incident", "W", *named)
        assert receipt["rejects"] == [], kind
        assert receipt["balanced"], kind
        assert (receipt["read"], receipt["accepted"]) == (rows[kind], rows[kind])


def names_in_both_languages() -> dict[str, bool]:
    """Whether each area of the desk has a name of its own in English."""
    from outpace.desk.areas.models import Area
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.IMPORT_AREAS):
        return {area.code: bool(area.name_en) and area.name_en != area.name_zh for area in Area.objects.all()}


def imported(terminal: Terminal, command: str) -> dict[str, Any]:
    """Run a printed command; nothing may be rejected or noted, and the receipt must balance."""
    receipt = terminal.json(*shlex.split(command)[1:])
    assert receipt["problems"] == []
    assert receipt["notes"] == []
    assert receipt["read"] == receipt["accepted"] + receipt["duplicate"] + receipt["rejected"]
    return receipt
