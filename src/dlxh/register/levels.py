"""Cấp: rolling units up to a level, on one map."""

from collections.abc import Collection, Mapping
from operator import itemgetter
from typing import Final, TypeAlias

from dlxh.models.unit import Level
from dlxh.register.cycles import drop_cycles, put_in_order

LEVELS: tuple[str, ...] = tuple(level.value for level in Level if level is not Level.NON_TERRITORIAL)
"""Central, province, district, commune, the highest first: dimensions to which units roll up."""

UNDIVIDED: Final = "undivided"
"""Takes the place of the unit where several may be meant and no weights are known."""

Places: TypeAlias = frozenset[str]
"""Units, one of which is meant; which one is not known when there are several."""

_NOWHERE: Places = frozenset()
_TOP: Final = frozenset({(0, "")})
"""What is above a unit without a parent: nothing."""
_RANK: Final = itemgetter(0)


class Chain:
    """The lines of ancestors of all units on one map.

    >>> level = {"x": "commune", "h": "district", "t": "province"}
    >>> chain = Chain({unit: frozenset({unit}) for unit in level}, {"x": "h", "h": "t"}, level)
    >>> [chain.at(name)["x"] for name in ("province", "district", "central")]
    ['t', 'h', None]
    """

    __slots__ = ("_above", "_kinds", "_level", "_moved", "_order")

    def __init__(
        self, moved: Mapping[str, Places], parent: Mapping[str, str], level: Mapping[str, str]
    ) -> None:
        """Take for each unit where it is on the map, its recorded parent if that is known, and its level.

        Recorded parents go round in no circle; where they would on the map, nothing is above the units of the circle.
        """
        self._moved, self._level = moved, level
        reached = _reach(moved, parent, level)
        self._kinds = frozenset(moved.values())
        there = frozenset().union(*self._kinds)
        above = {unit: reached[parent[unit]] if unit in parent else _NOWHERE for unit in there}
        self._above = drop_cycles(above)
        self._order = put_in_order(self._above)

    def at(self, level: str) -> dict[str, str | None]:
        """Return for each unit its highest ancestor-or-self of a level, or UNDIVIDED; None: there is none.

        A line without that level ends in its highest non-territorial body, which is on no level.
        """
        names = self.all_at(level)
        place_names = {places: one_place(several) or None for places, several in names.items()}
        return {unit: place_names[places] for unit, places in self._moved.items()}

    def all_at(self, level: str) -> dict[Places, set[str]]:
        """Return for each set of units, one of which is meant, all that may be above; an empty name: nothing is."""
        found: dict[str, frozenset[tuple[int, str]]] = {}
        ranks = {level: 2, Level.NON_TERRITORIAL.value: 1}
        for unit in self._order:
            own = (ranks.get(self._level[unit], 0), unit)
            upper = frozenset().union(*(found[above] for above in self._above[unit])) or _TOP
            found[unit] = frozenset(max(each, own, key=_RANK) for each in upper) if own[0] else upper
        return {places: {name for each in places for _, name in found[each]} for places in self._kinds}


def _reach(
    moved: Mapping[str, Places], parent: Mapping[str, str], level: Mapping[str, str]
) -> dict[str, Places]:
    """Return what each unit is, as a parent, on the map.

    A district that went on as a commune is above no commune any more: then it is what was above it.
    """
    reached: dict[str, Places] = {}
    for unit in put_in_order({unit: [parent[unit]] if unit in parent else [] for unit in moved}):
        if unit in moved[unit]:
            reached[unit] = moved[unit]
            continue
        fallen = frozenset(place for place in moved[unit] if _lower(level[place], level[unit]))
        further = reached[parent[unit]] if fallen and unit in parent else _NOWHERE
        reached[unit] = (moved[unit] - fallen) | further
    return reached


def _lower(one: str, other: str) -> bool:
    return one in LEVELS and other in LEVELS and LEVELS.index(one) > LEVELS.index(other)


def one_place(places: Collection[str]) -> str:
    """Return the one place, or UNDIVIDED where they cannot be separated.

    >>> one_place(["gl"]), one_place(["gl", "ld"])
    ('gl', 'undivided')
    """
    return next(iter(places)) if len(places) == 1 else UNDIVIDED
