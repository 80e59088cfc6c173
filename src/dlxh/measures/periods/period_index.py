"""Chia theo kỳ: which period of a kind a day falls into, by integers, so that every engine says the same."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import narwhals as nw

from dlxh.casework.instants import number_of_day
from dlxh.words.period_windows import CALENDAR
from dlxh.words.periods import Period, PeriodKind

MONTHS: Final = (
    PeriodKind.MONTH,
    PeriodKind.TWO_MONTHS,
    PeriodKind.QUARTER,
    PeriodKind.HALF_YEAR,
    PeriodKind.YEAR,
)
"""Kinds of period that tile the months; days and weeks tile the days."""
TILING: Final = (*MONTHS, PeriodKind.DAY, PeriodKind.WEEK)
_EPOCH: Final = date(1970, 1, 1)
_THURSDAY: Final = 3
"""1970-01-01 was a Thursday: this many days after a Monday."""


def period_index(kind: PeriodKind, convention: str) -> nw.Expr:
    """Return an expression over the column `day`: a number that is equal for days of one period, its first day or month.

    A month cut on day S begins on the S-th of the month before, so days from S on belong to the month after.
    """
    day = nw.col("day")
    if kind is PeriodKind.DAY:
        return number_of_day(day)
    if kind is PeriodKind.WEEK:
        return number_of_day(day) - (number_of_day(day) + _THURSDAY) % 7
    year, month, length = day.dt.year().cast(nw.Int64()) * 12, day.dt.month().cast(nw.Int64()), kind.months
    if convention == CALENDAR:
        return year + (month - 1 if length == 1 else _first_month(month, length))
    cut = int(convention.split("_", maxsplit=1)[0])
    months = year + month - 1 + (day.dt.day().cast(nw.Int64()) >= cut).cast(nw.Int64())
    return months if length == 1 else months - months % length


def _first_month(month: nw.Expr, length: int) -> nw.Expr:
    """Return the first month of the period, counted from 0; engines compare faster than they divide with a remainder."""
    first: nw.Expr = nw.lit(12 - length, nw.Int64())
    for start in range(12 - 2 * length, -1, -length):
        first = nw.when(month <= start + length).then(nw.lit(start, nw.Int64())).otherwise(first)
    return first


def period_at(kind: PeriodKind, value: int, convention: str) -> Period:
    """Return the period of a number that `period_index` gave.

    >>> period_at(PeriodKind.QUARTER, 2024 * 12, "calendar").code
    '2024-Q1'
    """
    if kind in MONTHS:
        return Period.of(kind, date(value // 12, value % 12 + 1, 1), convention)
    return Period.of(kind, _EPOCH + timedelta(days=value))


def index_of_period(period: Period) -> int:
    """Return the number that `period_index` gives for the days of a period; inverse of `period_at`.

    >>> index_of_period(Period.parse("2024-Q1"))
    24288
    """
    if period.kind not in MONTHS:
        return (period.start - _EPOCH).days
    return period.end.year * 12 + period.end.month - period.kind.months


@dataclass(frozen=True, slots=True)
class Tile:
    """One period of an answer, within the days of the question.

    Attributes:
        index: The number that distinguishes it; 0 where there is one only.
        code: What its row is called; None: the answer has no periods.
        start: The first day that counts.
        end: The last day that counts, or up to which is known.
    """

    index: int
    code: str | None
    start: date
    end: date


def tiles(kind: PeriodKind | None, period: Period | None, convention: str, as_of: date) -> list[Tile]:
    """Return the periods of the question that have begun by the as-of day.

    >>> from datetime import date
    >>> [
    ...     tile.code
    ...     for tile in tiles(PeriodKind.MONTH, Period.parse("2024-Q3"), "calendar", date(2024, 8, 20))
    ... ]
    ['2024-07', '2024-08']
    """
    if period is None:
        return [Tile(0, None, as_of, as_of)]
    if kind is None:
        found = [Tile(0, None, period.start, min(period.end, as_of))]
    else:
        found = [
            Tile(
                index_of_period(tile),
                tile.code,
                max(tile.start, period.start),
                min(tile.end, period.end, as_of),
            )
            for tile in Period.tile(kind, period.start, period.end, convention)
        ]
    return [tile for tile in found if tile.start <= as_of]
