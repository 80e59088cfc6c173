"""The ledger of 40,000 collaborators over five years next to the same by hand, on Polars and on DuckDB, and the rate from it.

`python tests/bench/ledger.py` prints seconds, ratios and peak memory; `--members 1000` asks for a smaller network.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars as pl

from dlxh import Ledger, Tables, measure, obligations
from dlxh.ledger.windows import windows_of

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.bench.ledger_by_hand import by_hand  # noqa: E402 - the path comes first
from tests.bench.ledger_data import CALENDAR, LAST, SPAN, frames, regulation  # noqa: E402 - the path comes first
from tests.bench.stopwatch import medians  # noqa: E402 - the path comes first

ROUNDS, BAR, SECONDS, GIB, RATE_BAR = 3, 1.3, 8.0, 2.0, 1.6
ORDER = ("membership", "provision", "period_start")

PEAK = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
import polars as pl
from dlxh import Tables, obligations
from tests.bench.ledger_data import CALENDAR, LAST, SPAN, regulation
scans = {{path.stem: pl.scan_parquet(path) for path in Path({folder!r}).glob("*.parquet")}}
ledger = obligations(Tables(scans, as_of=LAST), SPAN, regulation=regulation(), calendar=CALENDAR)
rows = ledger.polars.height
status = Path("/proc/self/status").read_text()  # getrusage would count what the parent held when it forked
print(int(status.split("VmHWM:")[1].split()[0]) / 2**20)
"""


def on_duckdb(made: dict[str, pl.DataFrame], connection: Any) -> Tables:  # noqa: ANN401 - a connection
    """Return the tables as relations of a connection, stored there."""
    connection.execute("SET TimeZone = 'UTC'")
    for name, frame in made.items():
        connection.register("handed_over", frame.to_arrow())
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM handed_over")
    return Tables({name: connection.table(name) for name in made}, as_of=LAST)


def peak(made: dict[str, pl.DataFrame]) -> float:
    """Return the GiB that a fresh process needs for the ledger, from Parquet, with the ledger in its hands."""
    with TemporaryDirectory() as folder:
        for name, frame in made.items():
            frame.write_parquet(Path(folder, f"{name}.parquet"))
        program = PEAK.format(root=str(ROOT), folder=folder)
        done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return float(done.stdout)


def rate(tables: Tables, ledger: Ledger) -> pl.DataFrame:
    """Return the on-time rate by month from a ledger that is there, with what it leaves out."""
    return measure(tables, ["on_time_rate"], by=["month"], ledger=ledger).polars.select(
        "month", "numerator", "denominator", "left_out"
    )


def rate_by_hand(ledger: Ledger) -> pl.DataFrame:
    """Return the same by hand, what is left out by each reason."""
    status, reasons = pl.col("status"), ("joined_later", "left", "unit_ended")
    owed = status.is_in(("on_time", "late", "missing"))
    left_out = [
        *((pl.col("reason") == name).sum().alias(name) for name in reasons),
        *((status == name).sum().alias(name) for name in ("excused", "not_due_yet")),
    ]
    month = pl.col("period_end").dt.truncate("1mo").alias("first")
    counted = (status == "on_time").sum().alias("numerator"), owed.sum().alias("denominator")
    found = ledger.polars.lazy().group_by(month).agg(*counted, *left_out).sort("first").collect()
    return found.select(
        pl.col("first").dt.strftime("%Y-%m").alias("month"),
        pl.col("numerator", "denominator").cast(pl.Int64),
        pl.sum_horizontal(*reasons, "excused", "not_due_yet").cast(pl.Int64).alias("left_out"),
    )


def rates(tables: Tables, rounds: int) -> float:
    """Print how long the rate takes from a ledger that is there, and return how many times as long as by hand."""
    ledger = obligations(tables, SPAN, regulation=regulation(), calendar=CALENDAR)
    if not rate(tables, ledger).equals(rate_by_hand(ledger)):
        raise AssertionError("the rates differ")
    seconds = medians(
        {"rate, dlxh": lambda: rate(tables, ledger), "rate, by hand": lambda: rate_by_hand(ledger)}, rounds
    )
    for name, taken in seconds.items():
        print(f"{name:18} {taken:6.3f} s")
    return seconds["rate, dlxh"] / seconds["rate, by hand"]


def main() -> int:
    """Measure, print, and return 1 where a bar is missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--members", type=int, default=40_000)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    options = asked.parse_args()
    made = frames(options.members)
    rules = regulation()
    tables = {"polars": Tables(made, as_of=LAST), "duckdb": on_duckdb(made, duckdb.connect())}
    windows = windows_of([rules], SPAN, CALENDAR)

    def ours(engine: str) -> pl.DataFrame:
        return obligations(tables[engine], SPAN, regulation=rules, calendar=CALENDAR).polars

    def hand(*, numbered: bool) -> pl.DataFrame:
        return by_hand(made, windows, CALENDAR, LAST, numbered=numbered)

    expected = ours("polars").sort(ORDER)
    for other in (ours("duckdb"), hand(numbered=True), hand(numbered=False)):
        if not other.select(expected.columns).sort(ORDER).equals(expected):
            raise AssertionError("the ledgers differ")
    forms = {
        "dlxh on Polars": lambda: ours("polars"),
        "dlxh on DuckDB": lambda: ours("duckdb"),
        "by hand, codes": lambda: hand(numbered=False),
        "by hand, numbers": lambda: hand(numbered=True),
    }
    del other
    seconds = medians(forms, options.rounds)
    best = min(taken for name, taken in seconds.items() if name.startswith("by hand"))
    needed = peak(made)
    print(f"{options.members} members, {made['reports'].height} reports, {expected.height} rows")
    for name, taken in seconds.items():
        print(f"{name:18} {taken:6.2f} s  {taken / best:5.2f} x the best by hand")
    print(f"peak of a fresh process on Polars: {needed:.2f} GiB")
    times = rates(tables["polars"], 5 * options.rounds)
    print(f"rate from the ledger {times:5.2f} x by hand")
    reached = times <= RATE_BAR and seconds["dlxh on Polars"] <= BAR * best and needed <= GIB
    return 0 if reached and max(seconds["dlxh on Polars"], seconds["dlxh on DuckDB"]) <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
