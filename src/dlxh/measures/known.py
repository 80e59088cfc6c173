"""Điều có thể biết: for each row of an answer whether its period has begun, its unit lived, and its tables are whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dlxh.measures.asking import Question
from dlxh.measures.grid import BEGUN, LIVED
from dlxh.measures.lineage import LEVELS, lives
from dlxh.measures.measure import Measure
from dlxh.measures.world import World
from dlxh.words.figures import Qualifier

if TYPE_CHECKING:
    import polars as pl


def with_known(rows: "pl.DataFrame", world: World, question: Question) -> "pl.DataFrame":
    """Add to a grid `lived`, and for each simple measure what it may claim: exact, at_least or unknown."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    rows = _with_lived(rows, world, question)
    rows = rows.with_columns((pl.col("first") <= world.as_of).fill_null(value=True).alias(BEGUN))
    found: dict[tuple[str, bool], pl.Expr] = {}
    told = []
    for each in question.simple:
        kind = (each.rows.name, each.grows)
        if kind not in found:
            found[kind] = _claim(each, world, question)
        told.append(found[kind].alias(f"known_{each.code}"))
    return rows.with_columns(told)


def _claim(each: Measure, world: World, question: Question) -> "pl.Expr":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    unknown = pl.lit(Qualifier.UNKNOWN.value)
    if any(name not in world.tables for name in each.reads):
        return unknown
    if "network" in question.by and not question.where.get("network"):
        by_network = {
            name: _of(each, world, (name,))
            for name in {network for told in world.tables.partial.values() for network in told}
        }
        whole = _of(each, world, ())
        claim = pl.col("network").replace_strict(by_network, default=whole, return_dtype=pl.String)
        claim = claim.fill_null(pl.lit(_of(each, world, None)))
    else:
        claim = pl.lit(_of(each, world, question.where.get("network")))
    claim = _in_part(claim, each, world, question)
    later = Qualifier.AT_LEAST if each.grows else Qualifier.UNKNOWN  # what lies there already is no whole
    return pl.when(pl.col(BEGUN)).then(claim).otherwise(pl.lit(later.value))


def _in_part(claim: "pl.Expr", each: Measure, world: World, question: Question) -> "pl.Expr":
    """Claim less of a group, where the table is absent that says which rows are of it."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    lacking = [
        name
        for name in dict.fromkeys((*question.by, *question.where))
        if each.rows.comes_from.get("org_unit" if name in LEVELS else name, "") not in {"", *world.tables}
    ]
    if not lacking:
        return claim
    less = pl.lit((Qualifier.AT_LEAST if each.grows else Qualifier.UNKNOWN).value)
    if any(name in question.where for name in lacking):
        return less
    of_a_group = pl.any_horizontal(pl.col(name).is_not_null() for name in lacking)
    return pl.when(of_a_group & (claim == Qualifier.EXACT.value)).then(less).otherwise(claim)


def _of(each: Measure, world: World, networks: Sequence[str] | None) -> str:
    """Return the claim on rows of some networks; None: of any, an empty sequence: of one of which nothing is said."""
    asked = [None] if networks is None else list(networks) or ["\0"]
    told = {world.tables.qualifier(*each.reads, network=network) for network in asked}
    if Qualifier.AT_LEAST not in told:
        return Qualifier.EXACT.value
    return Qualifier.AT_LEAST.value if each.grows else Qualifier.UNKNOWN.value


def _with_lived(rows: "pl.DataFrame", world: World, question: Question) -> "pl.DataFrame":
    """As it was, a unit is spoken of only while it lived; on another map its predecessors have lived for it."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    names = [name for name in question.by if name == "org_unit" or name in LEVELS]
    if not names or question.units != "as_was" or "units" not in world.tables:
        return rows.with_columns(pl.lit(value=True).alias(LIVED))
    days = lives(world.tables)
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
