"""Đến hạn: the day, or the instant, that is the last in time, from the calendar's ordinals."""

from datetime import UTC, date, datetime

import polars as pl

from dlxh.casework.instants import DAY, micros_since_1970
from dlxh.casework.ordinals import Ordinals, micros_of, work_done_by
from dlxh.words.deadlines import DeadlineUnit

_EPOCH = date(1970, 1, 1)
_OFFSET = -micros_since_1970(datetime(1970, 1, 1, tzinfo=UTC))
"""From the clock of Viet Nam to UTC, in microseconds."""


def add_due(frame: pl.DataFrame, ordinals: Ordinals) -> pl.DataFrame:
    """Add `due_day`, and for hours `due_at`, to clocks with `unit`, `begun`, `granted` and `stood`."""
    goal = pl.col("begun") + pl.col("granted") + pl.col("stood")
    full, _ = work_done_by(ordinals.calendar, DAY)
    working_hour = pl.col("unit") == DeadlineUnit.WORKING_HOUR.value
    working = pl.col("unit") == DeadlineUnit.WORKING_DAY.value
    per_day = max(full, 1)
    frame = frame.with_columns(goal.alias("goal")).with_columns(
        pl.when(working)
        .then(pl.col("goal"))
        .when(working_hour)
        .then((pl.col("goal") + per_day - 1) // per_day)
        .alias("nth")
    )
    wanted = frame["nth"].drop_nulls().unique().to_list()
    numbers = {nth: (ordinals.day(nth) - _EPOCH).days for nth in wanted}
    found = pl.col("nth").replace_strict(numbers, default=None, return_dtype=pl.Int64)
    rest = pl.col("goal") - (pl.col("nth") - 1) * per_day
    instant = (
        pl.when(pl.col("unit") == DeadlineUnit.HOUR.value).then(pl.col("goal"))
        .when(working_hour).then(found * DAY + _time_of(rest, ordinals))
    )  # fmt: skip
    day = pl.when(pl.col("unit") == DeadlineUnit.DAY.value).then(pl.col("goal")).when(working).then(found)
    return frame.with_columns(instant.alias("instant")).with_columns(
        pl.coalesce(day, pl.col("instant") // DAY).cast(pl.Int32).cast(pl.Date).alias("due_day"),
        (pl.col("instant") + _OFFSET).cast(pl.Datetime("us", "UTC")).alias("due_at"),
    )


def _time_of(rest: pl.Expr, ordinals: Ordinals) -> pl.Expr:
    """Return the time of day at which so much of a working day has been worked."""
    found, before = pl.lit(None, pl.Int64), 0
    for opens, closes in ordinals.calendar.hours:
        length = micros_of(closes) - micros_of(opens)
        here = (rest > before) & (rest <= before + length)
        found = pl.when(here).then(rest - before + micros_of(opens)).otherwise(found)
        before += length
    return found
