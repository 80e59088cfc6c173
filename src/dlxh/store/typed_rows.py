"""Dòng đúng kiểu: the rows that columns can hold, and the others judged one by one by the very model whose columns they fill."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import polars as pl
from pydantic import BaseModel

from dlxh.register.cells import text_as_kind
from dlxh.register.columns import Kind
from dlxh.register.finding import refuse
from dlxh.register.finding_list import FindingList
from dlxh.register.flatten import frame_of
from dlxh.register.known_tables import Schema
from dlxh.register.labels import name_in_own
from dlxh.register.rows import Refusals, is_key, row_reader
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.register.sound_rows import with_declared_columns
from dlxh.store.definitions import stored_columns
from dlxh.store.raw_rows import RawRows, columns_there

Row: TypeAlias = Mapping[str, Any]
_NUMBER = pl.int_range(pl.len(), dtype=pl.Int64).alias(SOURCE_ROW)


def split_rows(table: Table, raw: RawRows) -> tuple[pl.DataFrame, dict[int, Row]]:
    """Return the rows whose cells are of their columns' kinds, and the others by their numbers from 0.

    Where there are others, the numbers of the rows are a column.
    """
    columns = columns_there(table, raw.frame.columns)
    made = [
        text_as_kind(each.kind, pl.col(each.name)).alias(each.name)
        for each in columns
        if each.kind is not Kind.TEXT and raw.frame.schema[each.name] == pl.String
    ]
    if not made and not raw.odd:
        return raw.frame, {}
    typed = raw.frame.with_columns(*made, _NUMBER)
    names = [each.meta.output_name() for each in made]
    lost = [raw.frame[name].is_not_null() & typed[name].is_null() for name in names]
    numbers = {*raw.odd} | {int(number) for each in lost for number in each.arg_true()}
    if not numbers:
        return typed, {}
    right = typed.drop(SOURCE_ROW)  # what is right in a row is not at fault besides
    odd: dict[int, Row] = {
        number: {
            **_drop_empty(raw.frame.row(number, named=True)),
            **_drop_empty(right.row(number, named=True)),
            **raw.odd.get(number, {}),
        }
        for number in sorted(numbers)
    }
    return typed.filter(~pl.col(SOURCE_ROW).is_in(numbers)), odd


def declare_columns(table: Table, typed: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the day next to each instant and their numbers; where a column is not there, with all that replaces it."""
    number = pl.col(SOURCE_ROW) if SOURCE_ROW in typed.columns else _NUMBER
    if any(column.name not in typed.columns for column in stored_columns(table)):
        return with_declared_columns(table, typed.with_columns(number))
    cells = [
        pl.col(column.name)
        if column.local_day_of is None
        else pl.col(column.local_day_of).dt.offset_by("7h").dt.date().alias(column.name)
        for column in table.columns
    ]
    return typed.select(*cells, number)


def number_rows(table: Table, frame: pl.DataFrame) -> dict[int, Row]:
    """Return rows with what is stored of them, by their numbers."""
    rows = frame.select(*names_stored(table), SOURCE_ROW).iter_rows(named=True)
    return {row.pop(SOURCE_ROW): _drop_empty(row) for row in rows}


def names_stored(table: Table) -> list[str]:
    """Return the names of the columns that a database holds."""
    return [column.name for column in stored_columns(table)]


def is_needed(known: Schema, child: Table) -> bool:
    """Return whether a row of the owner needs at least one in a table of what it owns.

    >>> from dlxh.register.schema import schema
    >>> is_needed(schema(), schema()["item_topics"]), is_needed(schema(), schema()["streams"])
    (True, False)
    """
    return child.field is not None and child.field in row_reader(known[str(child.parent)]).stand_ins


def _drop_empty(row: Row) -> Row:
    return {name: cell for name, cell in row.items() if cell is not None}


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges rows of one table.

    Attributes:
        table: The table.
        listed: Takes the findings.
        lacks: Takes, for each row that does not fit, the value in place of its network.
    """

    table: Table
    listed: FindingList
    lacks: Callable[[object], None]

    def judge(self, rows: Iterable[tuple[int, Row]]) -> pl.DataFrame:
        """Return the rows that fit, with their numbers; the others become findings."""
        reader = row_reader(self.table)
        records: list[BaseModel] = []
        numbers: list[int] = []
        for number, row in rows:
            found = reader.read(dict(row), self.listed.room)
            if isinstance(found, BaseModel):
                records.append(found)
                numbers.append(number)
            else:
                self.refuse(row, found)
        fields = [record.__dict__ for record in records]
        return frame_of(self.table, fields).with_columns(pl.Series(SOURCE_ROW, numbers, dtype=pl.Int64))

    def refuse(self, row: Row, found: Refusals) -> None:
        """Note that a row does not fit."""
        self.lacks(row.get("network"))
        if not self.listed.room:
            self.listed.count_row()
            return
        text = json.dumps(row, ensure_ascii=False, default=str)
        key = self._key(row, {fault.field for fault in found.first})
        findings = [
            refuse(
                fault.code,
                None,
                row=text,
                table=self.table.name,
                record=key,
                field=fault.field,
                parameters={**fault.context, **name_in_own(self.table, fault.field)},
            )
            for fault in found.first
        ]
        self.listed.add_row(findings, found.beyond)

    def _key(self, row: Row, at_fault: set[str | None]) -> str | None:
        """Return the key of a refused row, unless the key itself is at fault: then it may be anything."""
        parts = [row.get(name) for name in self.table.key]
        is_sound = not at_fault.intersection(self.table.key) and all(map(is_key, parts))
        return "#".join(map(str, parts)) if is_sound else None
