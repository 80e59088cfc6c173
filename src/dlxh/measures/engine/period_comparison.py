"""Hai kỳ cạnh nhau: the answer to a query joined to the answer for the earlier period that each of its periods is set against.

The joined frame has the dimensions and `measure`; `value` and `before` (the earlier value), `difference` and `change`
(in ten-thousandths of `before`), `counted_in` and `qualifier`; `period`, `period_before`, `days`, `days_before`; and of rates
`numerator` and `denominator`, each with its `_before`. `was` is the earlier qualifier, and goes once `qualifier` is made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from dlxh.measures.comparison import Comparison
from dlxh.measures.context import Context
from dlxh.measures.engine.evaluate import count_parts, evaluate
from dlxh.measures.engine.groups import all_groups
from dlxh.measures.engine.query import Query
from dlxh.measures.errors import MeasureError
from dlxh.measures.periods.prior_periods import Against, comparison_period, whole_tiles, year_before
from dlxh.measures.rate import TEN_THOUSAND
from dlxh.measures.result import Result
from dlxh.measures.values import MOST_SCALED, NOT_APPLICABLE, scale_ratio
from dlxh.words.figures import Qualifier
from dlxh.words.periods import Period

_PARTS: Final = ("numerator", "denominator")


def compare_periods(context: Context, query: Query, against: Against) -> Comparison:
    """Return an answer with that of an earlier period; the question has a period."""
    pairs = _pairs(query, against)
    olds = [old for _, old in pairs if old is not None]
    span = Period.custom(min(old.start for old in olds), max(old.end for old in olds))
    earlier_days = olds[0] if query.kind is None else span
    old_context, old_query = context.at(earlier_days), replace(query, period=earlier_days)
    new, old = count_parts(context, query), count_parts(old_context, old_query)
    here, there = _keys(new, context, query), _keys(old, old_context, old_query)
    now = evaluate(context, query, new, [*old.values(), there])
    then = evaluate(old_context, old_query, old, [*new.values(), here])
    return Comparison(
        _join_periods(now, then, query, pairs, context.as_of),
        now.by,
        now.measures,
        context.tables.as_kind,
        against=against,
    )


def _keys(parts: Mapping[str, pl.DataFrame], context: Context, query: Query) -> pl.DataFrame:
    """Return the keys of an answer, including those without a row: both sides of a comparison need all."""
    return all_groups(list(parts.values()), context, query).select(query.by)


def _pairs(query: Query, against: Against) -> list[tuple[Period, Period | None]]:
    """Return each period of the answer with the one that it is set against; None: there is none."""
    period = query.period
    if period is None:
        raise MeasureError(vi="so sánh cần period=", en="a comparison needs period=")
    if query.kind is None:
        return [(period, comparison_period(period, against))]
    if isinstance(against, Period):
        raise MeasureError(
            vi="chia theo kỳ thì against= là 'previous' hoặc 'last_year'",
            en="broken down by periods, against= is 'previous' or 'last_year'",
        )
    tiles = whole_tiles(query.kind, period, query.convention)
    if (
        against == "last_year" and len(tiles) > 1
    ):  # of several one may have none; two neighbours always have one
        return [(tile, year_before(tile)) for tile in tiles]
    return [(tile, comparison_period(tile, against)) for tile in tiles]


def _join_periods(
    now: Result, then: Result, query: Query, pairs: Iterable[tuple[Period, Period | None]], as_of: date
) -> pl.DataFrame:
    kind = query.kind
    days = pl.DataFrame(
        [(new.code, old and old.code, _days(new, as_of), old and _days(old, as_of)) for new, old in pairs],
        schema={"period": pl.String, "period_before": pl.String, "days": pl.Int64, "days_before": pl.Int64},
        orient="row",
    )
    keys = [*query.by, "measure"]
    earlier = then.polars.select(
        *keys,
        pl.col("value").alias("before"),
        pl.col("qualifier").alias("was"),
        *(pl.col(name).alias(f"{name}_before") for name in _PARTS),
    )
    if kind is None:
        rows = now.polars.join(days, how="cross")
    else:
        rows = now.polars.with_columns(pl.col(kind).alias("period")).join(
            days, on="period", how="left", maintain_order="left"
        )
        renamed = days.select(pl.col("period_before").alias(kind), pl.col("period").alias("later"))
        earlier = earlier.join(renamed, on=kind, how="inner").drop(kind).rename({"later": kind})
    rows = rows.join(earlier, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return _add_change(rows).select(
        *keys,
        *("value", "before", "difference", "change", "counted_in", "qualifier"),
        *days.columns,
        *(f"{name}{side}" for side in ("", "_before") for name in _PARTS),
    )


def _add_change(rows: pl.DataFrame) -> pl.DataFrame:
    both = (pl.col("qualifier"), pl.col("was"))
    exact = pl.all_horizontal(each == Qualifier.EXACT.value for each in both)
    absent = pl.any_horizontal(each == NOT_APPLICABLE for each in both) | pl.col("period_before").is_null()
    qualifier = (
        pl.when(exact).then(pl.lit(Qualifier.EXACT.value))
        .when(absent).then(pl.lit(NOT_APPLICABLE))
        .otherwise(pl.lit(Qualifier.UNKNOWN.value))
    )  # fmt: skip
    old = pl.col("before").cast(pl.Int128)
    apart = pl.col("value").cast(pl.Int128) - old
    change = scale_ratio(apart, old.abs(), TEN_THOUSAND)
    return rows.with_columns(
        *(
            pl.when(exact & (value.abs() <= MOST_SCALED)).then(value).cast(pl.Int64).alias(name)
            for name, value in (("difference", apart), ("change", change))
        ),
        qualifier.alias("qualifier"),
    )


def _days(period: Period, as_of: date) -> int | None:
    """Return how many days of a period are known; None: it has not begun."""
    last = min(period.end, as_of)
    return None if last < period.start else (last - period.start).days + 1
