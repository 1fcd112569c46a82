"""Where infected people live: with their household, else nearby, else across the province by mixing weights."""

import random
from collections import defaultdict

from outpace.words.area import Level
from outpace.words.contact import Setting
from outpace.world.outbreak.shape import OutbreakShape
from outpace.world.outbreak.spread import Infection
from outpace.world.province import Province, ProvinceArea


class Homes:
    """Township codes for infections and for the people they meet."""

    def __init__(self, province: Province, shape: OutbreakShape, rng: random.Random) -> None:
        self._shape, self._rng = shape, rng
        self._townships: dict[str, list[ProvinceArea]] = defaultdict(list)
        for area in province.at(Level.TOWNSHIP):
            self._townships[str(area.parent)].append(area)

    def of_tree(self, tree: tuple[Infection, ...]) -> dict[int, str]:
        """The township of each infection."""
        homes: dict[int, str] = {}
        for infection in tree:
            if infection.infector is None:
                homes[infection.key] = self._shape.index_township
            else:
                homes[infection.key] = self.near(homes[infection.infector], infection.setting)
        return homes

    def near(self, township: str, setting: Setting | None) -> str:
        """Draw the township of somebody met in a setting by somebody who lives in a township."""
        spread = self._shape.spread
        if setting is Setting.HOUSEHOLD:
            return township
        county = township[:6]
        if self._rng.random() >= spread.stay_in_county:
            county = self._rng.choices(list(spread.mixing), list(spread.mixing.values()))[0]
        elif self._rng.random() < spread.stay_in_township:
            return township
        choices = self._townships[county]
        return self._rng.choices(choices, [area.population for area in choices])[0].code
