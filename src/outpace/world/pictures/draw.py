"""The pictures of a run from its numbers, in Chinese or English: curve, offspring, generations, ages, contacts, map."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from outpace.words.decision import Text
from outpace.world.pictures.numbers import AGE_YEARS, Numbers, mean
from outpace.world.pictures.sheet import BARS, HEIGHT, INK, LINE, WIDTH, Frame, Sheet, number

Rings = Sequence[Sequence[tuple[float, float]]]
LEFT, TOP, RIGHT, BOTTOM = 88, 64, WIDTH - 24, HEIGHT - 56
LIGHT, DARK = (237, 242, 247), (168, 36, 28)
TAIL = 0.999
DISC = 14.0


@dataclass(frozen=True, slots=True)
class County:
    """A county on the map: its name, where it lies (degrees), its borders where they are known."""

    name: Text
    at: tuple[float, float]
    rings: Rings = ()


WORDS = {
    "colon": Text("：", ": "),
    "curve": Text("每日感染与报告", "infections and reports by day"),
    "curve_note": Text(
        "感染 {infected:,} 人（模拟真值），报告 {reported:,} 例", "{infected:,} infected (truth), {reported:,} reported"
    ),
    "day": Text("天", "day"),
    "people": Text("人数", "people"),
    "infected": Text("感染（真值）", "infected (truth)"),
    "reported": Text("报告", "reported"),
    "offspring": Text("一人感染多少人", "how many one infects"),
    "mean": Text("均值 {mean:.2f}", "mean {mean:.2f}"),
    "by_one": Text("被其感染的人数", "people infected by one"),
    "generations": Text("代间隔", "generation times"),
    "until": Text("从感染到传给他人的天数", "days from infection to infecting"),
    "infections": Text("传播次数", "infections"),
    "ages": Text("传染者与被感染者的年龄", "ages of infectors and infected"),
    "to_age": Text("被感染者年龄（岁）", "age of the infected, years"),
    "from_age": Text("传染者年龄（岁）", "age of the infector, years"),
    "contacts": Text("每人每天接触的人数", "people met by one on a day"),
    "met": Text("接触人数", "people met"),
    "person_days": Text("人日", "person-days"),
    "map": Text("每 10 万人感染数", "infections per 100,000 people"),
    "highest": Text("最高 {most:,.1f}", "highest {most:,.1f}"),
}


class Say:
    """The words of the pictures in one language."""

    def __init__(self, pick: Callable[[Text], str], title: Text) -> None:
        self.pick, self._title = pick, title

    def __call__(self, name: str, **values: float) -> str:
        """The words of a name, filled in."""
        return self.pick(WORDS[name]).format(**values)

    def headed(self, name: str) -> str:
        """A picture's title: what was run, and what is shown of it."""
        return self.pick(self._title) + self("colon") + self(name)


def pictures(
    found: Numbers, counties: Mapping[str, County], title: Text, pick: Callable[[Text], str]
) -> dict[str, str]:
    """All pictures as SVG by file name; `pick` chooses the language."""
    say = Say(pick, title)
    return {
        "curve.svg": _curve(found, say),
        "offspring.svg": _bars("offspring", found.offspring, ("by_one", "people"), say),
        "generations.svg": _bars("generations", found.generations, ("until", "infections"), say),
        "ages.svg": _ages(found.ages, say),
        "contacts.svg": _bars("contacts", found.contacts, ("met", "person_days"), say),
        "map.svg": _map(found.counties, counties, say),
    }


def _curve(found: Numbers, say: Say) -> str:
    note = say("curve_note", infected=sum(found.infections), reported=sum(found.reported))
    sheet, days = Sheet(say.headed("curve"), note), len(found.infections)
    frame = Frame(LEFT, TOP, RIGHT, BOTTOM, 0, days, 0, max(1, *found.infections, *found.reported))
    sheet.axes(frame, say("day"), say("people"))
    wide = frame.x(1) - frame.x(0)
    for day, count in enumerate(found.infections):
        top = frame.y(count)
        sheet.box(frame.x(day) + wide * 0.06, top, wide * 0.88, frame.bottom - top, BARS, f"{day}: {count:,}")
    sheet.line([(frame.x(day + 0.5), frame.y(count)) for day, count in enumerate(found.reported)], LINE, 2)
    for rank, (colour, name) in enumerate(((BARS, "infected"), (LINE, "reported"))):
        sheet.box(LEFT + 12, TOP + 4 + 18 * rank, 12, 10, colour)
        sheet.words(LEFT + 30, TOP + 13 + 18 * rank, say(name))
    return sheet.svg()


