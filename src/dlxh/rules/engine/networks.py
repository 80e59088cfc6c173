"""Mạng lưới của phát hiện: to which network a finding belongs, looked up by the key of its row."""

import polars as pl

from dlxh.register.tables import Tables
from dlxh.rules.engine.batch import Batch


def with_network(batch: Batch, tables: Tables) -> Batch:
    """Return the findings with their networks; a row that belongs to none has none."""
    rows = batch.rows
    if "network" in rows.columns:
        return batch
    known = [_networks(tables, name) for name in batch.tables]
    if batch.law.table is not None:
        return batch.with_rows(rows.join(known[0].drop("table"), on="record", how="left"))
    return batch.with_rows(rows.join(pl.concat(known), on=["table", "record"], how="left"))


def _networks(tables: Tables, name: str) -> pl.DataFrame:
    """Return table, record and network of each row of a table; a repeated key, once."""
    table = tables.schema[name]
    own = "id" if name == "networks" else "network"
    if own not in table.names or name not in tables:
        return pl.DataFrame(schema=dict.fromkeys(("table", "record", "network"), pl.String))
    columns = list(dict.fromkeys((*table.key, own)))
    found: pl.DataFrame = tables[name].select(*columns).collect("polars").to_native()
    key = pl.concat_str([pl.col(part).cast(pl.String) for part in table.key], separator="#")
    return found.select(
        pl.lit(name).alias("table"), key.alias("record"), pl.col(own).alias("network")
    ).unique(subset="record", keep="first", maintain_order=True)
