"""An invented register as frames: reports with the memberships and organisations of their authors, and some faults."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb
import polars as pl

from dlxh import Tables
from tests.bench.reports import COLLABORATORS, Row

AS_OF = date(2025, 12, 31)
COMMUNES = 135
EVERY = 50
"""One of this number of collaborators has a second membership that overlaps the first."""


@dataclass(frozen=True)
class Province:
    """The same rows for each contender, loaded before the clock starts."""

    frames: dict[str, pl.DataFrame]
    tables: Tables
    duck: duckdb.DuckDBPyConnection


def province(rows: list[Row]) -> Province:
    """Return the register of some reports; the last few are there twice."""
    frames = {
        "reports": _reports([*rows, *rows[-3:]]),
        "memberships": _memberships(),
        "collaborators": _collaborators(),
    }
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    for name, frame in frames.items():
        duck.register("given", frame.to_arrow())
        duck.table("given").create(name)
        duck.unregister("given")
    return Province(frames, Tables(frames, as_of=AS_OF), duck)


def _reports(rows: list[Row]) -> pl.DataFrame:
    moments = [datetime.fromisoformat(row["received_at"]).astimezone(UTC) for row in rows]
    texts = ("id", "network", "author", "author_unit", "kind", "channel", "replaces")
    frame = pl.DataFrame(
        {name: pl.Series([row.get(name) for row in rows], dtype=pl.String) for name in texts}
    )
    return frame.with_columns(
        pl.Series("period_kind", [row["period"]["kind"] for row in rows]),
        pl.Series("period_start", [row["period"]["start"] for row in rows]).str.to_date(),
        pl.Series("period_end", [row["period"]["end"] for row in rows]).str.to_date(),
        pl.Series("period_convention", [row["period"]["convention"] for row in rows]),
        pl.Series("received_at", moments, dtype=pl.Datetime("us", "UTC")),
    ).with_columns(pl.col("received_at").dt.offset_by("7h").dt.date().alias("received_day"))


def _memberships() -> pl.DataFrame:
    people = range(COLLABORATORS)
    first = [(f"m{n}a", f"CTV-{n}", date(2021, 12, 1), date(2023, 11, 30)) for n in people]
    second = [
        (f"m{n}b", f"CTV-{n}", date(2023, 10 if n % EVERY == 0 else 12, 15), None) for n in people if n % 7
    ]
    frame = pl.DataFrame(
        [*first, *second],
        schema={"id": pl.String, "collaborator": pl.String, "start": pl.Date, "end": pl.Date},
        orient="row",
    )
    return frame.with_columns(network=pl.lit("gl"), term=pl.lit("t1"), role=pl.lit("member"), paid=True)


def _collaborators() -> pl.DataFrame:
    people = range(COLLABORATORS)
    return pl.DataFrame(
        {
            "id": [f"CTV-{n}" for n in people],
            "network": ["gl" for _ in people],
            "organisation": [f"xa-{n % COMMUNES}" for n in people],
        }
    )
