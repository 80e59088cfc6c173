"""Điều có thể biết: for each row of an answer whether its period has begun, its unit lived, and its tables are whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dlxh.measures.context import Context
from dlxh.measures.engine.groups import BEGUN, LIVED
from dlxh.measures.engine.query import Question, counts_units
from dlxh.measures.measure import Measure
from dlxh.measures.pairs import Trend
from dlxh.measures.periods.prior_periods import whole_tiles, year_before
from dlxh.register.units_over_time import LEVELS
from dlxh.words.figures import Qualifier

if TYPE_CHECKING:
    import polars as pl


def with_known(rows: "pl.DataFrame", context: Context, question: Question) -> "pl.DataFrame":
    """Add to the groups `lived`, and for each simple measure what it may claim: exact, at_least or unknown."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    rows = _with_lived(rows, context, question)
    rows = rows.with_columns((pl.col("first") <= context.as_of).fill_null(value=True).alias(BEGUN))
    found: dict[tuple[str | bool, ...], pl.Expr] = {}
    told = []
    for each in question.simple:
        kind = (each.rows.name, each.grows, isinstance(each, Trend), counts_units(each))
        if kind not in found:
            found[kind] = _claim(each, context, question)
        told.append(found[kind].alias(f"known_{each.code}"))
    return rows.with_columns(told)


def _claim(each: Measure, context: Context, question: Question) -> "pl.Expr":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    unknown = pl.lit(Qualifier.UNKNOWN.value)
    if any(name not in context.tables for name in each.reads):
        return unknown
    claim = _in_part(_by_network(each, context, question, each.reads), each, context, question)
    claim = _on_the_map(claim, each, context, question)
    if isinstance(each, Trend) and question.kind is not None and question.period is not None:
        tiles = whole_tiles(question.kind, question.period, question.convention)
        lone = [tile.code for tile in tiles if year_before(tile) is None]
        claim = pl.when(pl.col(question.kind).is_in(lone)).then(unknown).otherwise(claim)
    later = Qualifier.AT_LEAST if each.grows else Qualifier.UNKNOWN  # what lies there already is no whole
    return pl.when(pl.col(BEGUN)).then(claim).otherwise(pl.lit(later.value))


def _by_network(each: Measure, context: Context, question: Question, tables: Sequence[str]) -> "pl.Expr":
    """Claim of each row what these tables allow for its network, or for those that were asked for."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    if "network" not in question.by or question.where.get("network"):
        return pl.lit(_of(each, context, tables, question.where.get("network")))
    partial = {network for told in context.tables.partial.values() for network in told}
    by_network = {name: _of(each, context, tables, (name,)) for name in partial}
    whole = _of(each, context, tables, ())
    claim = pl.col("network").replace_strict(by_network, default=whole, return_dtype=pl.String)
    return claim.fill_null(pl.lit(_of(each, context, tables, None)))


def _in_part(claim: "pl.Expr", each: Measure, context: Context, question: Question) -> "pl.Expr":
    """Claim less of a group, where a table is absent or partial that says which rows are of it."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    for name in each.rows.comes_from:
        keys = {name, *LEVELS} if name == "org_unit" else {name}
        own = sorted(keys & set(question.by))
        if keys & question.where.keys() or (name == "org_unit" and counts_units(each)):
            claim = _less(claim, name, each, context, question, pl.lit(value=True))
        elif own:
            some_of_none = pl.any_horizontal(pl.col(key).is_null() for key in own).any()
            less = _less(claim, name, each, context, question, some_of_none)
            of_a_group = pl.any_horizontal(pl.col(key).is_not_null() for key in own)
            claim = pl.when(of_a_group).then(less).otherwise(claim)
    return claim


def _on_the_map(claim: "pl.Expr", each: Measure, context: Context, question: Question) -> "pl.Expr":
    """Claim less where the units, or what became of them, are known in part: some may lie elsewhere than it seems."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    asked = {*question.by, *question.where}
    levels = sorted(asked & set(LEVELS))
    moved = question.units != "as_was" and (levels or "org_unit" in asked or counts_units(each))
    unknown = pl.lit(Qualifier.UNKNOWN.value)
    if moved and {"units", "unit_successors"} & context.tables.partial.keys():
        return unknown
    if not levels or "units" not in context.tables.partial:
        return claim
    if not each.grows:
        return unknown
    less = pl.when(claim == Qualifier.EXACT.value).then(pl.lit(Qualifier.AT_LEAST.value)).otherwise(claim)
    nowhere = [pl.col(name).is_null() for name in levels if name in question.by]
    return pl.when(pl.any_horizontal(nowhere)).then(unknown).otherwise(less) if nowhere else less


def _less(  # noqa: PLR0913, PLR0917 - a claim, and all that limits it
    claim: "pl.Expr", name: str, each: Measure, context: Context, question: Question, open_rows: "pl.Expr"
) -> "pl.Expr":
    """Return what may be claimed of the groups of one dimension; open rows are those of which nobody knows the group."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    exact = Qualifier.EXACT.value
    told = _by_network(each, context, question, (*each.reads, each.rows.comes_from[name]))
    claim = pl.when(open_rows & (claim == exact)).then(told).otherwise(claim)
    if each.rows.settled_by.get(name) in context.tables:
        told = _by_network(each, context, question, (each.rows.settled_by[name],))
        claim = pl.when(told == exact).then(claim).otherwise(pl.lit(Qualifier.UNKNOWN.value))
    return claim


def _of(each: Measure, context: Context, tables: Sequence[str], networks: Sequence[str] | None) -> str:
    """Return the claim on rows of some networks; None: of any, an empty sequence: of one of which nothing is said."""
    asked = [None] if networks is None else list(networks) or ["\0"]
    told = {context.tables.qualifier(*tables, network=network) for network in asked}
    if told == {Qualifier.EXACT}:
        return Qualifier.EXACT.value
    return Qualifier.AT_LEAST.value if each.grows else Qualifier.UNKNOWN.value


def _with_lived(rows: "pl.DataFrame", context: Context, question: Question) -> "pl.DataFrame":
    """As it was, a unit is spoken of only while it lived; on another map its predecessors have lived for it."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    names = [name for name in question.by if name == "org_unit" or name in LEVELS]
    if not names or question.units != "as_was" or "units" not in context.tables:
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
