"""Where an installation keeps its state: one folder, moved by OUTPACE_HOME.

Without the variable a checkout keeps its state beside its code (`.outpace/`), an installed package in the user's data folder.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation."""

    root: Path

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def database(self) -> Path:
        return self.root / "postgres"

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def runtime(self) -> Path:
        return self.root / "run"

    def make(self) -> "Home":
        """Create the folders that are missing; keys and spool are closed to other users."""
        for folder, mode in (
            (self.root, 0o755),
            (self.keys, 0o700),
            (self.spool, 0o700),
            (self.logs, 0o750),
            (self.runtime, 0o750),
        ):
            folder.mkdir(mode=mode, parents=True, exist_ok=True)
        return self


def find_home(env: Mapping[str, str] = os.environ) -> Home:
    """Find this installation's folder: OUTPACE_HOME, else the checkout's `.outpace`, else the user's data folder."""
    if env.get("OUTPACE_HOME"):
        return Home(Path(env["OUTPACE_HOME"]).expanduser().absolute())
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").is_file():
        return Home(checkout / ".outpace")
    data = env.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Home(Path(data) / "outpace")
