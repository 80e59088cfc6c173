"""Chồng lớp: layers that grow by small ones on top; the last two become one while they are of like size.

So there are few of them, however often something is added, and what is added costs what it is itself: a row is moved once
for each time that what lies over it grows fourfold. What lies at the bottom and is large stays as it is.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

LIKE: Final = 4
"""Two layers are of like size where the lower one has at most this many times the rows of the upper one."""


def push(
    pile: Sequence[T], more: Iterable[T], size: Callable[[T], float], join: Callable[[T, T], T]
) -> tuple[T, ...]:
    """Return a pile with more layers on top; what has no finite size is never joined.

    >>> pile = ()
    >>> for _ in range(100):
    ...     pile = push(pile, [1], float, int.__add__)
    >>> pile
    (86, 12, 2)
    """
    found = list(pile)
    for each in more:
        found.append(each)
        while len(found) > 1 and size(found[-2]) <= LIKE * size(found[-1]) < math.inf:
            upper = found.pop()
            found[-1] = join(found[-1], upper)
    return tuple(found)
