"""Tham chiếu: columns that refer to rows of one table, checked together: whether each of those rows is there.

Many parts check that for one column each, and mostly nothing is missing. The ids of the table are then collected once for all of them.
"""

from collections.abc import Sequence
from typing import Final

import narwhals as nw

from dlxh.register.tables import Tables
from dlxh.rules.language.collect import in_parts
from dlxh.rules.language.nodes import Call, Col, Subject
from dlxh.rules.language.plan import Plan
from dlxh.rules.language.steps import Filter, Meet

_NAMED: Final = "t__named"
_PLACE: Final = "t__place"


def sound_places(plans: Sequence[Plan], tables: Tables) -> frozenset[int]:
    """Return the places of plans that only check whether a row that a column refers to is there, and find that it is.

    For a plan that checks anything else, or is the only one on its table, nothing is known beforehand.

    >>> from datetime import date
    >>> import polars as pl
    >>> from dlxh.rules.families.across import unknown_reference
    >>> unit = pl.DataFrame(dict(id="a", name="A", kind="place", level="district", parent="b"))
    >>> network = pl.DataFrame(dict(id="gl", name="GL", owner="a", level="province"))
    >>> tables = Tables({"units": unit, "networks": network}, as_of=date(2025, 7, 1))
    >>> plans = [plan for _, plan in unknown_reference.parts_on(tables)]
    >>> [plans[place].table for place in sorted(sound_places(plans, tables))]
    ['networks']
    """
    by_target: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for place, plan in enumerate(plans):
        if (reference := _reference(plan)) is not None:
            column, *target = reference
            by_target.setdefault((target[0], target[1]), []).append((place, column))
    sound: set[int] = set()
    for (table, key), columns in by_target.items():
        if len(columns) == 1:
            continue
        named = nw.concat(
            [
                tables[plans[place].table].select(
                    nw.col(column).alias(_NAMED), nw.lit(place, nw.Int64()).alias(_PLACE)
                )
                for place, column in columns
            ]
        ).filter(~nw.col(_NAMED).is_null())
        there = tables[table].select(nw.col(key).alias(_NAMED))
        lost = in_parts(named.join(there, on=_NAMED, how="anti").select(_PLACE).unique())
        sound |= {place for place, _ in columns} - set(lost[_PLACE])
    return frozenset(sound)


def _reference(plan: Plan) -> tuple[str, str, str] | None:
    """Return the referring column, its table, and the column that it refers to; None: the plan is about something else."""
    match plan.steps:
        case (Filter(conditions), Meet(members, negated=True)) if not members.is_joined and not members.own:
            match members.each.on:
                case ((key, Col(Subject(), name) as named),) if _is_there(named) in conditions:
                    return name, members.each.table, key
                case _:
                    return None
        case _:
            return None


def _is_there(column: Col) -> Call:
    return Call("not", (Call("is_null", (column,)),))
