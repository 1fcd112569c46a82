"""Register transmission links between cases of an incident. They are links between cases, never traced contacts."""

from collections.abc import Iterable, Sequence
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
    cases = {case.number: case for case in Case.objects.filter(incident=incident, number__in=numbers)}
    links = _settle(incident, rows, cases, outcome)
    known = _known(incident, cases.values())
    fresh = _fresh(links, known, outcome)
    if fresh:
        _write(by, incident, fresh, at, outcome)
    return outcome


def _settle(
    incident: Incident, rows: Sequence[LinkRecord], cases: dict[str, Case], outcome: Outcome
) -> dict[int, Link]:
    links = {}
    for index, row in enumerate(rows):
        missing = next((number for number in (row.infector, row.infectee) if number not in cases), None)
        if missing is not None:
            outcome.refuse(
                index, "infector" if missing == row.infector else "infectee", "LINK_CASE_UNKNOWN", number=missing
            )
        elif row.infector == row.infectee:
            outcome.refuse(index, "infectee", "LINK_TO_ITSELF", number=row.infector)
        else:
            links[index] = _link(incident, row, cases)
    return links


def _link(incident: Incident, row: LinkRecord, cases: dict[str, Case]) -> Link:
    infectee = cases[row.infectee]
    return Link(
        incident=incident,
        infector=cases[row.infector],
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
