"""Dòng lạ: rows that are judged one by one by the very model whose columns they fill; many at once are columns first."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final, TypeAlias

import polars as pl
from pydantic import BaseModel

from dlxh.register.columns import Column
from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.finding_list import FindingList
from dlxh.register.flatten import frame_of
from dlxh.register.given_rows import NumberedRow, TextOf
from dlxh.register.labels import name_in_own
from dlxh.register.line_columns import FEW
from dlxh.register.own_fields import field_set_aside
from dlxh.register.row_changes import RowChanges
from dlxh.register.row_columns import plain_cell, rows_in_columns
from dlxh.register.rows import Refusal, Refusals, RowReader, is_key
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.register.set_aside import Aside, Notes
from dlxh.register.sound_rows import doubtful, with_declared_columns
from dlxh.words.annotations import shape

UNKNOWN_CODES: Final = frozenset({"enum", "literal_error"})
"""What pydantic calls a code that a closed list does not have."""
_Ready: TypeAlias = tuple[int, Any, Notes | Refusals | None]
"""The number of a row, the row as one of ours, and what became of it on the way, or why it cannot be one."""


@dataclass(slots=True)
class OddRows:
    """Judges rows of one table.

    Attributes:
        reader: What judges a row.
        file: What the file is called.
        listed: Takes the findings.
        lacks: Takes, for each row that does not fit, the value in place of its network.
        text: Returns what a row is as text, by its number.
        changes: What makes a row one of ours.
        aside: Takes what is set aside.
    """

    reader: RowReader
    file: str
    listed: FindingList
    lacks: Callable[[object], None]
    text: TextOf
    changes: RowChanges
    aside: Aside
    _unknown: Counter[str] = field(default_factory=Counter)

    def judge(self, rows: Iterable[NumberedRow], *, one_by_one: bool = False) -> pl.DataFrame:
        """Return the rows that fit, with their numbers; the others become findings.

        Of an own table a field that the pack does not have, such as an older one, is lost with one finding, and no row with it.
        """
        ready = list(self._ready(rows))
        frames = []
        if len(ready) >= FEW and not one_by_one:
            frame, ready = self._in_columns(ready)
            frames.append(frame)
        frames.append(self._by_model(ready))
        for name, count in self._unknown.items():
            table = self.reader.table
            lost = field_set_aside(self.file, str(table.parent), name, str(table.pack), count)
            self.listed.add_row([lost])
        return pl.concat(frames)

    def _ready(self, rows: Iterable[NumberedRow]) -> Iterable[_Ready]:
        """Yield the rows as rows of ours, as far as they can be: what cannot is listed in its turn."""
        for number, row, fault in rows:
            if fault is not None or not isinstance(row, dict):
                yield number, row, fault or self.reader.refuse_other()
                continue
            made = self.changes.change_row(row)
            if isinstance(made, Refusals):
                yield number, row, made
            elif self.reader.table.pack is None:
                yield number, *made
            else:
                found, is_own = self._without_unknown(made[0])
                if is_own:
                    yield number, found, made[1]

    def _in_columns(self, ready: list[_Ready]) -> tuple[pl.DataFrame, list[_Ready]]:
        """Return the rows that their model surely accepts, and the others."""
        table, known = self.reader.table, self.reader.known
        fitting = [
            (number, row, notes)
            for number, row, notes in ready
            if not isinstance(notes, Refusals) and known.issuperset(row)
        ]
        places = {number for number, _, _ in fitting}
        frame, others = rows_in_columns(table, [each[0] for each in fitting], [each[1] for each in fitting])
        rows = with_declared_columns(table, frame)
        doubted = doubtful(table, rows)
        sound = rows.filter(~pl.col(SOURCE_ROW).is_in(doubted.implode()))
        left = {*doubted, *(fitting[place][0] for place in others)}
        for number, row, notes in fitting:
            if notes is not None and number not in left:
                self._accept(number, row, notes)
        return sound, [each for each in ready if each[0] in left or each[0] not in places]

    def _by_model(self, ready: Iterable[_Ready]) -> pl.DataFrame:
        """Return the rows that their model accepts."""
        columns = {column.name: column for column in self.reader.table.columns}
        records: list[BaseModel] = []
        numbers: list[int] = []
        for number, row, notes in ready:
            if isinstance(notes, Refusals):
                self._refuse(number, row, notes)
                continue
            plain = _plain(columns, row)
            found, more = self._read(plain, notes)
            if isinstance(found, BaseModel):
                records.append(found)
                numbers.append(number)
                if more is not None:
                    self._accept(number, plain, more)
            else:
                self._refuse(number, row, found)
        rows = pl.Series(SOURCE_ROW, numbers, dtype=pl.Int64)
        return frame_of(self.reader.table, [record.__dict__ for record in records]).with_columns(rows)

    def _read(self, row: dict[str, Any], notes: Notes | None) -> tuple[BaseModel | Refusals, Notes | None]:
        """Return what a model makes of a row; where it may, without codes of optional fields that no list has."""
        found = self.reader.read(row, self.listed.room)
        if isinstance(found, BaseModel) or not self.changes.keeps(notes):
            return found, notes
        read = read_without_codes(self.reader, row)
        if read is None:
            return found, notes
        again, names = read
        self.lacks(row.get("network"))
        more = notes or Notes(self.changes.version)
        more.aside += [("unknown_code", f"/{name}", row[name]) for name in names]
        return again, more

    def _accept(self, number: int, row: dict[str, Any], notes: Notes) -> None:
        table = self.reader.table
        self.aside.take(table.name, _key(self.reader, row, ()), Place(self.file, number), notes)

    def _without_unknown(self, row: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """Return a row of own fields without unknown ones, which are counted, and whether it still says something."""
        unknown = [name for name in row if name not in self.reader.known]
        self._unknown.update(name for name in unknown if row[name] is not None)
        kept = {name: cell for name, cell in row.items() if name in self.reader.known}
        return kept, not unknown or any(kept.get(column.name) is not None for column in self.reader.table.own)

    def _refuse(self, number: int, row: object, found: Refusals) -> None:
        self.lacks(row.get("network") if isinstance(row, dict) else None)
        if self.listed.room:
            place = Place(self.file, number)
            text = self.text(number)
            self.listed.add_row(_findings(self.reader, place, text, row, found.first), found.beyond)
        else:
            self.listed.count_row()


def read_without_codes(reader: RowReader, row: dict[str, Any]) -> tuple[BaseModel, list[str]] | None:
    """Return a row without codes of optional fields that no list has, and their columns; None: this is not what is wrong with it.

    >>> from dlxh.register.rows import row_reader
    >>> from dlxh.register.schema import schema
    >>> row = {"id": "x1", "name": "xã A", "kind": "place", "level": "commune", "place_kind": "hamlet_2031"}
    >>> read_without_codes(row_reader(schema()["units"]), row)[1]
    ['place_kind']
    """
    found = reader.read(row, sys.maxsize)
    if isinstance(found, BaseModel):
        return None
    optional = _optional(reader.table)
    names = [str(fault.field) for fault in found.first if fault.code in UNKNOWN_CODES]
    if len(names) < len(found.first) or not optional.issuperset(names):
        return None
    again = reader.read({name: cell for name, cell in row.items() if name not in names}, 1)
    return None if isinstance(again, Refusals) else (again, names)


def _plain(columns: Mapping[str, Column], row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with cells as JSON has them: a moment is judged by its text, as it was given."""
    # a row may have thousands of names that no table knows
    return row | {
        name: _text_of_moment(plain_cell(columns[name], row[name])) for name in columns.keys() & row.keys()
    }


