"""Khoảng ngày bằng số nguyên: whether two days are a period of their kind, without months that engines add differently."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, TypeAlias

import narwhals as nw

from dlxh.words.period_windows import CONVENTIONS, FIRST_YEAR, LAST_YEAR, PeriodKind, cut_of

_MONTHS: Final = 12
_TWO: Final = 2
_RUNS: Final = {
    kind.value: kind.months for kind in PeriodKind if kind.months or kind is PeriodKind.FIRST_MONTHS
}
"""How many months a kind runs; 0: as many as it says."""
_FIRST_MONTHS: Final = [months for months in range(2, _MONTHS) if months not in {6, 9}]
_TO_SUNDAY: Final = 6
_DECEMBER: Final = 31
_FIRST_MONDAY: Final = date(FIRST_YEAR, 1, 1) - timedelta(days=3)
_LAST_MONDAY: Final = date(LAST_YEAR, 12, 31) - timedelta(days=3)
Ahead: TypeAlias = Callable[[int, str, nw.Expr], nw.Expr]


def _parts(day: nw.Expr) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    return day.dt.year().cast(nw.Int64()), day.dt.month().cast(nw.Int64()), day.dt.day().cast(nw.Int64())


def no_window(kind: nw.Expr, start: nw.Expr, end: nw.Expr, convention: nw.Expr, ahead: Ahead) -> nw.Expr:
    """Return where two days are not a period of their kind; a kind or convention that is none is judged elsewhere.

    Args:
        kind: The kind of period.
        start: Its first day.
        end: Its last day.
        convention: How months are cut, not null.
        ahead: Takes a stage, a name and a value, and returns the column of that name, computed once before.
    """
    begins, cut, months, last_month, last_day = _numbers(kind, start, end, convention, ahead)
    moved = (cut > 1).cast(nw.Int64())
    first = ahead(1, "first", begins + moved)
    ends = nw.when(cut > 1).then(last_day == cut - 1).otherwise(last_day == _length(last_month))
    whole = ahead(1, "whole", (start.dt.day().cast(nw.Int64()) == cut) & ends)
    run = last_month - first + 1
    years = (first >= FIRST_YEAR * _MONTHS) & (first < (LAST_YEAR + 1) * _MONTHS)
    step = nw.when(months.is_in([1, 3, 6])).then(months).otherwise(_MONTHS)
    begun = nw.when(months == 0).then(run.is_in(_FIRST_MONTHS)).otherwise(run == months)
    by_months = whole & years & begun & ((months == _TWO) | (first % step == 0))
    week = _is_week(start, end, begins, last_month, last_day)
    fits = nw.when(months >= 0).then(by_months).when(kind == PeriodKind.WEEK.value).then(week)
    return ~fits.when(kind == PeriodKind.DAY.value).then(start == end).otherwise(nw.lit(value=True))


def _numbers(
    kind: nw.Expr, start: nw.Expr, end: nw.Expr, convention: nw.Expr, ahead: Ahead
) -> tuple[nw.Expr, ...]:
    """Return the month of the first day, the cut, the months of the kind, and month and day of the last day."""
    cuts = convention.replace_strict(
        list(CONVENTIONS), [cut_of(name) for name in CONVENTIONS], default=1, return_dtype=nw.Int64()
    )
    kinds = kind.replace_strict(list(_RUNS), list(_RUNS.values()), default=-1, return_dtype=nw.Int64())
    year, month, _ = _parts(start)
    last_year, last_month, last_day = _parts(end)
    return (
        ahead(0, "begins", year * _MONTHS + month - 1),
        ahead(0, "cut", cuts),
        ahead(0, "months", kinds),
        ahead(0, "last_month", last_year * _MONTHS + last_month - 1),
        ahead(0, "last_day", last_day),
    )


def _length(month: nw.Expr) -> nw.Expr:
    """Return how many days a month has, of months counted from year 0."""
    year, number = month // _MONTHS, month % _MONTHS + 1
    leap = ((year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))).cast(nw.Int64())
    return nw.when(number == _TWO).then(28 + leap).otherwise(30 + (number + number // 8) % 2)


def _is_week(
    start: nw.Expr, end: nw.Expr, begins: nw.Expr, last_month: nw.Expr, last_day: nw.Expr
) -> nw.Expr:
    """Return where two days are Monday and Sunday of a week of the years that periods have, which its Thursday says."""
    first, last = (day.dt.ordinal_day().cast(nw.Int64()) for day in (start, end))
    in_one = (begins // _MONTHS == last_month // _MONTHS) & (last - first == _TO_SUNDAY)
    new_year = (begins + 1 == last_month) & (last_month % _MONTHS == 0)
    over = new_year & (last_day + _DECEMBER - start.dt.day().cast(nw.Int64()) == _TO_SUNDAY)
    monday = start.dt.weekday().cast(nw.Int64()) == 1
    return monday & (start >= _FIRST_MONDAY) & (start <= _LAST_MONDAY) & (in_one | over)
