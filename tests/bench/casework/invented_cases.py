"""Invented cases as columns: as many events as wanted, the same in every run; most follow the table, a tenth is paused once."""

from datetime import date, datetime, timedelta
from random import Random

import polars as pl

from dlxh import Tables
from dlxh.words.days import VIETNAM

AS_OF = date(2024, 12, 31)
NOW = datetime(2024, 12, 31, 17, tzinfo=VIETNAM)
WAYS = (
    ("drafted", "submitted", "directed", "assigned", "accepted", "concluded", "replied", "closed"),
    (
        "drafted",
        "submitted",
        "directed",
        "assigned",
        "accepted",
        "paused",
        "resumed",
        "concluded",
        "resolved",
        "replied",
    ),
    (
        "drafted",
        "submitted",
        "directed",
        "assigned",
        "accepted",
        "assigned",
        "concluded",
        "replied",
        "reminded",
    ),
    (
        "drafted",
        "submitted",
        "directed",
        "assigned",
        "extended",
        "accepted",
        "concluded",
        "concluded",
        "replied",
        "closed",
    ),
    ("drafted", "submitted", "directed", "assigned", "accepted", "paused"),
)
"""The ways that cases go, one after the other."""
FROM = {
    "replied": "S1",
    "accepted": "S1",
    "concluded": "S1",
    "resolved": "S1",
    "directed": "TT",
    "assigned": "TT",
}
TO = {
    "submitted": "TT",
    "directed": "TT",
    "assigned": "S1",
    "extended": "S1",
    "reminded": "S1",
    "replied": "BTG",
}


def invented(events: int) -> Tables:
    """Return tables with about that number of events."""
    chance = Random(165)  # noqa: S311 - invented data, not a secret
    rows: dict[str, list[object]] = {name: [] for name in ("case", "position", "kind", "at", "by", "to")}
    deadlines: list[tuple[int | None, str | None]] = []
    contents: list[tuple[str, str]] = []
    named: list[tuple[str, int, str]] = []
    number = 0
    while len(deadlines) < events:
        number += 1
        key, way = f"XM-{number}", WAYS[number % len(WAYS)]
        at = datetime(2024, 1, 1, 8, tzinfo=VIETNAM) + timedelta(minutes=chance.randrange(480_000))
        contents += [(key, f"{key}.{place}") for place in (1, 2)]
        concluded = 0
        for position, kind in enumerate(way, start=1):
            at += timedelta(minutes=chance.randrange(1, 6_000))
            second = kind == "assigned" and "assigned" in way[: position - 1]
            values = (key, position, kind, at, FROM.get(kind, "BTG"), "S2" if second else TO.get(kind))
            for name, value in zip(rows, values, strict=True):
                rows[name].append(value)
            timed = {"assigned": (10, "working_day"), "extended": (5, "working_day")}
            deadlines.append(timed.get(kind, (None, None)))
            if kind == "concluded":
                concluded = concluded % 2 + 1
                named.append((key, position, f"{key}.{concluded}"))
    frame = pl.DataFrame(rows, schema_overrides={"at": pl.Datetime("us", "UTC")}).with_columns(
        sequence=pl.col("position"),
        network=pl.lit("lc"),
        allowed_amount=pl.Series([amount for amount, _ in deadlines], dtype=pl.Int64),
        allowed_unit=pl.Series([unit for _, unit in deadlines], dtype=pl.String),
    )
    return Tables(
        {
            "cases": pl.DataFrame({"id": [f"XM-{n}" for n in range(1, number + 1)]}).with_columns(
                network=pl.lit("lc"), title=pl.lit("Vụ việc")
            ),
            "contents": _contents(contents),
            "events": frame,
            "event_contents": pl.DataFrame(
                named, schema=["case", "event", "content"], orient="row"
            ).with_columns(network=pl.lit("lc"), position=pl.lit(1, pl.Int64)),
        },
        as_of=AS_OF,
    )


def _contents(rows: list[tuple[str, str]]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=["case", "id"], orient="row")
    return frame.with_columns(
        network=pl.lit("lc"),
        position=pl.col("id").str.split(".").list.get(1).cast(pl.Int64),
        text=pl.lit("Nội dung."),
    )
