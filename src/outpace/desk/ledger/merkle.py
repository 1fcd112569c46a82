"""Merkle tree hashes after RFC 6962: leaves and nodes have different prefixes, so that neither passes for the other."""

import hashlib
from collections.abc import Iterable, Sequence


def leaf(data: bytes) -> bytes:
    """Hash of a leaf."""
    return hashlib.sha256(b"\0" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\1" + left + right).digest()


def extend(edge: Sequence[bytes], size: int, leaves: Iterable[bytes]) -> tuple[list[bytes], int]:
    """Append leaf hashes to a tree given by its right edge (roots of its perfect subtrees, largest first)."""
    stack = list(edge)
    for fresh in leaves:
        stack.append(fresh)
        merges = size
        while merges & 1:
            right = stack.pop()
            stack.append(node(stack.pop(), right))
            merges >>= 1
        size += 1
    return stack, size


def bag(edge: Sequence[bytes]) -> bytes:
    """The root of a tree given by its right edge; the empty tree's is SHA-256 of nothing."""
    if not edge:
        return hashlib.sha256(b"").digest()
    result = edge[-1]
    for left in reversed(edge[:-1]):
        result = node(left, result)
    return result


def root(rows: Sequence[bytes]) -> bytes:
    """The root over row hashes in order."""
    edge, _ = extend((), 0, map(leaf, rows))
    return bag(edge)


def path_in(hashes: Sequence[bytes], number: int) -> list[bytes]:
    """The hashes that lead from leaf `number` to the root over a list of leaf hashes, lowest first."""
    if len(hashes) <= 1:
        return []
    left = split(len(hashes))
    if number < left:
        return [*path_in(hashes[:left], number), fold(hashes[left:])]
    return [*path_in(hashes[left:], number - left), fold(hashes[:left])]


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    return bag(extend((), 0, hashes)[0])


def split(count: int) -> int:
    """The largest power of two smaller than a count of two or more: how many leaves stand on the left."""
    return 1 << ((count - 1).bit_length() - 1)
