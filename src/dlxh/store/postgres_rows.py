"""Dòng từ PostgreSQL: the rows of a table by COPY, so that no Python object is made for any of them.

Days and instants come as numbers, which no setting of a session writes otherwise.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
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
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.types import TypeEngine

from dlxh.register.columns import Column, Kind
from dlxh.register.flatten import dtype
from dlxh.register.schema import Table
from dlxh.store.home import Columns, Home
from dlxh.store.raw_rows import RawRows, columns_there, select_rows

_BEFORE, _AFTER = "<0001-01-01", ">9999-12-31"
"""What is noted of a day or an instant that Python cannot hold, such as infinity."""
_FATAL: Final = 7
"""What libpq calls an answer that is an error."""
_TYPES: Final[Mapping[Kind, type[TypeEngine[Any]]]] = {
    Kind.TEXT: String,
    Kind.INTEGER: Integer,
    Kind.BOOLEAN: Boolean,
    Kind.DAY: Date,
}
_CSV: Final[Mapping[Kind, pl.DataType]] = {
    Kind.TEXT: pl.String(),
    Kind.INTEGER: pl.Int64(),
    Kind.BOOLEAN: pl.Boolean(),
    Kind.DAY: pl.Int64(),
    Kind.INSTANT: pl.Int64(),
}
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
    connection: Connection, home: Home, table: Table, there: Columns, networks: Sequence[str] | None
) -> RawRows:
    """Return the rows of a table."""
    as_kind = tuple((each, _is_of_kind(each.kind, there[each.name])) for each in columns_there(table, there))
    query, types = _plan(home, table, as_kind, None if networks is None else tuple(networks))
    data = _copy(connection, query)
    if not data:
        return RawRows(pl.DataFrame(schema=types), {})
    frame = pl.read_csv(data, has_header=False, schema=types)
    numbers = [each for each, is_of_kind in as_kind if is_of_kind and each.kind in _BOUNDS]
    odd = _odd_numbers(frame, numbers)
    return RawRows(frame.with_columns(_of_number(each, is_odd=bool(odd)) for each in numbers), odd)


@lru_cache(maxsize=1024)
def _plan(
    home: Home, table: Table, columns: tuple[tuple[Column, bool], ...], networks: tuple[str, ...] | None
) -> tuple[str, Mapping[str, pl.DataType]]:
    """Return the query, and the type in which CSV holds each column; what is not of its kind comes as text."""
    cells = [_cell(each) if is_of_kind else cast(column(each.name), Text()) for each, is_of_kind in columns]
    query = select_rows(home, table, cells, networks)
    plain = PGDialect()  # type: ignore[no-untyped-call] # without a driver, whose way to write % is not that of COPY
    text = query.compile(dialect=plain, compile_kwargs={"literal_binds": True})
    types = {each.name: _CSV[each.kind] if is_of_kind else pl.String() for each, is_of_kind in columns}
    return f"COPY ({text}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')", types


def _copy(connection: Connection, query: str) -> bytes:
    """Return what COPY gives; a row is a message, and psycopg's own iterator takes ten times as long for each.

    The connection is in a transaction already, which reading what is known of the rows has begun.
    """
    protocol: Any = connection.connection.driver_connection.pgconn  # type: ignore[union-attr] # it is connected
    _refuse_failure(connection, protocol.exec_(query.encode()))
    data = bytearray()
    size, block = protocol.get_copy_data(0)
    while size > 0:
        data += block
        size, block = protocol.get_copy_data(0)
    while (result := protocol.get_result()) is not None:
        _refuse_failure(connection, result)  # what fails on the way, such as a view, ends the rows
    return bytes(data)


def _refuse_failure(connection: Connection, result: Any) -> None:  # noqa: ANN401 - a result of libpq
    """Raise the error of the driver where the server answers with one."""
    if result.status == _FATAL:
        driver: Any = connection.dialect.dbapi
        raise driver.errors.error_from_result(result)


def _is_of_kind(kind: Kind, found: TypeEngine[Any]) -> bool:
    """Return whether a column of the database is of a kind as it is."""
    if kind is Kind.INSTANT:
        return isinstance(found, DateTime) and found.timezone
    return isinstance(found, _TYPES[kind])


def _cell(each: Column) -> ColumnElement[Any]:
    """Return what is selected of a column: what no setting of the session writes in another way."""
    cell: ColumnElement[Any] = column(each.name)
    if each.kind is Kind.BOOLEAN:
        return cast(cell, Text())
    if each.kind is Kind.DAY:
        days = cell - literal_column("date '1970-01-01'")
        return _within(each.kind, cell, days, "date '0001-01-01'", "date '9999-12-31'")
    if each.kind is Kind.INSTANT:
        micros = cast(extract("epoch", cell) * _MICROS, BigInteger())
        bounds = "timestamptz '0001-01-01 00:00+00'", "timestamptz '9999-12-31 23:59:59.999999+00'"
        return _within(each.kind, cell, micros, *bounds)
    return cell


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


def _odd_numbers(frame: pl.DataFrame, numbers: Sequence[Column]) -> dict[int, dict[str, str]]:
    """Return what is noted of days and instants that Python cannot hold, by the number of the row and the column."""
    odd: dict[int, dict[str, str]] = {}
    bounds = {each.name: _BOUNDS[each.kind] for each in numbers}
    outside = [
        (pl.col(name) == bound).any().alias(f"{name} {bound}")
        for name, ends in bounds.items()
        for bound in ends
    ]
    if not outside or not any(frame.select(outside).row(0)):
        return odd
    for name, ends in bounds.items():
        for bound, noted in zip(ends, (_BEFORE, _AFTER), strict=True):
            for number in (frame[name] == bound).arg_true():
                odd.setdefault(number, {})[name] = noted
    return odd


def _of_number(each: Column, *, is_odd: bool) -> pl.Expr:
    """Return a day or an instant of its number."""
    number = pl.col(each.name)
    if is_odd:
        number = pl.when(~number.is_in(_BOUNDS[each.kind])).then(number)
    return (
        (number.cast(pl.Int32) if each.kind is Kind.DAY else number).cast(dtype(each.kind)).alias(each.name)
    )
