"""Yunlan Province, whole: every area with name, code, people and polygons. The same seed gives the same province.

The province is invented and lies in the open sea (about 130.4-134° E, 26.7-29.1° N). Its codes begin with 99, which no
division code of China does. It is a stage for demonstrations, tests and drills; it holds no persons.
"""

from functools import lru_cache

from outpace.world.province.areas import Province
from outpace.world.province.plan import yunlan_plan
from outpace.world.province.survey import surveyed


def yunlan(seed: int = 1) -> Province:
    """Build Yunlan Province, once for each seed. A seed fixes names, people and borders, bit for bit."""
    return _drawn(seed)


@lru_cache(maxsize=4)
def _drawn(seed: int) -> Province:
    return surveyed(yunlan_plan(), seed)
