"""Cột riêng: own columns split off from frames of our tables, and joined to them again where somebody reads them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw
import polars as pl

from dlxh.register.known_tables import Schema
from dlxh.register.schema import SOURCE_ROW, schema_with
from dlxh.register.table_error import TableError

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from dlxh.register.pack import Pack
    from dlxh.register.schema import Table
    from dlxh.register.tables import Tables


def split_own(frames: "Mapping[str, IntoFrame]", known: Schema) -> "Mapping[str, IntoFrame]":
    """Return frames by table, with own columns of our tables in tables of their own: a row for each that fills some.

    Raises:
        TableError: an own table is given, and its columns are in our table as well; or a field with several values is given as
            a column.

    >>> from dlxh.register.schema import schema
    >>> split_own({}, schema())
    {}
    """
    found: dict[str, Any] = dict(frames)
    for name in frames:
        for part in dict.fromkeys(known.own_fields(name).values()) if name in known else ():
            _split(found, name, part)
    return found


def _split(frames: dict[str, Any], name: str, part: "Table") -> None:
    try:
        given = nw.from_native(frames[name])
    except TypeError:  # what is not a frame is refused where it is taken
        return
    there = given.collect_schema().names()
    if part.field is not None and part.field in there:
        raise TableError.several_in_cell(part)
    own = [column.name for column in part.own if column.name in there]
    if not own:
        return
    if part.name in frames:
        raise TableError.in_both(part, own)
    keys = [name for name in part.names if name not in own and name in there]
    filled = nw.any_horizontal(*(~nw.col(each).is_null() for each in own), ignore_nulls=False)
    frames[part.name] = given.select(*keys, *own).filter(filled).to_native()
    frames[name] = given.drop(own).to_native()


def narrow_to(tables: "Tables", pack: "Pack | None") -> "Tables":
    """Return the same tables as one with another pack, or with none, has them.

    >>> from datetime import date
    >>> from dlxh.register.tables import Tables
    >>> narrow_to(Tables({}, as_of=date(2024, 7, 1)), None).names
    ()
    """
    known = schema_with(pack)
    same = tables.select(name for name in tables if name in known)
    same.pack = pack
    return same


def widen(tables: "Tables", columns: Iterable[str]) -> "Tables":
    """Return tables in which some own columns, named as `table.column`, are columns of our tables.

    Own fields that were not collected have no table, and are joined to none: what reads them says what is missing.

    >>> from datetime import date
    >>> from dlxh.register.tables import Tables
    >>> widen(Tables({}, as_of=date(2024, 7, 1)), ["reports.hamlet"]).names
    ()
    """
    names = frozenset(columns)
    made: dict[str, nw.LazyFrame[Any]] = {}
    for name in tables.names:
        for part in tables.schema.own(name):
            own = [column.name for column in part.own if f"{name}.{column.name}" in names]
            if own and part.name in tables:
                made[name] = add_cells(made.get(name, tables[name]), tables, part, own)
    return tables.replace_frames(made) if made else tables


def add_cells(
    frame: nw.LazyFrame[Any], tables: "Tables", part: "Table", names: "Sequence[str | nw.Expr]"
) -> nw.LazyFrame[Any]:
    """Return the rows of our table, in their order, with cells of their own rows.

    Args:
        frame: Our table, or what was made of it with the same rows.
        tables: All tables.
        part: The table of own fields.
        names: Its columns that are added.

    >>> from datetime import date
    >>> from dlxh.register.tables import Tables
    >>> import polars as pl
    >>> contacts = pl.DataFrame({"collaborator": ["CTV-1"], "network": ["gl"], "name": ["Ví Dụ"]})
    >>> people = pl.DataFrame({"id": ["CTV-2", "CTV-1"], "network": ["gl", "gl"]})
    >>> tables = Tables({"contacts": contacts, "collaborators": people}, as_of=date(2024, 7, 1))
    >>> made = add_cells(tables["collaborators"], tables, tables.schema["contacts"], ["name"])
    >>> made.collect()["name"].to_list()
    [None, 'Ví Dụ']
    """
    if not tables.is_in_memory:
        rows = first_rows(tables[part.name], part.key).select(*part.key, *names)
        return join_in_order(frame, rows, list(part.key))
    places = tables.once(f"rows of {part.name}", lambda: _places(tables, part))
    cells = _in_memory(tables[part.name].select(*names)).select(pl.all().gather(places))
    native: pl.LazyFrame = frame.to_native()
    return nw.from_native(pl.concat([native, cells.lazy()], how="horizontal"))


def _places(tables: "Tables", part: "Table") -> pl.Series:
    """Return for each row of our table the place of its own row: it is looked for once, and any cell taken from there."""
    ours = tables.schema[str(part.parent)]
    keys = [nw.col(name).alias(key) for name, key in zip(ours.key, part.link, strict=True)]
    own = _in_memory(tables[part.name].select(*part.link)).with_row_index("place")
    first = own.filter(pl.struct(*part.link).is_first_distinct())
    rows = _in_memory(tables[ours.name].select(*keys))
    return rows.join(first, on=list(part.link), how="left", maintain_order="left")["place"]


def _in_memory(frame: nw.LazyFrame[Any]) -> pl.DataFrame:
    found: pl.DataFrame = frame.collect("polars").to_native()
    return found


def first_rows(frame: nw.LazyFrame[Any], key: Sequence[str]) -> nw.LazyFrame[Any]:
    """Return of the rows with one key the first one, which counts: the others are found by `check`.

    Rows of an engine that keeps no order have one by their lines; without these it is any of them.

    >>> first_rows(
    ...     nw.from_native(pl.LazyFrame({"id": ["b1", "b1"], "hamlet": ["A", "B"]})), ["id"]
    ... ).collect()["hamlet"].to_list()
    ['A']
    """
    if frame.implementation.is_polars():
        native: pl.LazyFrame = frame.to_native()
        return nw.from_native(native.filter(pl.struct(*key).is_first_distinct()))
    return frame.unique(list(key), keep="first", order_by=[SOURCE_ROW])


def join_in_order(left: nw.LazyFrame[Any], own: nw.LazyFrame[Any], on: list[str]) -> nw.LazyFrame[Any]:
    """Return rows with others of their key; those of Polars keep their order, by whose numbers they are found again.

    >>> left, own = (nw.from_native(pl.LazyFrame({"id": ids})) for ids in (["b2", "b1"], ["b1", "b2"]))
    >>> join_in_order(left, own, ["id"]).collect()["id"].to_list()
    ['b2', 'b1']
    """
    if not left.implementation.is_polars():
        return left.join(own, on=on, how="left")
    native: pl.LazyFrame = left.to_native()
    return nw.from_native(native.join(own.to_native(), on=on, how="left", maintain_order="left"))
