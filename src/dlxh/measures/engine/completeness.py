"""Điều có thể biết: for each row of an answer whether its period has begun, its unit lived, and its tables are whole.

Columns added to the groups: `begun`, `lived`, and `known_<code>` for each simple measure: `exact`, `at_least` or `unknown`.
"""

from collections.abc import Sequence

import polars as pl

from dlxh.measures.context import Context
from dlxh.measures.dimension_codes import OWN
from dlxh.measures.engine.divided_units import may_hold_parts
from dlxh.measures.engine.groups import BEGUN, LIVED
from dlxh.measures.engine.query import Query, counts_units
from dlxh.measures.measure import Measure
from dlxh.measures.pairs import Trend
from dlxh.measures.periods.prior_periods import whole_tiles, year_before
from dlxh.measures.unit_dimensions import OF_UNITS, SPARSE
from dlxh.register.units_over_time import LEVELS
from dlxh.words.figures import Qualifier


def add_completeness(rows: pl.DataFrame, context: Context, query: Query) -> pl.DataFrame:
    """Add to the groups `lived`, and for each simple measure its qualifier: exact, at_least or unknown."""
    rows = _add_lived(rows, context, query)
    rows = rows.with_columns((pl.col("first") <= context.as_of).fill_null(value=True).alias(BEGUN))
    found: dict[tuple[str | bool, ...], pl.Expr] = {}
    qualifiers = []
    for each in query.simple:
        kind = (each.rows.name, each.monotone, isinstance(each, Trend), counts_units(each))
        if kind not in found:
            found[kind] = _lower_parts(_qualifier(each, context, query), each, rows, context, query)
        qualifiers.append(found[kind].alias(f"known_{each.code}"))
    return rows.with_columns(qualifiers)


def _qualifier(each: Measure, context: Context, query: Query) -> pl.Expr:
    unknown = pl.lit(Qualifier.UNKNOWN.value)
    reads = each.rows.reads_in(context)
    if any(name not in context.tables for name in reads):
        return unknown
    qualifier = _in_part(_by_network(each, context, query, reads), each, context, query)
    qualifier = _on_the_map(qualifier, each, context, query)
    if isinstance(each, Trend) and query.kind is not None and query.period is not None:
        tiles = whole_tiles(query.kind, query.period, query.convention)
        lone = [tile.code for tile in tiles if year_before(tile) is None]
        qualifier = pl.when(pl.col(query.kind).is_in(lone)).then(unknown).otherwise(qualifier)
    later = Qualifier.AT_LEAST if each.monotone else Qualifier.UNKNOWN  # what is there already is not whole
    return pl.when(pl.col(BEGUN)).then(qualifier).otherwise(pl.lit(later.value))


def _lower_parts(
    qualifier: pl.Expr, each: Measure, rows: pl.DataFrame, context: Context, query: Query
) -> pl.Expr:
    """Lower the qualifier of rows that may hold a part of a divided unit: of what is counted they have at least their own."""
    if any(name not in context.tables for name in each.reads):
        return qualifier
    touched = may_hold_parts(each, rows, context, query)
    if not touched.any():
        return qualifier
    less = Qualifier.AT_LEAST if each.monotone else Qualifier.UNKNOWN
    lowered = pl.lit(touched) & (qualifier == Qualifier.EXACT.value)
    return pl.when(lowered).then(pl.lit(less.value)).otherwise(qualifier)


def _by_network(each: Measure, context: Context, query: Query, tables: Sequence[str]) -> pl.Expr:
    """Return the qualifier that these tables allow a row, by its network or by those of the question."""
    if "network" not in query.by or query.where.get("network"):
        return pl.lit(_of(each, context, tables, query.where.get("network")))
    partial = {network for qualifiers in context.tables.partial.values() for network in qualifiers}
    by_network = {name: _of(each, context, tables, (name,)) for name in partial}
    whole = _of(each, context, tables, ())
    qualifier = pl.col("network").replace_strict(by_network, default=whole, return_dtype=pl.String)
    return qualifier.fill_null(pl.lit(_of(each, context, tables, None)))


def _in_part(qualifier: pl.Expr, each: Measure, context: Context, query: Query) -> pl.Expr:
    """Lower the qualifier of a group where the table that says which rows belong to it is absent or partial."""
    for name in each.rows.dimension_tables_in(context):
        keys = {name, *LEVELS, *OF_UNITS} if name == "org_unit" else {name}
        keys.update(field for field, own in each.rows.own.items() if name in own.keys)
        own = sorted(keys & set(query.by))
        if keys & query.where.keys() or (name == "org_unit" and counts_units(each)):
            qualifier = _lowest(qualifier, name, each, context, query, pl.lit(value=True))
        elif own:
            some_of_none = pl.any_horizontal(pl.col(key).is_null() for key in own).any()
            if name in each.rows.counted_twice:
                some_of_none = pl.lit(value=True)  # a row with a value may lack another one
            less = _lowest(qualifier, name, each, context, query, some_of_none)
            of_a_group = pl.any_horizontal(pl.col(key).is_not_null() for key in own)
            unstated = (
                _lower_unfilled(qualifier, name, each, context, query)
                if name in each.rows.own or name in SPARSE
                else qualifier
            )
            qualifier = pl.when(of_a_group).then(less).otherwise(unstated)
    return qualifier


