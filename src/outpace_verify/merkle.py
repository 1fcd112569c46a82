"""Merkle trees after RFC 6962, and the proofs checked as RFC 9162 2.1.3 and 2.1.4 describe. No file is read here."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def pair(left: bytes, right: bytes) -> bytes:
    """Hash of a node over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree that leaves are added to; it holds one root for each bit of its size."""

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[tuple[int, bytes]] = []

    def add(self, data: bytes) -> None:
        """Add a leaf."""
        level, top = 0, leaf_hash(data)
        while self._roots and self._roots[-1][0] == level:
            top = pair(self._roots.pop()[1], top)
            level += 1
        self._roots.append((level, top))
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._roots:
            return EMPTY
        top = self._roots[-1][1]
        for _, left in self._roots[-2::-1]:
            top = pair(left, top)
        return top


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over some leaves."""
    tree = Growing()
    for data in leaves:
        tree.add(data)
    return tree.root()


def roots_at(leaves: Iterable[bytes], sizes: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """The roots of a growing tree at some sizes; sizes beyond the last leaf have none."""
    wanted, tree = set(sizes), Growing()
    if 0 in wanted:
        yield 0, tree.root()
    for data in leaves:
        tree.add(data)
        if tree.size in wanted:
            yield tree.size, tree.root()


def root_by_path(data: bytes, number: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a path leads to from a leaf; None where the path does not fit number and size."""
    if not 0 <= number < size:
        return None
    index, last, top = number, size - 1, leaf_hash(data)
    for step in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            top = pair(step, top)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            top = pair(top, step)
        index, last = index >> 1, last >> 1
    return top if last == 0 else None


def is_continued(before: int, root: bytes, size: int, later: bytes, path: Sequence[bytes]) -> bool:
    """Whether a path proves that the log of `size` leaves begins with that of `before`."""
    if before == size:
        return not path and root == later
    if before == 0:
        return not path and root == EMPTY
    if not 0 < before < size or not path:
        return False
    steps = list(path)
    if before & (before - 1) == 0:
        steps.insert(0, root)
    index, last = before - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            old, new = pair(step, old), pair(step, new)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            new = pair(new, step)
        index, last = index >> 1, last >> 1
    return last == 0 and old == root and new == later
