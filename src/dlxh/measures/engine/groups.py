"""Các dòng của bảng kết quả: which keys an answer has, including those without a row.

Columns of a group: `all_rows` (0 everywhere), the keys as text, the period by its code, and `first` and `last`, the days of
its period within the question; null where there is no period.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Final

import polars as pl

from dlxh.measures.context import Context
from dlxh.measures.engine.on_map import has_renamed_above
from dlxh.measures.engine.query import Query
from dlxh.measures.labels import NAMED
from dlxh.measures.periods.period_index import period_at
from dlxh.measures.unit_dimensions import SPARSE
from dlxh.register.list_numbers import list_numbers, number_in_list
from dlxh.register.units_by_day import TURN
from dlxh.register.units_over_time import LEVELS
from dlxh.words.codes import CodeList
from dlxh.words.periods import Period, PeriodKind

ALL: Final = "all_rows"
"""A column that is equal everywhere, so that an answer without keys is joined as any other."""
BEGUN: Final = "begun"
"""Whether the register can know of the row's period."""
LIVED: Final = "lived"
"""Whether the row's units existed on any day of its period."""


def all_groups(
    parts: Sequence[pl.DataFrame],
    context: Context,
    query: Query,
    other_frames: Sequence[pl.DataFrame] = (),
) -> pl.DataFrame:
    """Return one row per key of the answer, sorted, with `all_rows` and the period's first and last day.

    The keys are those that were found for any of the measures, and these without a row: all keys of a closed code
    list that a measure can have; all periods of a kind within the days of the question, or between the first and the last that was found; all that
    a condition names. Further, where no other dimension ties them, all networks and their terms; all units of
    the lowest level that lived in the period; and of measures on people and what they send all units that send somebody.
    A row without a day belongs to no period.
    """
    listed = {
        name: codes for name in query.keys if (codes := query.codes(name)) is not None and not codes.open
    }
    closed = {name: codes for name, codes in listed.items() if name not in SPARSE}
    tied = [name for name in query.keys if name not in closed]
    base = pl.DataFrame({ALL: [0]}, schema={ALL: pl.Int8})
    if tied:
        found = [pl.DataFrame(schema=_texts(tied)), *(part.select(tied) for part in (*parts, *other_frames))]
        base = (
            pl.concat([*found, *_empty_groups(tied, context, query)])
            .unique()
            .with_columns(pl.lit(0, pl.Int8).alias(ALL))
        )
        if not base.height:
            base = pl.DataFrame(
                {ALL: [0], **{name: [None] for name in tied}}, schema={ALL: pl.Int8, **_texts(tied)}
            )
    for name, codes in closed.items():
        base = base.join(_codes(name, codes, [*parts, *other_frames], query), how="cross")
    rows = _add_periods(base, parts, query)
    has_units = any(NAMED.get(name) == "units" for name in query.by)
    numbers = list_numbers(context.tables) if has_units else {}
    order = [each for name in (ALL, *query.by) for each in _order_of(name, listed, numbers)]
    return rows.select(ALL, *query.by, "first", "last").sort(order, nulls_last=True)


def _order_of(name: str, listed: Mapping[str, CodeList], numbers: Mapping[str, int]) -> Iterator[pl.Expr]:
    """Yield by what keys are put in order: codes by their list, units by their number in the official one, then by key."""
    if name in listed:
        yield _order(name, listed[name])
        return
    if numbers and NAMED.get(name) == "units":
        yield number_in_list(name, numbers)
    yield pl.col(name)


def _order(name: str, codes: CodeList) -> pl.Expr:
    """Return the place of a code in its list: breadths run from widest to narrowest, not by their letters."""
    places = {key: place for place, key in enumerate(codes.keys())}
    return pl.col(name).replace_strict(places, default=len(places), return_dtype=pl.Int64) + pl.when(
        pl.col(name).is_null()
    ).then(1).otherwise(0)


def _texts(names: Sequence[str]) -> dict[str, type[pl.String]]:
    return dict.fromkeys(names, pl.String)


def _empty_groups(tied: Sequence[str], context: Context, query: Query) -> list[pl.DataFrame]:
    """Return the keys that may have no row, as far as something says which there are."""
    names, tables = set(tied), context.tables
    frames = []
    if names <= set(query.where):
        frames.append(
            pl.DataFrame(list(product(*(query.where[name] for name in tied))), _texts(tied), orient="row")
        )
    if names == {"network"} and "networks" in tables:
        frames.append(tables.polars("networks").select(pl.col("id").alias("network")))
    if "term" in names <= {"network", "term"} and "terms" in tables:
        frames.append(tables.polars("terms").select("network", pl.col("id").alias("term")))
    if names <= set(LEVELS) and "units" in tables:
        frames.append(_of_level(tied, context, query))
    sends = any(each.rows.keep_senders for each in query.simple)
    if sends and names & {"org_unit", *LEVELS} and names <= {"network", "org_unit", *LEVELS}:
        frames.append(_senders(context, query))
    for name, values in query.where.items():
        frames = [
            frame.filter(pl.col(name).is_in(list(values))) if name in frame.columns else frame
            for frame in frames
        ]
    return [frame.select(tied) for frame in frames]


