"""Đối tượng thành cột: records to frames, one list per column.

Fields are read from each object's `__dict__`: pydantic's attribute access is slower by half, and this is the hot path.
A few hundred objects at a time give all their fields, so that each is fetched from memory once and not once per column.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, TypeAlias

import polars as pl
from pydantic import BaseModel

from dlxh.register.columns import Column, Kind
from dlxh.register.known_tables import Schema
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.register.table_error import TableError
from dlxh.words.money import to_ten_thousandths

Fields: TypeAlias = Mapping[str, Any]
Values = dict[str, list[Any]]
_CHUNK = 512  # objects that, with their fields, stay in the cache of a processor


def dtype(kind: Kind) -> pl.DataType:
    """Return the Polars type of a kind of column.

    >>> dtype(Kind.INSTANT)
    Datetime(time_unit='us', time_zone='UTC')
    """
    types: dict[Kind, pl.DataType] = {
        Kind.TEXT: pl.String(),
        Kind.INTEGER: pl.Int64(),
        Kind.BOOLEAN: pl.Boolean(),
        Kind.DAY: pl.Date(),
        Kind.INSTANT: pl.Datetime("us", "UTC"),
    }
    return types[kind]


def empty_frame(table: Table) -> pl.DataFrame:
    """Return a table without rows.

    >>> from dlxh.register.schema import schema
    >>> empty_frame(schema()["unit_successors"]).columns[:3]
    ['unit', 'position', 'successor']
    """
    columns = {column.name: dtype(column.kind) for column in table.columns}
    return pl.DataFrame(schema={**columns, SOURCE_ROW: pl.Int64()})


def frames_of_records(
    records: Iterable[BaseModel], empty: Container[str], known: Schema
) -> dict[str, pl.DataFrame]:
    """Return the frames of records of any kinds, and of root tables without records.

    Raises:
        TableError: an object that is not a record with a table.

    >>> from dlxh.register.schema import schema
    >>> list(frames_of_records([], ["terms"], schema()))
    ['terms', 'term_regulations']
    """
    groups = known.group(records)
    frames: dict[str, pl.DataFrame] = {}
    for name, model in known.roots.items():
        if model in groups or name in empty:
            frames |= frames_of(name, groups.pop(model, []), known)
    if groups:
        raise TableError.no_record_of_table(next(iter(groups)).__name__)
    return frames


def frames_of(name: str, records: Sequence[BaseModel], known: Schema) -> dict[str, pl.DataFrame]:
    """Return the frames of one root table and of all that its records own.

    Raises KeyError for a name that is not a table of records.
    """
    table = known[name]
    fields = [record.__dict__ for record in records]
    frames: dict[str, pl.DataFrame] = {}
    _add(table, {}, fields, frames, known)
    return frames


def _add(
    table: Table,
    keys: dict[str, pl.Series],
    fields: Sequence[Fields],
    frames: dict[str, pl.DataFrame],
    known: Schema,
) -> None:
    """Add the frame of a table, of its parts and of all that its rows own."""
    children = known.children(table.name)
    parts = known.parts(table.name)
    filled = [_Filled(_steps(part, (*part.link, "network"))) for part in parts]
    own = _own([*_steps(table, keys), *(str(child.field) for child in children)], fields, filled)
    frame = frames[table.name] = _frame(table, own, keys)
    for part, rows in zip(parts, filled, strict=True):
        frames[part.name] = _part(part, table, rows, frame)
    for child in children:
        groups = own[str(child.field)]
        flat = [value for group in groups for value in group]
        inner = _keys(table, child, groups, frame)
        if child.value is not None:
            inner[child.value] = _series(child.column(child.value), flat)
            frames[child.name] = _frame(child, {}, inner)
        else:
            _add(child, inner, [value.__dict__ for value in flat], frames, known)


class _Filled:
    """The rows of a part: of most records there is none, and to give every record a cell in each of its columns takes time."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._row = _getter(names)
        self._nothing = (None,) * (len(names) + 1)
        self._rows: list[tuple[Any, ...]] = []
        self.places: list[int] = []

    def take(self, start: int, fields: Sequence[Fields]) -> None:
        """Take the rows of some records that begin at a place."""
        for place, row in enumerate(map(self._row, fields), start):
            if row != self._nothing:
                self._rows.append(row)
                self.places.append(place)

    @property
    def values(self) -> Values:
        """Their values by field."""
        columns = zip(*self._rows, strict=True) if self._rows else repeat(())
        return {name: list(values) for name, values in zip(self._names, columns, strict=False)}


