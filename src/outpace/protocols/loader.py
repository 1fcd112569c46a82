"""One strict loader for every reader of `protocols/`: the files of one edition in, a frozen `Edition` out, or a refusal.

A refusal names file and line. Decides nothing and fills in nothing: an edition that leaves something out is refused.
"""

from collections.abc import Mapping

from outpace.protocols.edition import Disease, Edition, Line
from outpace.protocols.ledger import Ledger, read_clauses, read_notes, read_number
from outpace.protocols.sections import CORE, SECTIONS
from outpace.protocols.spot import Spot, open_spot
from outpace.protocols.texts import read_name
from outpace.words.moment import Dated

HEADER = "id label title note disease line valid review_by"
SHARED = "numbers clauses"
HEAD_FILE = "edition.yaml"


def read_edition(folder: str, texts: Mapping[str, str]) -> Edition:
    """Read one edition from its files: name to YAML text. `folder` is named in refusals. Raises ProblemError PROTOCOL_…

    `edition.yaml` holds the header. Numbers and clauses may stand in every file and are known in all of them; every
    section stands in one.
    """
    files = {name: open_spot(f"{folder}/{name}", text) for name, text in texts.items()}
    head = files[HEAD_FILE].keys(HEADER, " ".join((SHARED, *SECTIONS)))
    tops = [head, *(spot.keys("", " ".join((SHARED, *SECTIONS))) for name, spot in files.items() if name != HEAD_FILE)]
    ledger = Ledger(head["id"].word(), head["label"].word(), str(head["review_by"].dated()))
    _declare(ledger, tops)
    places = _places(tops)
    edition = _edition(head, places, ledger)
    _refuse_what_is_left_out(files[HEAD_FILE], edition)
    for key, spot in places.items():
        if check := SECTIONS[key].check:
            check(spot, edition.sections[key], edition)
    ledger.refuse_unused()
    return edition


def _declare(ledger: Ledger, tops: list[Mapping[str, Spot]]) -> None:
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


def _places(tops: list[Mapping[str, Spot]]) -> dict[str, Spot]:
    places: dict[str, Spot] = {}
    for top in tops:
        for key, spot in top.items():
            if key in SECTIONS and key in places:
                raise spot.refuse("PROTOCOL_KEY_TWICE", key=key)
            if key in SECTIONS:
                places[key] = spot
    return places


def _edition(head: Mapping[str, Spot], places: Mapping[str, Spot], ledger: Ledger) -> Edition:
    disease = head["disease"].keys("id name")
    valid_from, valid_until = _valid(head["valid"])
    return Edition(
        id=ledger.edition,
        label=ledger.label,
        title=read_name(head["title"]),
        note=ledger.text(head["note"]),
        disease=Disease(disease["id"].word(), read_name(disease["name"])),
        line=head["line"].choice(Line),
        valid_from=valid_from,
        valid_until=valid_until,
        numbers=ledger.numbers,
        clauses=tuple(ledger.clauses.values()),
        sections={key: SECTIONS[key].read(places[key], ledger) for key in SECTIONS if key in places},
    )


def _refuse_what_is_left_out(head: Spot, edition: Edition) -> None:
    for section in CORE if edition.line is Line.PREVENTION else ():
        if not edition.has(section):
            raise head.refuse("PROTOCOL_KEY_MISSING", key=section.key, name=head.name)


def _valid(spot: Spot) -> tuple[Dated, Dated | None]:
    fields = spot.keys("from", "until")
    start = fields["from"].dated()
    until = fields["until"].dated() if "until" in fields else None
    if until and until.day < start.day:
        raise fields["until"].refuse("PROTOCOL_DATES_CROSSED", start=str(start), until=str(until))
    return start, until
