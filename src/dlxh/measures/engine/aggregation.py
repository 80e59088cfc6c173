"""Lượt đếm: all measures on the same rows in one pass over them, on their own engine.

A scan gives a row per group: the keys, `period_index` where the answer has periods, and for the measure at place i of the
scan, under the head `m<i>_`, the parts of its kind: `n` rows, `known_n` rows with a value, `of` different values, `none`
whether null is one of them, `undivided` whether a unit is not known, `high` and `low` (a sum, in two parts), `upper_high`
and `upper_low` (of upper bounds), `q` (a quantile), a count per qualifier, and `came_out_<i>` per outcome.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import narwhals as nw
import polars as pl
import polars.selectors as cs

from dlxh.measures.catalogue import MEASURES
from dlxh.measures.context import Context
from dlxh.measures.dimension_codes import BASE
from dlxh.measures.engine.on_map import has_renamed_above, put_above_by_day, put_on_map
from dlxh.measures.engine.query import Query, counts_units
from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Distinct, Measure, Quantile, Share, Stock, Total
from dlxh.measures.own_dimensions import columns_counted
from dlxh.measures.periods.period_index import period_index, tiles
from dlxh.measures.row_source import RowSource
from dlxh.measures.values import MOST, STEP
from dlxh.register.engine import to_engine_of
from dlxh.register.units_over_time import UNDIVIDED
from dlxh.words.code_entries import CodeEntry
from dlxh.words.figures import Qualifier

PERIOD: Final = "period_index"
CAME_OUT: Final = "came_out_"
"""Begins the names of the columns that count the rows of each outcome that the rows declare."""
NOT_EXACT: Final = tuple(each for each in Qualifier if each not in {Qualifier.EXACT, Qualifier.UNKNOWN})
"""The qualifiers that a sum of figures looks for; each is a column that counts its rows."""
_CODES: Final = frozenset(each.code for each in MEASURES)
UNKNOWN: Final = "unknown"
"""What an empty outcome reads."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One pass.

    Attributes:
        rows: The rows.
        opening: Whether its stocks are those at the start of each period.
        measures: What is counted in the pass.
    """

    rows: RowSource
    opening: bool
    measures: tuple[Measure, ...]


def scans_for(measures: Iterable[Measure]) -> list[Scan]:
    """Return the passes that some measures take: one for each kind of rows; raises MeasureError for two with the same name."""
    grouped: dict[tuple[str, bool], list[Measure]] = {}
    for each in measures:
        opening = isinstance(each, Stock) and each.opening
        same = grouped.setdefault((each.rows.name, opening), [])
        same.append(each)
        if each.rows != same[0].rows:
            name = each.rows.name
            raise MeasureError(
                vi=f"hai nguồn đếm cùng tên {name!r}; hãy đặt tên riêng cho nguồn của mình",
                en=f"two kinds of rows have the name {name!r}; give yours a name of its own",
            )
    return [Scan(found[0].rows, opening, tuple(found)) for (_, opening), found in grouped.items()]


def plan_scan(scan: Scan, context: Context, query: Query) -> nw.LazyFrame[Any] | None:
    """Return one row per group with the parts of each measure, not collected yet; None: nobody knows the rows."""
    frame = scan.rows.frame(context, _columns_needed(scan, query))
    if frame is None:
        return None
    _refuse_missing(frame, scan)
    if base_codes := list(_base_codes(query)):
        frame = frame.with_columns(*base_codes)
    if query.maps_units(scan.measures):
        frame = put_on_map(frame, context, query)
    goes_by_day = not scan.rows.has_no_day and has_renamed_above(context, query)
    if goes_by_day:  # a condition on a level is on the one of the day
        frame = _filter_by_time(frame, scan, context, query)
        frame = put_above_by_day(frame, "on" if scan.rows.is_stock else "day", context, query)
    if query.where:
        frame = frame.filter(*(nw.col(name).is_in(list(values)) for name, values in query.where.items()))
    if not goes_by_day:
        frame = _filter_by_time(frame, scan, context, query)
    where = scan.measures[0].where
    if where and all(each.where == where for each in scan.measures):
        frame = frame.filter(_meets_where(scan.measures[0]))
    return _group_rows(frame, scan, query)


def _columns_needed(scan: Scan, query: Query) -> frozenset[str]:
    names = {*query.keys, *query.where}.union(*(columns_counted(each) for each in scan.measures))
    if query.levels:
        names.add("org_unit")
    return frozenset(name.removeprefix(BASE) for name in names)


def _refuse_missing(frame: nw.LazyFrame[Any], scan: Scan) -> None:
    """Refuse a measure of one's own on a column that its rows do not have; raises MeasureError."""
    for each in scan.measures:
        if each.code not in _CODES:
            there = {*frame.collect_schema().names()}
            if isinstance(each, Total) and each.figure and f"{each.of}_value" in there:
                there.add(each.of)
            lacking = columns_counted(each) - there
            if lacking:
                raise MeasureError(
                    vi=f"{each.code}: các dòng được đếm không có cột {min(lacking)!r}; trường riêng thì cần gói có trường ấy (pack=)",
                    en=f"{each.code}: the rows that are counted have no column {min(lacking)!r}; an own field needs the pack that has it (pack=)",
                )


