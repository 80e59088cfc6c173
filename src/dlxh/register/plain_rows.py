"""Dòng thường: one record as the rows of its tables, without a frame: a record alone is looked at sooner than a frame is made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeAlias

from dlxh.register.columns import Column
from dlxh.register.json_text import Json
from dlxh.register.known_tables import Schema
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.words.days import local_day
from dlxh.words.money import to_ten_thousandths
from dlxh.words.record import Record

PlainRow: TypeAlias = Mapping[str, Any]
"""The values of a row by column."""
_Fields: TypeAlias = Mapping[str, Any]
_Read: TypeAlias = Callable[[_Fields], Any]


def rows_of(record: Record, known: Schema) -> dict[str, list[PlainRow]]:
    """Return the rows of a record by table, with those of all that it owns, but not its names and contacts.

    Own fields are columns of our tables.

    Raises KeyError for an object that is not a record with a table of its own.

    >>> from dlxh.models.unit import OrgUnit
    >>> from dlxh.register.schema import schema
    >>> rows = rows_of(OrgUnit(id="sl", name="Sơn La", kind="place", level="district"), schema())
    >>> rows["units"][0]["level"], rows["unit_successors"]
    ('district', [])
    """
    table = known[known.names[type(record)]]
    found: dict[str, list[PlainRow]] = {name: [] for name in _tables_below(known, table)}
    _add(found, table, record.__dict__, {}, known)
    return found


@cache
def _tables_below(known: Schema, table: Table) -> tuple[str, ...]:
    """Return a table, those of what a row of it owns, and of what these own."""
    below = (name for child in known.children(table.name) for name in _tables_below(known, child))
    return (table.name, *below)


def _add(
    found: dict[str, list[PlainRow]], table: Table, fields: _Fields, keys: Mapping[str, Any], known: Schema
) -> None:
    """Add a row and those of what it owns."""
    row = dict(keys)
    for name, read in _readers(known.wide(table.name)):
        if name not in row:
            row[name] = read(fields)
    row[SOURCE_ROW] = None
    found[table.name].append(row)
    for child in known.children(table.name):
        for inner, more in _yield_tables_below(table, child, fields, row):
            _add(found, child, inner, more, known)


def _yield_tables_below(
    table: Table, child: Table, fields: _Fields, row: PlainRow
) -> Iterator[tuple[_Fields, dict[str, Any]]]:
    """Yield the fields of each value that a row owns in one of its fields, and the keys of that value's row."""
    values: Sequence[Any] = fields[str(child.field)]
    keys = {name: row[key] for name, key in zip(child.link, table.key, strict=True)}
    if "network" in child.names and "network" not in keys:
        keys["network"] = row["network"]
    for place, value in enumerate(values, 1):
        more = {**keys, "position": place}
        if child.value is None:
            yield value.__dict__, more
        else:
            yield {}, {**more, child.value: _plain(child.column(child.value), value)}


@cache
def _readers(table: Table) -> tuple[tuple[str, _Read], ...]:
    """Return for each column of a table what reads it from the fields of a record."""
    return tuple((column.name, _reader(table, column)) for column in table.columns)


def _reader(table: Table, column: Column) -> _Read:
    if column.local_day_of is not None:
        instant = _reader(table, table.column(column.local_day_of))

        def day(fields: _Fields) -> Json:
            known = instant(fields)
            return None if known is None else local_day(known)

        return day
    first, *rest = column.path or (column.name,)

    def read(fields: _Fields) -> Json:
        value = fields.get(first)
        for step in rest:
            if value is None:
                return None
            value = value.__dict__.get(step)
        return None if value is None else _plain(column, value)

    return read


def _plain(column: Column, value: Json) -> Json:
    if column.scaled:
        return to_ten_thousandths(value)
    if column.document:
        return str(value)
    return value.value if isinstance(value, Enum) else value
