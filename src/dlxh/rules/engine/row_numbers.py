"""Số dòng: the row number of each finding in its table, looked up when findings are shown."""

from collections.abc import Collection, Sequence

import polars as pl

from dlxh.register.findings import ROW_NUMBER
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.engine.answers import NETWORK
from dlxh.rules.engine.batch import Batch
from dlxh.rules.rule import Rule

_FOUND = "row_numbers_found"
_NTH = "nth_of_its_kind"
_OWN_NETWORK = "own_network"


def add_row_numbers(batch: Batch, tables: Tables) -> Batch:
    """Return the findings with the numbers of their rows, where the engine keeps rows in order.

    What was found across rows is known by its key, and by its network where a rule of the language found it in a table that
    has one: of several rows alike in these each finding takes another, the first one first.
    """
    rows = batch.rows
    if ROW_NUMBER not in rows.columns:
        rows = rows.with_columns(pl.lit(None, pl.Int64).alias(ROW_NUMBER))
    lacking = rows.filter(pl.col(ROW_NUMBER).is_null())
    names = [name for name in batch.with_rows(lacking).tables if name in tables]
    if tables.engine != "polars" or lacking.is_empty() or not names:
        return batch.with_rows(rows)
    named = "table" in rows.columns
    also = [
        name for name, is_there in (("table", named), (SOURCE_ROW, SOURCE_ROW in rows.columns)) if is_there
    ]
    on = ["record", _OWN_NETWORK, *also]
    by_parts = isinstance(batch.law, Rule) and not batch.law.is_function
    with_own = [name for name in names if by_parts and NETWORK in tables.schema[name].names]
    known = pl.concat([_numbers(tables, name, lacking["record"], on, with_own) for name in names])
    alike = [name for name in rows.columns if name != ROW_NUMBER]
    table = pl.col("table") if named else pl.lit(batch.law.table)
    own = pl.when(table.is_in(with_own)).then(NETWORK).alias(_OWN_NETWORK)
    nth = rows.with_columns(pl.int_range(pl.len()).over(alike).alias(_NTH), own)
    joined = nth.join(known, on=[*on, _NTH], how="left", nulls_equal=True, maintain_order="left")
    numbered = joined.with_columns(pl.coalesce(ROW_NUMBER, _FOUND).alias(ROW_NUMBER))
    return batch.with_rows(numbered.drop(_FOUND, _NTH, _OWN_NETWORK))


def _numbers(
    tables: Tables, name: str, records: pl.Series, by: Sequence[str], with_own: Collection[str]
) -> pl.DataFrame:
    """Return the number of each row and which of its key it is; none of rows without a key, where there are several.

    Args:
        tables: The tables.
        name: The table of the rows.
        records: Their keys.
        by: By what they are known.
        with_own: The tables whose rows are known by their network too.
    """
    native: pl.LazyFrame = tables[name].to_native()
    key = pl.concat_str([pl.col(part).cast(pl.String) for part in tables.schema[name].key], separator="#")
    rows = native.select(
        key.alias("record"),
        SOURCE_ROW,
        pl.lit(name).alias("table"),
        (pl.col(NETWORK) if name in with_own else pl.lit(None, pl.String)).alias(_OWN_NETWORK),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(_FOUND),
    ).filter(pl.col("record").is_in(records.unique().implode(), nulls_equal=True))
    ranked = rows.filter(pl.col("record").is_not_null() | (pl.len().over(by) == 1)).collect()
    return ranked.select(*by, _FOUND, pl.int_range(pl.len()).over(by).alias(_NTH))
