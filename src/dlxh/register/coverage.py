"""Độ đầy đủ: which tables are known not to hold every row, and for which networks.

Missing is not zero: a count on a partial table is a lower bound, and none at all on it is unknown.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

EVERY = "*"
"""Stands for all networks."""

Partial: TypeAlias = Mapping[str, frozenset[str]]
"""For each partial table the networks whose rows are not all there."""


def as_partial(given: Iterable[str] | Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return names of tables, or networks by table, in one form.

    >>> as_partial(["reports"])
    {'reports': frozenset({'*'})}
    """
    if isinstance(given, Mapping):
        return {name: frozenset(networks) for name, networks in given.items()}
    return dict.fromkeys(given, frozenset({EVERY}))


def joined(first: Partial, second: Partial) -> dict[str, frozenset[str]]:
    """Return what is partial in either.

    >>> joined(as_partial(["cases"]), {"cases": frozenset({"gl"})})["cases"] == {"*", "gl"}
    True
    """
    none: frozenset[str] = frozenset()
    return {name: first.get(name, none) | second.get(name, none) for name in {**first, **second}}


def narrowed(partial: Partial, networks: Iterable[str], absent: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the same for a register that joins another: its own networks only, and what it has no table for."""
    own = frozenset(networks) or frozenset({EVERY})
    kept = {name: own if EVERY in found else found for name, found in partial.items()}
    return joined(kept, dict.fromkeys(absent, own))


def is_partial(partial: Partial, names: Iterable[str], network: str | None) -> bool:
    """Tell whether any of the tables may lack rows, of one network or of any."""
    for name in names:
        found = partial.get(name, frozenset())
        if found and (network is None or network in found or EVERY in found):
            return True
    return False


def told(partial: Partial) -> dict[str, bool | list[str]]:
    """Return it as JSON holds it: `true` for all networks, else their ids.

    >>> told(as_partial(["reports"]))
    {'reports': True}
    """
    return {
        name: True if EVERY in networks else sorted(networks) for name, networks in sorted(partial.items())
    }


def heard(given: object) -> dict[str, frozenset[str]]:
    """Return what `told` wrote; what is no such thing says nothing.

    >>> heard({"reports": ["gl"], "cases": True})["cases"]
    frozenset({'*'})
    """
    if not isinstance(given, Mapping):
        return {}
    found: dict[str, frozenset[str]] = {}
    for name, networks in given.items():
        if networks is True:
            found[str(name)] = frozenset({EVERY})
        elif isinstance(networks, list):
            found[str(name)] = frozenset(each for each in networks if isinstance(each, str))
    return {name: networks for name, networks in found.items() if networks}
