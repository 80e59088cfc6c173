"""Ô dữ liệu: cells of frames in memory that are of another type but say the same, such as days as text from CSV or SQL.

What does not say the same is refused with its row; nothing is rounded, cut or guessed.
"""

from typing import TYPE_CHECKING

from dlxh.register.columns import Column, Kind
from dlxh.words.days import DAY_PATTERN, INSTANT_PATTERN

if TYPE_CHECKING:
    import polars as pl

_EXACT = 2**53
"""Whole numbers beyond this are no longer told apart as floats."""


def as_kind(column: Column, cells: "pl.Series") -> "pl.Series | None":
    """Return the cells as the column's kind, null where one cannot be; None for a type that never can.

    >>> import polars as pl
    >>> as_kind(Column("end", Kind.DAY), pl.Series(["2024-07-24", "24/7/2024"])).to_list()
    [datetime.date(2024, 7, 24), None]
    """
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    frame = cells.alias("cell").to_frame()
    cell = pl.col("cell")
    said: pl.Expr | None = None
    if column.kind is Kind.INTEGER and cells.dtype.is_float():
        whole = cell.is_finite() & (cell == cell.floor()) & (cell.abs() <= _EXACT)
        said = pl.when(whole).then(cell).cast(pl.Int64)
    elif column.kind is Kind.DAY and cells.dtype == pl.String:
        said = pl.when(cell.str.contains(DAY_PATTERN)).then(cell).str.to_date("%Y-%m-%d", strict=False)
    elif column.kind is Kind.DAY and cells.dtype == pl.Datetime and cells.dtype.time_zone is None:  # type: ignore[attr-defined] # narrowed by Polars' own equality
        said = pl.when(cell.dt.time() == pl.time(0, 0, 0)).then(cell.dt.date())
    elif column.kind is Kind.INSTANT and cells.dtype == pl.String:
        written = pl.when(cell.str.contains(INSTANT_PATTERN)).then(cell)
        said = written.str.to_datetime(time_unit="us", time_zone="UTC", strict=False)
    return None if said is None else frame.select(said).to_series().alias(cells.name)


def first_lost(before: "pl.Series", after: "pl.Series") -> int | None:
    """Return the number of the first row, counted from 1, whose cell did not become anything."""
    lost = (before.is_not_null() & after.is_null()).arg_true()
    return None if lost.is_empty() else int(lost[0]) + 1
