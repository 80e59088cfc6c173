"""Đối tượng thành cột: records to frames, one list per column.

Fields are read from each object's `__dict__`: pydantic's attribute access is slower by half, and this is the hot path.
A few hundred objects at a time give all their fields, so that each is fetched from memory once and not once per column.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import BaseModel

from dlxh.register.columns import Column, Kind
from dlxh.register.schema import SOURCE_ROW, Table, schema
from dlxh.words.money import to_ten_thousandths

if TYPE_CHECKING:
    import polars as pl

Fields: TypeAlias = Mapping[str, Any]
Values = dict[str, list[Any]]
_CHUNK = 512  # objects that, with their fields, stay in the cache of a processor


def dtype(kind: Kind) -> "pl.DataType":
    """Return the Polars type of a kind of column.

    >>> dtype(Kind.INSTANT)
    Datetime(time_unit='us', time_zone='UTC')
    """
    import polars as pl

    types: dict[Kind, pl.DataType] = {
        Kind.TEXT: pl.String(),
        Kind.INTEGER: pl.Int64(),
        Kind.BOOLEAN: pl.Boolean(),
        Kind.DAY: pl.Date(),
        Kind.INSTANT: pl.Datetime("us", "UTC"),
    }
    return types[kind]


def empty_frame(name: str) -> "pl.DataFrame":
    """Return a table without rows.

    >>> empty_frame("unit_successors").columns[:3]
    ['unit', 'position', 'successor']
    """
    import polars as pl

    columns = {column.name: dtype(column.kind) for column in schema()[name].columns}
    return pl.DataFrame(schema={**columns, SOURCE_ROW: pl.Int64()})


def frames_of(name: str, records: Sequence[BaseModel]) -> "dict[str, pl.DataFrame]":
    """Return the frames of one root table and of all that its records own.

    Raises KeyError for a name that is not a table of records.
    """
    table = schema()[name]
    fields = [record.__dict__ for record in records]
    own = _own([*_steps(table, ()), *_children(table)], fields)
    frames = {name: _frame(table, own, {})}
    for child in schema().values():
        if child.parent == name and child.field is None:
            frames[child.name] = _aside(child, fields, frames[name])
    _descend(table, own, frames)
    return frames


def _aside(table: Table, fields: Sequence[Fields], owner: "pl.DataFrame") -> "pl.DataFrame":
    keys = {table.key[0]: owner["id"], "network": owner["network"]}
    frame = frame_of(table, fields, keys)
    own = [column.name for column in table.columns if column.path]
    return frame.filter(~_all_null(own))


def _all_null(names: Iterable[str]) -> "pl.Expr":
    import polars as pl

    return pl.all_horizontal(pl.col(*names).is_null())


def _children(table: Table) -> dict[str, Table]:
    """Return the tables whose rows are in a field of this one's, by the field."""
    return {
        child.field: child
        for child in schema().values()
        if child.parent == table.name and child.field is not None
    }


def _descend(table: Table, own: Values, frames: "dict[str, pl.DataFrame]") -> None:
    for field, child in _children(table).items():
        groups = own[field]
        flat = [value for group in groups for value in group]
        keys = _keys(table, child, groups, frames[table.name])
        if child.value is not None:
            keys[child.value] = _series(child.column(child.value), flat)
            frames[child.name] = _frame(child, {}, keys)
            continue
        inner = _own([*_steps(child, keys), *_children(child)], [value.__dict__ for value in flat])
        frames[child.name] = _frame(child, inner, keys)
        _descend(child, inner, frames)


def _keys(
    parent: Table, child: Table, groups: list[Sequence[object]], frame: "pl.DataFrame"
) -> "dict[str, pl.Series]":
    import polars as pl

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
    table: Table, fields: Sequence[Fields], keys: "dict[str, pl.Series] | None" = None
) -> "pl.DataFrame":
    """Return one table from the fields of its rows; `keys` are columns that are there already."""
    given = keys or {}
    return _frame(table, _own(_steps(table, given), fields), given)


def _frame(table: Table, own: Values, keys: "dict[str, pl.Series]") -> "pl.DataFrame":
    import polars as pl

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


def _own(names: list[str], fields: Sequence[Fields]) -> Values:
    """Return the values of some fields, by name."""
    columns: Values = {name: [] for name in names}
    row = itemgetter(*names, names[0])  # the first one again: a getter of a single name gives no tuple
    for start in range(0, len(fields), _CHUNK):
        rows = map(row, fields[start : start + _CHUNK])
        for column, values in zip(columns.values(), zip(*rows, strict=True), strict=False):
            column.extend(values)
    return columns


def _series(column: Column, values: list[Any]) -> "pl.Series":
    import polars as pl

    return pl.Series(column.name, _plain(column, values), dtype=dtype(column.kind))


def _with_local_days(table: Table, frame: "pl.DataFrame") -> "pl.DataFrame":
    """Put the Vietnamese day next to each instant, in the table's order."""
    import polars as pl

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
