"""Con số từ các phần đếm: the figure and qualifier of a measure in each row of an answer, on columns.

An answer never pretends: a count of a partial table is a lower bound, nothing found there is unknown and not zero, a
rate with nothing to be rated and a median of nothing do not apply.

What comes in are the parts of a scan without their head, and `known`; what comes out are the columns of a figure: `value`,
`numerator`, `denominator`, `left_out` and `qualifier`.
"""

from collections.abc import Mapping

import polars as pl

from dlxh.measures.engine.aggregation import NOT_EXACT
from dlxh.measures.engine.groups import BEGUN, LIVED
from dlxh.measures.engine.quotients import pair_figures, share_figures
from dlxh.measures.figure_unit import is_money
from dlxh.measures.measure import Distinct, Measure, Quantile, Share, Stock, Total
from dlxh.measures.pairs import Pair, Trend
from dlxh.measures.rate import TEN_THOUSAND
from dlxh.measures.values import MOST_SCALED, NOT_APPLICABLE, VALUES, figure_columns, sum_of_parts
from dlxh.words.figures import Qualifier


def figures_for(each: Measure, rows: pl.DataFrame, parts: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return value, numerator, denominator, left_out and qualifier for each group, in its order.

    Args:
        each: The measure.
        rows: The groups, with what is known of each simple measure in a column `known_<code>`.
        parts: What was counted for each simple measure, by code, under `all_rows` and the keys; absent: nothing is known.
    """
    if isinstance(each, Pair):
        above, below = figures_for(each.above, rows, parts), figures_for(each.below, rows, parts)
        return pair_figures(each, above, below)
    return _blank_impossible(each, rows, _simple_figures(each, rows, parts))


def _simple_figures(each: Measure, rows: pl.DataFrame, parts: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    known = rows.select(*_keys(rows), LIVED, pl.col(f"known_{each.code}").alias("known"))
    found = parts.get(each.code)
    if found is None:
        return _unknown_figures(rows.height)
    if isinstance(each, Share):
        return share_figures(each, known, found)
    joined = known.join(found, on=_keys(rows), how="left", nulls_equal=True, maintain_order="left")
    for kind, stated in ((Trend, _trend), (Quantile, _spread)):
        if isinstance(each, kind):
            return stated(joined)
    return _total(each, joined) if isinstance(each, Total) else _count(each, joined)


def _blank_impossible(each: Measure, rows: pl.DataFrame, stated: pl.DataFrame) -> pl.DataFrame:
    """Say nothing of keys that a measure cannot have: of items raised by syntheses, of ad hoc reports that are periodic."""
    named = [(name, values) for name, values in each.possible_values.items() if name in rows.columns]
    if not named:
        return stated
    outside = rows.select(
        pl.any_horizontal(~pl.col(name).is_in(list(values)).fill_null(value=False) for name, values in named)
    ).to_series()
    nothing = {name: pl.lit(None, pl.Int64) for name in VALUES[:3]} | {"left_out": pl.lit(0, pl.Int64)}
    silent = nothing | {"qualifier": pl.lit(NOT_APPLICABLE)}
    return stated.with_columns(
        pl.when(outside).then(value).otherwise(name).alias(name) for name, value in silent.items()
    )


def _keys(rows: pl.DataFrame) -> list[str]:
    helping = {BEGUN, LIVED, "first", "last"}
    return [name for name in rows.columns if name not in helping and not name.startswith("known_")]


def _unknown_figures(height: int) -> pl.DataFrame:
    return pl.DataFrame({"left_out": [0] * height}, schema={"left_out": pl.Int64}).select(
        *(pl.lit(None, pl.Int64).alias(name) for name in VALUES[:3]),
        "left_out",
        pl.lit(Qualifier.UNKNOWN.value).alias("qualifier"),
    )


def _count_qualifier(value: pl.Expr) -> pl.Expr:
    """Return the qualifier of a plain count: of a partial table it is a lower bound, and nothing found is unknown."""
    partial = pl.col("known") == Qualifier.AT_LEAST.value
    return (
        pl.when((value == 0) & ~pl.col(LIVED)).then(pl.lit(NOT_APPLICABLE))
        .when(partial & (value == 0)).then(pl.lit(Qualifier.UNKNOWN.value))
        .otherwise(pl.col("known"))
    )  # fmt: skip


def _count(each: Measure, joined: pl.DataFrame) -> pl.DataFrame:
    value = pl.col("n" if "n" in joined.columns else "of").fill_null(0)
    if isinstance(each, Distinct) or (isinstance(each, Stock) and each.of is not None):
        missing = pl.col("none") if "none" in joined.columns else pl.lit(0)  # one that is counted as a value
        value = (pl.col("of") - missing).fill_null(0)
    if "undivided" in joined.columns:
        joined, value = _bound_undivided(joined, value)
    if isinstance(each, Stock) and each.total is not None:
        return _stock_total(joined)
    return joined.select(*figure_columns(value, _count_qualifier(value)))


def _bound_undivided(joined: pl.DataFrame, value: pl.Expr) -> tuple[pl.DataFrame, pl.Expr]:
    """Count the known units as a minimum: one that a split has divided may be one of them, or several others."""
    some = pl.col("undivided").fill_null(0) > 0
    bound = pl.when(some & (pl.col("known") == Qualifier.EXACT.value)).then(pl.lit(Qualifier.AT_LEAST.value))
    units = pl.when(some).then(pl.max_horizontal(value - 1, 1)).otherwise(value)
    return joined.with_columns(bound.otherwise("known").alias("known")), units


def _stock_total(joined: pl.DataFrame) -> pl.DataFrame:
    """Sum what is stated on a day, such as targets: where nothing is stated, or one is not, nobody knows."""
    rows, missing = pl.col("n").fill_null(0), (pl.col("n") - pl.col("known_n")).fill_null(0)
    silent = (rows == 0) | (missing > 0)
    qualifier = pl.when(silent).then(pl.lit(Qualifier.UNKNOWN.value)).otherwise(pl.col("known"))
    return joined.select(*figure_columns(sum_of_parts(), qualifier, missing))


def _total(each: Total, joined: pl.DataFrame) -> pl.DataFrame:
    """Sum figures as `Figure.sum` does: the sum states no more than its parts."""
    rows, known = pl.col("n").fill_null(0), pl.col("known_n").fill_null(0)
    missing = rows - known
    dead = (rows == 0) & ~pl.col(LIVED)
    none = pl.lit(Qualifier.UNKNOWN.value)
    if not each.figure:
        base = pl.col("known")
        lacks = (missing > 0) | ((base != Qualifier.EXACT.value) & is_money(each))
        plain = pl.when(dead).then(pl.lit(NOT_APPLICABLE)).when(lacks).then(none).otherwise(base)
        return joined.select(*figure_columns(sum_of_parts(), plain, missing))
    flags = {flag: pl.col(flag.value).fill_null(0) > 0 for flag in NOT_EXACT}
    gone = (missing > 0) | (pl.col("known") == Qualifier.AT_LEAST.value)
    bound = flags[Qualifier.MORE_THAN] | flags[Qualifier.AT_LEAST]
    upper = flags[Qualifier.AT_MOST] | flags[Qualifier.BELOW]
    endless = gone | bound  # nothing is said of how many there may be
    held = pl.when(upper & endless).then(sum_of_parts("upper_")).otherwise(0)
    value = sum_of_parts() - held
    qualifier = (
        pl.when(dead).then(pl.lit(NOT_APPLICABLE))
        .when(pl.col("known") == none).then(none)
        .when(flags[Qualifier.ABOUT] & (endless | upper)).then(none)
        .when(upper & ~endless & flags[Qualifier.BELOW]).then(pl.lit(Qualifier.BELOW.value))
        .when(upper & ~endless).then(pl.lit(Qualifier.AT_MOST.value))
        .when(flags[Qualifier.MORE_THAN]).then(pl.lit(Qualifier.MORE_THAN.value))
        .when((gone | upper) & (value == 0)).then(none)
        .when(endless).then(pl.lit(Qualifier.AT_LEAST.value))
        .when(flags[Qualifier.ABOUT]).then(pl.lit(Qualifier.ABOUT.value))
        .otherwise(pl.lit(Qualifier.EXACT.value))
    )  # fmt: skip
    return joined.select(*figure_columns(value, qualifier, missing))


def _spread(joined: pl.DataFrame) -> pl.DataFrame:
    """Give a quantile only of what is wholly known."""
    known, rows = pl.col("known_n").fill_null(0), pl.col("n").fill_null(0)
    value = (pl.col("q") * TEN_THOUSAND).round()
    fits = (value.abs() < MOST_SCALED).fill_null(value=True)
    qualifier = (
        pl.when((pl.col("known") != Qualifier.EXACT.value) | ~fits).then(pl.lit(Qualifier.UNKNOWN.value))
        .when(known == 0).then(pl.lit(NOT_APPLICABLE))
        .otherwise(pl.lit(Qualifier.EXACT.value))
    )  # fmt: skip
    whole = pl.when(fits).then(value).cast(pl.Int64)
    return joined.select(*figure_columns(whole, qualifier, rows - known, MOST_SCALED))


def _trend(joined: pl.DataFrame) -> pl.DataFrame:
    """Say how many values are new or rising where both years are known; where none was met, none is."""
    nothing = pl.col("met").fill_null(0) == 0
    qualifier = (
        pl.when(nothing & ~pl.col(LIVED)).then(pl.lit(NOT_APPLICABLE))
        .when((pl.col("known") != Qualifier.EXACT.value) | pl.col("open").fill_null(value=False))
        .then(pl.lit(Qualifier.UNKNOWN.value))
        .otherwise(pl.lit(Qualifier.EXACT.value))
    )  # fmt: skip
    return joined.select(*figure_columns(pl.col("met").fill_null(0), qualifier))
