"""Invented people: names in characters and pinyin, sex, age, telephone numbers that no network has."""

import random
from dataclasses import dataclass

from outpace.words.case import Sex
from outpace.words.decision import Text
from outpace.world.outbreak.shape import Kin
from outpace.world.people.names import full_name, name_parts

ADULT = (19, 74)
CHILD = (4, 18)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist. `phone` is 6000 and seven digits: no mobile number in China begins so."""

    name: Text
    sex: Sex
    age: int
    phone: str


class Register:
    """Draws people, no name and no telephone number twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._names: set[str] = set()
        self._phones = iter(rng.sample(range(10_000_000), 20_000))

    def draw(self, *, child: bool = False, surname: Text | None = None) -> Person:
        """Draw an adult or a child, with a given family name where there is one."""
        return self._person(self._rng.choice(list(Sex)), self._rng.randint(*(CHILD if child else ADULT)), surname)

    def draw_kin(self, teller: Person, kin: Kin) -> Person:
        """Draw somebody who is to the teller what `kin` says."""
        match kin.sex:
            case "any":
                sex = self._rng.choice(list(Sex))
            case "opposite":
                sex = Sex.MALE if teller.sex is Sex.FEMALE else Sex.FEMALE
            case _:
                sex = Sex(kin.sex)
        return self._person(sex, max(1, teller.age + self._rng.randint(*kin.years)), None)

    def _person(self, sex: Sex, age: int, surname: Text | None) -> Person:
        return Person(self._name(sex, surname), sex, age, f"6000{next(self._phones):07d}")

    def _name(self, sex: Sex, surname: Text | None) -> Text:
        parts = name_parts()
        while True:
            family = surname or self._rng.choice(parts["surnames"])
            middle = self._rng.choice(parts["middle"])
            last = self._rng.choice(parts["female" if sex is Sex.FEMALE else "male"])
            name = full_name(family, middle, last)
            if name.zh not in self._names:
                self._names.add(name.zh)
                return name
