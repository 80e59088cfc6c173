"""Bảng nhỏ đặt cạnh bảng lớn: a small table built in Python, on the engine and connection of a large one."""

from typing import Any

import narwhals as nw
import polars as pl


def to_engine_of(anchor: nw.LazyFrame[Any], small: pl.DataFrame) -> nw.LazyFrame[Any]:
    """Return a small table on the engine of a large one, so that the two can be joined.

    Engines refuse to join relations of different connections, so the table is made on that of the anchor.

    >>> import polars as pl
    >>> import narwhals as nw
    >>> large = nw.from_native(pl.LazyFrame({"a": [1]}))
    >>> to_engine_of(large, pl.DataFrame({"a": [1], "b": ["x"]})).collect().shape
    (1, 2)
    """
    if anchor.implementation.is_polars():
        return nw.from_native(small.lazy())
    native: Any = anchor.to_native()
    if anchor.implementation.is_duckdb():
        lazy: nw.LazyFrame[Any] = nw.from_native(_scan(native, small))
        return lazy
    eager = nw.from_native(small, eager_only=True)
    return eager.lazy(anchor.implementation, session=native.sparkSession)


def compute_once(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return a frame that is used several times as one that has been computed once, on its own engine.

    A plan that repeats the same part computes it as often, and binds it again with every step.

    >>> import narwhals as nw
    >>> import polars as pl
    >>> compute_once(nw.from_native(pl.LazyFrame({"a": [1]}))).collect().shape
    (1, 1)
    """
    return to_engine_of(frame, frame.collect("polars").to_native())


def compute_some(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any] | None:
    """Return a frame that has been computed once, None where it has no row: then no large table need be joined to it.

    >>> import narwhals as nw
    >>> import polars as pl
    >>> compute_some(nw.from_native(pl.LazyFrame({"a": []}))) is None
    True
    """
    found: pl.DataFrame = frame.collect("polars").to_native()
    return None if found.is_empty() else to_engine_of(frame, found)


def _scan(native: Any, dlxh_small: pl.DataFrame) -> Any:  # noqa: ANN401, ARG001 - DuckDB finds the frame by its name
    return native.query("dlxh_anchor", "SELECT * FROM dlxh_small")
