"""Sổ mẫu: an example of dlxh as partitioned Parquet, so that the night can be tried without data of one's own."""

from pathlib import Path

import polars as pl

import dlxh


def write_parquet(register: dlxh.Register, folder: Path) -> Path:
    """Write each table into a folder of its own, reports by the month in which they came."""
    tables = register.tables
    for name in tables.names:
        rows = tables.polars(name).drop("source_row")
        if name == "reports":
            month = pl.col("received_day").dt.strftime("%Y-%m").alias("received_month")
            target = pl.PartitionBy(folder / name, key=month, include_key=False)
            rows.lazy().sink_parquet(target, mkdir=True)
        else:
            (folder / name).mkdir(parents=True)
            rows.write_parquet(folder / name / "part-0.parquet")
    return folder
