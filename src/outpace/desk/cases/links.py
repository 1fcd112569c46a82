"""Register transmission links between cases of an incident. They are links between cases, never traced contacts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from outpace.desk.areas.models import Incident
from outpace.desk.cases.models import Case, Link
from outpace.desk.ledger.outcome import Outcome
from outpace.desk.ledger.record import Event, record
from outpace.desk.ledger.spread import Share, spread
from outpace.desk.scope.actor import Actor
from outpace.exchange.canonical import row_hash
from outpace.exchange.links import LinkRecord
from outpace.words.purpose import Purpose

PURPOSE = Purpose.REGISTER_LINKS


def register_links(*, by: Actor, incident: Incident, rows: Sequence[LinkRecord], at: datetime) -> Outcome:
    """Register links by case number. An infectee with two infectors keeps both: it stays ambiguous."""
    outcome = Outcome()
    numbers = {number for row in rows for number in (row.infector, row.infectee)}
    found: dict[str, list[Case]] = defaultdict(list)
    for case in Case.objects.filter(incident=incident, number__in=numbers):
        found[case.number].append(case)
    links = _settle(incident, rows, found, outcome)
    known = _known(incident, (case for cases in found.values() for case in cases))
    fresh = _fresh(links, known, outcome)
    if fresh:
        _write(by, incident, fresh, at, outcome)
    return outcome


def _settle(
    incident: Incident, rows: Sequence[LinkRecord], found: Mapping[str, list[Case]], outcome: Outcome
) -> dict[int, Link]:
    links = {}
    for index, row in enumerate(rows):
        ends = {"infector": row.infector, "infectee": row.infectee}
        unclear = next((end for end, number in ends.items() if len(found.get(number, ())) != 1), None)
        if unclear is not None:
            code = "LINK_CASE_AMBIGUOUS" if found.get(ends[unclear]) else "LINK_CASE_UNKNOWN"
            outcome.refuse(index, unclear, code, number=ends[unclear])
        elif row.infector == row.infectee:
            outcome.refuse(index, "infectee", "LINK_TO_ITSELF", number=row.infector)
        else:
            links[index] = _link(incident, row, found[row.infector][0], found[row.infectee][0])
    return links


def _link(incident: Incident, row: LinkRecord, infector: Case, infectee: Case) -> Link:
    return Link(
        incident=incident,
        infector=infector,
        infectee=infectee,
        setting=row.setting,
        setting_text=row.setting_text,
        delay_days=row.delay_days,
        row_hash=row_hash(row),
        area_path=infectee.area_path,
    )


def _known(incident: Incident, cases: Iterable[Case]) -> dict[tuple[int, int], tuple[int, bytes]]:
    stored = Link.objects.filter(incident=incident, infectee__in=list(cases))
    return {(link.infector_id, link.infectee_id): (link.pk, bytes(link.row_hash)) for link in stored}


def _fresh(
    links: dict[int, Link], known: dict[tuple[int, int], tuple[int, bytes]], outcome: Outcome
) -> dict[int, Link]:
    fresh: dict[int, Link] = {}
    for index, link in links.items():
        pair = (link.infector_id, link.infectee_id)
        if pair not in known:
            known[pair] = (0, bytes(link.row_hash))
            fresh[index] = link
        elif known[pair][1] == bytes(link.row_hash):
            outcome.duplicate[index] = known[pair][0]
        else:
            outcome.refuse(
                index, "infectee", "LINK_DIFFERS", infector=link.infector.number, infectee=link.infectee.number
            )
    return fresh


def _write(by: Actor, incident: Incident, links: dict[int, Link], at: datetime, outcome: Outcome) -> None:
    shares = spread(by, links.values(), lambda link: link.area_path)
    for share in shares:
        for link in share.rows:
            link.event_id, link.recorded = share.event, at
    for index, link in zip(links, Link.objects.bulk_create(links.values()), strict=True):
        outcome.accepted[index] = link.pk
    outcome.events += [_say(by, incident, share, at) for share in shares]


def _say(by: Actor, incident: Incident, share: Share[Link], at: datetime) -> int:
    return record(
        Event(
            id=share.event,
            kind="link.registered",
            by=by,
            area_path=share.path,
            incident=incident.pk,
            happened=at,
            recorded=at,
            items=[bytes(link.row_hash) for link in share.rows],
            data={"count": len(share.rows)},
        )
    )
