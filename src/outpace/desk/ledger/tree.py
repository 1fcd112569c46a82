"""The Merkle tree as it lies in the tables: roots of ranges, and the proofs of RFC 6962 made of them.

Whole subtrees of 256, 65,536 … leaves are kept, so that a proof in a log of a hundred million leaves reads a few hundred
rows. The rows kept are a cache: a wrong one makes a proof that nobody accepts.
"""

from collections.abc import Iterator

from outpace.desk.ledger.merkle import fold, node, split
from outpace.desk.ledger.models import Leaf, Node

STEP = 8
AT_ONCE = 1000


def keep_nodes(size: int) -> None:
    """Keep the roots of the whole subtrees that have come to their end."""
    for level in range(STEP, 64, STEP):
        whole = size >> level
        if not whole:
            return
        known = Node.objects.filter(level=level).order_by("-number").values_list("number", flat=True).first()
        first = -1 if known is None else known
        fresh = range(first + 1, min(whole, first + 1 + AT_ONCE))
        Node.objects.bulk_create(Node(level=level, number=n, node_hash=_over(level, n, level - STEP)) for n in fresh)


def range_root(start: int, end: int) -> bytes:
    """The root over the leaves from `start` up to `end`, as RFC 6962 builds it."""
    count = end - start
    if count <= 1 << STEP:
        return fold(_leaves(start, end))
    if count & (count - 1) == 0 and start % count == 0:
        return _whole(start, count)
    left = split(count)
    return node(range_root(start, start + left), range_root(start + left, end))


def inclusion(number: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf `number` to the root of a log of `size` leaves, lowest first."""
    return list(_path(number, 0, size))


def consistency(before: int, size: int) -> list[bytes]:
    """The hashes that prove that the log of `size` leaves continues that of `before` (RFC 6962 2.1.2)."""
    return [] if before in (0, size) else list(_subproof(before, 0, size, known=True))


def _path(number: int, start: int, end: int) -> Iterator[bytes]:
    if end - start <= 1:
        return
    middle = start + split(end - start)
    if number < middle:
        yield from _path(number, start, middle)
        yield range_root(middle, end)
    else:
        yield from _path(number, middle, end)
        yield range_root(start, middle)


def _subproof(before: int, start: int, end: int, *, known: bool) -> Iterator[bytes]:
    if before == end - start:
        if not known:
            yield range_root(start, end)
        return
    left = split(end - start)
    middle = start + left
    if before <= left:
        yield from _subproof(before, start, middle, known=known)
        yield range_root(middle, end)
    else:
        yield from _subproof(before - left, middle, end, known=False)
        yield range_root(start, middle)


def _whole(start: int, count: int) -> bytes:
    """The root of a whole subtree, from the highest nodes kept below it."""
    bits = count.bit_length() - 1
    level = bits - bits % STEP
    return _over(bits, start >> bits, level)


def _over(bits: int, number: int, level: int) -> bytes:
    """The root of the whole subtree `number` of 2**bits leaves, from what is kept at a level; from below where that is not."""
    if level == 0:
        return fold(_leaves(number << bits, (number + 1) << bits))
    wide = bits - level
    first, last = number << wide, (number + 1) << wide
    kept = Node.objects.filter(level=level, number__gte=first, number__lt=last).order_by("number")
    hashes = [bytes(h) for h in kept.values_list("node_hash", flat=True)]
    if len(hashes) != last - first:
        hashes = [_over(level, n, level - STEP) for n in range(first, last)]
    return fold(hashes)


def _leaves(start: int, end: int) -> list[bytes]:
    rows = Leaf.objects.filter(seq__gte=start, seq__lt=end).order_by("seq")
    return [bytes(h) for h in rows.values_list("leaf_hash", flat=True)]
