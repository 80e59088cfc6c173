"""Dòng như cơ sở dữ liệu đưa ra: the rows of a table as columns, each in its type or as the texts that it holds."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import NoneType
from typing import Any, Final, TypeAlias

import polars as pl
from sqlalchemy import ColumnElement, Connection, Select, column, select
from sqlalchemy import table as sql_table

from dlxh.register.columns import Column, Kind
from dlxh.register.flatten import dtype
from dlxh.register.schema import Table
from dlxh.store.definitions import stored_columns
from dlxh.store.home import Columns, Home

Cell: TypeAlias = Any
_NETWORKS: Final = "networks"
_WAYS: Final[Mapping[Kind, Sequence[type]]] = {
    Kind.TEXT: (str,),
    Kind.INTEGER: (int, str),
    Kind.BOOLEAN: (bool, str),
    Kind.DAY: (str, date),
    Kind.INSTANT: (str, datetime),
}
"""The types in which drivers give the cells of a column."""


@dataclass(frozen=True, slots=True)
class RawRows:
    """Rows as they came.

    Attributes:
        frame: The columns that are stored and are there: in their declared type, or as texts.
        odd: Cells that are neither, by the number of the row from 0 and the column; in the frame they are empty.
    """

    frame: pl.DataFrame
    odd: Mapping[int, Mapping[str, Cell]]


def columns_there(table: Table, there: Container[str]) -> list[Column]:
    """Return the columns of a table that the database has."""
    return [each for each in stored_columns(table) if each.name in there]


def select_rows(
    home: Home,
    table: Table,
    cells: Iterable[ColumnElement[Any]],
    networks: Sequence[str] | None,
) -> Select[Any]:
    """Return the query for the rows of a table, or for those of some networks where a row belongs to one."""
    query = select(*cells).select_from(sql_table(home.prefix + table.name, schema=home.db_schema))
    owner = "id" if table.name == _NETWORKS else "network"
    if networks is None or owner not in table.names:
        return query
    return query.where(column(owner).in_(networks))


def fetch_rows(
    connection: Connection, home: Home, table: Table, there: Columns, networks: Sequence[str] | None
) -> RawRows:
    """Return the rows of a table through whatever driver the connection has."""
    declared = columns_there(table, there)
    found = connection.execute(select_rows(home, table, [column(each.name) for each in declared], networks))
    rows = found.all()
    odd: dict[int, dict[str, Cell]] = {}
    cells: Iterable[Sequence[Cell]] = zip(*rows, strict=True) if rows else [()] * len(declared)
    series = [_series(each, values, odd) for each, values in zip(declared, cells, strict=True)]
    return RawRows(pl.DataFrame(series), odd)


def _series(column: Column, cells: Sequence[Cell], odd: dict[int, dict[str, Cell]]) -> pl.Series:
    """Return cells as a column; those that can be no cell of it are noted."""
    if column.kind is Kind.BOOLEAN:
        cells = [bool(cell) if type(cell) is int and cell in {0, 1} else cell for cell in cells]
    kinds = set(map(type, cells)) - {NoneType}
    ways = _WAYS[column.kind]
    way = next((each for each in ways if kinds <= {each}), ways[0])
    if not kinds <= {way} or way is datetime:
        for number, cell in enumerate(cells):
            if cell is not None and not _is_cell(cell, way):
                odd.setdefault(number, {})[column.name] = cell
        cells = [cell if _is_cell(cell, way) else None for cell in cells]
    kind = pl.String() if way is str else dtype(column.kind)
    return pl.Series(column.name, cells, dtype=kind)


def _is_cell(cell: Cell, way: type) -> bool:
    return type(cell) is way and not (isinstance(cell, datetime) and cell.tzinfo is None)
