"""Sàng: one condition on a row in place of many constraints, so that rows at fault are found without trying each.

Most rows break none. A condition that many columns share is evaluated on them together, and only where it is true are the
constraints evaluated one by one.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import narwhals as nw

_SAYS_NOTHING: Final = frozenset({"metadata", "ref", "serialization"})
"""What a core schema has besides what it refuses."""


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """The condition of some constraints, in a form that fits other columns too.

    Attributes:
        places: The places of the constraints.
        meaning: What they refuse; two sieves with one meaning have the same condition.
        faults: The condition on a column; given several, on each.
        columns: The columns that it is evaluated on.
        condition: Where it is evaluated; None: on all rows.
        of_values: Whether they refuse values only, and nothing where there is none.
    """

    places: Sequence[int]
    meaning: Hashable
    faults: Callable[[nw.Expr], Sequence[nw.Expr]]
    columns: tuple[str, ...]
    condition: nw.Expr | None
    of_values: bool = False


def join_sieves(sieves: Sequence[Sieve]) -> dict[int, nw.Expr]:
    """Return by the place of each constraint a question whose answer is yes wherever it holds; null counts as no.

    Constraints share a sieve where they are equal under one condition. Of a column that means one thing wherever it has
    a value, values are tested without a condition.
    """
    meanings: dict[str, set[Hashable]] = {}
    for each in sieves:
        for name in each.columns if each.of_values else ():
            meanings.setdefault(name, set()).add(each.meaning)
    alike: dict[Hashable, list[Sieve]] = {}
    conditions: dict[Hashable, nw.Expr | None] = {}
    for each in sieves:
        means_one = each.of_values and all(len(meanings[name]) == 1 for name in each.columns)
        condition = None if means_one else each.condition
        alike.setdefault((each.meaning, id(condition)), []).append(each)
        conditions[each.meaning, id(condition)] = condition
    found: dict[int, nw.Expr] = {}
    for key, group in alike.items():
        question = _question(group, conditions[key])
        found |= {place: question for each in group for place in each.places}
    return found


def _question(group: Sequence[Sieve], condition: nw.Expr | None) -> nw.Expr:
    columns = dict.fromkeys(name for each in group for name in each.columns)
    held = nw.any_horizontal(*group[0].faults(nw.col(*columns)), ignore_nulls=False)
    return held if condition is None else condition & held


def is_null(column: nw.Expr) -> list[nw.Expr]:
    """Return the fault of a value that has to be there."""
    return [column.is_null()]


def is_there(column: nw.Expr) -> list[nw.Expr]:
    """Return the fault of a value that may not be there."""
    return [~column.is_null()]


def meaning(core: object) -> Hashable:
    """Return what a core schema requires of a value: for two columns with one meaning the same is refused.

    >>> meaning({"type": "str", "max_length": 9, "metadata": {}}) == meaning({"max_length": 9, "type": "str"})
    True
    """
    if isinstance(core, Mapping):
        return tuple((name, meaning(core[name])) for name in sorted(core) if name not in _SAYS_NOTHING)
    if isinstance(core, list | tuple):
        return tuple(map(meaning, core))
    known: Any = core
    return type(known), known