def _lower_unfilled(qualifier: pl.Expr, name: str, each: Measure, context: Context, query: Query) -> pl.Expr:
    """Return the qualifier of rows without a value of an own field: unknown where some values may not have been collected."""
    whole = _by_network(each, context, query, _tables_of(each, name)) == Qualifier.EXACT.value
    return pl.when(whole).then(qualifier).otherwise(pl.lit(Qualifier.UNKNOWN.value))


def _on_the_map(qualifier: pl.Expr, each: Measure, context: Context, query: Query) -> pl.Expr:
    """Lower the qualifier where units, or what became of them, are known in part: some may belong elsewhere."""
    dimensions = {*query.by, *query.where}
    levels = sorted(dimensions & set(LEVELS))
    moved = query.units != "as_was" and (levels or "org_unit" in dimensions or counts_units(each))
    unknown = pl.lit(Qualifier.UNKNOWN.value)
    if moved and {"units", "unit_successors"} & context.tables.partial.keys():
        return unknown
    if not levels or "units" not in context.tables.partial:
        return qualifier
    if not each.monotone:
        return unknown
    less = (
        pl.when(qualifier == Qualifier.EXACT.value)
        .then(pl.lit(Qualifier.AT_LEAST.value))
        .otherwise(qualifier)
    )
    nowhere = [pl.col(name).is_null() for name in levels if name in query.by]
    return pl.when(pl.any_horizontal(nowhere)).then(unknown).otherwise(less) if nowhere else less


def _lowest(  # noqa: PLR0913, PLR0917 - a qualifier, and all that limits it
    qualifier: pl.Expr, name: str, each: Measure, context: Context, query: Query, open_rows: pl.Expr
) -> pl.Expr:
    """Return the qualifier of the groups of one dimension; open rows are those whose group is unknown."""
    exact = Qualifier.EXACT.value
    reads = each.rows.reads_in(context)
    qualifiers = _by_network(each, context, query, (*reads, *_tables_of(each, name)))
    qualifier = pl.when(open_rows & (qualifier == exact)).then(qualifiers).otherwise(qualifier)
    if each.rows.assignment_table.get(name) in context.tables:
        qualifiers = _by_network(each, context, query, (each.rows.assignment_table[name],))
        qualifier = pl.when(qualifiers == exact).then(qualifier).otherwise(pl.lit(Qualifier.UNKNOWN.value))
    return qualifier


def _tables_of(each: Measure, name: str) -> tuple[str, ...]:
    """Return what has to be whole for the groups of a dimension to be: its table, and of an own field its column."""
    table = each.rows.dimension_table[name]
    return (table, f"{table}.{name.removeprefix(OWN)}") if name in each.rows.own else (table,)


def _of(each: Measure, context: Context, tables: Sequence[str], networks: Sequence[str] | None) -> str:
    """Return the qualifier of rows of some networks; None: of any, an empty sequence: of one that no table speaks of."""
    of_networks = [None] if networks is None else list(networks) or ["\0"]
    qualifiers = {context.tables.qualifier(*tables, network=network) for network in of_networks}
    if qualifiers == {Qualifier.EXACT}:
        return Qualifier.EXACT.value
    return Qualifier.AT_LEAST.value if each.monotone else Qualifier.UNKNOWN.value


def _add_lived(rows: pl.DataFrame, context: Context, query: Query) -> pl.DataFrame:
    """As it was, a unit is spoken of only while it lived; on another map its predecessors have lived for it."""
    names = [name for name in query.by if name == "org_unit" or name in LEVELS]
    if not names or query.units != "as_was" or "units" not in context.tables:
        return rows.with_columns(pl.lit(value=True).alias(LIVED))
    days = context.lives
    lived = []
    for name in names:
        own = days.select(
            pl.col("id").alias(name),
            pl.col("first_day").alias(f"{name}_from"),
            pl.col("last_day").alias(f"{name}_to"),
        )
        rows = rows.join(own, on=name, how="left", maintain_order="left")
        too_early = (pl.col("last") < pl.col(f"{name}_from")).fill_null(value=False)
        lived.append(~(too_early | (pl.col("first") > pl.col(f"{name}_to")).fill_null(value=False)))
    rows = rows.with_columns(pl.all_horizontal(lived).alias(LIVED))
    return rows.drop(f"{name}_{end}" for name in names for end in ("from", "to"))
