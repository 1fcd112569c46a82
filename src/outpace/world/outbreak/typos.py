"""Rows typed wrongly, as in every line list: each has one fault that an import must refuse and a person can mend."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta

from outpace.world.outbreak.cases import Seen
from outpace.world.outbreak.records import OutbreakCase, OutbreakLink, SpoiledRow

UNKNOWN_AREA = "990999"


def spoiled(seen: Sequence[Seen], links: Iterable[OutbreakLink], rng: random.Random) -> tuple[SpoiledRow, ...]:
    """Spoil one case for each kind of typo. Only cases without links and without infectees are spoiled."""
    linked = {number for link in links for number in (link.infector, link.infectee)}
    infectors = {one.infection.infector for one in seen}
    free = [one.record for one in seen if one.record.number not in linked and one.infection.key not in infectors]
    chosen = []
    for fault, (applies, spoil) in FAULTS.items():
        fitting = [record for record in free if applies(record)]
        if fitting:
            record = rng.choice(fitting)
            free.remove(record)
            chosen.append(SpoiledRow(fault=fault, typed=spoil(record), meant=record))
    return tuple(chosen)


def _always(_: OutbreakCase) -> bool:
    return True


def _has_onset(record: OutbreakCase) -> bool:
    return record.onset is not None


def _impossible_day(record: OutbreakCase) -> dict[str, str]:
    return {"reported": record.reported.strftime("%Y-%m-32")}


def _too_late(record: OutbreakCase) -> dict[str, str]:
    return {"onset": (record.reported + timedelta(days=1)).isoformat()}


def _old_year(record: OutbreakCase) -> dict[str, str]:
    return {"specimen": "0202" + record.specimen.isoformat()[4:]}


def _elsewhere(_: OutbreakCase) -> dict[str, str]:
    return {"area_code": UNKNOWN_AREA}


def _no_number(_: OutbreakCase) -> dict[str, str]:
    return {"number": ""}


FAULTS: Mapping[str, tuple[Callable[[OutbreakCase], bool], Callable[[OutbreakCase], dict[str, str]]]] = {
    "onset_after_report": (_has_onset, _too_late),
    "impossible_day": (_always, _impossible_day),
    "year_0202": (_always, _old_year),
    "unknown_area": (_always, _elsewhere),
    "no_number": (_always, _no_number),
}
