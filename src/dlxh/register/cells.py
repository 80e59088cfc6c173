"""Ô dữ liệu: cells of frames in memory that are of another type but say the same, such as days as text from CSV or SQL.

What does not say the same is refused with its row; nothing is rounded, cut or guessed.
"""

import re
from typing import Final

import polars as pl

from dlxh.register.columns import Column, Kind
from dlxh.words.days import DAY_PATTERN, MOMENT_PATTERN

_EXACT: Final = 2**53
"""Whole numbers beyond this are no longer distinct as floats."""
_WHOLE: Final = "^-?[0-9]+([.]0*)?$"
"""Also 3.0: pandas writes whole numbers so where a cell of the column is empty."""
_TRUTHS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NO_YEAR: Final = "0000"
_YEARS: Final = (1, 9999)
"""Of instants in UTC, as far as Python has any: an offset may carry one over the first or the last."""
_LEAP: Final = "60"
"""A second that no clock of ours has."""
_INSTANT: Final = MOMENT_PATTERN + "(Z|[+-][0-9]{2}(:?[0-9]{2})?)$"
"""Polars writes +0700 into a CSV file, PostgreSQL and DuckDB +07."""
_HOURS: Final = "(T.*[+-][0-9]{2})$"
_WRITTEN: Final = "%Y-%m-%dT%H:%M:%S%.f%z"
_NAIVE: Final = re.compile(MOMENT_PATTERN + r"\Z")


def as_kind(column: Column, cells: pl.Series) -> pl.Series | None:
    """Return the cells as the column's kind, null where one cannot be; None for a type that never can.

    >>> import polars as pl
    >>> as_kind(Column("end", Kind.DAY), pl.Series(["2024-07-24", "24/7/2024"])).to_list()
    [datetime.date(2024, 7, 24), None]
    """
    if isinstance(cells.dtype, pl.Categorical | pl.Enum) and column.kind is not Kind.TEXT:
        cells = cells.cast(pl.String)
    cell = pl.col(cells.name)
    if cells.dtype == pl.String:
        made = None if column.kind is Kind.TEXT else text_as_kind(column.kind, cell)
    else:
        made = _of_number(column.kind, cell, cells.dtype)
    return None if made is None else cells.to_frame().select(made).to_series().alias(cells.name)


def text_as_kind(kind: Kind, cell: pl.Expr) -> pl.Expr:
    """Return the whole numbers, truths, days or instants that texts say, as in CSV files; null where they say none.

    >>> import polars as pl
    >>> pl.DataFrame({"count": ["3.0", "3.5"]}).select(text_as_kind(Kind.INTEGER, pl.col("count"))).rows()
    [(3,), (None,)]
    """
    if kind is Kind.INTEGER:
        whole = cell.str.contains(_WHOLE)
        return pl.when(whole).then(cell.str.split(".").list.first()).cast(pl.Int64, strict=False)
    if kind is Kind.BOOLEAN:
        return cell.replace_strict(_TRUTHS, default=None, return_dtype=pl.Boolean)
    if kind is Kind.DAY:
        written = cell.str.contains(DAY_PATTERN) & ~cell.str.starts_with(_NO_YEAR)
        return pl.when(written).then(cell).str.to_date("%Y-%m-%d", strict=False)
    faulty = cell.str.starts_with(_NO_YEAR) | cell.str.slice(17, 2).eq(_LEAP)
    written = pl.when(cell.str.contains(_INSTANT) & ~faulty).then(cell).str.replace(" ", "T")
    offset = written.str.replace("Z$", "+0000").str.replace(_HOURS, "${1}00")
    made = offset.str.to_datetime(_WRITTEN, time_unit="us", time_zone="UTC", strict=False)
    return pl.when(made.dt.year().is_between(*_YEARS)).then(made)


def _of_number(kind: Kind, cell: pl.Expr, found: pl.DataType) -> pl.Expr | None:
    """Return what numbers and moments of other types say."""
    if kind is Kind.INTEGER and found.is_float():
        whole = cell.is_finite() & (cell == cell.floor()) & (cell.abs() <= _EXACT)
        return pl.when(whole).then(cell).cast(pl.Int64)
    if kind is Kind.INTEGER and found.is_decimal():
        return pl.when(cell == cell.cast(pl.Int64, strict=False)).then(cell).cast(pl.Int64, strict=False)
    if not isinstance(found, pl.Datetime):
        return None
    if kind is Kind.DAY and found.time_zone is None:
        return pl.when(cell.dt.time() == pl.time(0, 0, 0)).then(cell.dt.date())
    if kind is Kind.INSTANT and found.time_zone is not None and found.time_unit == "ns":
        return pl.when(cell.dt.nanosecond() % 1000 == 0).then(cell.dt.cast_time_unit("us"))
    return None


def lacks_zone(cells: pl.Series, row: int) -> bool:
    """Return whether the cell of a row, counted from 1, is an instant but for its offset.

    >>> import polars as pl
    >>> lacks_zone(pl.Series(["2024-07-24 08:00:00"]), 1)
    True
    """
    cell = cells[row - 1]
    return isinstance(cell, str) and _NAIVE.match(cell) is not None


def first_lost(before: pl.Series, after: pl.Series) -> int | None:
    """Return the number of the first row, counted from 1, whose cell did not become anything."""
    lost = (before.is_not_null() & after.is_null()).arg_true()
    return None if lost.is_empty() else int(lost[0]) + 1
