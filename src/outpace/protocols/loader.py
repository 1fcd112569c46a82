"""One strict loader for every reader of `protocols/`: the files of one edition in, a frozen `Edition` out, or a refusal.

A refusal names file and line. Decides nothing and fills in nothing: an edition that leaves something out is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from outpace.protocols.changes import NONE, Changes
from outpace.protocols.edition import Edition
from outpace.protocols.header import OPTIONAL, REQUIRED, Header, Line, read_header
from outpace.protocols.ledger import Ledger, read_clauses, read_notes, read_number
from outpace.protocols.sections import CORE, ONLY_WHERE_TRACED, SECTIONS
from outpace.protocols.sections.cases import TRACES_CONTACTS
from outpace.protocols.spot import Spot, open_spot
from outpace.words.problem import ProblemError

SHARED = "numbers clauses"
HEAD_FILE = "edition.yaml"


@dataclass(frozen=True, slots=True)
class Opened:
    """The files of one edition, parsed: the header, the top level of every file, and where each section stands."""

    head: Mapping[str, Spot]
    tops: tuple[Mapping[str, Spot], ...]
    places: Mapping[str, Spot]


def open_edition(folder: str, texts: Mapping[str, str], parse: Callable[[str, str], Spot] = open_spot) -> Opened:
    """Parse the files of one edition: name to YAML text. `folder` is named in refusals. Raises ProblemError PROTOCOL_…"""
    files = {name: parse(f"{folder}/{name}", text) for name, text in texts.items()}
    keys = " ".join((SHARED, *SECTIONS))
    head = files[HEAD_FILE].keys(REQUIRED, f"{OPTIONAL} {keys}")
    tops = (head, *(spot.keys("", keys) for name, spot in files.items() if name != HEAD_FILE))
    return Opened(head, tops, _places(tops))


def read_edition(folder: str, texts: Mapping[str, str]) -> Edition:
    """Read one edition from its files. Raises ProblemError PROTOCOL_…

    `edition.yaml` holds the header. Numbers and clauses may stand in every file and are known in all of them; every
    section stands in one.
    """
    opened = open_edition(folder, texts)
    edition = build_edition(opened)
    _refuse_what_is_left_out(opened.head["id"], edition)
    check_sections(opened, edition, edition)
    return edition


def build_edition(opened: Opened, changes: Changes = NONE) -> Edition:
    """Build an edition from its parsed files, with the changes of other documents. Every text is filled anew."""
    header = read_header(opened.head)
    ledger = Ledger(header.id, header.label, str(header.review_by), changes)
    _declare(ledger, opened.tops)
    edition = _edition(header, opened, ledger)
    ledger.refuse_unused()
    return edition


def check_sections(opened: Opened, part: Edition, law: Edition) -> None:
    """Check the sections of a document against the whole it belongs to, as they stand there.

    A supplement read alone may refer to what only the edition has.
    """
    for key, spot in opened.places.items():
        check = SECTIONS[key].check
        if check is None or law.places[f"section {key}"] != spot.where:
            continue
        try:
            check(spot, law.sections[key], law)
        except ProblemError as refusal:
            if refusal.problem.code != "EDITION_SILENT" or part is not law or part.line is not Line.SUPPLEMENT:
                raise


def _declare(ledger: Ledger, tops: tuple[Mapping[str, Spot], ...]) -> None:
    """Read numbers of all files, then notes (which quote numbers), then clauses."""
    lists = [top["numbers"] for top in tops if "numbers" in top]
    for spot in lists:
        for name, entry in spot.mapping().items():
            read_number(ledger, name, entry)
    for spot in lists:
        read_notes(ledger, spot)
    for top in tops:
        if "clauses" in top:
            read_clauses(ledger, top["clauses"])


def _places(tops: tuple[Mapping[str, Spot], ...]) -> dict[str, Spot]:
    places: dict[str, Spot] = {}
    for top in tops:
        for key, spot in top.items():
            if key in SECTIONS and key in places:
                raise spot.refuse("PROTOCOL_KEY_TWICE", key=key)
            if key in SECTIONS:
                places[key] = spot
    return places


def _edition(header: Header, opened: Opened, ledger: Ledger) -> Edition:
    sections = {key: SECTIONS[key].read(opened.places[key], ledger) for key in SECTIONS if key in opened.places}
    return Edition(
        id=header.id,
        label=header.label,
        title=header.title,
        note=ledger.text(opened.head["note"]),
        disease=header.disease,
        line=header.line,
        valid_from=header.valid_from,
        valid_until=header.valid_until,
        review_by=header.review_by,
        area=header.area,
        supplements=header.supplements,
        replaces=header.replaces,
        supersedes=header.supersedes,
        documents=(header.id,),
        numbers=ledger.numbers,
        clauses=tuple(ledger.clauses.values()),
        sections=sections,
        places=_where(opened, ledger),
    )


def _where(opened: Opened, ledger: Ledger) -> Mapping[str, str]:
    found = {f"header {key}": spot.where for key, spot in opened.head.items() if key not in opened.places}
    found |= {key if key.startswith("clause ") else f"number {key}": spot.where for key, spot in ledger.places.items()}
    return found | {f"section {key}": spot.where for key, spot in opened.places.items()}


def _refuse_what_is_left_out(head: Spot, edition: Edition) -> None:
    if edition.line is not Line.PREVENTION:
        return
    traces_nobody = edition.has(TRACES_CONTACTS) and not edition.traces_contacts
    for section in CORE:
        if traces_nobody and section in ONLY_WHERE_TRACED:
            continue
        if not edition.has(section):
            raise head.refuse("PROTOCOL_KEY_MISSING", key=section.key, name=HEAD_FILE)
