"""The six questions on Spark against Spark SQL by hand, reported and without a bar: `python tests/bench/measures/spark.py`.

It needs Java and pyspark (`pip install -e '.[spark]'`). A number of collaborators may be given; each sends some fifty reports.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from dlxh import Tables  # noqa: E402 - the path comes first
from tests.bench.measures.questions import AS_OF, ASKED, TITLES, rows  # noqa: E402
from tests.bench.stopwatch import medians  # noqa: E402

COLLABORATORS, ROUNDS = 2_000, 3
_COUNTED = "(SELECT r.* FROM reports r LEFT ANTI JOIN reports x ON x.replaces = r.id)"
SQL = {
    "q1": f"""
        SELECT date_trunc('month', received_day) AS month, coalesce(m.organisation, c.organisation) AS unit, count(*) AS n
        FROM {_COUNTED} r LEFT JOIN memberships m ON m.collaborator = r.author
            AND received_day BETWEEN m.start AND coalesce(m.end, DATE '9999-12-31')
        LEFT JOIN collaborators c ON c.id = r.author WHERE r.author IS NOT NULL GROUP BY ALL""",
    "q2": """
        SELECT channel, date_trunc('quarter', received_day) AS quarter, count(*) AS n FROM reports
        WHERE author IS NOT NULL GROUP BY ALL""",
    "q3": f"""
        SELECT topic, date_trunc('quarter', received_day) AS quarter, count(*) AS n FROM item_topics t
        JOIN items i ON i.id = t.item JOIN {_COUNTED} r ON r.id = i.report GROUP BY ALL""",
    "q4": f"""
        SELECT stance, breadth, s.group, count(*) AS n FROM streams s JOIN items i ON i.id = s.item
        JOIN {_COUNTED} r ON r.id = i.report
        WHERE received_day BETWEEN DATE '2024-01-01' AND DATE '2024-06-30' GROUP BY ALL""",
    "q5": f"""
        SELECT date_trunc('quarter', received_day) AS quarter, i.network,
            count(*) FILTER (WHERE grade IN ('unverified', 'suspected_false', 'rumour')) AS n, count(grade) AS whole
        FROM items i JOIN {_COUNTED} r ON r.id = i.report GROUP BY ALL""",
    "q6": """
        SELECT month, coalesce(m.organisation, c.organisation) AS unit, count(DISTINCT m.collaborator) AS n
        FROM memberships m LEFT JOIN collaborators c ON c.id = m.collaborator
        JOIN (SELECT explode(sequence(DATE '2021-01-01', DATE '2025-12-01', INTERVAL 1 MONTH)) AS month) p
        ON m.start <= last_day(month) AND coalesce(m.end, DATE '9999-12-31') >= last_day(month) GROUP BY ALL""",
}
"""The same as in `by_hand`, in the words of Spark."""


def session() -> Any:  # noqa: ANN401 - a session of Spark
    """Return a Spark of two cores."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.sql.session.timeZone", "UTC")
    return (
        builder.config("spark.sql.shuffle.partitions", "4").config("spark.ui.enabled", "false").getOrCreate()
    )


def asked(question: str, tables: Tables) -> pl.DataFrame:
    """Return the answer of dlxh."""
    return ASKED[question](tables).polars


def collected(spark: Any, question: str) -> list[Any]:  # noqa: ANN401 - a session of Spark
    """Return the rows that Spark SQL gives."""
    found: list[Any] = spark.sql(SQL[question]).collect()
    return found


def main() -> None:
    """Ask each question both ways in turn, and print the medians."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COLLABORATORS
    spark = session()
    with tempfile.TemporaryDirectory() as folder:
        frames = {}
        for name, frame in rows(count).items():
            frame.write_parquet(Path(folder, f"{name}.parquet"))
            frames[name] = spark.read.parquet(str(Path(folder, f"{name}.parquet")))
            frames[name].createOrReplaceTempView(name)
        tables = Tables(frames, as_of=AS_OF)
        print(f"{frames['reports'].count():,} reports on Spark, local[2], medians of {ROUNDS}", flush=True)
        for question, (_, title) in TITLES.items():
            column = "numerator" if question == "q5" else "value"
            ours, by_hand = (
                int(asked(question, tables)[column].sum()),
                sum(row["n"] for row in collected(spark, question)),
            )
            if ours != by_hand:
                raise AssertionError(question, ours, by_hand)
            forms = {
                "dlxh": partial(asked, question, tables),
                "Spark SQL": partial(collected, spark, question),
            }
            seconds = medians(forms, ROUNDS)
            ratio = seconds["dlxh"] / seconds["Spark SQL"]
            told = ", ".join(f"{name} {taken:.2f} s" for name, taken in seconds.items())
            print(f"{question} {title}: {told}, {ratio:.2f} ×", flush=True)


if __name__ == "__main__":
    main()
