"""Thời gian phục vụ: one row per membership with the days that decide what its holder owes, as ordinal numbers.

Columns: `spell` and `person` (numbers of the membership and of the collaborator), `network`, `collaborator`, `membership`,
`term`, `role`, `single_line`, `org_unit`; `first_ordinal` and `last_ordinal` (days of the membership), `spell_from_ordinal`
(first day of the run without a gap), `later_from_ordinal`, `later_to_ordinal` and `later` (the next membership), `unit_to_ordinal`
(last day of the sending organisation).
"""

from typing import Any

import narwhals as nw

from dlxh.ledger.senders import add_sender
from dlxh.ledger.unit_lines import FAR_ORDINAL
from dlxh.models.unit import SuccessionKind
from dlxh.register.tables import Tables
from dlxh.words.days import OPEN_END


def day_number(day: nw.Expr) -> nw.Expr:
    """Return the number of a day as `date.toordinal` has it, by integers, alike on every engine."""
    year = day.dt.year().cast(nw.Int64()) - 1
    return 365 * year + year // 4 - year // 100 + year // 400 + day.dt.ordinal_day().cast(nw.Int64())


def service_spells(tables: Tables) -> nw.LazyFrame[Any]:
    """Return the memberships with these columns, all days inclusive and as ordinal numbers.

    `spell` and `person` number the memberships and the collaborators from 1. `spell_from_ordinal` is the first day of the run
    of memberships without a gap that this one is part of. `later_from_ordinal` and `later_to_ordinal` are the days of the same
    person's next membership in the network. `unit_to_ordinal` is the last day of the sending organisation, unless that was
    only renamed.
    """
    last = nw.col("end").fill_null(OPEN_END)
    spells = _add_unit(tables, tables["memberships"]).select(
        "network", "collaborator", nw.col("id").alias("membership"), "term", "role", "single_line", "org_unit",
        "unit_to_ordinal", day_number(nw.col("start")).alias("first_ordinal"), day_number(last).alias("last_ordinal"),
    )  # fmt: skip
    whose, order = ["network", "collaborator"], ["first_ordinal", "membership"]
    spells = spells.with_columns(
        nw.col("first_ordinal").shift(-1).over(*whose, order_by=order).alias("later_from_ordinal"),
        nw.col("last_ordinal").shift(-1).over(*whose, order_by=order).alias("later_to_ordinal"),
        nw.col("membership").shift(-1).over(*whose, order_by=order).alias("later"),
        nw.col("last_ordinal").cum_max().over(*whose, order_by=order).alias("reached_ordinal"),
        nw.lit(1).alias("one"),
    )
    before = nw.col("reached_ordinal").shift(1).over(*whose, order_by=order)
    fresh = before.is_null() | (nw.col("first_ordinal") > before + 1)
    # Zero and not null: a running maximum leaves nulls on Polars, and fills them on DuckDB.
    spells = spells.with_columns(
        nw.when(fresh).then(nw.col("first_ordinal")).otherwise(0).alias("begins_ordinal")
    )
    spells = spells.with_columns(
        nw.col("begins_ordinal").cum_max().over(*whose, order_by=order).alias("spell_from_ordinal"),
        nw.col("one").cum_sum().over(order_by=["membership"]).cast(nw.Int64()).alias("spell"),
    )
    persons = spells.select("collaborator").unique().with_columns(nw.lit(1).alias("one"))
    persons = persons.select(
        "collaborator",
        nw.col("one").cum_sum().over(order_by=["collaborator"]).cast(nw.Int64()).alias("person"),
    )
    return spells.drop("one", "begins_ordinal", "reached_ordinal").join(
        persons, on="collaborator", how="inner"
    )


def _add_unit(tables: Tables, spells: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Add to each membership the sending organisation and its last day."""
    spells = add_sender(tables, spells)
    if "units" not in tables:
        return spells.with_columns(nw.lit(FAR_ORDINAL).alias("unit_to_ordinal"))
    units = tables["units"].select(nw.col("id").alias("org_unit"), "valid_to")
    merged = nw.lit(None, nw.Date()).alias("on")
    if "unit_successors" in tables:
        steps = tables["unit_successors"].select(nw.col("unit").alias("org_unit"), "kind", "on")
        renamed = steps.filter(nw.col("kind") == SuccessionKind.RENAME.value).select("org_unit").unique()
        units = units.join(renamed, on="org_unit", how="anti")
        first = (
            steps.filter(nw.col("kind") == SuccessionKind.MERGE.value)
            .group_by("org_unit")
            .agg(nw.col("on").min())
        )
        units, merged = units.join(first, on="org_unit", how="left"), nw.col("on")
    # A unit that was merged and has no last day ended on the day before, as on every map.
    last_ordinal = nw.coalesce(day_number(nw.col("valid_to")), day_number(merged) - 1)
    ends = units.select("org_unit", last_ordinal.alias("unit_to_ordinal"))
    joined = spells.join(ends, on="org_unit", how="left")
    return joined.with_columns(nw.col("unit_to_ordinal").fill_null(FAR_ORDINAL))
