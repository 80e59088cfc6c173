"""Số dòng: at which row of its table each finding stands, looked up when findings are shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.rules.engine.batch import ROW_NUMBER, Batch

if TYPE_CHECKING:
    import polars as pl

_FOUND = "row_numbers_found"
_NTH = "nth_of_its_kind"


def with_row_numbers(batch: Batch, tables: Tables) -> Batch:
    """Return the findings with the numbers of their rows, where the engine keeps rows in order.

    What was found across rows is known by its key: of several rows with one key each finding is told of another, the first
    one first.
    """
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    rows = batch.rows
    if ROW_NUMBER not in rows.columns:
        rows = rows.with_columns(pl.lit(None, pl.Int64).alias(ROW_NUMBER))
    lacking = rows.filter(pl.col(ROW_NUMBER).is_null())
    if tables.engine != "polars" or lacking.is_empty():
        return batch.with_rows(rows)
    named = "table" in rows.columns
    names = lacking["table"].unique().to_list() if named else [str(batch.law.table)]
    on = ["record", *(["table"] if named else []), *([SOURCE_ROW] if SOURCE_ROW in rows.columns else [])]
    known = pl.concat([_numbers(tables, name, lacking["record"], on) for name in names])
    alike = [name for name in rows.columns if name != ROW_NUMBER]
    nth = rows.with_columns(pl.int_range(pl.len()).over(alike).alias(_NTH))
    joined = nth.join(known, on=on, how="left", nulls_equal=True, maintain_order="left")
    found = pl.col(_FOUND).list.get(pl.min_horizontal(_NTH, pl.col(_FOUND).list.len() - 1))
    numbered = joined.with_columns(pl.coalesce(ROW_NUMBER, found).alias(ROW_NUMBER))
    return batch.with_rows(numbered.drop(_FOUND, _NTH))


def _numbers(tables: Tables, name: str, records: "pl.Series", by: Sequence[str]) -> "pl.DataFrame":
    """Return the numbers of the rows of each key; none of rows without a key, where there are several."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    native: pl.LazyFrame = tables[name].to_native()
    key = pl.concat_str([pl.col(part).cast(pl.String) for part in schema()[name].key], separator="#")
    rows = native.select(
        key.alias("record"),
        SOURCE_ROW,
        pl.lit(name).alias("table"),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(_FOUND),
    ).filter(pl.col("record").is_in(records.unique().implode(), nulls_equal=True))
    grouped = rows.group_by(by).agg(pl.col(_FOUND).sort())
    return grouped.filter(pl.col("record").is_not_null() | (pl.col(_FOUND).list.len() == 1)).collect()
