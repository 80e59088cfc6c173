"""Constraints and rules on rows of reports, items and streams, against the same written by hand, on two engines."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import duckdb
import polars as pl

import dlxh
from dlxh.rules.catalogue import RULES
from dlxh.testing import province_tables
from tests.bench.lines import OURS, Line, line
from tests.bench.rules import by_hand
from tests.bench.stopwatch import Forms, medians

ROW_RULES = ("R102", "R103", "R104", "R301", "R304", "I103")
AS_OF = date(2026, 6, 30)
BARS = {"rows": 1.3, "counts": 1.4}


@dataclass(frozen=True)
class Held:
    """The same rows on both engines."""

    frames: Mapping[str, pl.DataFrame]
    relations: Mapping[str, duckdb.DuckDBPyRelation]


def invented(collaborators: int) -> dict[str, pl.DataFrame]:
    """Return reports with their items and streams, every two hundredth with a fault."""
    unasked = ["allowance_lines", "allowance_steps"]
    tables = province_tables(collaborators=collaborators, years=5, without=unasked)
    frames = {name: tables.polars(name) for name in by_hand.TABLES}
    odd = pl.int_range(pl.len()) % 200 == 0
    spoilt = {
        "reports": [
            pl.when(odd).then(pl.lit("Kênh")).otherwise("channel").alias("channel"),
            pl.when(odd.shift(7, fill_value=False)).then(pl.lit(None)).otherwise("author").alias("author"),
            pl.when(odd.shift(9, fill_value=False))
            .then(pl.lit(date(2026, 1, 1)))
            .otherwise("erase_after")
            .alias("erase_after"),
        ],
        "items": [pl.when(odd).then(pl.lit(" ")).otherwise("summary").alias("summary")],
        "streams": [pl.when(odd).then(pl.lit("Nông dân")).otherwise("group").alias("group")],
    }
    return {name: frame.with_columns(spoilt[name]).rechunk() for name, frame in frames.items()}


def ours(frames: Mapping[str, Any]) -> dlxh.Findings:
    """Check constraints and row rules."""
    chosen = [rule for rule in RULES if rule.code in ROW_RULES]
    return dlxh.check(dlxh.Tables(frames, as_of=AS_OF), rules=chosen)


def told(findings: dlxh.Findings) -> Counter[str]:
    """Return the number of findings by table and field or code, as written by hand."""
    shown: Counter[str] = Counter()
    for code, table, field in findings.polars.select("code", "table", "field").iter_rows():
        shown[f"{table} {code if code[0].isupper() or field is None else field}"] += 1
    return shown


def said(answer: by_hand.Answer) -> Counter[str]:
    """Return the same of an answer by hand."""
    return Counter(f"{name} {code}" for name, frame in answer.items() for code in frame["code"])


@contextmanager
def held(collaborators: int) -> Iterator[Held]:
    """Hold the rows in Polars and in DuckDB's own memory."""
    frames = invented(collaborators)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name, frame in frames.items():
            connection.register(f"given_{name}", frame.to_arrow())
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given_{name}")
            connection.unregister(f"given_{name}")
        yield Held(frames, {name: connection.table(name) for name in frames})


def forms(given: Held) -> dict[str, Forms]:
    """Return by engine ours, as rows and as counts, and two forms written by hand."""
    frames, relations = dict(given.frames), dict(given.relations)
    return {
        "Polars": {
            "rows": partial(ours, frames),
            "counts": lambda: ours(frames).counts(),
            "Polars, filters": partial(by_hand.polars_by_filter, frames, AS_OF),
            "Polars, flags": partial(by_hand.polars_by_flags, frames, AS_OF),
        },
        "DuckDB": {
            "rows": partial(ours, relations),
            "counts": lambda: ours(relations).counts(),
            "DuckDB, union": partial(by_hand.sql_by_union, relations, AS_OF),
            "DuckDB, mask": partial(by_hand.sql_by_mask, relations, AS_OF),
        },
    }


def row_rules(collaborators: int, rounds: int) -> Iterator[Line]:
    """Yield for each engine what the failing rows cost, and their counts, against the faster form by hand."""
    with held(collaborators) as given:
        count = f"{given.frames['reports'].height:,}"
        for engine, each in forms(given).items():
            seconds = medians(each, rounds)
            by_hands = {name: value for name, value in seconds.items() if name not in BARS}
            for what, vi in (("rows", "dòng sai"), ("counts", "số đếm")):
                names = (
                    f"ràng buộc và quy tắc từng dòng, {vi}, {count} báo cáo, {engine}",
                    f"constraints and rules on rows, {what}, {count} reports, {engine}",
                )
                yield line(*names, {OURS: seconds[what], **by_hands}, bar=BARS[what])
