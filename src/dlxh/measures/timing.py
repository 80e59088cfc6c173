"""Chia theo kỳ: which period of a kind a day falls into, by integers, so that every engine says the same."""

from datetime import date
from typing import TYPE_CHECKING

from dlxh.words.periods import Period, PeriodKind

if TYPE_CHECKING:
    import narwhals as nw

MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.TWO_MONTHS: 2,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
}
"""Kinds of period that tile the months; days and weeks tile the days."""

TILING = (*MONTHS, PeriodKind.DAY, PeriodKind.WEEK)


def place(kind: PeriodKind, convention: str) -> "nw.Expr":
    """Return an expression over the column `day`: a number that is equal for days of one period.

    A month cut on day S begins on the S-th of the month before, so days from S on belong to the month after.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    day = nw.col("day")
    if kind not in MONTHS:
        return day
    year, month = day.dt.year().cast(nw.Int64()), day.dt.month().cast(nw.Int64())
    months = year * 12 + month - 1
    if convention != "calendar":
        cut = int(convention.split("_", maxsplit=1)[0])
        months = months + (day.dt.day().cast(nw.Int64()) >= cut).cast(nw.Int64())
    return months // MONTHS[kind]


def period_at(kind: PeriodKind, value: int | date, convention: str) -> Period:
    """Return the period of a value that `place` gave.

    >>> period_at(PeriodKind.QUARTER, 8096, "calendar").code
    '2024-Q1'
    """
    if isinstance(value, date):
        return Period.of(kind, value)
    first = value * MONTHS[kind]
    return Period.of(kind, date(first // 12, first % 12 + 1, 1), convention)
