"""Six questions written by hand for these tables alone, in Polars and in DuckDB's SQL: the baselines of measures.

Each gives its keys and its figures as an expert would write it down; the keys of periods are their first days.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import polars as pl

FROM, TO = date(2024, 1, 1), date(2024, 6, 30)
OPEN_END = date(9999, 12, 31)
MONTHS = [date(year, month, 1) for year in range(2021, 2026) for month in range(1, 13)]
RAISING = ["periodic", "ad_hoc", "thematic"]
"""Kinds of report whose items count; the others repeat them."""
Frames = dict[str, pl.LazyFrame]


def _counted(frames: Frames) -> pl.LazyFrame:
    replaced = frames["reports"].select(pl.col("replaces").alias("id")).drop_nulls()
    return frames["reports"].join(replaced, on="id", how="anti")


def _of_items(frames: Frames, *columns: str) -> pl.LazyFrame:
    raising = _counted(frames).filter(pl.col("kind").is_in(RAISING))
    days = raising.select(pl.col("id").alias("report"), "received_day")
    return frames["items"].select("id", "report", *columns).join(days, on="report")


def reports_by_month_and_unit(frames: Frames) -> pl.DataFrame:
    """Reports of collaborators that no correction replaces, by the sending organisation of their day."""
    homes = frames["collaborators"].select(pl.col("id").alias("author"), pl.col("organisation").alias("home"))
    memberships = frames["memberships"].select(
        pl.col("collaborator").alias("author"), "start", pl.col("end").fill_null(OPEN_END), "organisation"
    )
    own = _counted(frames).filter(pl.col("author").is_not_null()).select("author", "received_day")
    sent = own.sort("received_day").join_asof(
        memberships.sort("start"), left_on="received_day", right_on="start", by="author"
    )
    held = pl.when(pl.col("received_day") <= pl.col("end")).then("organisation")
    unit = pl.coalesce(held, "home").alias("unit")
    month = pl.col("received_day").dt.truncate("1mo").alias("month")
    return sent.join(homes, on="author", how="left").group_by(month, unit).agg(pl.len()).collect()


def submissions_by_channel_and_quarter(frames: Frames) -> pl.DataFrame:
    """Everything that a collaborator sent."""
    own = frames["reports"].filter(pl.col("author").is_not_null())
    quarter = pl.col("received_day").dt.truncate("1q").alias("quarter")
    return own.group_by("channel", quarter).agg(pl.len()).collect()


def topics_by_quarter(frames: Frames) -> pl.DataFrame:
    """Items under each topic."""
    days = _of_items(frames).select(pl.col("id").alias("item"), "received_day")
    quarter = pl.col("received_day").dt.truncate("1q").alias("quarter")
    return frames["item_topics"].join(days, on="item").group_by("topic", quarter).agg(pl.len()).collect()


def streams_of_a_half_year(frames: Frames) -> pl.DataFrame:
    """Streams by stance, breadth and group."""
    days = _of_items(frames).filter(pl.col("received_day").is_between(FROM, TO))
    inside = frames["streams"].join(days.select(pl.col("id").alias("item")), on="item", how="semi")
    return inside.group_by("stance", "breadth", "group").agg(pl.len()).collect()


def doubtful_share(frames: Frames) -> pl.DataFrame:
    """What is doubtful, of what is graded, and what is not graded."""
    quarter = pl.col("received_day").dt.truncate("1q").alias("quarter")
    doubtful = pl.col("grade").is_in(["unverified", "suspected_false", "rumour"])
    return (
        _of_items(frames, "grade", "network").group_by(quarter, "network")
        .agg(doubtful.sum().alias("met"), pl.col("grade").count().alias("whole"), pl.col("grade").null_count().alias("out"))
        .collect()
    )  # fmt: skip


def people_by_month_and_unit(frames: Frames) -> pl.DataFrame:
    """Persons with a membership on the last day of each month."""
    ends = pl.LazyFrame({"month": MONTHS}).with_columns(pl.col("month").dt.month_end().alias("on"))
    homes = frames["collaborators"].select(
        pl.col("id").alias("collaborator"), pl.col("organisation").alias("home")
    )
    memberships = frames["memberships"].select(
        "collaborator", "start", pl.col("end").fill_null(OPEN_END).alias("last"), "organisation"
    )
    named = memberships.join(homes, on="collaborator", how="left").with_columns(
        pl.coalesce("organisation", "home").alias("unit")
    )
    held = named.join(ends, how="cross").filter(pl.col("on").is_between("start", "last"))
    return held.group_by("month", "unit").agg(pl.col("collaborator").n_unique()).collect()


POLARS: dict[str, Callable[[Frames], pl.DataFrame]] = {
    "q1": reports_by_month_and_unit,
    "q2": submissions_by_channel_and_quarter,
    "q3": topics_by_quarter,
    "q4": streams_of_a_half_year,
    "q5": doubtful_share,
    "q6": people_by_month_and_unit,
}

_COUNTED = "(SELECT * FROM reports r WHERE NOT EXISTS (SELECT 1 FROM reports x WHERE x.replaces = r.id))"
_RAISED = f"r.kind IN {tuple(RAISING)}"
SQL = {
    "q1": f"""
        SELECT date_trunc('month', received_day) AS month,
            coalesce(CASE WHEN received_day <= coalesce(m."end", DATE '9999-12-31') THEN m.organisation END, c.organisation) AS unit,
            count(*)
        FROM {_COUNTED} r ASOF LEFT JOIN memberships m ON m.collaborator = r.author AND r.received_day >= m.start
        LEFT JOIN collaborators c ON c.id = r.author WHERE r.author IS NOT NULL GROUP BY ALL""",
    "q2": """
        SELECT channel, date_trunc('quarter', received_day) AS quarter, count(*) FROM reports
        WHERE author IS NOT NULL GROUP BY ALL""",
    "q3": f"""
        SELECT topic, date_trunc('quarter', received_day) AS quarter, count(*) FROM item_topics t
        JOIN items i ON i.id = t.item JOIN {_COUNTED} r ON r.id = i.report WHERE {_RAISED} GROUP BY ALL""",
    "q4": f"""
        SELECT stance, breadth, s."group", count(*) FROM streams s JOIN items i ON i.id = s.item
        JOIN {_COUNTED} r ON r.id = i.report
        WHERE {_RAISED} AND received_day BETWEEN DATE '{FROM}' AND DATE '{TO}' GROUP BY ALL""",
    "q5": f"""
        SELECT date_trunc('quarter', received_day) AS quarter, i.network,
            count(*) FILTER (WHERE grade IN ('unverified', 'suspected_false', 'rumour')), count(grade), count(*) - count(grade)
        FROM items i JOIN {_COUNTED} r ON r.id = i.report WHERE {_RAISED} GROUP BY ALL""",
    "q6": """
        SELECT month, coalesce(m.organisation, c.organisation) AS unit, count(DISTINCT m.collaborator)
        FROM memberships m LEFT JOIN collaborators c ON c.id = m.collaborator
        JOIN (SELECT unnest(generate_series(DATE '2021-01-01', DATE '2025-12-01', INTERVAL 1 MONTH))::DATE AS month) p
        ON m.start <= last_day(month) AND coalesce(m."end", DATE '9999-12-31') >= last_day(month) GROUP BY ALL""",
}


def sql(connection: Any, question: str) -> pl.DataFrame:  # noqa: ANN401 - a connection or the module
    """Run one of the questions in SQL."""
    found: pl.DataFrame = connection.sql(SQL[question]).pl()
    return found


def loaded(frames: dict[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """Return a connection that holds the same rows."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for name, frame in frames.items():
        connection.register("given", frame.to_arrow())
        connection.table("given").create(name)
        connection.unregister("given")
    return connection
