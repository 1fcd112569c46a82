"""What is kept of the editions comes back as it was, and nothing else is ever believed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from outpace.desk.home import Home
from outpace.desk.install import make_keys
from outpace.desk.life.editions_kept import FILE, open_editions, own_content
from outpace.protocols.frozen import freeze, thaw
from outpace.protocols.keeping import keep, kept_shelf
from outpace.protocols.shelf import Files, Shelf, hold, shelf
from tests.unit.protocols.documents import edition, shelf_of

KEY = b"k" * 32
EIGHT = edition("eight", "{from: 2021-05}")


def small() -> Shelf:
    return shelf_of({"eight": EIGHT})


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    before = shelf()
    found = Home(tmp_path)
    make_keys(found)
    yield found
    hold(before)


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of one edition in place of all of them: it is read again and again here."""
    folder = tmp_path / "protocols" / "covid19" / "eight"
    folder.mkdir(parents=True)
    for name, text in EIGHT.items():
        (folder / name).write_text(text, "utf-8")
    monkeypatch.setenv("OUTPACE_PROTOCOLS", str(tmp_path / "protocols"))


def test_the_whole_shelf_comes_back_as_it_was() -> None:
    found = shelf()
    kept = kept_shelf(keep(found, KEY), found.files, KEY)
    assert kept is not None
    assert kept.editions == found.editions
    assert kept.overlays == found.overlays
    assert [each.places for each in kept.editions] == [each.places for each in found.editions]


def test_shared_records_stay_shared() -> None:
    kept = kept_shelf(keep(small(), KEY), small().files, KEY)
    assert kept is not None
    law = kept.editions[0]
    assert law.tiers[0].clause is law.clause("2.3")


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_changed_byte_is_not_believed(at: int) -> None:
    content = bytearray(keep(small(), KEY))
    content[at] ^= 1
    assert kept_shelf(bytes(content), small().files, KEY) is None


def test_another_key_or_other_files_are_not_believed() -> None:
    content = keep(small(), KEY)
    assert kept_shelf(content, small().files, KEY) is not None
    assert kept_shelf(content, small().files, b"o" * 32) is None
    other = edition("eight", "{from: 2021-05}", ("value: 4\n", "value: 5\n"))
    assert kept_shelf(content, Files({"eight": other}), KEY) is None
    assert kept_shelf(b"", small().files, KEY) is None


@dataclass(frozen=True)
class Stranger:
    """A record that is none of the protocols'."""

    word: str


@pytest.mark.parametrize("value", [Stranger("x"), object(), {"a": [1]}, b"bytes"])
def test_only_the_protocols_own_types_can_be_kept(value: object) -> None:
    with pytest.raises(TypeError):
        freeze(value)


@pytest.mark.parametrize(
    "name", ["os:system", "outpace.protocols.shelf:Path", "outpace.protocols.spot:open_spot", "builtins:eval"]
)
def test_bytes_can_name_no_other_type(name: str) -> None:
    with pytest.raises(TypeError):
        thaw(f'[["{name}"],[[0,"true"]],[0]]'.encode())


@pytest.mark.usefixtures("few")
def test_a_start_keeps_what_it_read_and_the_next_one_finds_it(home: Home) -> None:
    assert open_editions(home) is False
    assert (home.runtime / FILE).stat().st_mode & 0o777 == 0o600
    first = shelf().editions
    assert open_editions(home) is True
    assert shelf().editions == first


@pytest.mark.usefixtures("few")
def test_a_damaged_or_foreign_file_is_read_again_and_replaced(home: Home) -> None:
    open_editions(home)
    file = home.runtime / FILE
    file.write_bytes(file.read_bytes()[:-1])
    assert open_editions(home) is False
    assert open_editions(home) is True
    file.chmod(0o644)
    assert open_editions(home) is False
    assert open_editions(home) is True
    (home.keys / "web.key").write_text("another", "ascii")
    assert open_editions(home) is False


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"x")
    target.chmod(0o600)
    link.symlink_to(target)
    assert own_content(target) == b"x"
    assert own_content(link) is None
    assert own_content(tmp_path / "missing") is None
    assert own_content(tmp_path) is None
