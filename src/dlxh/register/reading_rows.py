"""Đọc dòng trong bộ nhớ: rows by table, as an ORM, a driver or a column of JSON gives them; flat ones and whole records."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final, TypeAlias

from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.given_rows import NumberedRow, numbered_rows, text_of_row
from dlxh.register.limits import Limits
from dlxh.register.nested_records import NestedRow
from dlxh.register.pack import Pack
from dlxh.register.read_options import ReadOptions
from dlxh.register.reading_flat import FlatReading
from dlxh.register.reading_nested import NestedReading
from dlxh.register.register import Register
from dlxh.register.schema import Table, schema_with
from dlxh.register.set_aside import Aside
from dlxh.register.table_error import TableError
from dlxh.register.tables import Tables
from dlxh.words.bilingual import ArgumentError
from dlxh.words.record import SCHEMA_VERSION

Rows: TypeAlias = Iterable[Mapping[str, Any] | str | bytes]
"""Rows of one table: flat ones as its columns have it, or whole records with all that they own; mappings or JSON texts."""
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
    flat = FlatReading(known, limits, options, Aside(), options.version or SCHEMA_VERSION)
    records: list[NestedReading] = []
    for name, given in source.items():
        rows = list(islice(_rows(name, given), limits.lines + 1))
        if len(rows) > limits.lines:
            parameters = {"lines": len(rows), "limit": limits.lines}
            flat.new_list(name, name).add_row(
                [refuse("lines_too_many", Place(name), table=name, parameters=parameters)]
            )
            continue
        _take(name, rows, flat, records)
    flat.finish()
    register = _with_records(flat.tables(as_of, pack), records)
    return register, flat.findings, flat.aside


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


def _take(name: str, rows: list[Any], flat: FlatReading, records: list[NestedReading]) -> None:
    """Take the rows of a table: those that are whole records, and the flat ones."""
    table = flat.known[name]
    numbered = list(numbered_rows(rows))
    is_nested = _find_nested(flat, table, numbered) if name in flat.known.roots else [False] * len(rows)
    flat_rows = [row for row, nested in zip(numbered, is_nested, strict=True) if not nested]
    if flat_rows or not rows:
        flat.take_rows(table, flat_rows, lambda number: text_of_row(rows[number - 1]))
    if not rows:
        below = (
            each for each in flat.known.values() if each.name != name and flat.known.root(each.name) == name
        )
        flat.unfilled.update(each.name for each in below)
    if len(flat_rows) < len(rows):
        listed = flat.listed.get(name) or flat.new_list(name, name)
        flat.listed[name] = listed
        reading = NestedReading(
            name, listed, flat.known, flat.options, flat.aside, flat.version, partial=flat.partial
        )
        nested = (row for row, whole in zip(numbered, is_nested, strict=True) if whole)
        reading.take(name, (_nested_row(name, number, row, rows) for number, row, _ in nested))
        records.append(reading)


def _nested_row(name: str, number: int, row: object, rows: list[Any]) -> NestedRow:
    return Place(name, number), row, lambda: text_of_row(rows[number - 1])


def _find_nested(flat: FlatReading, table: Table, rows: list[NumberedRow]) -> list[bool]:
    """Return which rows are whole records.

    Those with a field that is not a column of the table are. A row that both may be is what others of its table are.
    """
    columns = {column.name for column in table.columns}
    fields = frozenset(flat.known.roots[table.name].model_fields)
    single = {each.path[0] for part in flat.known.own(table.name) for each in part.own if each.path}
    names = flat.options.names(table.name)
    whole, alone = _theirs(fields - columns - single, names), _theirs(columns - fields, names)
    found = [isinstance(row, dict) and not whole.isdisjoint(row) for _, row, _ in rows]
    if not any(found) or all(found):
        return found
    return [
        nested or (isinstance(row, dict) and alone.isdisjoint(row))
        for nested, (_, row, _) in zip(found, rows, strict=True)
    ]


def _theirs(ours: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    """Return names of ours with those that rows have for them."""
    wanted = frozenset(ours)
    return wanted | {theirs for theirs, our in names.items() if our in wanted}


def _with_records(tables: Tables, records: list[NestedReading]) -> Register:
    """Return a register of flat tables and whole records."""
    if not records:
        return Register.from_tables(tables)
    found = [record for reading in records for record in reading.records]
    empty = {name for reading in records for name in reading.empty}
    if not tables.names:
        return Register(found, as_of=tables.as_of, empty=empty, partial=tables.partial, pack=tables.pack)
    more = Tables.of(found, as_of=tables.as_of, empty=empty, pack=tables.pack)
    return Register.from_tables(tables.append(more))
