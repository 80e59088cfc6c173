"""Frames of wrong types, written down as JSON so that one that failed can be kept."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

import duckdb
import polars as pl

from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.testing.invented import province_tables

SPEC = "frames.json"
TYPES: Mapping[str, Any] = {
    "string": pl.String,
    "integer": pl.Int64,
    "small": pl.Int8,
    "unsigned": pl.UInt64,
    "float": pl.Float64,
    "boolean": pl.Boolean,
    "day": pl.Date,
    "naive": pl.Datetime("us"),
    "instant": pl.Datetime("us", "UTC"),
    "instant_ns": pl.Datetime("ns", "Asia/Ho_Chi_Minh"),
    "time": pl.Time,
    "span": pl.Duration("us"),
    "decimal": pl.Decimal(20, 3),
    "bytes": pl.Binary,
    "category": pl.Categorical,
    "nothing": pl.Null,
}
LISTED = ("list", "struct")
CELLS = (
    None,
    "",
    " ",
    "x",
    "0",
    "2024-07-24",
    "2024-02-30",
    "0000-01-01",
    "2024-07-24 08:00:00+07:00",
    "\x00",
)
NUMBERS = (0, -1, 127, 2**31, 2**53 + 1, 2**63 - 1)


@cache
def seed() -> Tables:
    """Return the tables of a small invented province."""
    return province_tables(collaborators=2, years=2)


def mutate_frames(random: Random) -> dict[str, bytes]:
    """Return one or two tables where a column, or two, are not as declared."""
    tables = {}
    for name in random.sample(sorted(seed()), random.randint(1, 2)):
        declared = [column.name for column in schema()[name].columns if column.local_day_of is None]
        frame = seed().polars(name).select(*declared).head(4)
        tables[name] = _table(frame, random)
    text = json.dumps(
        {"kind": random.choice([*CARRIERS, "polars", "polars"]), "tables": tables},
        ensure_ascii=False,
        default=str,
    )
    return {SPEC: text.encode()}


def _table(frame: pl.DataFrame, random: Random) -> list[dict[str, Any]]:
    kinds = {pl.String: "string", pl.Int64: "integer", pl.Boolean: "boolean", pl.Date: "day"}
    columns = [
        {
            "name": series.name,
            "type": kinds.get(series.dtype.base_type(), "instant"),
            "cells": series.to_list(),
        }
        for series in frame
    ]
    for _ in range(random.choice([0, 1, 1, 2])):
        _column_wrong(columns, random)
    return columns


def _column_wrong(columns: list[dict[str, Any]], random: Random) -> None:
    column = random.choice(columns)
    height = len(column["cells"])
    match random.randrange(6):
        case 0:
            columns.remove(column)
        case 1:
            column["name"] = random.choice(["id", "x", "ID", "", SOURCE_ROW, "a" * 300, "\ufeffid"])
        case 2:
            column["type"] = random.choice([*TYPES, *LISTED])
        case 3:
            column["cells"] = [random.choice([*CELLS, cell]) for cell in column["cells"]]
        case 4:
            column["type"] = random.choice(["integer", "small", "unsigned", "float", "decimal"])
            column["cells"] = [random.choice(NUMBERS) for _ in range(height)]
        case _:
            column["cells"] = [None] * height


CARRIERS: Mapping[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


def frames_of(spec: bytes) -> dict[str, Any]:
    """Return the frames that were written down; raises where no such frame can be made."""
    described = json.loads(spec)
    carry = CARRIERS[described["kind"]]
    return {name: carry(_frame(columns)) for name, columns in described["tables"].items()}


def _frame(columns: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame([_series(column) for column in columns])


def _series(column: Mapping[str, Any]) -> pl.Series:
    series = pl.Series(column["name"], column["cells"], strict=False)
    if column["type"] == "list":
        return series.cast(pl.String, strict=False).implode().new_from_index(0, len(series))
    if column["type"] == "struct":
        return series.to_frame("x").to_struct(column["name"])
    wanted = TYPES[column["type"]]
    if series.dtype == pl.String and isinstance(wanted, pl.Datetime):
        stamps = series.str.to_datetime(time_zone="UTC", strict=False, format="%Y-%m-%d %H:%M:%S%z")
        return stamps.cast(wanted) if wanted.time_zone else stamps.dt.replace_time_zone(None).cast(wanted)
    if series.dtype == pl.String and wanted == pl.Date:
        return series.str.to_date(strict=False)
    return series.cast(wanted, strict=False)
