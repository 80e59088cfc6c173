"""Xu hướng: which values of a dimension are new or more frequent than a year before, apart from all other measures.

Columns of a trend: `met` (values that are new or rising) and `open` (whether that is not known).
"""

from dataclasses import replace

import polars as pl

from dlxh.measures.context import Context
from dlxh.measures.engine.evaluate import count_parts, evaluate
from dlxh.measures.engine.groups import ALL
from dlxh.measures.engine.period_comparison import compare_periods
from dlxh.measures.engine.query import Query
from dlxh.measures.errors import MeasureError
from dlxh.measures.pairs import Trend
from dlxh.measures.result import Result
from dlxh.measures.values import NOT_APPLICABLE
from dlxh.words.figures import Qualifier


def evaluate_trends(context: Context, query: Query) -> Result:
    """Return the answer to a question, trends among its measures too."""
    plain = tuple(each for each in query.measures if not isinstance(each, Trend))
    parts = count_parts(context, replace(query, measures=plain))
    trends = {each.code: _trend(each, context, query) for each in query.measures if isinstance(each, Trend)}
    return evaluate(context, query, parts | trends)


def _trend(each: Trend, context: Context, query: Query) -> pl.DataFrame:
    """Count the values that are new, or rising, in each group in which any was met; and whether that may be said."""
    if query.period is None:
        raise MeasureError(
            vi=f"{each.code} so với cùng kỳ năm trước; hãy nêu period=",
            en=f"{each.code} is compared with the same period of the year before; give period=",
        )
    inner = replace(query, measures=(each.of,), by=(*query.by, each.over))
    rows = compare_periods(context, inner, "last_year").polars
    now, then = pl.col("value"), pl.col("before")
    met = (now > 0) & (then == 0) if each.new else (then > 0) & (now > then)
    unknown = ~pl.col("qualifier").is_in([Qualifier.EXACT.value, NOT_APPLICABLE])
    keyed = rows.filter(pl.col(each.over).is_not_null()).with_columns(pl.lit(0, pl.Int8).alias(ALL))
    groups = keyed.group_by(ALL, *query.by).agg(
        met.sum().cast(pl.Int64).alias("met"),
        unknown.any().alias("unknown"),
        (now > 0).any().alias("now"),
        (then > 0).any().alias("then"),
    )
    new_to_all = ~pl.col("then") & pl.col("now")
    return groups.select(ALL, *query.by, "met", (pl.col("unknown") | new_to_all).alias("open"))
