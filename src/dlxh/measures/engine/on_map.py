"""Trên hệ thống đơn vị đã chọn: each row under its unit, and the units above it, on a map and on its day."""

from functools import reduce
from operator import add
from typing import Any

import narwhals as nw

from dlxh.measures.context import Context
from dlxh.measures.engine.query import Query
from dlxh.register.engine import to_engine_of
from dlxh.register.units_by_day import TURN


def put_on_map(frame: nw.LazyFrame[Any], context: Context, query: Query) -> nw.LazyFrame[Any]:
    """Put each row under its unit, and the units above it, on the chosen map.

    The rows have `org_unit`; they gain a column for each level of the question.
    """
    found = context.on_map(query.units, query.levels).rows
    small = to_engine_of(frame, found.rename({"unit": "dlxh_recorded", "org_unit": "dlxh_mapped"}))
    joined = frame.join(small, left_on="org_unit", right_on="dlxh_recorded", how="left")
    own = nw.coalesce("dlxh_mapped", "org_unit").alias("org_unit")  # a unit that no table holds is itself
    return joined.with_columns(own)


def has_renamed_above(context: Context, query: Query) -> bool:
    """Return whether something above units was renamed, so that as it was it depends on the day."""
    if query.units != "as_was" or not query.levels:
        return False
    return context.above_by_day(query.levels).rows.height > 0


def put_above_by_day(frame: nw.LazyFrame[Any], day: str, context: Context, query: Query) -> nw.LazyFrame[Any]:
    """Put each row under what was above its unit on its day, where that had another name than recorded.

    Args:
        frame: The rows, with `org_unit` and a column for each level.
        day: The column with the day.
        context: What is known.
        query: The question.
    """
    found = context.above_by_day(query.levels)
    names = {level: f"dlxh_{level}" for level in query.levels}
    small = found.rows.rename({**names, "unit": "dlxh_unit", TURN: "dlxh_turn"})
    small = small.with_columns(dlxh_renamed=small["dlxh_turn"])
    turn = reduce(add, ((nw.col(day) >= nw.lit(each)).cast(nw.Int64()) for each in found.days))
    joined = frame.with_columns(turn.alias("dlxh_place")).join(
        to_engine_of(frame, small),
        left_on=["org_unit", "dlxh_place"],
        right_on=["dlxh_unit", "dlxh_turn"],
        how="left",
    )
    renamed = ~nw.col("dlxh_renamed").is_null()
    return joined.with_columns(
        nw.when(renamed).then(nw.col(other)).otherwise(nw.col(level)).alias(level)
        for level, other in names.items()
    )
