"""The classes of what is kept, and for how long: read once from `retention.toml`. Which rows a class has, `retention` knows."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

from outpace.words.decision import Text


@dataclass(frozen=True, slots=True)
class DataClass:
    """A class of rows with its limit in whole days. `certainty` says who set the figure."""

    name: str
    title: Text
    days: int
    counted_from: str
    why: str
    certainty: str

    def before(self, as_of: datetime) -> datetime:
        """The instant before which rows of this class are past their limit."""
        return as_of - timedelta(days=self.days)


@cache
def classes() -> Mapping[str, DataClass]:
    """All classes by name. Raises ValueError for one without a limit."""
    raw = tomllib.loads((files("outpace.desk.life") / "retention.toml").read_text("utf-8"))
    return {name: _read(name, entry) for name, entry in raw.items()}


def _read(name: str, entry: Mapping[str, str | int]) -> DataClass:
    days = entry["days"]
    if not isinstance(days, int) or days < 0:
        raise ValueError(f"class {name} has no limit in days")
    return DataClass(
        name=name,
        title=Text(zh=str(entry["zh"]), en=str(entry["en"])),
        days=days,
        counted_from=str(entry["counted_from"]),
        why=str(entry["why"]),
        certainty=str(entry["certainty"]),
    )
