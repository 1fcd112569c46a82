"""Beds in isolation: who lies there up to and with which day. Whom to bring and how many fit is the caller's business."""

import numpy as np
from numpy.typing import NDArray


class Beds:
    """The persons who lie in a bed; whoever is brought again stays until the day said last."""

    def __init__(self) -> None:
        self._until: dict[int, int] = {}
        self._ends: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._until)

    def take(self, persons: NDArray[np.int64], until: int) -> None:
        """Bring persons until a day."""
        each = persons.tolist()
        self._until |= dict.fromkeys(each, until)
        self._ends.setdefault(until, []).extend(each)

    def leave(self, persons: NDArray[np.int64]) -> None:
        """Let persons go, if they are there."""
        for one in persons.tolist():
            self._until.pop(one, None)

    def clear(self, day: int) -> None:
        """Let everybody go whose last day lies before a day."""
        for last in [last for last in self._ends if last < day]:
            for one in self._ends.pop(last):
                if self._until.get(one) == last:
                    del self._until[one]
