"""Tung xúc xắc: choices that come out the same on every Python, from now on."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from dlxh.words.days import VIETNAM

T = TypeVar("T")


class Dice:
    """Choices with a seed.

    Python promises the same numbers for the same seed only for `random()`, so everything here rests on that alone.

    >>> Dice("a").between(1, 6) == Dice("a").between(1, 6)
    True
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - invented records, no secrets

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, percent: int) -> bool:
        """Return yes in a number of cases of a hundred."""
        return self.between(1, 100) <= percent

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.between(0, len(options) - 1)]

    def some(self, options: Sequence[T], count: int) -> tuple[T, ...]:
        """Return a number of different options, in any order."""
        pool = list(options)
        return tuple(pool.pop(self.between(0, len(pool) - 1)) for _ in range(count))

    def moment(self, first: date, last: date) -> datetime:
        """Return an instant in office hours on one of the days, both included."""
        day = first + timedelta(days=self.between(0, (last - first).days))
        return datetime.combine(day, time(self.between(8, 16), self.between(0, 59)), VIETNAM)
