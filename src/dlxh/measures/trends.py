"""Xu hướng: which values of a dimension are new or more frequent than a year before, beside all other measures."""

from dataclasses import replace
from typing import TYPE_CHECKING

from dlxh.measures.comparing import compared
from dlxh.measures.context import Context
from dlxh.measures.engine.evaluate import answered, parts_of_all
from dlxh.measures.engine.groups import ALL
from dlxh.measures.engine.query import Question
from dlxh.measures.errors import MeasureError
from dlxh.measures.pairs import Trend
from dlxh.measures.result import Result
from dlxh.measures.values import NOT_APPLICABLE
from dlxh.words.figures import Qualifier

if TYPE_CHECKING:
    import polars as pl


def told(context: Context, question: Question) -> Result:
    """Return the answer to a question, trends among its measures too."""
    plain = tuple(each for each in question.measures if not isinstance(each, Trend))
    parts = parts_of_all(context, replace(question, measures=plain))
    trends = {
        each.code: _trend(each, context, question) for each in question.measures if isinstance(each, Trend)
    }
    return answered(context, question, parts | trends)


def _trend(each: Trend, context: Context, question: Question) -> "pl.DataFrame":
    """Count the values that are new, or rising, in each group in which any was met; and whether that may be said."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    if question.period is None:
        raise MeasureError(
            vi=f"{each.code} so với cùng kỳ năm trước; hãy nêu period=",
            en=f"{each.code} is against the same period of the year before; give period=",
        )
    inner = replace(question, measures=(each.of,), by=(*question.by, each.over))
    rows = compared(context, inner, "last_year").polars
    now, then = pl.col("value").fill_null(0), pl.col("before").fill_null(0)
    met = (now > 0) & (then == 0) if each.new else (then > 0) & (now > then)
    unknown = ~pl.col("qualifier").is_in([Qualifier.EXACT.value, NOT_APPLICABLE])
    keyed = rows.filter(pl.col(each.over).is_not_null()).with_columns(pl.lit(0, pl.Int8).alias(ALL))
    groups = keyed.group_by(ALL, *question.by).agg(
        met.sum().cast(pl.Int64).alias("met"),
        unknown.any().alias("unknown"),
        (now > 0).any().alias("now"),
        (then > 0).any().alias("then"),
    )
    new_to_all = ~pl.col("then") & pl.col("now")
    return groups.select(ALL, *question.by, "met", (pl.col("unknown") | new_to_all).alias("open"))
