"""Khoảng ngày bằng số nguyên: whether two days are a period of their kind, without months that engines add differently."""

from typing import TYPE_CHECKING, Final

from dlxh.words.period_windows import CONVENTIONS, FIRST_YEAR, LAST_YEAR, PeriodKind, cut_of

if TYPE_CHECKING:
    import narwhals as nw

_MONTHS: Final = 12
_WEEK: Final = 7
_STEPS: Final = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 12,
    PeriodKind.YEAR: 12,
}
"""Every so many months, counted from January, such a period begins."""
_FIRST_MONTHS: Final = [months for months in range(2, _MONTHS) if months not in {6, 9}]


def day_number(day: "nw.Expr") -> "nw.Expr":
    """Return the days since 1970-01-01, from year, month and day by integers: no engine disagrees on those.

    >>> import narwhals as nw, polars as pl
    >>> from datetime import date
    >>> frame = nw.from_native(pl.DataFrame({"day": [date(1970, 1, 2), date(2024, 2, 29)]}))
    >>> frame.select(day_number(nw.col("day")))["day"].to_list()
    [1, 19782]
    """
    year, month, number = _parts(day)
    early = 1 - (month + 9) // _MONTHS  # January and February count to the year before
    year = year - early
    from_march = (month + 9) % _MONTHS
    in_year = (153 * from_march + 2) // 5 + number - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + in_year - 719_468


def _parts(day: "nw.Expr") -> "tuple[nw.Expr, nw.Expr, nw.Expr]":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return day.dt.year().cast(nw.Int64()), day.dt.month().cast(nw.Int64()), day.dt.day().cast(nw.Int64())


def no_window(kind: "nw.Expr", start: "nw.Expr", end: "nw.Expr", convention: "nw.Expr") -> "nw.Expr":
    """Return where two days are no period of their kind; a kind or convention that is none is judged elsewhere."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    week = (day_number(end) - day_number(start) == _WEEK - 1) & _begins_week(start)
    fits = (
        nw.when(kind == PeriodKind.DAY.value)
        .then(start == end)
        .when(kind == PeriodKind.WEEK.value)
        .then(week)
    )
    first, last, whole = _months(start, end, convention)
    count = last - first + 1
    for each, step in _STEPS.items():
        fits = fits.when(kind == each.value).then(whole & (first % step == 0) & (count == each.months))
    two = whole & (count == PeriodKind.TWO_MONTHS.months) & (first % _MONTHS < _MONTHS - 1)
    begun = whole & (first % _MONTHS == 0) & count.is_in(_FIRST_MONTHS)
    fits = (
        fits.when(kind == PeriodKind.TWO_MONTHS.value)
        .then(two)
        .when(kind == PeriodKind.FIRST_MONTHS.value)
        .then(begun)
    )
    return ~fits.otherwise(nw.lit(value=True))


def _begins_week(start: "nw.Expr") -> "nw.Expr":
    """Return where a day is a Monday in a week of the years that periods have; a week is of the year of its Thursday."""
    thursday = day_number(start) + 3
    first, last = -25_567, 84_370  # 1900-01-01 and 2200-12-31
    return (thursday % _WEEK == 0) & (thursday >= first) & (thursday <= last)


def _months(start: "nw.Expr", end: "nw.Expr", convention: "nw.Expr") -> "tuple[nw.Expr, nw.Expr, nw.Expr]":
    """Return the first and the last month that two days count for, from year 0, and where they are whole months."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    cut = convention.replace_strict(
        list(CONVENTIONS), [cut_of(name) for name in CONVENTIONS], default=1, return_dtype=nw.Int64()
    )
    year, month, day = _parts(start)
    last_year, last_month, last_day = _parts(end)
    moved = (cut > 1).cast(nw.Int64())
    first = year * _MONTHS + month - 1 + moved
    last = last_year * _MONTHS + last_month - 1
    leap = ((last_year % 4 == 0) & ((last_year % 100 != 0) | (last_year % 400 == 0))).cast(nw.Int64())
    length = nw.when(last_month == 2).then(28 + leap).otherwise(30 + (last_month + last_month // 8) % 2)  # noqa: PLR2004 - February
    ends = nw.when(cut > 1).then(last_day == cut - 1).otherwise(last_day == length)
    in_years = (first // _MONTHS >= FIRST_YEAR) & (first // _MONTHS <= LAST_YEAR)
    return first, last, (day == cut) & ends & in_years
