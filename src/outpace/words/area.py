"""Areas as a tree, and the path that scopes every row.

A path is the codes from the root down, each closed by a slash (`330000/330100/330106/`), compared byte by byte: an area
and all below it are one range, which a btree index answers.
"""

from collections.abc import Iterable
from enum import StrEnum

SEPARATOR = "/"
_AFTER = chr(ord(SEPARATOR) + 1)


class Level(StrEnum):
    """Administrative levels, from the whole down to the smallest unit."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    GRID = "grid"


LEVELS = tuple(Level)


def join_path(parent: str, code: str) -> str:
    """The path of a child. Raises ValueError where the code would break the order of paths."""
    if not code or SEPARATOR in code or not code.isascii() or not code.isprintable():
        raise ValueError(f"an area code is printable ASCII without a slash, not {code!r}")
    return f"{parent}{code}{SEPARATOR}"


def path_range(path: str) -> tuple[str, str]:
    """The half-open range [low, high) that holds an area and everything below it, in byte order."""
    return path, path[:-1] + _AFTER if path else chr(0x10FFFF)


def is_within(path: str, above: str) -> bool:
    """Whether an area is the other one or lies below it."""
    return path.startswith(above)


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths that lie in no other one of them, in byte order: the same ground in as few ranges as it takes."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not is_within(path, kept[-1]):
            kept.append(path)
    return tuple(kept)


def common_path(paths: Iterable[str]) -> str:
    """The deepest area that holds all paths; "" where they share none."""
    shared: list[str] = []
    for step in zip(*(path.split(SEPARATOR)[:-1] for path in paths), strict=False):
        if len(set(step)) > 1:
            break
        shared.append(step[0])
    return "".join(f"{code}{SEPARATOR}" for code in shared)