def _base_codes(query: Query) -> Iterator[nw.Expr]:
    """Yield the dimensions by base codes: a code of the caller's own is the one it counts as, any other itself."""
    for name in dict.fromkeys((*query.keys, *query.where)):
        if name.startswith(BASE):
            written = name.removeprefix(BASE)
            found = nw.col(written)
            for key, keys in _by_base(query.own.get(written, ())).items():
                found = nw.when(nw.col(written).is_in(keys)).then(nw.lit(key)).otherwise(found)
            yield found.alias(name)


def _by_base(codes: Iterable[CodeEntry]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(str(code.counts_as), []).append(code.key)
    return found


def _filter_by_time(
    frame: nw.LazyFrame[Any], scan: Scan, context: Context, query: Query
) -> nw.LazyFrame[Any]:
    if scan.rows.has_no_day:
        return frame
    if scan.rows.is_stock:
        held = [
            (tile.index, tile.start - timedelta(days=1) if scan.opening else tile.end)
            for tile in tiles(query.kind, query.period, query.convention, context.as_of)
        ]
        days = pl.DataFrame(held, schema={PERIOD: pl.Int64, "on": pl.Date}, orient="row")
        crossed = frame.join(to_engine_of(frame, days), how="cross")
        return crossed.filter(nw.col("on").is_between(nw.col("start"), nw.col("last")))
    if query.period is None:
        return frame
    return frame.filter(nw.col("day").is_between(query.period.start, query.period.end))


def _group_rows(frame: nw.LazyFrame[Any], scan: Scan, query: Query) -> nw.LazyFrame[Any]:
    """Group the rows by the keys and the period; other columns are dropped in the same step."""
    alone = _distinct_of(scan.measures[0], query) if len(scan.measures) == 1 else None
    if alone is not None:
        frame = frame.filter(~nw.col(alone).is_null())
        parts = [_Part("m0_of", nw.col(alone).alias("m0_of"), nw.col("m0_of").n_unique())]
        if counts_units(scan.measures[0]):
            parts.append(_undivided_part("m0_", nw.col(alone)))
    else:
        parts = [part for spot, each in enumerate(scan.measures) for part in _parts(each, query, f"m{spot}_")]
    groups: list[nw.Expr] = [nw.col(name) for name in query.keys]
    if query.kind is not None:
        is_stock = scan.rows.is_stock
        groups.append(
            nw.col(PERIOD) if is_stock else period_index(query.kind, query.convention).alias(PERIOD)
        )
    names = [*query.keys, *([PERIOD] if query.kind is not None else [])]
    columns = [part.column for part in parts if part.column is not None]
    aggregates = [part.aggregate for part in parts]
    if not names:
        return (frame.select(*columns) if columns else frame).select(*aggregates)
    return frame.select(*groups, *columns).group_by(*names).agg(*aggregates)


@dataclass(frozen=True, slots=True)
class _Part:
    """A column that has to be made for each row, if any, and how it is aggregated for the group."""

    name: str
    column: nw.Expr | None
    aggregate: nw.Expr


def _undivided_part(head: str, unit: nw.Expr) -> _Part:
    """Return whether one of the units that are counted is not known, because a split has divided it."""
    divided = (unit == UNDIVIDED).cast(nw.Int64())
    return _Part(f"{head}undivided", divided.alias(f"{head}undivided"), nw.col(f"{head}undivided").max())


def _distinct_of(each: Measure, query: Query) -> str | None:
    """Return the column whose different values a measure counts, if it does: base codes where the query is by them."""
    of = each.of if isinstance(each, Distinct | Stock) else None
    return f"{BASE}{of}" if f"{BASE}{of}" in {*query.by, *query.where} else of


def _meets_where(each: Measure) -> nw.Expr:
    return nw.all_horizontal(
        *(nw.col(name).is_in(list(values)) for name, values in each.where.items()), ignore_nulls=False
    )


def _parts(each: Measure, query: Query, head: str) -> Iterator[_Part]:
    """Yield the parts of a measure: `n` rows, and what else its kind needs; for a distinct count its values."""

    def where(expression: nw.Expr) -> nw.Expr:
        return nw.when(_meets_where(each)).then(expression) if each.where else expression

    def part(name: str, expression: nw.Expr, how: Callable[[nw.Expr], nw.Expr]) -> _Part:
        return _Part(head + name, expression.alias(head + name), how(nw.col(head + name)))

    def sum_part(name: str, expression: nw.Expr) -> _Part:
        return part(name, where(expression), lambda column: column.sum())

    def count_part(name: str, holds: nw.Expr) -> _Part:
        return sum_part(name, nw.when(holds).then(nw.lit(1, nw.Int64())).otherwise(nw.lit(0, nw.Int64())))

    distinct = _distinct_of(each, query)
    if distinct is not None:
        own = where(nw.col(distinct))
        yield part("of", own, lambda column: column.n_unique())
        yield part("none", own.is_null().cast(nw.Int64()), lambda column: column.max())
        if counts_units(each):
            yield _undivided_part(head, own)
        return
    yield (
        sum_part("n", nw.lit(1, nw.Int64()))
        if each.where
        else _Part(f"{head}n", None, nw.len().alias(f"{head}n"))
    )
    if isinstance(each, Quantile):
        of = where(nw.col(each.of)).cast(nw.Float64())
        yield part("q", of, lambda column: column.quantile(each.percent / 100, interpolation="linear"))
        yield count_part("known_n", ~nw.col(each.of).is_null())
    else:
        yield from _more_parts(each, sum_part, count_part)


def _more_parts(each: Measure, sum_part: Any, count_part: Any) -> Iterator[_Part]:  # noqa: ANN401 - makers of parts
    """Yield what sums and rates need besides the number of rows."""
    if isinstance(each, Total) and each.figure:
        yield from _figure_parts(each, sum_part, count_part)
    elif isinstance(each, Total) or (isinstance(each, Stock) and each.total is not None):
        of = nw.col(each.of if isinstance(each, Total) else str(each.total))
        yield from _sums(of, of.is_between(-MOST, MOST), sum_part)
        yield count_part("known_n", of.is_between(-MOST, MOST))
    elif isinstance(each, Share):
        came_out = nw.col(each.outcome).fill_null(UNKNOWN)
        for number, value in enumerate(each.rows.outcomes[each.outcome]):
            yield count_part(f"{CAME_OUT}{number}", came_out == value)


def _sums(of: nw.Expr, holds: nw.Expr, sum_part: Any, head: str = "") -> "Iterator[_Part]":  # noqa: ANN401 - a maker of parts
    """Yield the sum of what fits into a figure in two parts, which overflow on no engine."""
    held = nw.when(holds).then(of)
    low = held % STEP
    yield sum_part(f"{head}high", (held - low) // STEP)
    yield sum_part(f"{head}low", low)


def _figure_parts(each: Total, sum_part: Any, count_part: Any) -> Iterator[_Part]:  # noqa: ANN401 - makers of parts
    value = nw.col(f"{each.of}_value")
    in_unit = nw.col(f"{each.of}_unit") == each.unit.value
    qualifier_column = nw.col(f"{each.of}_qualifier")
    stated = in_unit & value.is_between(-MOST, MOST)
    yield from _sums(value, stated, sum_part)
    known = stated & ~qualifier_column.is_null() & (qualifier_column != Qualifier.UNKNOWN.value)
    yield count_part("known_n", known)
    for qualifier in NOT_EXACT:
        yield count_part(qualifier.value, in_unit & (qualifier_column == qualifier.value))
    upper = (qualifier_column == Qualifier.AT_MOST.value) | (qualifier_column == Qualifier.BELOW.value)
    yield from _sums(value, stated & upper, sum_part, "upper_")


def collect_sums(plans: list[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
    """Return plans as Polars frames: all at once where the engine is Polars, else one after the other.

    Engines sum whole numbers to several types; here they are of one.
    """
    lazy = [each for each in plans if each.implementation.is_polars()]
    native: dict[int, pl.DataFrame] = dict(
        zip(map(id, lazy), pl.collect_all([each.to_native() for each in lazy]), strict=True)
    )
    found = [native[id(each)] if id(each) in native else each.collect("polars").to_native() for each in plans]
    return [frame.cast({cs.decimal() | cs.integer(): pl.Int64}) for frame in found]
