"""Chiều riêng: own fields of a pack as dimensions of the measures that count the rows they belong to."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any, Final

import narwhals as nw

from dlxh.measures.context import Context
from dlxh.measures.measure import Measure
from dlxh.measures.pairs import Pair
from dlxh.measures.row_source import Frame, OwnDimension, RowSource
from dlxh.register.columns import Column, Kind
from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table
from dlxh.words.annotations import shape
from dlxh.words.disclosure import Disclosure
from dlxh.words.text import Prose

_PROSE: Final = shape(Prose).marks


def add_own_dimensions(measure: Measure, names: Collection[str], known: Schema) -> Measure:
    """Return a measure that can be broken down by some own fields too: codes, references and lines, none restricted.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> from dlxh.register.schema import schema
    >>> add_own_dimensions(MEASURES[0], ["hamlet"], schema()) is MEASURES[0]
    True
    """
    if isinstance(measure, Pair):
        above, below = (add_own_dimensions(each, names, known) for each in (measure.above, measure.below))
        return replace(measure, above=above, below=below)
    rows = measure.rows
    for table, key in rows.stands_for.items():
        for part in known.own(table):
            for column in part.own:
                if column.name in names and _may_group(part, column):
                    rows = _add(rows, part, column, key)
    return measure if rows is measure.rows else replace(measure, rows=rows)


def _may_group(part: Table, column: Column) -> bool:
    if column.kind is not Kind.TEXT or column.disclosure >= Disclosure.RESTRICTED:
        return False
    fields: Any = part.model.model_fields if part.model is not None else {}
    return shape(fields[column.path[0]].annotation).marks != _PROSE


def _add(rows: RowSource, part: Table, column: Column, key: str) -> RowSource:
    name = column.name
    return replace(
        rows,
        name=f"{rows.name}+{name}",
        dimensions=(*rows.dimensions, name),
        dimension_table={**rows.dimension_table, name: part.name},
        own={**rows.own, name: OwnDimension(column.codes)},
        frame=partial(_with_own, rows.frame, part.name, name, key),
    )


def _with_own(  # noqa: PLR0913, PLR0917 - what is joined to what
    frame: Frame, table: str, name: str, key: str, context: Context, wanted: frozenset[str]
) -> "nw.LazyFrame[Any] | None":
    """Return rows with an own column, where that is wanted; it is empty where own fields were not collected."""
    rows = frame(context, wanted - {name})
    if rows is None or name not in wanted:
        return rows
    if table not in context.tables:
        return rows.with_columns(nw.lit(None, nw.String()).alias(name))
    own = context.tables[table].select(nw.col("id").alias(key), name).unique([key], keep="any")
    return rows.join(own, on=key, how="left")
