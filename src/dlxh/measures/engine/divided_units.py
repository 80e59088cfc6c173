"""Đơn vị bị chia: which rows of an answer may hold a part of a unit that was divided.

How much of a divided unit went where is not known: it counts as `undivided`. Where it has rows in the period of a row of
the answer, each place that it may have gone to holds what is certainly its own, and perhaps more.
"""

from typing import Any

import narwhals as nw
import polars as pl

from dlxh.measures.context import Context
from dlxh.measures.engine.query import Query
from dlxh.measures.measure import Measure
from dlxh.register.engine import to_engine_of


def may_hold_parts(each: Measure, rows: pl.DataFrame, context: Context, query: Query) -> pl.Series:
    """Return for each row of an answer whether a divided unit with rows in its period may have gone there, in part.

    Args:
        each: The measure.
        rows: The answer's rows, with keys, `first` and `last`.
        context: What is known.
        query: The question.
    """
    none = pl.repeat(value=False, n=rows.height, eager=True)
    names = [name for name in dict.fromkeys((*query.by, *query.where)) if name in {"org_unit", *query.levels}]
    if query.units == "as_was" or not names:
        return none
    parts = context.on_map(query.units, query.levels).parts.filter(pl.col("dimension").is_in(names))
    frame = each.rows.frame(context, frozenset({"org_unit"})) if parts.height else None
    if frame is None:
        return none
    met = parts.join(_days_of(frame, parts, each), on="unit").unique(["dimension", "place", "begins", "ends"])
    numbered = rows.with_row_index("dlxh_row")
    found: list[int] = []
    for name in names:
        here = met.filter(pl.col("dimension") == name)
        if name in query.by:
            pairs = numbered.join(here, left_on=name, right_on="place")
        else:
            pairs = numbered.join(here.filter(pl.col("place").is_in(query.where[name])), how="cross")
        begun = pl.col("first").is_null() | pl.col("ends").is_null() | (pl.col("ends") >= pl.col("first"))
        over = pl.col("last").is_null() | pl.col("begins").is_null() | (pl.col("begins") <= pl.col("last"))
        found += pairs.filter(begun & over)["dlxh_row"].to_list()
    return numbered["dlxh_row"].is_in(found)


def _days_of(frame: nw.LazyFrame[Any], parts: pl.DataFrame, each: Measure) -> pl.DataFrame:
    """Return the units among some that have rows, each with their days: a day, or from the first to the last."""
    divided = to_engine_of(frame, parts.select(pl.col("unit").alias("dlxh_unit")).unique())
    first, last = ("start", "last") if each.rows.is_stock else ("day", "day")
    days = (nw.col(first), nw.col(last))
    begins, ends = (nw.lit(None, nw.Date()),) * 2 if each.rows.has_no_day else days
    held = frame.join(divided, left_on="org_unit", right_on="dlxh_unit", how="semi")
    chosen = held.select(nw.col("org_unit").alias("unit"), begins.alias("begins"), ends.alias("ends"))
    found: pl.DataFrame = chosen.unique().collect("polars").to_native()
    return found
