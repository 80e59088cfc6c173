"""Xu hướng: which values of a dimension are new or more frequent than a year before, beside all other measures."""

from dataclasses import replace
from typing import TYPE_CHECKING

from dlxh.measures.asking import Question
from dlxh.measures.claims import NOT_APPLICABLE
from dlxh.measures.comparing import compared
from dlxh.measures.counting import counted
from dlxh.measures.errors import MeasureError
from dlxh.measures.pairs import Trend
from dlxh.measures.result import Result
from dlxh.measures.world import World
from dlxh.words.figures import Qualifier

if TYPE_CHECKING:
    import polars as pl


def told(world: World, question: Question) -> Result:
    """Return the answer to a question, trends among its measures too."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    plain = tuple(each for each in question.measures if not isinstance(each, Trend))
    if len(plain) == len(question.measures):
        return counted(world, question)
    found = counted(world, replace(question, measures=plain))
    parts = {code: frame for (code,), frame in found.polars.partition_by("measure", as_dict=True).items()}
    for each in question.measures:
        if isinstance(each, Trend):
            parts[each.code] = _trend(each, world, question)
    frames = [found.polars.clear(), *(parts[each.code] for each in question.measures if each.code in parts)]
    return replace(found, polars=pl.concat(frames), measures=question.measures)


def _trend(each: Trend, world: World, question: Question) -> "pl.DataFrame":
    """Count the values that are new, or rising, in each group of the answer."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    if question.period is None:
        raise MeasureError(
            vi=f"{each.code} so với cùng kỳ năm trước; hãy nêu period=",
            en=f"{each.code} is against the same period of the year before; give period=",
        )
    inner = replace(question, measures=(each.of,), by=(*question.by, each.over))
    rows = compared(world, inner, "last_year").polars
    now, then = pl.col("value").fill_null(0), pl.col("before").fill_null(0)
    met = (now > 0) & (then == 0) if each.new else (then > 0) & (now > then)
    said = pl.col("qualifier").is_in([Qualifier.EXACT.value, NOT_APPLICABLE])
    unknown = ~said | pl.col("period_before").is_null()  # what has no fellow in the year before is not new
    grouped = rows.group_by(question.by) if question.by else rows.group_by(pl.lit(0).alias("all_rows"))
    counted_ = grouped.agg(
        met.sum().cast(pl.Int64).alias("met"),
        unknown.any().alias("unknown"),
        now.sum().alias("now"),
        then.sum().alias("then"),
    )
    open_ = pl.col("unknown") | ((pl.col("then") == 0) & (pl.col("now") > 0))
    nothing = pl.lit(None, pl.Int64)
    return counted_.select(
        *question.by,
        pl.lit(each.code).alias("measure"),
        pl.when(open_).then(nothing).otherwise("met").alias("value"),
        nothing.alias("numerator"),
        nothing.alias("denominator"),
        pl.lit(0, pl.Int64).alias("left_out"),
        pl.lit(each.unit.value).alias("unit"),
        pl.when(open_).then(pl.lit("unknown")).otherwise(pl.lit("exact")).alias("qualifier"),
    ).sort(*question.by, "measure", nulls_last=True)
