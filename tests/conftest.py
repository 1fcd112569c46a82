"""What every test stands on: an installation of its own, never the one you work with."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.room import room

_HOME = tempfile.TemporaryDirectory(prefix="outpace-test-", dir=room())
os.chmod(_HOME.name, 0o755)
os.environ["OUTPACE_HOME"] = str(Path(_HOME.name) / "home")
os.environ["DJANGO_SETTINGS_MODULE"] = "outpace.desk.settings"
os.environ["OUTPACE_SECOND_FACTOR"] = (
    "optional"  # the people of most tests sign in by password; tests/integration/accounts asks for more
)
for _name in ("DATABASE_URL", "OUTPACE_DB_HOST", "OUTPACE_DB_NAME", "OUTPACE_PORT"):
    os.environ.pop(_name, None)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data(repository: Path) -> Path:
    """Public data sets beside the checkout. Tests that need them skip aloud where they are absent."""
    folder = repository.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"NOT RUN: no public data sets in {folder}")
    return folder


@pytest.fixture(scope="session")
def home() -> Path:
    """The test installation's folder."""
    return Path(os.environ["OUTPACE_HOME"])
