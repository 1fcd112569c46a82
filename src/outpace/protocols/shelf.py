"""Where the editions stand: `protocols/` of a checkout, else the copy inside the installed package.

An edition is the folder `<disease>/<id>/`: its `edition.yaml` and what else it says. Read once per process; the files of a
running process don't change.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from outpace.protocols.edition import Edition
from outpace.protocols.loader import HEAD_FILE, read_edition
from outpace.words.problem import ProblemError


def data_root() -> Traversable:
    """Find the folder of the editions."""
    checkout = Path(__file__).parents[3]
    if (checkout / "pyproject.toml").is_file() and (checkout / "protocols").is_dir():
        return checkout / "protocols"
    return files("outpace") / "_protocols"


def edition_folders(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    """List the editions under a folder as (id, folder), by disease and id."""
    for disease in _folders(root):
        for folder in _folders(disease):
            if (folder / HEAD_FILE).is_file():
                yield folder.name, folder


def read_folder(edition: str, folder: Traversable) -> Edition:
    """Read an edition from its folder. Raises ProblemError PROTOCOL_ID where folder name and id differ, or PROTOCOL_…"""
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    read = read_edition(edition, {file.name: file.read_text("utf-8") for file in files})
    if read.id != edition:
        raise ProblemError("PROTOCOL_ID", where=f"{edition}/{HEAD_FILE}", id=read.id)
    return read


def _folders(root: Traversable) -> list[Traversable]:
    return sorted((entry for entry in root.iterdir() if entry.is_dir()), key=lambda entry: entry.name)


@cache
def load_edition(edition: str) -> Edition:
    """Load one edition by its id. Raises ProblemError EDITION_UNKNOWN, or PROTOCOL_… where the file is refused."""
    found = dict(edition_folders(data_root()))
    if edition not in found:
        raise ProblemError("EDITION_UNKNOWN", edition=edition, editions=", ".join(found))
    return read_folder(edition, found[edition])


@cache
def editions() -> tuple[Edition, ...]:
    """Load all editions, by disease and id."""
    return tuple(load_edition(edition) for edition, _ in edition_folders(data_root()))