def _text_of_moment(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, datetime) else cell


@cache
def _optional(table: Table) -> frozenset[str]:
    """Return the columns whose own field may be left empty, and then means nothing else.

    A column of a value that may be left out is empty in rows without the value: without the level of a mark there would be
    no mark.
    """
    models = () if table.model is None else (table.model,)
    return frozenset(each.name for each in table.columns if each.path and _is_optional(models, each.path))


def _is_optional(models: Sequence[type[BaseModel]], path: Sequence[str]) -> bool:
    first, *rest = path
    fields = [model.model_fields[first] for model in models if first in model.model_fields]
    shapes = [shape(field.annotation) for field in fields]
    if not rest:
        return all(found.optional for found in shapes)
    return _is_optional([model for found in shapes for model in found.models], rest)


def _findings(
    reader: RowReader, place: Place, text: str, row: object, faults: Sequence[Refusal]
) -> list[Finding]:
    """Return one finding for each listed reason; they share the text of the row."""
    key = _key(reader, row, faults)
    return [
        refuse(
            fault.code,
            place,
            row=text,
            table=reader.table.name,
            record=key,
            field=fault.field,
            parameters={**fault.context, **name_in_own(reader.table, fault.field)},
        )
        for fault in faults
    ]


def _key(reader: RowReader, row: object, faults: Sequence[Refusal]) -> str | None:
    """Return the key of a refused row, unless the key itself is at fault: then it may be anything."""
    at_fault = {fault.field for fault in faults}
    if not isinstance(row, dict) or at_fault.intersection(reader.table.key):
        return None
    parts = [row.get(name) for name in reader.table.key]
    return "#".join(map(str, parts)) if all(map(is_key, parts)) else None
