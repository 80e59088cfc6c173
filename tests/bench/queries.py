"""Four rules and one measure written by hand, in Polars and in DuckDB's SQL: the baselines of checking and counting.

Each rule gives its records, an overlap also the membership before it that ends last. Written as one would for these tables alone.
"""

from datetime import date

import duckdb
import polars as pl

RULES = ("X102", "T201", "R101", "R102")
OPEN_END = date(9999, 12, 31)

Found = dict[str, list[tuple[str | None, ...]]]
Counts = dict[tuple[str, str], int]


def check_polars(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The four rules as lazy plans, collected together."""
    reports, memberships = frames["reports"].lazy(), frames["memberships"].lazy()
    last = pl.col("end").fill_null(OPEN_END).alias("last")
    memberships = memberships.select("id", "collaborator", "start", last)
    twice = [
        frame.lazy().select("id").filter(pl.col("id").is_duplicated()).rename({"id": "record"})
        for frame in frames.values()
    ]
    ordered = memberships.sort("collaborator", "start", "id")
    before = pl.col("last").cum_max().shift(1).over("collaborator")
    others = memberships.rename({"id": "other", "start": "from", "last": "to"})
    overlaps = (
        ordered.filter(pl.col("start") <= before)
        .join(others, on="collaborator")
        .filter(
            (pl.col("from") < pl.col("start"))
            | ((pl.col("from") == pl.col("start")) & (pl.col("other") < pl.col("id"))),
            pl.col("start") <= pl.col("to"),
        )
        .group_by(pl.col("id").alias("record"))
        .agg(pl.col("other").sort_by("to", "from", "other").last().alias("evidence"))
    )
    days = reports.filter(pl.col("author").is_not_null()).select(
        "id", "author", "received_day", "period_start", "period_end"
    )
    held = (
        days.join(memberships.select(pl.col("collaborator").alias("author"), "start", "last"), on="author")
        .filter(
            pl.col("received_day").is_between("start", "last")
            | ((pl.col("start") <= pl.col("period_end")) & (pl.col("period_start") <= pl.col("last")))
        )
        .select("id")
    )
    outside = days.join(held, on="id", how="anti").select(pl.col("id").alias("record"))
    early = reports.filter(pl.col("period_start") > pl.col("received_day")).select(
        pl.col("id").alias("record")
    )
    plans = [pl.concat(twice), overlaps, outside, early]
    return dict(zip(RULES, (frame.sort("record") for frame in pl.collect_all(plans)), strict=True))


CHECK_SQL = {
    "X102": """
        SELECT id AS record FROM reports QUALIFY count(*) OVER (PARTITION BY id) > 1
        UNION ALL SELECT id FROM memberships QUALIFY count(*) OVER (PARTITION BY id) > 1
        UNION ALL SELECT id FROM collaborators QUALIFY count(*) OVER (PARTITION BY id) > 1
        ORDER BY record""",
    "T201": """
        WITH spans AS (SELECT id, collaborator, start, coalesce("end", DATE '9999-12-31') AS last FROM memberships)
        SELECT a.id AS record, arg_max(b.id, (b.last, b.start, b.id)) AS evidence
        FROM spans a JOIN spans b ON a.collaborator = b.collaborator AND a.id <> b.id
        WHERE a.start <= b.last AND (b.start, b.id) < (a.start, a.id)
        GROUP BY a.id ORDER BY record""",
    "R101": """
        SELECT id AS record FROM reports r WHERE author IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM memberships m WHERE m.collaborator = r.author AND (
                (m.start <= r.received_day AND r.received_day <= coalesce(m."end", DATE '9999-12-31'))
                OR (m.start <= r.period_end AND r.period_start <= coalesce(m."end", DATE '9999-12-31'))))
        ORDER BY record""",
    "R102": "SELECT id AS record FROM reports WHERE period_start > received_day ORDER BY record",
}


def check_duckdb(duck: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """The four rules as four queries."""
    return {code: duck.sql(sql).pl() for code, sql in CHECK_SQL.items()}


def measure_polars(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Reports of collaborators by month of receipt and unit, without those that were replaced."""
    reports = frames["reports"].lazy()
    replaced = reports.select(pl.col("replaces").alias("id")).drop_nulls()
    unit = frames["collaborators"].lazy().select(pl.col("id").alias("author"), "organisation")
    return (
        reports.filter(pl.col("author").is_not_null())
        .select("id", "author", "author_unit", "received_day")
        .join(replaced, on="id", how="anti")
        .join(unit, on="author", how="left")
        .group_by(
            pl.col("received_day").dt.strftime("%Y-%m").alias("month"),
            pl.coalesce("author_unit", "organisation").alias("org_unit"),
        )
        .agg(pl.len().alias("value"))
        .collect()
    )


MEASURE_SQL = """
    SELECT strftime(received_day, '%Y-%m') AS month, coalesce(author_unit, organisation) AS org_unit, count(*) AS value
    FROM reports r LEFT JOIN collaborators c ON c.id = r.author
    WHERE author IS NOT NULL AND r.id NOT IN (SELECT replaces FROM reports WHERE replaces IS NOT NULL)
    GROUP BY ALL"""


def measure_duckdb(duck: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The same measure in SQL."""
    counted: pl.DataFrame = duck.sql(MEASURE_SQL).pl()
    return counted
