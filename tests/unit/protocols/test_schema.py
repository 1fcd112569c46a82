"""The published JSON schema fits the files as they are and refuses what is plainly no edition."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from outpace.protocols.examples import SheetLoader
from outpace.protocols.schema import schema_of_files
from outpace.protocols.sections import SECTIONS
from outpace.protocols.shelf import data_root
from tests.unit.protocols.documents import CN8

FILES = sorted(file for file in Path(str(data_root())).glob("*/*/*.yaml"))
SCHEMA = schema_of_files()
VALID = jsonschema_rs.validator_for(SCHEMA)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_file_on_the_shelf_fits(file: Path) -> None:
    VALID.validate(yaml.load(file.read_text("utf-8"), SheetLoader))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 4\n", "value: four\n"),
        ("unit: day\n", "unit: fortnight\n"),
        ("line: prevention", "line: rumour"),
        ("line: prevention\n", "line: prevention\nmood: calm\n"),
        ("    certainty: S:sh0510\n    direction", "    direction"),
        ("of_contact: false", "of_contact: maybe"),
        ("state: health_monitoring", "state: house_arrest"),
        ("until: 2022-06-27", "until: midsummer"),
    ],
)
def test_a_mistake_is_found_while_writing(old: str, new: str) -> None:
    assert old in CN8
    assert VALID.is_valid(yaml.load(CN8, SheetLoader))
    assert not VALID.is_valid(yaml.load(CN8.replace(old, new, 1), SheetLoader))


def test_every_section_has_its_place() -> None:
    found: dict[str, Any] = SCHEMA["$defs"]
    assert set(SECTIONS) <= set(found)
    assert found["look_back"]["required"] == ["clause", "days"]
