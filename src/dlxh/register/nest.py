"""Cột thành đối tượng: rows to records, the way back from `flatten`."""

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dlxh.register.columns import Column, Kind
from dlxh.register.json_text import Json
from dlxh.register.schema import Table
from dlxh.register.table_error import TableError
from dlxh.words.days import VIETNAM

if TYPE_CHECKING:
    from dlxh.register.tables import Tables
    from dlxh.words.record import Record

Row = Mapping[str, Any]
Nested = dict[str, Any]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector and restore it: many models make it walk everything again and again.

    >>> with collector_paused():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _grow_old()
            gc.enable()


def _grow_old() -> None:
    """Let all objects count as old, in one step: as young ones they would be walked at the very next allocation.

    That walk took a third of the time of reading. What an app has frozen itself stays frozen, and is worth the walk.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


def nest_row(columns: Sequence[Column], row: Row) -> Nested:
    """Return the fields of one row as a model takes them: prefixed columns become values, empty ones stay out.

    >>> from dlxh.register.schema import schema
    >>> nest_row(schema()["reports"].columns, {"id": "b1", "period_kind": "year", "stage": None})
    {'id': 'b1', 'period': {'kind': 'year'}}
    """
    fields: Nested = {}
    for column in columns:
        value = row.get(column.name)
        if value is None or not column.path:
            continue
        inner = fields
        for step in column.path[:-1]:
            inner = inner.setdefault(step, {})
        inner[column.path[-1]] = _whole(column, value)
    return fields


def _whole(column: Column, value: Json) -> Json:
    if column.scaled and isinstance(value, int):
        return Decimal(value).scaleb(-4)
    if isinstance(value, datetime) and column.kind is Kind.INSTANT:
        return value.astimezone(VIETNAM)
    return value


def fields_of(tables: "Tables", name: str) -> list[Nested]:
    """Return the nested fields of every record of one root table, not checked yet."""
    return [fields for _, fields in _rows(tables, tables.schema[name])]


def _rows(tables: "Tables", table: Table) -> list[tuple[tuple[Any, ...], Nested]]:
    if table.name not in tables:
        return []
    rows = list(_readable(tables, table))
    found = [(tuple(row[key] for key in table.key), nest_row(table.columns, row)) for row in rows]
    for child in tables.schema.below(table.name):
        if child.name in tables:
            _adopt(tables, child, found)
    return found


def _readable(tables: "Tables", table: Table) -> Iterator[dict[str, Any]]:
    """Return the rows of a table; raises TableError for a day or an instant that Python cannot hold."""
    import polars as pl

    frame = tables.polars(table.name)
    for column in table.columns:
        if column.kind in {Kind.DAY, Kind.INSTANT}:
            day = pl.col(column.name).cast(pl.Date)
            lost = frame.select(~day.is_between(date.min, date.max)).to_series().arg_true()
            if len(lost):
                raise TableError.cell(table, column, int(lost[0]) + 1)
    return frame.iter_rows(named=True)


def _adopt(tables: "Tables", child: Table, owners: list[tuple[tuple[Any, ...], Nested]]) -> None:
    if child.field is None:
        parts: dict[tuple[Any, ...], Row] = {}
        for row in _readable(tables, child):
            parts.setdefault(tuple(row[key] for key in child.key), row)
        columns = [column for column in child.columns if column.path]
        for key, fields in owners:
            if key in parts:
                fields.update(nest_row(columns, parts[key]))
        return
    groups: dict[tuple[Any, ...], list[tuple[int | None, Any]]] = defaultdict(list)
    rows = _readable(tables, child)
    values = (
        ((row, row[child.value]) for row in rows)
        if child.value
        else zip(rows, _inner(tables, child), strict=True)
    )
    for row, value in values:
        groups[tuple(row[key] for key in child.link)].append((row["position"], value))
    for key, fields in owners:
        if key in groups:
            fields[child.field] = tuple(value for _, value in sorted(groups[key], key=_position))


def _inner(tables: "Tables", child: Table) -> list[Nested]:
    return [fields for _, fields in _rows(tables, child)]


def _position(pair: tuple[int | None, Any]) -> int:
    """Return by what values are put in order; those without a place, which is a finding of its own, come first."""
    return 0 if pair[0] is None else pair[0]


def records_of(tables: "Tables", name: str) -> "list[Record]":
    """Return the records of one root table.

    Raises:
        TableError: a day or an instant that no calendar has, such as those before Christ or infinite ones of DuckDB.
        pydantic.ValidationError: a row that no model can hold; `read` has put such rows aside.
    """
    model = tables.schema.roots[name]
    with collector_paused():
        return [model.model_validate(fields) for fields in fields_of(tables, name)]
