"""Xét bản ghi mới: what is wrong with records that would join a register, and nothing about the others."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dlxh.register.register import Register
from dlxh.register.schema import schema
from dlxh.register.tables import Tables
from dlxh.rules.engine.derived_tables import attach_derived
from dlxh.rules.engine.run import judged
from dlxh.rules.findings import Findings
from dlxh.rules.rule import Rule
from dlxh.words.record import Record

if TYPE_CHECKING:
    import polars as pl


def check_new(records: Sequence[Record], within: Register, rules: Sequence[Rule]) -> Findings:
    """Return what the rules find about new records in a register; their models have enforced the constraints.

    Only rules on the tables of the new rows run. Row rules are asked of the new rows only; rules across records see all,
    and what they find comes back where a new row is at fault or is the evidence.
    """
    made = Tables.of(records, as_of=within.as_of)
    merged = _in_memory(within.tables).append(made)
    own = made.only([name for name in made if made.polars(name).height])
    near = [rule for rule in rules if _concerns(rule, own)]
    with_facts = attach_derived(merged, (), {name for rule in near for name in rule.needs})
    found = judged(with_facts.asking(own), near, {}, asked_of=own)
    return found.about(_keys(own))


def _concerns(rule: Rule, own: Tables) -> bool:
    """Tell whether a rule may find something about new rows; what older rows of other tables say of them is not new."""
    return bool(own.names) if rule.table is None else rule.table in own


def _in_memory(tables: Tables) -> Tables:
    """Return tables that records can be put to; a relation of an engine takes no rows from outside."""
    if tables.engine == "polars":
        return tables
    frames = {name: tables.polars(name) for name in tables}
    return Tables(
        frames, as_of=tables.as_of, partial=tables.partial, places=tables.places, enforced=tables.enforced
    )


def _keys(own: Tables) -> "pl.DataFrame":
    """Return table and key of each new row."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    keys = [
        own.polars(name).select(
            pl.lit(name).alias("table"),
            pl.concat_str([pl.col(part).cast(pl.String) for part in schema()[name].key], separator="#").alias(
                "record"
            ),
        )
        for name in own
    ]
    none = pl.DataFrame(schema={"table": pl.String, "record": pl.String})
    return pl.concat([none, *keys])
