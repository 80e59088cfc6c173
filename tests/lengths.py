"""How many examples a property tries: a part of them in the gate, all of them with `python3 dev.py test --long`."""

import os
from typing import Final

LONG: Final = bool(os.environ.get("DLXH_LONG"))
SHARE, FEWEST = 4, 5


def examples(number: int) -> int:
    """Return the number of examples: in the gate a quarter, at least five.

    >>> examples(3)
    3
    """
    return number if LONG else min(number, max(FEWEST, number // SHARE))
