"""Pay of 40,000 people over 12 months with the ledger at hand, and a thousand traces.

With `--cases 100000` it also compares that number of generated amounts with the oracle, which takes minutes.
"""

import argparse
import json
import statistics
import sys
import time
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl

from dlxh import AllowanceScheme, Period, Tables
from dlxh.models.duties import PayCondition
from dlxh.payroll import salary_table
from dlxh.register.flatten import frames_of
from dlxh.register.schema import schema
from dlxh.verbs.allowances import allowances

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.bench.payroll_by_hand import by_hand  # noqa: E402 - the path comes first
from tests.payroll.people import made  # noqa: E402 - the path comes first
from tests.payroll.test_oracle import FIRST_MONTHS, compared  # noqa: E402 - the path comes first

PEOPLE, TRACES, ROUNDS, PEOPLE_OF_A_WORLD = 40_000, 1_000, 5, 60
LIMIT_LINES, LIMIT_TRACES = 4.0, 0.5
YEAR = Period.parse("năm 2024")


def scheme() -> AllowanceScheme:
    """Return a coefficient with every kind of condition, prorated by days, under contract."""
    conditions = [
        made(PayCondition, event="late", times=1, share="0.5"),
        made(PayCondition, event="missing", times=1, share="0"),
        made(PayCondition, event="missing_in_a_row", times=3, share="0"),
        made(PayCondition, event="engagement_gap", times=10, share="0.9"),
    ]
    provision = {
        "id": "p1",
        "document": "78/QĐ-BTGTU",
        "article": "Điều 1",
        "valid_from": "2020-01-01",
        "rate": {"kind": "coefficient_monthly", "coefficient": "0.3"},
        "basis": "engagement",
        "rounding": "half_up",
        "proration": "by_calendar_days",
        "conditions": conditions,
    }
    return made(AllowanceScheme, id="pc", network="n", name="Phụ cấp", provisions=[provision])


def tables() -> Tables:
    """Return invented people: some join late, some leave, some have two contracts with a gap between."""
    number = pl.int_range(0, PEOPLE, eager=True)
    person = pl.select(pl.format("CTV-{}", number)).to_series().alias("collaborator")
    membership = pl.DataFrame({"n": number, "collaborator": person}).select(
        pl.format("M-{}", "n").alias("id"),
        pl.lit("n").alias("network"),
        pl.lit("t").alias("term"),
        "collaborator",
        pl.when(pl.col("n") % 10 == 0).then(date(2024, 3, 11)).otherwise(date(2021, 1, 1)).alias("start"),
        pl.when(pl.col("n") % 17 == 0).then(date(2024, 9, 20)).otherwise(None).alias("end"),
        pl.lit("member").alias("role"),
        pl.lit(value=True).alias("paid"),
    )
    halves = [(date(2024, 1, 1), date(2024, 5, 31)), (date(2024, 6, 11), date(2024, 12, 31))]
    contracts = [
        membership.select(
            pl.format("{}-{}", "id", pl.lit(place)).alias("id"),
            "network",
            pl.col("id").alias("membership"),
            pl.lit(first).alias("start"),
            pl.lit(last).alias("end"),
        )
        for place, (first, last) in enumerate(halves)
    ]
    frames: dict[str, Any] = {**frames_of("schemes", [scheme()], schema())}
    return Tables(
        {**frames, "memberships": membership, "engagements": pl.concat(contracts)}, as_of=date(2024, 12, 31)
    )


def ledger() -> pl.DataFrame:
    """Return one owed report per person and month: most on time, some late, some missing."""
    months = pl.DataFrame({"month": list(range(1, 13))})
    people = pl.DataFrame({"n": pl.int_range(0, PEOPLE, eager=True)})
    rows = people.join(months, how="cross").with_columns(
        ((pl.col("n") * 7 + pl.col("month") * 3) % 23).alias("x")
    )
    end = pl.date(2024, "month", 1).dt.month_end()
    return rows.select(
        pl.lit("n").alias("network"),
        pl.format("CTV-{}", "n").alias("collaborator"),
        pl.lit("qc-1").alias("provision"),
        end.alias("period_end"),
        end.dt.offset_by("5d").alias("due_on"),
        pl.when(pl.col("x") < 2)
        .then(pl.lit("missing"))
        .when(pl.col("x") < 4)
        .then(pl.lit("late"))
        .otherwise(pl.lit("on_time"))
        .alias("status"),
    )


def measured(rounds: int) -> dict[str, float]:
    """Return the medians in seconds."""
    given, owed = tables(), ledger()
    lines, traces, hand = [], [], []
    plain = [given.polars(name) for name in ("memberships", "engagements")]
    bases = [salary_table().of_month(date(2024, month, 1))[0].amount for month in range(1, 13)]
    for _ in range(rounds):
        begun = time.perf_counter()
        found = allowances(given, YEAR, ledger=owed)
        lines.append(time.perf_counter() - begun)
        assert len(found) == _expected_lines()
        begun = time.perf_counter()
        same = by_hand(plain[0], plain[1], owed, bases)
        hand.append(time.perf_counter() - begun)
        ours = found.polars.select("collaborator", pl.col("month").dt.month().cast(pl.Int64), "amount")
        assert same.equals(ours.sort("collaborator", "month"))
        begun = time.perf_counter()
        told = [found[place].trace("vi") for place in range(0, len(found), len(found) // TRACES)][:TRACES]
        traces.append(time.perf_counter() - begun)
        assert len(told) == TRACES
        assert all(told)
    found_medians = {"lines": lines, "traces": traces, "by hand": hand}
    return {name: statistics.median(seconds) for name, seconds in found_medians.items()}


def _expected_lines() -> int:
    """Count person-months by hand: everybody 12, who joined in March 10, who left in September 9."""
    return sum(12 - (2 if n % 10 == 0 else 0) - (3 if n % 17 == 0 else 0) for n in range(PEOPLE))


def exact(cases: int) -> int:
    """Compare at least a number of amounts with the oracle, and return how many; the first that differs raises."""
    done = 0
    for seed in count():
        if done >= cases:
            return done
        done += compared(seed, FIRST_MONTHS[seed % len(FIRST_MONTHS)], 1 + seed % 6, PEOPLE_OF_A_WORLD)
    raise AssertionError


def main() -> int:
    """Print the medians next to what they must not exceed; 1 when one does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--cases", type=int, default=0)
    options = parser.parse_args()
    if options.cases:
        print(json.dumps({"exact": exact(options.cases)}))
    found = measured(options.rounds)
    limits = {"lines": LIMIT_LINES, "traces": LIMIT_TRACES}
    print(
        json.dumps({name: {"median_s": round(found[name], 3), "limit_s": limits.get(name)} for name in found})
    )
    print(json.dumps({"lines / by hand": round(found["lines"] / found["by hand"], 2)}))
    return int(any(found[name] > limit for name, limit in limits.items()))


if __name__ == "__main__":
    raise SystemExit(main())
