"""Chiều riêng: own fields of a pack as dimensions of the measures that count the rows they belong to, and as what they count."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any, Final

import narwhals as nw
from pydantic import StringConstraints

from dlxh.measures.context import Context
from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Distinct, Measure, Quantile, Share, Stock, Total
from dlxh.measures.pairs import Pair
from dlxh.measures.row_source import Frame, OwnDimension, RowSource
from dlxh.register.columns import Column, Kind
from dlxh.register.finding import Phrase
from dlxh.register.known_tables import Schema
from dlxh.register.labels import name_own
from dlxh.register.own_columns import first_rows
from dlxh.register.schema import Table
from dlxh.words.annotations import shape
from dlxh.words.code_entries import CodeEntry
from dlxh.words.codes import CodeList
from dlxh.words.disclosure import Disclosure
from dlxh.words.ids import CODE_PATTERN
from dlxh.words.text import LINE_PATTERN

FLAG: Final = CodeList(
    "flag",
    vi="Có hay không",
    en="Yes or no",
    open=False,
    source="dlxh",
    entries=(CodeEntry("yes", "có", "yes"), CodeEntry("no", "không", "no")),
)
"""What a flag reads as a dimension."""
_SHORT: Final = (LINE_PATTERN, CODE_PATTERN)
"""The patterns of texts that are short enough for a group: a line, and a code of no list."""


def add_own_dimensions(measure: Measure, names: Collection[str], known: Schema) -> Measure:
    """Return a measure that can be broken down by some own fields too: codes, references, flags and lines, none restricted.

    What a measure of a pack itself counts, or has as a condition, is joined as well: such a field, or a whole number.
    A row with several values of a field counts under each.

    Raises:
        MeasureError: the measure itself has several values of such a field as its condition, and would count a row twice.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> from dlxh.register.schema import schema
    >>> add_own_dimensions(MEASURES[0], ["hamlet"], schema()) is MEASURES[0]
    True
    """
    if isinstance(measure, Pair):
        above, below = (add_own_dimensions(each, names, known) for each in (measure.above, measure.below))
        return replace(measure, above=above, below=below)
    rows, counted = measure.rows, columns_counted(measure)
    for table, key in rows.stands_for.items():
        for part in dict.fromkeys(known.own_fields(table).values()):
            for column in part.own:
                may_group = _may_group(part, column)
                if column.name in counted and (may_group or _may_sum(column)):
                    _refuse_twice(measure, part, column)
                    rows = _join(rows, part, column, key)
                if column.name in names and may_group:
                    label = name_own(known, table if part.field is None else part.name, column.name)["field"]
                    rows = _add(rows, part, column, key, label)
    return measure if rows is measure.rows else replace(measure, rows=rows)


def _refuse_twice(measure: Measure, part: Table, column: Column) -> None:
    if part.field is not None and len(measure.where.get(column.name, ())) > 1:
        raise MeasureError(
            vi=f"{measure.code}: một dòng có thể có nhiều {column.name!r}; where= của chỉ tiêu chỉ nhận một giá trị",
            en=f"{measure.code}: a row may have several {column.name!r}; where= of the measure takes one value of it",
        )


def columns_counted(measure: Measure) -> frozenset[str]:
    """Return the columns that a measure itself reads: what it counts, and its conditions.

    >>> from dlxh.measures.catalogue import find_measure
    >>> columns_counted(find_measure("reporting_members"))
    frozenset({'author'})
    """
    names = [*measure.where]
    if isinstance(measure, Distinct | Quantile | Stock | Total):
        names += [] if measure.of is None else [measure.of]
    if isinstance(measure, Stock):
        names += [] if measure.total is None else [measure.total]
    return frozenset((*names, measure.outcome) if isinstance(measure, Share) else names)


def _may_sum(column: Column) -> bool:
    return column.kind is Kind.INTEGER and column.disclosure < Disclosure.RESTRICTED


def _may_group(part: Table, column: Column) -> bool:
    """Whether its values are few words each: free text, whatever its type is called, is what is not shown to be such."""
    if column.disclosure >= Disclosure.RESTRICTED or column.kind not in {Kind.TEXT, Kind.BOOLEAN}:
        return False
    listed = column.codes is not None or column.references is not None
    return column.closed or listed or _is_short(part, column)


def _is_short(part: Table, column: Column) -> bool:
    field: Any = part.info if part.model is None else part.model.model_fields[column.path[0]]
    marks = (*field.metadata, *shape(field.annotation).marks)
    return any(isinstance(mark, StringConstraints) and mark.pattern in _SHORT for mark in marks)


def _join(rows: RowSource, part: Table, column: Column, key: str) -> RowSource:
    """Return rows that have an own column, without whose table nothing is known of them."""
    return replace(
        rows,
        name=f"{rows.name}*{column.name}",
        reads=(*rows.reads, part.name),
        frame=partial(_with_own, rows.frame, part.name, column.name, key),
    )


def _add(rows: RowSource, part: Table, column: Column, key: str, label: Phrase) -> RowSource:
    name, codes = column.name, FLAG if column.kind is Kind.BOOLEAN else column.codes
    return replace(
        rows,
        name=f"{rows.name}+{name}",
        dimensions=(*rows.dimensions, name),
        dimension_table={**rows.dimension_table, name: part.name},
        own={**rows.own, name: OwnDimension(label, codes, column.references, part.field is not None)},
        frame=partial(_with_own, rows.frame, part.name, name, key),
    )


def _with_own(  # noqa: PLR0913, PLR0917 - what is joined to what
    frame: Frame, table: str, name: str, key: str, context: Context, wanted: frozenset[str]
) -> "nw.LazyFrame[Any] | None":
    """Return rows with an own column, where that is wanted."""
    rows = frame(context, wanted - {name})
    return rows if rows is None or name not in wanted else _join_own(rows, table, name, key, context)


def _join_own(
    rows: "nw.LazyFrame[Any]", table: str, name: str, key: str, context: Context
) -> "nw.LazyFrame[Any]":
    """Return rows with an own column; it is empty where own fields were not collected."""
    if table not in context.tables:
        return rows.with_columns(nw.lit(None, nw.String()).alias(name))
    value = nw.col(name)
    known = context.tables.schema[table]
    if known.field is not None:
        (link,) = known.link
        several = context.tables[table].select(nw.col(link).alias(key), value).unique([key, name])
        return rows.join(several, on=key, how="left")
    if known.column(name).kind is Kind.BOOLEAN:
        yes_no = nw.when(value).then(nw.lit("yes")).otherwise(nw.lit("no"))
        value = nw.when(~value.is_null()).then(yes_no).alias(name)
    own = first_rows(context.tables[table], ["id"]).select(nw.col("id").alias(key), value)
    return rows.join(own, on=key, how="left")
