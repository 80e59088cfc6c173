"""Đọc dòng trong bộ nhớ: rows by table, as an ORM, a driver or a column of JSON gives them; flat ones and whole records."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final, TypeAlias

import polars as pl

from dlxh.register.coverage import EVERY, join_partial
from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.given_rows import NumberedRow, TextOf, numbered_rows, text_of_row
from dlxh.register.known_tables import Schema
from dlxh.register.limits import Limits
from dlxh.register.nested_records import NestedRow
from dlxh.register.own_cells import own_columns, packs_in_records, split_own_cells, theirs
from dlxh.register.own_gaps import gaps_of_document
from dlxh.register.pack import Pack
from dlxh.register.read_options import ReadOptions
from dlxh.register.reading_flat import FlatReading
from dlxh.register.reading_nested import NestedReading, without_empty
from dlxh.register.register import Register
from dlxh.register.schema import SOURCE_ROW, Table, schema_with
from dlxh.register.set_aside import Aside
from dlxh.register.table_error import TableError
from dlxh.words.bilingual import ArgumentError
from dlxh.words.record import SCHEMA_VERSION

Rows: TypeAlias = Iterable[Mapping[str, Any] | str | bytes] | pl.DataFrame
"""Rows of one table: flat ones as its columns have it, or whole records with all that they own; mappings or JSON texts, or a Polars frame."""
_NO_ROWS: Final = (str, bytes, bytearray, memoryview, Mapping)


def read_rows(
    source: Mapping[str, Rows], as_of: date, limits: Limits, options: ReadOptions, pack: Pack | None
) -> tuple[Register, list[Finding], Aside]:
    """Return the rows and records that fit, findings for those that do not, and what was set aside.

    Raises:
        TableError: no table has the name of a key.
        ArgumentError: a value is not a list of rows.
    """
    known = schema_with(pack)
    TableError.refuse_unknown(source, known)
    reading = _Rows(known, limits, options)
    for name, given in source.items():
        rows = list(islice(_rows(name, given), limits.lines + 1))
        if len(rows) > limits.lines:
            parameters = {"lines": len(rows), "limit": limits.lines}
            fault = refuse("lines_too_many", Place(name), table=name, parameters=parameters)
            reading.flat.new_list(name, name).add_row([fault])
        else:
            reading.take(known[name], rows, source)
    reading.flat.finish()
    return reading.register(as_of, pack), reading.flat.findings, reading.flat.aside


def _rows(name: str, given: object) -> Iterable[Any]:
    """Return an iterable of rows; a Polars frame has some as well."""
    iter_rows: Any = getattr(given, "iter_rows", None)
    if callable(iter_rows) and hasattr(given, "columns"):
        return iter_rows(named=True)  # type: ignore[no-any-return] # of Polars
    if isinstance(given, Iterable) and not isinstance(given, _NO_ROWS) and not hasattr(given, "columns"):
        return given
    kind = type(given).__name__
    raise ArgumentError(
        vi=f"bảng {name!r}: cần danh sách dòng (dict hoặc chuỗi JSON, mỗi phần tử một bản ghi), không phải {kind}; khung dữ liệu thì dùng Register.from_frames",
        en=f"table {name!r}: it takes rows (dicts or JSON texts, one record each), not {kind}; for frames use Register.from_frames",
    )


class _Rows:
    """What has been read of rows so far."""

    def __init__(self, known: Schema, limits: Limits, options: ReadOptions) -> None:
        self.flat = FlatReading(known, limits, options, Aside(), options.version or SCHEMA_VERSION)
        self.records: list[NestedReading] = []
        self.packs: dict[str, dict[str, list[str]]] = {}

    def take(self, table: Table, rows: list[Any], source: Container[str]) -> None:
        """Take the rows of a table: those that are whole records, and the flat ones."""
        name, known = table.name, self.flat.known
        numbered = list(numbered_rows(rows))
        is_nested = _find_nested(self.flat, table, numbered)
        flat = [row for row, nested in zip(numbered, is_nested, strict=True) if not nested]
        if flat or not rows:
            self._take_flat(table, flat, lambda number: text_of_row(rows[number - 1]), source)
        if not rows:
            below = (
                each.name for each in known.values() if each.name != name and known.root(each.name) == name
            )
            self.flat.unfilled.update(below)
        if len(flat) < len(rows):
            whole = [row for row, nested in zip(numbered, is_nested, strict=True) if nested]
            self._take_records(name, whole, rows)

    def _take_flat(self, table: Table, rows: list[NumberedRow], text: TextOf, source: Container[str]) -> None:
        """Take flat rows; cells of own fields become rows of their table, unless that is given as well."""
        flat = self.flat
        parts = [part for part in flat.known.own(table.name) if part.name not in source]
        own: dict[str, list[NumberedRow]] = {}
        seen = frozenset[str]()
        if parts:
            rows, own, seen = split_own_cells(table, parts, rows, flat.options.names(table.name))
        flat.take_rows(table, rows, text)
        there = frozenset(flat.frames[table.name][SOURCE_ROW]) if seen else frozenset[int]()
        for part in parts:
            if not seen.isdisjoint(part.own_names):
                fitting = (row for row in own[part.name] if row[0] in there)
                flat.take_rows(part, fitting, text, file=table.name)
                gaps = (name for name in part.own_names if name not in seen)
                flat.partial |= {name: {EVERY} for name in gaps}

    def _take_records(self, name: str, whole: list[NumberedRow], rows: list[Any]) -> None:
        flat = self.flat
        listed = flat.listed.get(name) or flat.new_list(name, name)
        flat.listed[name] = listed
        reading = NestedReading(
            name, listed, flat.known, flat.options, flat.aside, flat.version, partial=flat.partial
        )
        reading.take(name, (_nested_row(name, number, row, rows) for number, row, _ in whole))
        self.records.append(reading)
        names = flat.options.names(name)
        ours = ({names.get(each, each): cell for each, cell in row.items()} for _, row, _ in whole)
        for pack, tables in packs_in_records(flat.known, name, ours).items():
            self.packs.setdefault(pack, {}).update(tables)

    def register(self, as_of: date, pack: Pack | None) -> Register:
        """Return a register of the flat tables and the whole records."""
        tables = self.flat.tables(as_of, pack)
        if not self.records:
            return Register.from_tables(tables)
        found = [record for reading in self.records for record in reading.records]
        empty = {name for reading in self.records for name in reading.empty}
        gaps = gaps_of_document(self.packs, self.flat.known, {reading.file for reading in self.records})
        partial = join_partial(tables.partial, gaps)
        whole = Register(found, as_of=as_of, empty=empty, partial=partial, pack=pack)
        if not tables.names:
            return without_empty(whole, gaps)
        return Register.from_tables(tables.append(without_empty(whole, gaps).tables))


def _nested_row(name: str, number: int, row: object, rows: list[Any]) -> NestedRow:
    return Place(name, number), row, lambda: text_of_row(rows[number - 1])


def _find_nested(flat: FlatReading, table: Table, rows: list[NumberedRow]) -> list[bool]:
    """Return which rows are whole records.

    Those with a field that is not a column of the table are. A row that both may be is what others of its table are.
    """
    if table.name not in flat.known.roots:
        return [False] * len(rows)
    columns = {column.name for column in table.columns}
    fields = frozenset(flat.known.roots[table.name].model_fields)
    single = frozenset[str]().union(*map(own_columns, flat.known.own(table.name)))
    names = flat.options.names(table.name)
    whole, alone = theirs(fields - columns - single, names), theirs(columns - fields, names)
    found = [isinstance(row, dict) and not whole.isdisjoint(row) for _, row, _ in rows]
    if not any(found) or all(found):
        return found
    return [
        nested or (isinstance(row, dict) and alone.isdisjoint(row))
        for nested, (_, row, _) in zip(found, rows, strict=True)
    ]