def _bars(name: str, counts: Sequence[int], axes: tuple[str, str], say: Say) -> str:
    """A distribution of whole numbers; its last thousandth is put together at the end."""
    kept = _shortened(counts)
    sheet = Sheet(say.headed(name), say("mean", mean=mean(list(counts))))
    frame = Frame(LEFT, TOP, RIGHT, BOTTOM, -0.5, len(kept) - 0.5, 0, max(1, *kept))
    sheet.axes(frame, say(axes[0]), say(axes[1]))
    wide = (frame.right - frame.left) / len(kept)
    for value, count in enumerate(kept):
        is_rest = value == len(kept) - 1 < len(counts) - 1
        top, hint = frame.y(count), f"{value}{'+' if is_rest else ''}: {count:,}"
        sheet.box(frame.x(value - 0.5) + wide * 0.08, top, wide * 0.84, frame.bottom - top, BARS, hint)
    return sheet.svg()


def _shortened(counts: Sequence[int]) -> list[int]:
    total, reached = sum(counts), 0
    for value, count in enumerate(counts):
        reached += count
        if reached >= TAIL * total:
            return [*counts[:value], count + total - reached]
    return [0]


def _ages(matrix: Sequence[Sequence[int]], say: Say) -> str:
    sheet, groups = Sheet(say.headed("ages"), say("infections")), len(matrix)
    high, wide, most = (BOTTOM - TOP) / groups, (RIGHT - LEFT) / groups, max(1, *(max(row) for row in matrix))
    for own, row in enumerate(matrix):
        below = BOTTOM - own * high
        for other, count in enumerate(row):
            x, hint = LEFT + other * wide, f"{_band(own, groups)} → {_band(other, groups)}: {count:,}"
            sheet.box(x, below - high, wide - 1, high - 1, shade(count / most), hint)
            if count:
                ink = _on(count / most)
                sheet.words(x + wide / 2, below - high / 2 + 4, number(count), anchor="middle", size=10, colour=ink)
        sheet.words(LEFT - 6, below - high / 2 + 4, _band(own, groups), anchor="end")
        sheet.words(LEFT + (own + 0.5) * wide, BOTTOM + 18, _band(own, groups), anchor="middle")
    sheet.words(WIDTH / 2, BOTTOM + 38, say("to_age"), anchor="middle")
    sheet.words(18, (TOP + BOTTOM) / 2, say("from_age"), anchor="middle", turned=True)
    return sheet.svg()


def _band(rank: int, groups: int) -> str:
    low = rank * AGE_YEARS
    return f"{low}+" if rank == groups - 1 else f"{low}–{low + AGE_YEARS - 1}"


def _map(values: Mapping[str, float], counties: Mapping[str, County], say: Say) -> str:
    most = max(values.values(), default=0.0)
    sheet = Sheet(say.headed("map"), say("highest", most=most))
    place = _projection([at for each in counties.values() for ring in each.rings or [[each.at]] for at in ring])
    for code, each in counties.items():
        value = values.get(code, 0.0)
        colour, hint = shade(sqrt(value / (most or 1))), f"{say.pick(each.name)} {value:,.1f}"
        if each.rings:
            sheet.shape([[place(at) for at in ring] for ring in each.rings], colour, hint)
        else:
            sheet.disc(*place(each.at), DISC, colour, hint)
    for rank, (part, words) in enumerate(((0.0, "0"), (0.5, f"{most / 4:,.1f}"), (1.0, f"{most:,.1f}"))):
        sheet.box(20, BOTTOM - 34 + 18 * rank, 12, 12, shade(part))
        sheet.words(38, BOTTOM - 24 + 18 * rank, words)
    return sheet.svg()


def _projection(points: Sequence[tuple[float, float]]) -> Callable[[tuple[float, float]], tuple[float, float]]:
    """Degrees onto the sheet, as wide as high at the middle latitude."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeezed = cos(radians((south + north) / 2))
    room = (RIGHT - 40.0, BOTTOM + 20.0 - TOP)
    scale = min(room[0] / ((east - west) * squeezed or 1), room[1] / (north - south or 1))
    left = (WIDTH - (east - west) * squeezed * scale) / 2

    def place(at: tuple[float, float]) -> tuple[float, float]:
        return left + (at[0] - west) * squeezed * scale, TOP + (north - at[1]) * scale

    return place


def shade(part: float) -> str:
    """A colour between light and dark for a part of one."""
    mixed = (round(low + (high - low) * min(1.0, max(0.0, part))) for low, high in zip(LIGHT, DARK, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _on(part: float) -> str:
    """Ink that can be read on a shade."""
    return "#ffffff" if part > 0.5 else INK
