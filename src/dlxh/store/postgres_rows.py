"""Dòng từ PostgreSQL: the rows of a table by COPY, so that no Python object is made for any of them.

Days and instants come as numbers, which no setting of a session writes otherwise.
"""

from typing import Any, Final

import polars as pl
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Integer,
    String,
    Text,
    case,
    cast,
    column,
    extract,
    literal_column,
)
from sqlalchemy.types import TypeEngine

from dlxh.register.columns import Column, Kind
from dlxh.register.flatten import dtype
from dlxh.register.schema import Table
from dlxh.store.home import Columns, Home
from dlxh.store.raw_rows import RawRows, columns_there, select_rows

_BEFORE, _AFTER = "<0001-01-01", ">9999-12-31"
"""What is noted of a day or an instant that Python cannot hold, such as infinity."""
_MICROS: Final = 1_000_000
_BOUNDS: Final = {
    Kind.DAY: (-719_163, 2_932_897),
    Kind.INSTANT: (-62_135_596_800_000_001, 253_402_300_800_000_000),
}
"""The days and microseconds next to those of the years 1 to 9999, counted from 1970."""


def can_copy(connection: Connection) -> bool:
    """Return whether rows come by COPY, which psycopg 3 has."""
    return (connection.dialect.name, connection.dialect.driver) == ("postgresql", "psycopg")


def copy_rows(
    connection: Connection, home: Home, table: Table, there: Columns, networks: list[str] | None
) -> RawRows:
    """Return the rows of a table."""
    declared = columns_there(table, there)
    ways = {each.name: _way(each, there[each.name]) for each in declared}
    query = select_rows(home, table, [cell for cell, _ in ways.values()], networks)
    text = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    data = _copy(connection, f"COPY ({text}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')")
    types = {name: kind for name, (_, kind) in ways.items()}
    frame = pl.read_csv(data, has_header=False, schema=types) if data else pl.DataFrame(schema=types)
    odd: dict[int, dict[str, Any]] = {}
    made = [_of_number(each, frame[each.name], odd) for each in declared]
    return RawRows(pl.DataFrame(made), odd)


def _copy(connection: Connection, query: str) -> bytes:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(query) as blocks:
        return b"".join(blocks)


def _way(each: Column, found: TypeEngine[Any]) -> tuple[ColumnElement[Any], pl.DataType]:
    """Return what is selected of a column, and the type in which CSV holds it; what is of another type comes as text."""
    cell: ColumnElement[Any] = column(each.name)
    if each.kind is Kind.TEXT and isinstance(found, String):
        return cell, pl.String()
    if each.kind is Kind.INTEGER and isinstance(found, Integer):
        return cell, pl.Int64()
    if each.kind is Kind.BOOLEAN and isinstance(found, Boolean):
        return cast(cell, Text()), pl.Boolean()
    if each.kind is Kind.DAY and isinstance(found, Date):
        days = cell - literal_column("date '1970-01-01'")
        return _within(each.kind, cell, days, "date '0001-01-01'", "date '9999-12-31'"), pl.Int64()
    if each.kind is Kind.INSTANT and isinstance(found, DateTime) and found.timezone:
        micros = cast(extract("epoch", cell) * _MICROS, BigInteger())
        bounds = "timestamptz '0001-01-01 00:00+00'", "timestamptz '9999-12-31 23:59:59.999999+00'"
        return _within(each.kind, cell, micros, *bounds), pl.Int64()
    return cast(cell, Text()), pl.String()


def _within(
    kind: Kind, cell: ColumnElement[Any], number: ColumnElement[Any], first: str, last: str
) -> ColumnElement[Any]:
    """Return a day or an instant as a number; one that Python cannot hold as the number next to those that it can."""
    least, most = _BOUNDS[kind]
    return case(
        (cell < literal_column(first), literal_column(str(least))),
        (cell > literal_column(last), literal_column(str(most))),
        else_=number,
    )


def _of_number(each: Column, cells: pl.Series, odd: dict[int, dict[str, Any]]) -> pl.Series:
    """Return days and instants of their numbers."""
    if each.kind not in _BOUNDS or cells.dtype != pl.Int64:
        return cells
    for bound, noted in zip(_BOUNDS[each.kind], (_BEFORE, _AFTER), strict=True):
        for number in (cells == bound).arg_true():
            odd.setdefault(number, {})[each.name] = noted
            cells = cells.set(cells == bound, None)
    days = cells.cast(pl.Int32) if each.kind is Kind.DAY else cells
    return days.cast(dtype(each.kind))
