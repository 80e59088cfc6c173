"""Độ đầy đủ: which tables are known not to hold every row, and for which networks.

Missing is not zero: a count on a partial table is a lower bound, and none at all on it is unknown.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from dlxh.words.given import several
from dlxh.words.ids import ID_PATTERN

EVERY = "*"
"""Means all networks."""

_ID: Final = re.compile(ID_PATTERN.replace("$", r"\Z"))

Partial: TypeAlias = Mapping[str, frozenset[str]]
"""For each partial table the networks whose rows are not all there."""


def as_partial(given: Iterable[str] | Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return names of tables, or networks by table, in one form.

    >>> as_partial(["reports"])
    {'reports': frozenset({'*'})}
    """
    if isinstance(given, Mapping):
        return {name: frozenset(several("partial", networks, str)) for name, networks in given.items()}
    return dict.fromkeys(several("partial", given, str), frozenset({EVERY}))


def join_partial(first: Partial, second: Partial) -> dict[str, frozenset[str]]:
    """Return what is partial in either.

    >>> join_partial(as_partial(["cases"]), {"cases": frozenset({"gl"})})["cases"] == {"*", "gl"}
    True
    """
    none: frozenset[str] = frozenset()
    return {name: first.get(name, none) | second.get(name, none) for name in {**first, **second}}


def narrow_partial(
    partial: Partial, networks: Iterable[str], absent: Iterable[str]
) -> dict[str, frozenset[str]]:
    """Return the same for a register that joins another: its own networks only, and what it has no table for."""
    own = frozenset(networks) or frozenset({EVERY})
    kept = {name: own if EVERY in found else found for name, found in partial.items()}
    return join_partial(kept, dict.fromkeys(absent, own))


def is_partial(partial: Partial, names: Iterable[str], network: str | None) -> bool:
    """Return whether any of the tables may lack rows, of one network or of any."""
    for name in names:
        found = partial.get(name, frozenset())
        if found and (network is None or network in found or EVERY in found):
            return True
    return False


def to_json(partial: Partial) -> dict[str, bool | list[str]]:
    """Return it as JSON holds it: `true` for all networks, else their ids.

    >>> to_json(as_partial(["reports"]))
    {'reports': True}
    """
    return {
        name: True if EVERY in networks else sorted(networks) for name, networks in sorted(partial.items())
    }


def heard(stated: object) -> frozenset[str] | None:
    """Return the networks that `to_json` wrote of one table; None: this is nothing that it writes, and promises nothing.

    >>> heard(["gl"]), heard(False), heard("yes"), heard(["Gia Lai"])
    (frozenset({'gl'}), frozenset(), None, None)
    """
    if isinstance(stated, bool):
        return frozenset({EVERY}) if stated else frozenset()
    if (
        isinstance(stated, list)
        and stated
        and all(isinstance(each, str) and _ID.match(each) for each in stated)
    ):
        return frozenset(stated)
    return None
