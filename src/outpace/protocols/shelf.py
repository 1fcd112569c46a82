"""Where the editions stand: the folder that a setting names, else `protocols/` of a checkout, else the copy in the package.

An edition is the folder `<disease>/<id>/`: its `edition.yaml` and what else it says. Read once per process; the files of a
running process don't change. A shelf can be opened on another folder: nothing here depends on which one it is.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from outpace.protocols.dated_line import check_lines
from outpace.protocols.edition import Edition
from outpace.protocols.header import Line, Replaces
from outpace.protocols.loader import HEAD_FILE, Opened, open_edition, read_edition
from outpace.protocols.overlay import Overlay, check_overlays, read_overlay
from outpace.words.problem import ProblemError

OVERLAYS = "overlays"


@dataclass(frozen=True, slots=True)
class Files:
    """The texts of a folder: of every document its files by name, of every local overlay its file by path."""

    editions: Mapping[str, Mapping[str, str]]
    overlays: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The documents and local overlays of one folder, with the texts they were read from; laws put together are kept."""

    editions: tuple[Edition, ...]
    overlays: tuple[Overlay, ...]
    files: Files
    laws: dict[tuple[str, ...], Edition] = field(default_factory=dict)

    def edition(self, edition: str) -> Edition:
        """Find a document by its id. Raises ProblemError EDITION_UNKNOWN."""
        for found in self.editions:
            if found.id == edition:
                return found
        known = ", ".join(each.id for each in self.editions)
        raise ProblemError("EDITION_UNKNOWN", edition=edition, editions=known)

    def of(self, disease: str, line: Line) -> tuple[Edition, ...]:
        """The documents of one line of a disease."""
        return tuple(each for each in self.editions if each.disease.id == disease and each.line is line)

    def opened(self, edition: str) -> Opened:
        """Parse the files of a document again, to read it with changes."""
        return open_edition(edition, self.files.editions[edition])

    def kept(self, key: tuple[str, ...], make: Callable[[], Edition]) -> Edition:
        """A law that was put together before, else a new one."""
        if key not in self.laws:
            self.laws[key] = make()
        return self.laws[key]


def data_root() -> Traversable:
    """Find the folder of the editions: the one that OUTPACE_PROTOCOLS names, else ours. Raises ProblemError PROTOCOL_FOLDER."""
    if named := os.environ.get("OUTPACE_PROTOCOLS"):
        if not Path(named).is_dir():
            raise ProblemError("PROTOCOL_FOLDER", folder=named)
        return Path(named)
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


def folder_texts(folder: Traversable) -> dict[str, str]:
    """The files of an edition: name to text."""
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return {file.name: file.read_text("utf-8") for file in found}


def read_files(root: Traversable) -> Files:
    """Read the texts of all documents (`<disease>/<id>/`) and local overlays (`overlays/<area>/<id>.yaml`) of a folder."""
    places = _folders(root / OVERLAYS) if (root / OVERLAYS).is_dir() else []
    return Files(
        {name: folder_texts(folder) for name, folder in edition_folders(root)},
        {f"{OVERLAYS}/{place.name}/{name}": text for place in places for name, text in folder_texts(place).items()},
    )


def open_shelf(root: Traversable) -> Shelf:
    """Read and check everything under a folder. Raises ProblemError PROTOCOL_…, LINE_…, OVERLAY_…"""
    return read_shelf(read_files(root))


def read_shelf(files: Files) -> Shelf:
    """Read documents and overlays from their texts; check that lines follow each other and that nothing dangles."""
    return put_together(tuple(read_document(name, texts) for name, texts in files.editions.items()), files)


def put_together(read: tuple[Edition, ...], files: Files) -> Shelf:
    """Make a shelf of documents that are read already, with the overlays; check it as a whole. Raises ProblemError."""
    known = {edition.id: edition for edition in read}
    found = Shelf(read, tuple(_overlay(file, text, known) for file, text in files.overlays.items()), files)
    check_supplements(found)
    check_lines(found.editions)
    check_overlays(found.overlays)
    return found


def read_document(edition: str, texts: Mapping[str, str]) -> Edition:
    """Read one document from its texts. Raises ProblemError PROTOCOL_ID where the folder's name and id differ, or PROTOCOL_…"""
    read = read_edition(edition, texts)
    if read.id != edition:
        raise ProblemError("PROTOCOL_ID", where=f"{edition}/{HEAD_FILE}", id=read.id)
    return read


def _overlay(file: str, text: str, editions: Mapping[str, Edition]) -> Overlay:
    overlay = read_overlay(file, text, editions)
    if PurePosixPath(file).stem != overlay.id:
        raise ProblemError("PROTOCOL_ID", where=overlay.where, id=overlay.id)
    return overlay


def check_supplements(documents: Shelf) -> None:
    """Raise ProblemError where a supplement adds to nothing, or replaces what isn't there or what it doesn't say."""
    known = {each.id: each for each in documents.editions}
    for each in documents.editions:
        where = each.places.get("header supplements", "")
        for name in each.supplements:
            if name not in known or not known[name].line.is_dated_line:
                raise ProblemError("PROTOCOL_EDITION_UNKNOWN", where=where, edition=name, line="prevention, treatment")
        _check_replaces(each, [known[name] for name in each.supplements])


def _check_replaces(supplement: Edition, bases: list[Edition]) -> None:
    wanted = {*_named(supplement.replaces)}
    said = wanted & _all_said(supplement) & {key for base in bases for key in _all_said(base)}
    for kind, name in sorted(wanted - said):
        where = supplement.places["header replaces"]
        raise ProblemError("PROTOCOL_REPLACES_NOTHING", where=where, name=f"{kind} {name}")


def _named(replaces: Replaces) -> Iterator[tuple[str, str]]:
    yield from (("number", name) for name in replaces.numbers)
    yield from (("clause", name) for name in replaces.clauses)
    yield from (("section", name) for name in replaces.sections)


def _all_said(edition: Edition) -> set[tuple[str, str]]:
    clauses = (clause.number for clause in edition.clauses)
    return {*_named(Replaces(tuple(edition.numbers), tuple(clauses), tuple(edition.sections)))}


def _folders(root: Traversable) -> list[Traversable]:
    return sorted((entry for entry in root.iterdir() if entry.is_dir()), key=lambda entry: entry.name)


@cache
def _held() -> dict[str, Shelf]:
    return {}


def shelf() -> Shelf:
    """The documents of this installation, read once per process."""
    held = _held()
    if not held:
        held["here"] = open_shelf(data_root())
    return held["here"]


def hold(documents: Shelf) -> None:
    """Let this process use a shelf that is read already, in place of reading the files again."""
    _held()["here"] = documents


def load_edition(edition: str) -> Edition:
    """Load one document by its id. Raises ProblemError EDITION_UNKNOWN, or PROTOCOL_… where a file is refused."""
    return shelf().edition(edition)


def editions() -> tuple[Edition, ...]:
    """Load all documents, by disease and id: editions of all lines, supplements, common documents."""
    return shelf().editions


def incident_editions() -> tuple[Edition, ...]:
    """The documents an incident can be opened under: prevention editions, by disease and id."""
    return tuple(edition for edition in shelf().editions if edition.line is Line.PREVENTION)
