"""The demo's outbreak YL-1 as its observers know it at an instant: always day six of the response."""

import random
from datetime import datetime

from outpace.words.decision import Text
from outpace.words.moment import instant
from outpace.world.outbreak.cases import Calendar, Observer, people_of
from outpace.world.outbreak.homes import Homes
from outpace.world.outbreak.interviews import Interviews
from outpace.world.outbreak.links import links
from outpace.world.outbreak.persons import Register
from outpace.world.outbreak.records import Outbreak
from outpace.world.outbreak.shape import OutbreakShape, demo_shape
from outpace.world.outbreak.spread import outbreak_tree
from outpace.world.outbreak.typos import spoiled
from outpace.world.province import Province

DEMO_SEED = 65  # of the first 160 the one with cases in most counties and a clear bend
CODE = "YL-1"
NAME = Text(zh="呼吸道疫情", en="respiratory outbreak")


def outbreak(
    province: Province, as_of: datetime, seed: int = DEMO_SEED, shape: OutbreakShape | None = None
) -> Outbreak:
    """Draw the outbreak as known at `as_of`, an aware datetime in the zone whose calendar days count.

    Everything is drawn from the seed and placed relative to `as_of`, so that a demo is never out of date. Raises
    ValueError for a naive `as_of` and for a shape that can't be met.
    """
    instant(as_of)
    shape = shape or demo_shape()
    calendar = Calendar(as_of)
    tree = outbreak_tree(shape, _stream(seed, "tree"))
    register = Register(_stream(seed, "people"))
    homes = Homes(province, shape, _stream(seed, "homes"))
    people = people_of(tree, register)
    seen = Observer(province, shape, calendar, _stream(seed, "reports")).seen(tree, people, homes.of_tree(tree))
    found = links(seen, shape, _stream(seed, "links"))
    wrong = spoiled(seen, found, _stream(seed, "typos"))
    kept = tuple(one for one in seen if one.record not in {row.meant for row in wrong})
    return Outbreak(
        code=CODE,
        name=NAME,
        area_code=province.areas[0].code,
        began=calendar.day(-shape.day_one),
        as_of=instant(as_of),
        cases=tuple(one.record for one in kept),
        links=found,
        exposures=Interviews(shape, calendar, homes, register, _stream(seed, "interviews")).told(kept),
        spoiled=wrong,
    )


def _stream(seed: int, what: str) -> random.Random:
    return random.Random(f"outbreak {seed} {what}")
