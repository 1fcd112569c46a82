"""A sheet of scalable graphics: lines, boxes, words and axes in plain SVG. It knows no epidemic.

Coordinates are pixels from the upper left. Words are text, not shapes: any font of the reader's machine shows them.
"""

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

WIDTH, HEIGHT = 640, 400
INK, SOFT, PAPER = "#1f2933", "#9aa5b1", "#ffffff"
BARS, LINE = "#8fb3d9", "#b4322a"
FONT = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
SMALL, LARGE = 12, 15
TICKS = 5


class Frame(NamedTuple):
    """A box on the sheet with the numbers at its edges: what lies where."""

    left: float
    top: float
    right: float
    bottom: float
    low_x: float
    high_x: float
    low_y: float
    high_y: float

    def x(self, value: float) -> float:
        """Pixels from the left."""
        return self.left + (value - self.low_x) / (self.high_x - self.low_x or 1) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Pixels from the top; larger values stand higher."""
        return self.bottom - (value - self.low_y) / (self.high_y - self.low_y or 1) * (self.bottom - self.top)


class Sheet:
    """Collects what is drawn; `svg` is the file."""

    def __init__(self, title: str, note: str = "") -> None:
        self._title, self._note = title, note
        self._parts: list[str] = []
        self.words(20, 28, title, size=LARGE, weight=600)
        if note:
            self.words(20, 48, note, colour="#52606d")

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "start",
        size: int = SMALL,
        colour: str = INK,
        weight: int = 400,
        turned: bool = False,
    ) -> None:
        """Write a line of words; `turned` from below to above."""
        turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
            f'text-anchor="{anchor}"{turn}>{escape(text)}</text>'
        )

    def box(self, x: float, y: float, wide: float, high: float, colour: str, hint: str = "") -> None:
        """Fill a box; the hint shows where somebody points at it."""
        inside = f"<title>{escape(hint)}</title>" if hint else ""
        size = f'width="{max(0.0, wide):.1f}" height="{max(0.0, high):.1f}"'
        self._parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{colour}">{inside}</rect>')

    def line(self, points: Iterable[tuple[float, float]], colour: str = SOFT, wide: float = 1.0) -> None:
        """Draw a line through points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{wide}"/>')

    def shape(self, rings: Iterable[Sequence[tuple[float, float]]], colour: str, hint: str = "") -> None:
        """Fill a shape with a border; inner rings are holes."""
        path = " ".join("M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in rings)
        self._parts.append(
            f'<path d="{path}" fill="{colour}" fill-rule="evenodd" stroke="{PAPER}" stroke-width="0.8">'
            f"<title>{escape(hint)}</title></path>"
        )

    def disc(self, x: float, y: float, radius: float, colour: str, hint: str = "") -> None:
        """Fill a disc."""
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" stroke="{SOFT}" stroke-width="0.8">'
            f"<title>{escape(hint)}</title></circle>"
        )

    def axes(self, frame: Frame, x: str, y: str) -> None:
        """Draw axes with round numbers and say what they count."""
        for value in steps(frame.low_y, frame.high_y):
            self.line([(frame.left, frame.y(value)), (frame.right, frame.y(value))], "#e4e7eb")
            self.words(frame.left - 6, frame.y(value) + 4, number(value), anchor="end")
        for value in steps(frame.low_x, frame.high_x):
            self.words(frame.x(value), frame.bottom + 18, number(value), anchor="middle")
        self.line([(frame.left, frame.bottom), (frame.right, frame.bottom)], INK)
        self.words((frame.left + frame.right) / 2, frame.bottom + 38, x, anchor="middle")
        self.words(18, (frame.top + frame.bottom) / 2, y, anchor="middle", turned=True)

    def svg(self) -> str:
        """The sheet as a file."""
        inside = "\n".join(self._parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FONT}" role="img">\n'
            f"<title>{escape(self._title)}</title>\n"
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>\n{inside}\n</svg>\n'
        )


def steps(low: float, high: float) -> list[float]:
    """About five round numbers between two."""
    if high <= low:
        return [low]
    rough = (high - low) / TICKS
    size = 10.0 ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough)
    return [round(step * rank, 10) for rank in range(ceil(low / step), floor(high / step) + 1)]


def number(value: float) -> str:
    """A number as axes show it."""
    return f"{value:,.0f}" if value == round(value) else f"{value:g}"
