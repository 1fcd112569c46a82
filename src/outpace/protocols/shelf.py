"""Where the editions stand: `protocols/` of a checkout, else the copy inside the installed package.

An edition is `<disease>/<id>.yaml`. Read once per process; the files of a running process don't change.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from outpace.protocols.edition import Edition
from outpace.protocols.loader import read_edition
from outpace.words.problem import ProblemError


def data_root() -> Traversable:
    """Find the folder of the editions."""
    checkout = Path(__file__).parents[3]
    if (checkout / "pyproject.toml").is_file() and (checkout / "protocols").is_dir():
        return checkout / "protocols"
    return files("outpace") / "_protocols"


def edition_files(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    """List the editions under a folder as (id, file), by disease and id."""
    for disease in sorted((entry for entry in root.iterdir() if entry.is_dir()), key=lambda entry: entry.name):
        for file in sorted(disease.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".yaml"):
                yield file.name.removesuffix(".yaml"), file


def read_file(edition: str, file: Traversable) -> Edition:
    """Read the file of an edition. Raises ProblemError PROTOCOL_ID where file name and id differ, or PROTOCOL_…"""
    read = read_edition(file.name, file.read_text("utf-8"))
    if read.id != edition:
        raise ProblemError("PROTOCOL_ID", where=file.name, id=read.id)
    return read


@cache
def load_edition(edition: str) -> Edition:
    """Load one edition by its id. Raises ProblemError EDITION_UNKNOWN, or PROTOCOL_… where the file is refused."""
    found = dict(edition_files(data_root()))
    if edition not in found:
        raise ProblemError("EDITION_UNKNOWN", edition=edition, editions=", ".join(found))
    return read_file(edition, found[edition])


@cache
def editions() -> tuple[Edition, ...]:
    """Load all editions, by disease and id."""
    return tuple(load_edition(edition) for edition, _ in edition_files(data_root()))
