"""Nhận khung: what a caller hands over as a frame of narwhals, and frames in memory as Polars ones, or a clear no.

pandas and PyArrow frames become Polars frames column by column, so that a column that cannot is named.
"""

from typing import TYPE_CHECKING, Any

from dlxh.register.columns import Kind
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.register.table_error import TableError

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl
    from narwhals.typing import IntoFrame


def taken(table: Table, native: "IntoFrame") -> "nw.DataFrame[Any] | nw.LazyFrame[Any]":
    """Return a frame whose columns are those of the table, each once, as far as they must be there.

    The instants of a DuckDB relation are written in UTC and without a zone: what follows is the same in every session,
    whatever zone is set, and when.

    Raises:
        TableError: it is no frame, or columns are unknown, missing or there twice.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    try:
        given = nw.from_native(native)
    except TypeError:
        raise TableError.no_frame(table.name, native) from None
    names = _names(native, given)
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise TableError.twice(table.name, doubled)
    known = {*table.names, SOURCE_ROW}
    needed = [c.name for c in table.columns if not (c.nullable or c.default is not None or c.local_day_of)]
    unknown, missing = [n for n in names if n not in known], [n for n in needed if n not in names]
    if unknown or missing:
        raise TableError.columns(table, unknown=unknown, missing=missing)
    return _without_zone(table, given) if given.implementation.is_duckdb() else given


def _names(native: Any, given: "nw.DataFrame[Any] | nw.LazyFrame[Any]") -> list[str]:  # noqa: ANN401 - any frame
    """Return the names of the columns as they are, also where narwhals takes two of one name for one."""
    if given.implementation.is_pyarrow():
        return list(native.column_names)
    if given.implementation.is_polars():
        return given.collect_schema().names()
    return [str(name) for name in native.columns]


def _without_zone(table: Table, given: "nw.DataFrame[Any] | nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    found = given.collect_schema()
    zoned = []
    for column in table.columns:
        kind = found.get(column.name)
        if column.kind is Kind.INSTANT and isinstance(kind, nw.Datetime):
            if kind.time_zone is None:
                raise TableError.no_zone(table.name, column.name)
            zoned.append(f'timezone(\'UTC\', "{column.name}") AS "{column.name}"')
    if not zoned:
        return given.lazy()
    relation: Any = given.to_native()
    written: nw.LazyFrame[Any] = nw.from_native(relation.project(f"* REPLACE ({', '.join(zoned)})"))
    return written


def in_memory(table: Table, given: "nw.DataFrame[Any]") -> "pl.DataFrame":
    """Return a frame in memory as a Polars one.

    Raises:
        TableError: a column holds cells of several types, or of a type that Polars has not.
    """
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    if given.implementation.is_polars():
        return given.to_native()  # type: ignore[no-any-return] # narwhals: any native frame
    return pl.DataFrame([_series(table.name, name, given) for name in given.columns])


def _series(table: str, name: str, given: "nw.DataFrame[Any]") -> "pl.Series":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    one = given.select(name)
    try:
        found: pl.DataFrame = one.lazy("polars").collect("polars").to_native()
    except (TypeError, ValueError, ArithmeticError, NotImplementedError, pl.exceptions.PolarsError):
        raise _refused(table, one) from None
    return found[name]


def _refused(table: str, one: "nw.DataFrame[Any]") -> TableError:
    """Return what is wrong with a column that did not become one of Polars: the first cell of another type, if any."""
    name = one.columns[0]
    first: str | None = None
    for row, cell in enumerate(one[name].to_list(), start=1):
        if cell is None or cell != cell:  # noqa: PLR0124 - nothing, as pandas writes it: NaN and NaT
            continue
        kind = type(cell).__name__
        first = first or kind
        if kind != first:
            return TableError.mixed(table, name, row, (first, kind))
    return TableError.foreign(table, name, first or one.schema[name])
