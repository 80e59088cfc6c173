"""Bảng có trường riêng: our tables with own columns in them, and whether an empty cell of these says something."""

from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Any

import narwhals as nw

from dlxh.register.columns import Column
from dlxh.register.coverage import EVERY
from dlxh.register.own_columns import add_cells, join_in_order, widen
from dlxh.register.schema import Table
from dlxh.register.tables import Tables
from dlxh.rules.language.own_fields import known_name
from dlxh.rules.language.own_lists import partial_lists

_NETWORK = "network"
_THERE = "t__there_"


def widen_with_known(tables: Tables, columns: Iterable[str]) -> Tables:
    """Return tables in which some own columns are columns of our tables, each with one that is true where its cell is known.

    A filled cell is known. An empty one is not where its own table is partial and has no row for it; nor where its column is, because
    the file had none of it: restricted ones are left out, older packs lack some. There it is null. Several values are known where
    there are some, or their table is whole.

    >>> from datetime import date
    >>> widen_with_known(Tables({}, as_of=date(2024, 7, 1)), ["reports.hamlet"]).names
    ()
    """
    names = frozenset(columns)
    if not names:
        return tables
    wide = widen(tables, names)
    made: dict[str, nw.LazyFrame[Any]] = {}
    for name in tables.names:
        for part in tables.schema.own(name):
            own = [column for column in part.own if f"{name}.{column.name}" in names]
            if own and part.name in tables:
                made[name] = _add_known(made.get(name, wide[name]), part, own, tables)
    for own_list in partial_lists(tables).values():
        name = str(own_list.parent)
        if f"{name}.{own_list.field}" in names and name in tables:
            made[name] = _add_known_list(made.get(name, wide[name]), own_list, tables)
    return wide.replace_frames(made)


def _add_known(frame: nw.LazyFrame[Any], part: Table, own: list[Column], tables: Tables) -> nw.LazyFrame[Any]:
    """Add for each own column one that is true where its cell is known, and null elsewhere."""
    there = f"{_THERE}{part.name}"
    is_partial = bool(tables.partial.get(part.name))
    if is_partial:
        frame = add_cells(frame, tables, part, [nw.col(part.key[0]).alias(there)])
    found = []
    for column in own:
        conditions = [_is_whole(part, part.name, tables) | ~nw.col(there).is_null()] if is_partial else []
        if tables.partial.get(stated := f"{part.name}.{column.name}"):
            conditions.append(_is_whole(part, stated, tables))
        filled = ~nw.col(column.name).is_null()
        known = filled | reduce(and_, conditions) if conditions else nw.lit(value=True)
        found.append(nw.when(known).then(nw.lit(value=True)).alias(known_name(column.name)))
    frame = frame.with_columns(*found)
    return frame.drop(there) if is_partial else frame


def _add_known_list(frame: nw.LazyFrame[Any], own: Table, tables: Tables) -> nw.LazyFrame[Any]:
    """Add a column that is true where it is known which values of an own field a row has: some, or it has none for certain."""
    there, key = f"{_THERE}{own.name}", tables.schema[str(own.parent)].key
    links = (nw.col(link).alias(name) for link, name in zip(own.link, key, strict=True))
    rows = tables[own.name].select(*links).unique(list(key)).with_columns(nw.lit(value=True).alias(there))
    known = ~nw.col(there).is_null() | _is_whole(own, own.name, tables)
    made = nw.when(known).then(nw.lit(value=True)).alias(known_name(str(own.field)))
    return join_in_order(frame, rows, list(key)).with_columns(made).drop(there)


def _is_whole(part: Table, name: str, tables: Tables) -> nw.Expr:
    """Return whether the own table, or a column of it, has every row of the network of a row."""
    networks = tables.partial[name]
    if EVERY in networks:
        return nw.lit(value=False)
    if part.parent == "networks":
        return ~nw.col("id").is_in(sorted(networks))
    if _NETWORK not in part.names:
        return nw.lit(value=False)
    return ~nw.col(_NETWORK).is_in(sorted(networks))