def _of_level(tied: Sequence[str], context: Context, query: Query) -> pl.DataFrame:
    """Return the units of the lowest level of the question, with what is above them: those on the chosen map."""
    lowest = max(tied, key=LEVELS.index)
    units = context.tables.polars("units").filter(pl.col("level") == lowest)
    # a department has the level of its place, and rolls up into it
    tops = units.filter(~pl.col("parent").is_in(units["id"].implode()).fill_null(value=False))
    there = tops.join(_living_units(context, query), on="id", how="semi")
    above = context.on_map(query.units, query.levels).rows
    if has_renamed_above(context, query):  # on some days under another name
        names = ["unit", *query.levels]
        above = pl.concat([above.select(names), context.above_by_day(query.levels).rows.select(names)])
    return above.join(there, left_on="unit", right_on="id", how="semi").unique()


def _senders(context: Context, query: Query) -> pl.DataFrame:
    """Return the units that send people, with their networks, on the chosen map: one that sent nothing remains."""
    found = context.senders.units
    if "units" in context.tables and query.units == "as_was":
        gone = context.lives.join(_living_units(context, query), on="id", how="anti")
        found = found.join(gone, left_on="org_unit", right_on="id", how="anti")
    if not query.maps_units(query.simple):
        return found
    small = context.on_map(query.units, query.levels).rows.rename({"org_unit": "mapped"})
    if has_renamed_above(context, query):
        later = context.above_by_day(query.levels).rows.drop(TURN)
        later = later.with_columns(mapped=pl.col("unit")).select(small.columns)
        small = pl.concat([small, later])
    joined = found.join(small, left_on="org_unit", right_on="unit", how="left")
    if query.levels and "org_unit" not in query.by:  # one that sends from above them is under none of them
        joined = joined.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in query.levels))
    return joined.with_columns(pl.coalesce("mapped", "org_unit").alias("org_unit"))


def _living_units(context: Context, query: Query) -> pl.DataFrame:
    """Return the units on the chosen map; as it was: those that lived on any day of the question, or on any so far."""
    first = last = query.units if isinstance(query.units, date) else context.as_of
    if query.units == "as_was":
        within = query.period
        first, last = (date.min, context.as_of) if within is None else (within.start, within.end)
    begun = pl.col("first_day").is_null() | (pl.col("first_day") <= last)
    return context.lives.filter(begun & (pl.col("last_day").is_null() | (pl.col("last_day") >= first)))


def _codes(name: str, codes: CodeList, parts: Sequence[pl.DataFrame], query: Query) -> pl.DataFrame:
    """Return the codes of a closed list, and whatever else was found in their place."""
    keys = query.where.get(name) or [
        each.key
        for each in codes
        if any(each.key in rows.possible_values.get(name, (each.key,)) for rows in query.simple)
    ]
    listed = pl.DataFrame({name: list(keys)}, schema={name: pl.String})
    return pl.concat([listed, *(part.select(name) for part in parts)]).unique()


def _add_periods(base: pl.DataFrame, parts: Sequence[pl.DataFrame], query: Query) -> pl.DataFrame:
    if query.kind is None:
        days = (None, None) if query.period is None else (query.period.start, query.period.end)
        return base.with_columns(
            pl.lit(days[0], pl.Date).alias("first"), pl.lit(days[1], pl.Date).alias("last")
        )
    kind = str(query.kind)
    periods = _periods(query.kind, parts, query)
    schema = {kind: pl.String, "first": pl.Date, "last": pl.Date}
    tiled = pl.DataFrame([_within(each, query.period) for each in periods], schema=schema, orient="row")
    rows = base.join(tiled, how="cross")
    undated = [part.filter(pl.col(kind).is_null()) for part in parts if part[kind].has_nulls()]
    if not undated:
        return rows
    found = pl.concat([part.select(ALL, *query.by) for part in undated]).unique()
    return pl.concat([rows, found], how="diagonal")


def _within(tile: Period, within: Period | None) -> tuple[str, date, date]:
    """Return a period's code with its first and last day within the question."""
    if within is None:
        return tile.code, tile.start, tile.end
    return tile.code, max(tile.start, within.start), min(tile.end, within.end)


def _periods(kind: PeriodKind, parts: Sequence[pl.DataFrame], query: Query) -> list[Period]:
    if query.period is not None:
        return list(Period.tile(kind, query.period.start, query.period.end, query.convention))
    codes = {code for part in parts for code in part[str(kind)].unique() if code is not None}
    if not codes:
        return []
    first, last = (Period.parse(code, convention=query.convention) for code in (min(codes), max(codes)))
    return list(Period.tile(kind, first.start, last.end, query.convention))


def name_periods(part: pl.DataFrame, query: Query, column: str) -> pl.DataFrame:
    """Return what an engine counted with its periods named and its keys as they are joined."""
    everywhere = pl.lit(0, pl.Int8).alias(ALL)
    if query.kind is None:
        return part.with_columns(everywhere)
    places = part[column].drop_nulls().unique().to_list()
    codes = {value: period_at(query.kind, value, query.convention).code for value in places}
    name = pl.col(column).replace_strict(codes, default=None, return_dtype=pl.String)
    return part.select(pl.exclude(column), everywhere, name.alias(str(query.kind)))
