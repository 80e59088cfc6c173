"""Thương số: a rate, a quotient of two measures, and the shortfall of one against the other.

On the way `met` and `whole` are the two sides, `out` what is left out, `known` the qualifier of both; out come the
columns of a figure: `value` in ten-thousandths, `numerator`, `denominator`, `left_out` and `qualifier`.
"""

import polars as pl

from dlxh.measures.engine.aggregation import CAME_OUT
from dlxh.measures.engine.groups import LIVED
from dlxh.measures.measure import Share
from dlxh.measures.pairs import Pair, Ratio
from dlxh.measures.policy import Standing
from dlxh.measures.rate import TEN_THOUSAND
from dlxh.measures.values import MOST_SCALED, NOT_APPLICABLE, figure_columns, fit_qualifier, scale_ratio
from dlxh.words.figures import Qualifier


def share_figures(each: Share, known: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of a rate for each group."""
    keys = [name for name in known.columns if name not in {LIVED, "known"}]
    joined = known.join(found, on=keys, how="left", nulls_equal=True, maintain_order="left")
    met, unmet, out = (
        pl.sum_horizontal([pl.lit(0, pl.Int64), *(made for _, made in count_outcomes(each, standing))])
        for standing in (Standing.MET, Standing.UNMET, Standing.LEFT_OUT)
    )
    return _divide(joined.select("known", met.alias("met"), (met + unmet).alias("whole"), out.alias("out")))


def count_outcomes(each: Share, standing: Standing) -> list[tuple[str, pl.Expr]]:
    """Return the outcomes with this place in a rate, each with how many rows it has; `other` is what nobody declared."""
    values = list(each.rows.outcomes[each.outcome])
    counts = [pl.col(f"{CAME_OUT}{number}").fill_null(0) for number in range(len(values))]
    found = [
        (value, count)
        for value, count in zip(values, counts, strict=True)
        if each.standing(value) is standing
    ]
    if standing is Standing.LEFT_OUT:
        found.append(("other", pl.col("n").fill_null(0) - pl.sum_horizontal(counts)))
    return found


def _divide(rows: pl.DataFrame, times: int = 1) -> pl.DataFrame:
    """Return `met` out of `whole` in ten-thousandths, half up, where both are known and a column can hold it."""
    value = scale_ratio(pl.col("met"), pl.col("whole"), TEN_THOUSAND * times)
    known = fit_qualifier(value, pl.col("known"), MOST_SCALED)
    exact, whole = known == Qualifier.EXACT.value, pl.col("whole")
    qualifier = (
        pl.when(~exact).then(pl.lit(Qualifier.UNKNOWN.value))
        .when(whole == 0).then(pl.lit(NOT_APPLICABLE))
        .otherwise(pl.lit(Qualifier.EXACT.value))
    )  # fmt: skip
    nothing = pl.lit(None, pl.Int64)
    return rows.select(
        pl.when(exact).then(value).otherwise(nothing).cast(pl.Int64).alias("value"),
        pl.when(exact).then("met").otherwise(nothing).alias("numerator"),
        pl.when(exact).then(whole).otherwise(nothing).alias("denominator"),
        pl.col("out").alias("left_out"),
        qualifier.alias("qualifier"),
    )


def pair_figures(each: Pair, above: pl.DataFrame, below: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of a quotient or a lack for each group, from those of the two measures."""
    both = above.select(
        pl.col("value").alias("met"), pl.col("qualifier").alias("upper"), pl.col("left_out").alias("out")
    ).hstack(below.select(pl.col("value").alias("whole"), pl.col("qualifier").alias("lower")))
    none = pl.lit(Qualifier.UNKNOWN.value)
    absent = pl.any_horizontal(pl.col(name) == NOT_APPLICABLE for name in ("upper", "lower"))
    exact = pl.all_horizontal(pl.col(name) == Qualifier.EXACT.value for name in ("upper", "lower"))
    known = pl.when(exact).then(pl.lit(Qualifier.EXACT.value)).otherwise(none)
    both = both.with_columns(known.alias("known"), absent.alias("absent"))
    if isinstance(each, Ratio):
        found = _divide(both, each.times)
    else:
        lack = pl.max_horizontal(pl.col("whole") - pl.col("met"), pl.lit(0, pl.Int64))
        found = both.select(*figure_columns(lack, pl.col("known"), pl.col("out")))
    absent_rows = both["absent"]
    return found.with_columns(
        pl.when(absent_rows).then(pl.lit(NOT_APPLICABLE)).otherwise("qualifier").alias("qualifier")
    )
