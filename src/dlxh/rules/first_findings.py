"""Thứ tự việc sửa: the findings of a check that come first for those who correct, before any of them is made."""

from collections.abc import Sequence

import polars as pl

from dlxh.register.finding import Finding
from dlxh.register.findings import ROW_NUMBER
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.register.work_order import sort_for_work
from dlxh.rules.engine.batch import Batch
from dlxh.words.given import need_limit


def first_findings(batches: Sequence[Batch], tables: Tables, limit: int | None) -> list[Finding]:
    """Return the findings that come first in the order of work; None: all. The others are not made."""
    need_limit(limit)
    read_from = pl.col("table").replace_strict(dict(tables.places), default=None, return_dtype=pl.String)
    file = pl.when(pl.col(SOURCE_ROW).is_not_null()).then(read_from).alias("file")  # a new record is of none
    line = pl.when(file.is_null()).then(ROW_NUMBER).fill_null(pl.col(SOURCE_ROW))
    frames = [
        batch.frame("root", "pointer").select(
            pl.lit(nth).alias("batch"),
            pl.int_range(pl.len()).alias("row"),
            file if batch.file is None else pl.lit(batch.file).alias("file"),
            line.alias("line"),
            *("table", "root", "pointer", "record"),
            pl.lit(batch.code).alias("code"),
        )
        for nth, batch in enumerate(batches)
    ]
    if not frames:
        return []
    ordered = sort_for_work(pl.concat(frames))
    chosen = ordered if limit is None else ordered.head(limit)
    found: dict[int, Finding] = {}
    ranked = chosen.with_row_index("rank").sort("row")
    for (nth,), rows in ranked.partition_by("batch", as_dict=True).items():
        batch = batches[int(nth)]
        made = batch.with_rows(batch.shown[rows["row"].to_list()]).findings(tables)
        found |= dict(zip(rows["rank"].to_list(), made, strict=True))
    return [found[rank] for rank in sorted(found)]
