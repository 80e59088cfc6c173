"""Chiều riêng: own fields of a pack as dimensions of the measures that count the rows they belong to, and as what they count."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

import narwhals as nw
from pydantic import StringConstraints

from dlxh.measures.context import Context
from dlxh.measures.dimension_codes import OWN
from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Distinct, Measure, Quantile, Share, Stock, Total
from dlxh.measures.pairs import Pair, Trend
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
_OF_ALL: Final = {"networks": "network", "terms": "term", "units": "org_unit"}
"""Tables whose rows have the rows counted, by a dimension that holds their id."""


def add_own_dimensions(measure: Measure, names: Collection[str], known: Schema) -> Measure:
    """Return a measure that can be broken down by some own fields too: codes, references, flags, days and lines, none restricted.

    What a measure of a pack itself counts, or has as a condition, is joined as well: such a field, or a whole number. Of two
    fields with one name that of the row counted is taken, or else that of the row nearest above it. A row with several values
    of a field counts under each.

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
    if isinstance(measure, Trend):
        measure = replace(measure, of=add_own_dimensions(measure.of, names, known))
    rows, counted = measure.rows, columns_counted(measure)
    met = {name.removeprefix(OWN) for name in rows.dimensions}
    for part, column, keys in _own_columns(rows, known):
        may_group = _may_group(part, column)
        if column.name in met or not (may_group or _may_sum(column)):
            continue
        met.add(column.name)
        if column.name in counted:
            _refuse_twice(measure, part, column)
            rows = _join(rows, part, column, keys)
        if column.name in names and may_group:
            table = part.parent if part.field is None else part.name
            rows = _add(rows, part, column, keys, name_own(known, table, column.name)["field"])
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


def _own_columns(rows: RowSource, known: Schema) -> Iterator[tuple[Table, Column, tuple[str, ...]]]:
    """Yield the own columns of the rows counted and of those above them, the nearest first, each with what has its key."""
    above = {table: (name,) for table, name in _OF_ALL.items() if name in rows.dimensions}
    for table, keys in (*rows.stands_for.items(), *above.items()):
        for part in dict.fromkeys(known.own_fields(table).values()):
            yield from ((part, column, keys) for column in part.own)


def _may_sum(column: Column) -> bool:
    return column.kind is Kind.INTEGER and column.disclosure < Disclosure.RESTRICTED


def _may_group(part: Table, column: Column) -> bool:
    """Whether its values are few words each: free text, whatever its type is called, is what is not shown to be such."""
    if column.disclosure >= Disclosure.RESTRICTED:
        return False
    if column.kind is not Kind.TEXT:
        return column.kind in {Kind.BOOLEAN, Kind.DAY}
    listed = column.codes is not None or column.references is not None
    return column.closed or listed or _is_short(part, column)


def _is_short(part: Table, column: Column) -> bool:
    field: Any = part.info if part.model is None else part.model.model_fields[column.path[0]]
    marks = (*field.metadata, *shape(field.annotation).marks)
    return any(isinstance(mark, StringConstraints) and mark.pattern in _SHORT for mark in marks)


def _join(rows: RowSource, part: Table, column: Column, keys: tuple[str, ...]) -> RowSource:
    """Return rows that have an own column, without whose table nothing is known of them."""
    return replace(
        rows,
        name=f"{rows.name}*{column.name}",
        reads=(*rows.reads, part.name),
        frame=partial(_with_own, rows.frame, part.name, column.name, keys, column.name),
    )


def _add(rows: RowSource, part: Table, column: Column, keys: tuple[str, ...], label: Phrase) -> RowSource:
    name, codes = OWN + column.name, FLAG if column.kind is Kind.BOOLEAN else column.codes
    is_day, several = column.kind is Kind.DAY, part.field is not None
    own = OwnDimension(label, codes, column.references, keys, is_day=is_day, has_several=several)
    return replace(
        rows,
        name=f"{rows.name}+{name}",
        dimensions=(*rows.dimensions, name),
        dimension_table={**rows.dimension_table, name: part.name},
        own={**rows.own, name: own},
        frame=partial(_with_own, rows.frame, part.name, column.name, keys, name),
    )


def _with_own(  # noqa: PLR0913, PLR0917 - what is joined to what
    frame: Frame,
    table: str,
    column: str,
    keys: tuple[str, ...],
    name: str,
    context: Context,
    wanted: frozenset[str],
) -> "nw.LazyFrame[Any] | None":
    """Return rows with an own column under a name, where that is wanted; it is empty where own fields were not collected."""
    if name not in wanted:
        return frame(context, wanted)
    rows = frame(context, wanted.union(keys))
    if rows is None or (
        name == column and name in rows.collect_schema()
    ):  # the rows counted have such a column
        return rows
    if table not in context.tables:
        return rows.with_columns(nw.lit(None, nw.String()).alias(name))
    part, value = context.tables.schema[table], nw.col(column)
    kind = part.column(column).kind
    if kind is Kind.BOOLEAN:
        yes_no = nw.when(value).then(nw.lit("yes")).otherwise(nw.lit("no"))
        value = nw.when(~value.is_null()).then(yes_no)
    taken = [f"{OWN}key{place}" for place in range(len(keys))]
    several = part.field is not None
    own = context.tables[table] if several else first_rows(context.tables[table], part.key)
    own = own.select(
        *(nw.col(key).alias(new) for key, new in zip(part.link, taken, strict=True)),
        (value if kind is Kind.INTEGER else value.cast(nw.String())).alias(name),
    )
    if several:
        own = own.unique([*taken, name])
    if own.implementation is not rows.implementation:  # cases and the ledger are worked out on Polars
        own = own.collect("polars").lazy()
    return rows.join(own, left_on=list(keys), right_on=taken, how="left")
