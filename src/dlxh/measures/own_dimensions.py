"""Chiều riêng: own fields of a pack as dimensions of the measures that count the rows they belong to, and as what they count."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any, Final

import narwhals as nw

from dlxh.measures.context import Context
from dlxh.measures.dimension_codes import COUNTED, OWN
from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Measure
from dlxh.measures.pairs import Pair, Trend
from dlxh.measures.row_source import Frame, OwnDimension, RowSource
from dlxh.register.columns import Column, Kind
from dlxh.register.finding import Phrase
from dlxh.register.known_tables import Schema
from dlxh.register.labels import name_own
from dlxh.register.own_columns import first_rows
from dlxh.register.pack_measures import YES_NO, find_uncountable, may_group, own_columns
from dlxh.register.schema import Table
from dlxh.words.code_entries import CodeEntry
from dlxh.words.codes import CodeList

FLAG: Final = CodeList(
    "flag",
    vi="Có hay không",
    en="Yes or no",
    open=False,
    source="dlxh",
    entries=(CodeEntry(YES_NO[0], "có", "yes"), CodeEntry(YES_NO[1], "không", "no")),
)
"""What a flag reads as a dimension."""


def add_own_dimensions(measure: Measure, names: Collection[str], known: Schema) -> Measure:
    """Return a measure that can be broken down by some own fields too: codes, references, flags, days and lines, none restricted.

    What a measure of a pack itself counts, or has as a condition, is joined as well: such a field, or a whole number. Of two
    fields with one name that of the row counted is taken, or else that of the row nearest above it. A row with several values
    of a field counts under each.

    Raises:
        MeasureError: the measure itself counts such a field in a way that its values do not allow.

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
    if (reason := find_uncountable(measure, known)) is not None:
        raise MeasureError(vi=f"{measure.code}: {reason.vi}", en=f"{measure.code}: {reason.en}")
    rows, counted = measure.rows, columns_counted(measure)
    met, named = {name.removeprefix(OWN) for name in rows.dimensions}, dict[str, str]()
    for part, column, keys in own_columns(rows, known):
        can_group = may_group(part, column)
        if column.name in met or not (can_group or column.kind is Kind.INTEGER):
            continue
        met.add(column.name)
        if column.name in counted:
            rows = _join(rows, part, column, keys)
            named[column.name] = COUNTED + column.name
        if column.name in names and can_group:
            table = part.parent if part.field is None else part.name
            rows = _add(rows, part, column, keys, name_own(known, table, column.name)["field"])
    if rows is measure.rows:
        return measure
    fields = {each: getattr(measure, each) for each in measure.columns}
    changed: dict[str, Any] = {each: named.get(name, name) for each, name in fields.items()}
    where = {named.get(name, name): values for name, values in measure.where.items()}
    return replace(measure, rows=rows, where=where, **changed)


def columns_counted(measure: Measure) -> frozenset[str]:
    """Return the columns that a measure itself reads: what it counts, and its conditions.

    >>> from dlxh.measures.catalogue import find_measure
    >>> columns_counted(find_measure("reporting_members"))
    frozenset({'author'})
    """
    return frozenset((*measure.counted, *measure.where))


def _join(rows: RowSource, part: Table, column: Column, keys: tuple[str, ...]) -> RowSource:
    """Return rows that have an own column, without whose table nothing is known of them."""
    return replace(
        rows,
        name=f"{rows.name}*{column.name}",
        reads=(*rows.reads, part.name),
        frame=partial(_with_own, rows.frame, part.name, column.name, keys, COUNTED + column.name),
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
    if rows is None:
        return None
    if table not in context.tables:
        return rows.with_columns(nw.lit(None, nw.String()).alias(name))
    part, value = context.tables.schema[table], nw.col(column)
    kind = part.column(column).kind
    if kind is Kind.BOOLEAN:
        yes_no = nw.when(value).then(nw.lit(YES_NO[0])).otherwise(nw.lit(YES_NO[1]))
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
