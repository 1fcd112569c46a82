"""Work beside the database's own: a thread computes while this one waits for a statement to end.

What is given to it computes and reads files; it asks no database and opens no scope.
"""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, TypeVar

T = TypeVar("T")
_END: Final = object()


@contextmanager
def beside(work: Callable[[], T], *, worth: bool = True) -> Iterator[Callable[[], T]]:
    """Start work and give what waits for its result. At the end it has ended; an exception of its own comes with the result.

    What is not worth a thread is done when its result is asked for.
    """
    if not worth:
        yield work
        return
    with ThreadPoolExecutor(1, "beside") as worker:
        yield worker.submit(work).result


def ahead(items: Iterator[T]) -> Generator[T, None, None]:
    """Give items in their order, each next one made while the last one is used; an exception comes in its place.

    To be closed by whoever stops early: then nothing is being made any more.
    """
    with ThreadPoolExecutor(1, "ahead") as worker:
        coming = worker.submit(next, items, _END)
        while (item := coming.result()) is not _END:
            coming = worker.submit(next, items, _END)
            yield item  # type: ignore[misc]
