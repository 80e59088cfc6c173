"""Chỉ tiêu riêng: whether a measure counts as its declaration says: its rows, its figure, how it adds, what it reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from dlxh.measures.engine.aggregation import UNKNOWN
from dlxh.measures.engine.query import parse_query
from dlxh.measures.measure import Additivity, Count, Distinct, Measure, Share, Stock, Total
from dlxh.measures.own_dimensions import columns_counted
from dlxh.measures.pairs import Trend
from dlxh.measures.policy import Standing
from dlxh.measures.result import Result
from dlxh.register.tables import Tables
from dlxh.testing.conformance.failure import Failure
from dlxh.verbs.context import Context
from dlxh.verbs.measure import measure as count
from dlxh.words.periods import Period
from dlxh.words.work_calendars import WorkCalendar

_CURE_VI: Final = "sửa hàm frame của RowSource, hoặc khai báo lại cho đúng"
_CURE_EN: Final = "correct the function `frame` of its RowSource, or declare what it does"
_SHOWN: Final = 3


def ask(
    tables: Tables, measure: Measure, by: Sequence[str] = (), calendar: WorkCalendar | None = None
) -> Result:
    """Return what a measure counts over all days, with the dimensions that it has to be asked by.

    >>> import dlxh
    >>> tables = dlxh.read(dlxh.example("gia-lai")).register.tables
    >>> ask(tables, dlxh.MEASURES[0]).polars.height
    1
    """
    named = dict.fromkeys((*measure.required_dimensions, *by))
    return count(tables, measure, by=list(named), period=_period(tables, measure), calendar=calendar)


def _period(tables: Tables, measure: Measure) -> Period | None:
    return Period.year(tables.as_of.year) if _needs_period(measure) else None


def _needs_period(measure: Measure) -> bool:
    """Return whether a measure compares periods, or counts what is there before one."""
    opening = isinstance(measure, Stock) and measure.opening
    return opening or isinstance(measure, Trend) or any(map(_needs_period, measure.inner))


def find_miscounts(
    tables: Tables, measure: Measure, calendar: WorkCalendar | None = None
) -> Iterator[Failure]:
    """Yield where a measure does not count what its declaration says.

    >>> import dlxh
    >>> tables = dlxh.read(dlxh.example("gia-lai")).register.tables
    >>> [failure for each in dlxh.MEASURES[:3] for failure in find_miscounts(tables, each)]
    []
    """
    rows = _rows_of(tables, measure, calendar)
    missing = [] if rows is None else list(_find_missing(rows))
    yield from missing
    if not missing:
        yield from () if rows is None else _recount(rows, tables, calendar)
        yield from _find_undeclared(tables, measure, calendar)
        yield from _find_lost(tables, measure, calendar)


@dataclass(frozen=True)
class _Rows:
    """A measure with the own fields that it reads joined to its rows, and the rows themselves."""

    measure: Measure
    frame: pl.DataFrame


def _rows_of(tables: Tables, measure: Measure, calendar: WorkCalendar | None) -> _Rows | None:
    """Return the rows of a measure with all columns that it declares; None: it has no rows of its own, or nobody knows them."""
    required = measure.required_dimensions
    period = _period(tables, measure)
    (bound,) = parse_query([measure], required, period, None, {}, "as_was", tables.pack).measures
    if bound.inner or any(name not in tables for name in bound.rows.reads):
        return None
    wanted = {*bound.rows.dimensions, *bound.rows.outcomes, *columns_counted(bound)}
    frame = bound.rows.frame(Context.of(tables, calendar=calendar), frozenset(wanted))
    return None if frame is None else _Rows(bound, frame.collect("polars").to_native())


def _find_missing(rows: _Rows) -> Iterator[Failure]:
    source = rows.measure.rows
    days = () if source.has_no_day else ("start", "last") if source.is_stock else ("day",)
    counted = columns_counted(rows.measure) if not getattr(rows.measure, "figure", False) else ()
    for name in sorted({*source.dimensions, *source.outcomes, *days, *counted} - set(rows.frame.columns)):
        yield Failure(
            vi=f"{rows.measure.code}: nguồn dòng {source.name} khai có cột {name} nhưng các dòng không có",
            en=f"{rows.measure.code}: its rows {source.name} declare the column {name} and do not have it",
            cure_vi=_CURE_VI,
            cure_en=_CURE_EN,
        )
    for name, values in source.outcomes.items():
        if name in rows.frame.columns:
            found = set(rows.frame[name].drop_nulls()) - set(values)
            if found:
                yield Failure(
                    vi=f"{rows.measure.code}: cột {name} có giá trị chưa khai trong outcomes: {', '.join(sorted(found)[:_SHOWN])}",
                    en=f"{rows.measure.code}: the column {name} has values that outcomes does not declare: {', '.join(sorted(found)[:_SHOWN])}",
                    cure_vi=_CURE_VI,
                    cure_en=_CURE_EN,
                )


def _recount(rows: _Rows, tables: Tables, calendar: WorkCalendar | None) -> Iterator[Failure]:
    """Yield the figure that differs from a count in plain Python; kinds that it does not count are passed by."""
    each = rows.measure
    chosen = [
        row
        for row in rows.frame.iter_rows(named=True)
        if all(row[name] in values for name, values in each.where.items())
    ]
    column = "value"
    if isinstance(each, Distinct):
        number = len({row[each.of] for row in chosen} - {None})
    elif isinstance(each, Total) and not each.figure:
        number = sum(row[each.of] for row in chosen if row[each.of] is not None)
    elif isinstance(each, Share):
        number, column = sum(_is_met(each, row[each.outcome]) for row in chosen), "numerator"
    elif type(each) is Count:
        number = len(chosen)
    else:
        return
    found = ask(tables, each, calendar=calendar).polars
    counted = found[column].sum()
    if found[column].null_count() == 0 and not each.required_dimensions and counted != number:
        yield Failure(
            vi=f"{each.code}: thư viện đếm {counted}, đếm từng dòng được {number}",
            en=f"{each.code}: dlxh counts {counted}, counting row by row gives {number}",
            cure_vi=_CURE_VI,
            cure_en=_CURE_EN,
        )


def _is_met(each: Share, outcome: str | None) -> bool:
    """Return whether a row counts as met: by its outcome, or because the policy says so of what is open."""
    value = UNKNOWN if outcome is None else outcome
    why_open = each.rows.outcomes[each.outcome][value]
    return value in each.met or (why_open is not None and each.policy.standing(why_open) is Standing.MET)


def _find_undeclared(tables: Tables, measure: Measure, calendar: WorkCalendar | None) -> Iterator[Failure]:
    """Yield the tables that a measure reads and does not declare: where one is absent its figure would not be unknown."""
    declared = {part for each in (measure, *measure.inner) for part in each.reads}
    if not declared:  # it counts whatever tables there are
        return
    named = {"networks", "units"}.union(
        *(
            (*each.rows.dimension_table.values(), *each.rows.assignment_table.values())
            for each in (measure, *measure.inner)
        )
    )
    try:
        alone = tables.select(
            name for name in tables.names if name in declared | named or tables.schema[name].pack is not None
        )
        found = ask(alone, measure, calendar=calendar).polars
    except Exception as error:  # noqa: BLE001 - an own function that lacks a table raises what it will
        reason = f"{type(error).__name__}: {str(error).partition(chr(10))[0][:200]}"
    else:
        if found.equals(ask(tables, measure, calendar=calendar).polars):
            return
        reason = "…"
    yield Failure(
        vi=f"{measure.code} đọc bảng không nêu ở reads=: chỉ với {', '.join(sorted(declared))} thì kết quả khác ({reason})",
        en=f"{measure.code} reads a table that reads= does not list: with only {', '.join(sorted(declared))} the answer differs ({reason})",
        cure_vi="nêu đủ các bảng ở reads= của RowSource: thiếu một bảng thì con số phải là «chưa rõ»",
        cure_en="list all of them in reads= of its RowSource: without one of them the figure has to be unknown",
    )


def _find_lost(tables: Tables, measure: Measure, calendar: WorkCalendar | None) -> Iterator[Failure]:
    """Yield the dimensions by which parts do not add up to the whole, where the measure says that they do."""
    whole = ask(tables, measure, calendar=calendar).polars["value"].sum()
    by = [(name, measure.over_units) for name in measure.dimensions if name not in measure.rows.counted_twice]
    by += [] if measure.rows.has_no_day else [("month", measure.over_time)]
    for name, additivity in by:
        if additivity is Additivity.SUM and name not in measure.required_dimensions:
            parts = ask(tables, measure, (name,), calendar).polars["value"].sum()
            if parts != whole:
                yield Failure(
                    vi=f"{measure.code}: chia theo {name} rồi cộng lại được {parts}, cả tập hợp là {whole}",
                    en=f"{measure.code}: the parts by {name} add up to {parts}, the whole is {whole}",
                    cure_vi="một dòng chỉ được thuộc một nhóm: bỏ chiều ấy khỏi dimensions=, hoặc sửa phép nối trong frame",
                    cure_en="a row may belong to one group only: drop the dimension from dimensions=, or correct a join in `frame`",
                )
