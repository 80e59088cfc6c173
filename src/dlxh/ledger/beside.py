"""Bảng nhỏ đặt cạnh bảng lớn: a small table built in Python, on the engine and connection of a large one."""

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl


def beside(anchor: "nw.LazyFrame[Any]", small: "pl.DataFrame") -> "nw.LazyFrame[Any]":
    """Return a small table where a large one lies, so that the two can be joined.

    Engines refuse to join relations of different connections, so the table is made on that of the anchor.

    >>> import polars as pl
    >>> import narwhals as nw
    >>> large = nw.from_native(pl.LazyFrame({"a": [1]}))
    >>> beside(large, pl.DataFrame({"a": [1], "b": ["x"]})).collect().shape
    (1, 2)
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    if anchor.implementation.is_polars():
        return nw.from_native(small.lazy())
    native: Any = anchor.to_native()
    if anchor.implementation.is_duckdb():
        return nw.from_native(native.query("dlxh_anchor", _values(small)))
    eager = nw.from_native(small, eager_only=True)
    return eager.lazy(anchor.implementation, session=native.sparkSession)


def settled(frame: "nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
    """Return a frame that is used several times as one that Polars has computed once; SQL engines plan for themselves.

    >>> import narwhals as nw
    >>> import polars as pl
    >>> settled(nw.from_native(pl.LazyFrame({"a": [1]}))).collect().shape
    (1, 1)
    """
    if frame.implementation.is_polars():
        return frame.collect("polars").lazy("polars")
    return frame


def _values(small: "pl.DataFrame") -> str:
    """Return the table as SQL; nothing but our own small tables of days and codes is written so."""
    columns = ", ".join(
        f'CAST("{name}" AS {_TYPES[str(kind)]}) AS "{name}"' for name, kind in small.schema.items()
    )
    names = ", ".join(f'"{name}"' for name in small.columns)
    rows = ", ".join(f"({', '.join(_literal(cell) for cell in row)})" for row in small.iter_rows())
    if small.is_empty():
        nulls = ", ".join("NULL" for _ in small.columns)
        return f"SELECT {columns} FROM (VALUES ({nulls})) AS small({names}) WHERE FALSE"  # noqa: S608
    return f"SELECT {columns} FROM (VALUES {rows}) AS small({names})"  # noqa: S608 - literals are quoted below


_TYPES = {"Int64": "BIGINT", "String": "VARCHAR", "Date": "DATE", "Boolean": "BOOLEAN"}


def _literal(cell: object) -> str:
    if isinstance(cell, str | date):
        return "'" + str(cell).replace("'", "''") + "'"
    return str(cell).upper()
