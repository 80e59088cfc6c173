"""Record rules against the same written by hand: `python tests/bench/rules/run_rules.py [thousand reports]`."""

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import dlxh  # noqa: E402 - the path comes first
from dlxh.rules.catalogue import RULES  # noqa: E402
from dlxh.testing.invented import province_tables  # noqa: E402
from tests.bench.rules import by_hand  # noqa: E402
from tests.bench.stopwatch import medians  # noqa: E402

ROW_RULES = ("R102", "R103", "R104", "R301", "R304", "I103")
AS_OF = date(2026, 6, 30)


def invented(thousands: int) -> dict[str, pl.DataFrame]:
    """Return reports with their items and streams, every two hundredth with a fault."""
    tables = province_tables(
        collaborators=max(4, thousands * 17), years=5, without=["allowance_lines", "allowance_steps"]
    )
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


def ours(frames: dict[str, Any]) -> dlxh.Findings:
    """Check constraints and row rules."""
    chosen = [rule for rule in RULES if rule.code in ROW_RULES]
    return dlxh.check(dlxh.Tables(frames, as_of=AS_OF), rules=chosen)


def told(findings: dlxh.Findings) -> Counter[str]:
    """Return the number of findings by table and field or code, as written by hand."""
    shown: Counter[str] = Counter()
    for code, table, field in findings.frame.select("code", "table", "field").iter_rows():
        shown[f"{table} {code if code[0].isupper() or field is None else field}"] += 1
    return shown


def said(answer: by_hand.Answer) -> Counter[str]:
    """Return the same of an answer by hand."""
    return Counter(f"{name} {code}" for name, frame in answer.items() for code in frame["code"])


def main() -> None:
    """Compare answers, then times."""
    thousands = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    frames = invented(thousands)
    heights = {name: frame.height for name, frame in frames.items()}
    duckdb.execute("SET TimeZone = 'UTC'")
    arrow = {name: frame.to_arrow() for name, frame in frames.items()}
    for name, table in arrow.items():
        duckdb.register(f"arrow_{name}", table)
        duckdb.execute(f"CREATE TABLE bench_{name} AS SELECT * FROM arrow_{name}")
    relations = {name: duckdb.table(f"bench_{name}") for name in frames}
    answers = [
        told(ours(frames)),
        told(ours(relations)),
        said(by_hand.polars_by_filter(frames, AS_OF)),
        said(by_hand.polars_by_flags(frames, AS_OF)),
        said(by_hand.sql_by_union(relations, AS_OF)),
        said(by_hand.sql_by_mask(relations, AS_OF)),
    ]
    differing = [answer - answers[0] | answers[0] - answer for answer in answers]
    assert not any(differing), differing
    print(heights, dict(answers[0]))
    forms = {
        "dlxh rows, polars": lambda: ours(frames),
        "dlxh counts, polars": lambda: ours(frames).counts(),
        "hand polars, filters": lambda: by_hand.polars_by_filter(frames, AS_OF),
        "hand polars, flags": lambda: by_hand.polars_by_flags(frames, AS_OF),
        "dlxh rows, duckdb": lambda: ours(relations),
        "hand sql, union": lambda: by_hand.sql_by_union(relations, AS_OF),
        "hand sql, mask": lambda: by_hand.sql_by_mask(relations, AS_OF),
    }
    found = medians(forms, 3)
    for name, seconds in found.items():
        print(f"{name:24} {seconds:8.3f} s")
    for engine in ("polars", "duckdb"):
        best = min(
            value
            for name, value in found.items()
            if name.startswith("hand") and (engine[:2] == "po") == ("polars" in name)
        )
        print(f"{engine}: rows {found[f'dlxh rows, {engine}'] / best:.2f} x")


if __name__ == "__main__":
    main()
