"""Bản ghi mới thành cột: new records judged as columns, among all rows, where judging each by itself would take longer."""

from collections.abc import Mapping, Sequence

import polars as pl

from dlxh.register.own_gaps import append_more
from dlxh.register.schema import Table
from dlxh.register.tables import Tables
from dlxh.rules.engine.account import Asks
from dlxh.rules.engine.answers import NETWORK
from dlxh.rules.engine.batch import Batch
from dlxh.rules.engine.derived_tables import attach_derived
from dlxh.rules.engine.run import run_rules
from dlxh.rules.rule import Rule


def judge_as_columns(made: Tables, before: Tables, rules: Sequence[Rule], asks: Asks) -> list[Batch]:
    """Return what rules find about new rows, of all rows with these among them.

    Parts read what the new cases come to, as they do on rows; functions what all cases come to.
    """
    merged = append_more(before.collect(), made)
    new_only = merged.replace_frames({name: made[name] for name in made})
    keys = _keys(made.select([name for name in made if made.polars(name).height]))
    found: list[Batch] = []
    for source, is_function in ((new_only, False), (merged, True)):
        chosen = [rule for rule in rules if rule.is_function is is_function]
        if chosen:
            with_derived = merged.with_derived(attach_derived(source, None, chosen)[0].derived)
            found += run_rules(with_derived, chosen, {}, asks=asks).about(keys).batches
    return found


def leave_out(tables: Tables, ids: Mapping[str, Sequence[str]]) -> Tables:
    """Return tables without some records, given by table."""
    for name, each in ids.items():
        if name in tables.names:
            tables = tables.without(name, each)
    return tables


def _keys(own: Tables) -> pl.DataFrame:
    """Return table, key and network of each new row."""
    keys = [
        own.polars(name).select(
            pl.lit(name).alias("table"),
            pl.concat_str(
                [pl.col(part).cast(pl.String) for part in own.schema[name].key], separator="#"
            ).alias("record"),
            _network_of(own.schema[name]).alias(NETWORK),
        )
        for name in own
    ]
    none = pl.DataFrame(schema=dict.fromkeys(("table", "record", NETWORK), pl.String))
    return pl.concat([none, *keys])


def _network_of(table: Table) -> pl.Expr:
    """Return the network of a row: a network's own is its id, and some rows are of none."""
    if table.name == "networks":
        return pl.col("id")
    return pl.col(NETWORK) if NETWORK in table.names else pl.lit(None, pl.String)
