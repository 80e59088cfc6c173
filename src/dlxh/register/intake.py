"""Nhận khung: a caller's frame as one of narwhals, and frames in memory as Polars ones, or a clear refusal.

pandas and PyArrow frames become Polars frames column by column, so that a column that cannot is named.
"""

import math
from collections.abc import Container, Mapping
from datetime import date, datetime
from numbers import Number
from typing import TYPE_CHECKING, Any

import narwhals as nw
import polars as pl

from dlxh.register.columns import Kind
from dlxh.register.flatten import empty_frame
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.register.table_error import TableError

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


def take(table: Table, native: "IntoFrame") -> nw.DataFrame[Any] | nw.LazyFrame[Any]:
    """Return a frame whose columns are those of the table, each once, as far as they must be there.

    The instants of a DuckDB relation are written in UTC and without a zone: what follows is the same in every session,
    whatever zone is set, and when.

    Raises:
        TableError: it is not a frame, or columns are unknown, missing or there twice.
    """
    names = _names(native)
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise TableError.twice(table, doubled)
    try:
        given = nw.from_native(native)
    except TypeError:
        raise TableError.no_frame(table, native) from None
    if not names and isinstance(given, nw.DataFrame) and not len(given):  # an empty query has no columns
        return nw.from_native(empty_frame(table))
    known = {*table.names, SOURCE_ROW}
    needed = [c.name for c in table.columns if not (c.nullable or c.default is not None or c.local_day_of)]
    unknown, missing = [n for n in names if n not in known], [n for n in needed if n not in names]
    if unknown or missing:
        raise TableError.columns(table, unknown=unknown, missing=missing)
    return _without_zone(table, given) if given.implementation.is_duckdb() else given


def _names(native: Any) -> list[str]:  # noqa: ANN401 - anything that a caller took for a frame
    """Return the names of the columns, each as often as it is there: narwhals may take two of one name for one."""
    if hasattr(
        native, "collect_schema"
    ):  # a lazy frame of Polars has no columns before its schema is collected
        return list(native.collect_schema())
    # PyArrow has its cells in `columns`
    found: Any = getattr(native, "column_names", None) or getattr(native, "columns", ())
    return [str(name) for name in found]


def _without_zone(table: Table, given: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    found = given.collect_schema()
    _refuse_foreign(table, given.to_native(), {name for name, kind in found.items() if kind == nw.Unknown})
    zoned = []
    for column in table.columns:
        kind = found.get(column.name)
        if column.kind is Kind.INSTANT and isinstance(kind, nw.Datetime):
            if kind.time_zone is None:
                raise TableError.no_zone(table, column.name)
            zoned.append(f'timezone(\'UTC\', "{column.name}") AS "{column.name}"')
    if not zoned:
        return given.lazy()
    relation: Any = given.to_native()
    written: nw.LazyFrame[Any] = nw.from_native(relation.project(f"* REPLACE ({', '.join(zoned)})"))
    return written


def _refuse_foreign(table: Table, relation: Any, foreign: Container[str]) -> None:  # noqa: ANN401 - of DuckDB
    """Refuse types of DuckDB that narwhals has no name for, but for a column of nulls and a UUID, which is a text."""
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    for column in table.columns:
        known = {'"NULL"', "UUID"} if column.kind is Kind.TEXT else {'"NULL"'}
        if column.name in foreign and types[column.name] not in known:
            raise TableError.kind(table, column, types[column.name])


def count_rows(frames: "Mapping[str, IntoFrame]") -> int | None:
    """Return how many rows frames in memory have; None: some are read when needed.

    >>> count_rows({})
    0
    """
    given = [nw.from_native(frame) for frame in frames.values()]
    if all(isinstance(frame, nw.DataFrame) for frame in given):
        return sum(len(frame) for frame in given if isinstance(frame, nw.DataFrame))
    return None


def in_memory(table: Table, given: nw.DataFrame[Any]) -> pl.DataFrame:
    """Return a frame in memory as a Polars one.

    Raises:
        TableError: a column holds cells of several types, or of a type that Polars has not.
    """
    if given.implementation.is_polars():
        return given.to_native()  # type: ignore[no-any-return] # narwhals: any native frame
    return pl.DataFrame([_series(table, name, given) for name in given.columns])


def _series(table: Table, name: str, given: nw.DataFrame[Any]) -> pl.Series:
    one = given.select(name)
    if one.schema[name] in {nw.Object, nw.Unknown} and (fault := _fault(table, one)):
        raise fault
    try:
        found: pl.DataFrame = one.lazy("polars").collect("polars").to_native()
    except (TypeError, ValueError, ArithmeticError, NotImplementedError, pl.exceptions.PolarsError):
        raise TableError.foreign(table, name, one.schema[name]) from None
    return found[name]


def _fault(table: Table, one: nw.DataFrame[Any]) -> TableError | None:
    """Return what is wrong with a column of objects: the first cell of another type, or the type of all.

    PyArrow would take a number among days for a count of days, and a month for its first day.
    """
    name = one.columns[0]
    first: object = None
    for row, cell in enumerate(one[name].to_list(), start=1):
        if _says_nothing(cell):
            continue
        first = cell if first is None else first
        if _family(cell) != _family(first):
            return TableError.of_mixed_cells(table, name, row, (type(first).__name__, type(cell).__name__))
    plain = first is None or isinstance(first, str | Number | date)
    return None if plain else TableError.foreign(table, name, type(first).__name__)


def _says_nothing(cell: object) -> bool:
    """Return whether a cell is one of the ways in which pandas writes that there is nothing."""
    missing = cell is None or type(cell).__name__ in {"NAType", "NaTType"}
    return missing or (isinstance(cell, float) and math.isnan(cell))


def _family(cell: object) -> object:
    """Return what a cell has in common with others in its column: numbers and moments of any type."""
    for family in (bool, Number, datetime):
        if isinstance(cell, family):
            return family
    return type(cell)
