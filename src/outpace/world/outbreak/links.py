"""Which transmission links an investigation puts down: most, not all, and sometimes two candidates for one infectee."""

import random
from collections.abc import Sequence

from outpace.words.contact import Setting
from outpace.world.outbreak.cases import Seen
from outpace.world.outbreak.records import OutbreakLink
from outpace.world.outbreak.shape import OutbreakShape


def links(seen: Sequence[Seen], shape: OutbreakShape, rng: random.Random) -> tuple[OutbreakLink, ...]:
    """Links between reported cases; a second candidate lives in the same county and was infected earlier."""
    by_key = {one.infection.key: one for one in seen}
    found: list[OutbreakLink] = []
    for infectee in seen:
        infector = by_key.get(infectee.infection.infector) if infectee.infection.infector is not None else None
        if infector is None or rng.random() < shape.gaps.infector:
            continue
        found.append(_link(infector, infectee, infectee.infection.setting or Setting.OTHER))
        rivals = [one for one in seen if one is not infector and _could_have_infected(one, infectee)]
        if rivals and rng.random() < shape.gaps.second_candidate:
            found.append(_link(rng.choice(rivals), infectee, Setting.OTHER))
    return tuple(found)


def _could_have_infected(one: Seen, infectee: Seen) -> bool:
    met = infectee.infection.infected
    return one.home[:6] == infectee.home[:6] and one.infection.infected + 1 < met < one.infection.removed


def _link(infector: Seen, infectee: Seen, setting: Setting) -> OutbreakLink:
    return OutbreakLink(infector=infector.record.number, infectee=infectee.record.number, setting=setting)