def _part(part: Table, owner: Table, filled: _Filled, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a part that have a filled cell."""
    sources = dict(zip(part.link, owner.key, strict=True))
    if "network" in part.names:
        sources["network"] = "network"
    places = pl.Series(filled.places, dtype=pl.UInt32)
    keys = {name: frame[source].gather(places) for name, source in sources.items()}
    made = _frame(part, filled.values, keys)
    own = [column for column in part.columns if column.path]
    if all(len(column.path) == 1 for column in own):
        return made
    return made.filter(~_all_null(column.name for column in own))  # a value may be there with nothing in it


def _all_null(names: Iterable[str]) -> pl.Expr:
    return pl.all_horizontal(pl.col(*names).is_null())


def _keys(
    parent: Table, child: Table, groups: list[Sequence[object]], frame: pl.DataFrame
) -> dict[str, pl.Series]:
    owner = pl.Series([row for row, group in enumerate(groups) for _ in group], dtype=pl.UInt32)
    sources = dict(zip(child.link, parent.key, strict=True))
    if "network" in child.names and "network" not in sources:
        sources["network"] = "network"
    keys = {name: frame[source].gather(owner) for name, source in sources.items()}
    keys["position"] = pl.Series(
        [place for group in groups for place in range(1, len(group) + 1)], dtype=pl.Int64
    )
    return keys


def frame_of(
    table: Table, fields: Sequence[Fields], keys: dict[str, pl.Series] | None = None
) -> pl.DataFrame:
    """Return one table from the fields of its rows; `keys` are columns that are there already."""
    given = keys or {}
    return _frame(table, _own(_steps(table, given), fields), given)


def _frame(table: Table, own: Values, keys: dict[str, pl.Series]) -> pl.DataFrame:
    found = dict(keys)
    inner: dict[tuple[str, ...], list[Any]] = {}
    for column in table.columns:
        if column.name not in found and column.local_day_of is None:
            values = _values(own, inner, column.path) if column.path[1:] else own[column.name]
            found[column.name] = _series(column, values)
    series = [found[column.name].alias(column.name) for column in table.columns if column.name in found]
    rows = pl.Series(SOURCE_ROW, dtype=pl.Int64).extend_constant(None, len(series[0]))
    return _with_local_days(table, pl.DataFrame([*series, rows]))


def _steps(table: Table, given: Container[str]) -> list[str]:
    """Return the fields that the columns begin at, without those that are given."""
    wanted = [column for column in table.columns if column.name not in given and column.local_day_of is None]
    return list(dict.fromkeys(column.path[0] if column.path else column.name for column in wanted))


def _own(names: list[str], fields: Sequence[Fields], parts: Iterable[_Filled] = ()) -> Values:
    """Return the values of some fields, by name; the parts take theirs of the same objects."""
    columns: Values = {name: [] for name in names}
    row = _getter(names)
    for start in range(0, len(fields), _CHUNK):
        chunk = fields[start : start + _CHUNK]
        for column, values in zip(columns.values(), zip(*map(row, chunk), strict=True), strict=False):
            column.extend(values)
        for part in parts:
            part.take(start, chunk)
    return columns


def _getter(names: list[str]) -> Callable[[Fields], tuple[Any, ...]]:
    return itemgetter(*names, names[0])  # the first one again: a getter of a single name gives no tuple


def _series(column: Column, values: list[Any]) -> pl.Series:
    return pl.Series(column.name, _plain(column, values), dtype=dtype(column.kind))


def _with_local_days(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Put the Vietnamese day next to each instant, in the table's order."""
    days = [
        pl.col(column.local_day_of).dt.offset_by("7h").dt.date().alias(column.name)
        for column in table.columns
        if column.local_day_of is not None
    ]
    return frame.with_columns(days).select(*table.names, SOURCE_ROW) if days else frame


def _values(own: Values, inner: dict[tuple[str, ...], list[Any]], path: tuple[str, ...]) -> list[Any]:
    """Return the values at the end of a path; `inner` keeps the fields of the values on the way."""
    for depth in range(1, len(path)):
        prefix = path[:depth]
        if prefix not in inner:
            values = own[path[0]] if depth == 1 else _at(inner[prefix[:-1]], prefix[-1])
            inner[prefix] = [None if value is None else value.__dict__ for value in values]
    return _at(inner[path[:-1]], path[-1])


def _at(owners: list[Any], name: str) -> list[Any]:
    return [None if owner is None else owner.get(name) for owner in owners]


def _plain(column: Column, values: list[Any]) -> list[Any]:
    if column.scaled:
        return [None if value is None else to_ten_thousandths(value) for value in values]
    if column.document:
        return [None if value is None else str(value) for value in values]
    return values
