"""The same answer written by hand in Polars: what somebody would write who has these kinds of events and no library."""

from datetime import date, datetime, timedelta

import polars as pl

from dlxh import Tables
from dlxh.words.work_calendars import SimpleCalendar

STATUS = {
    "drafted": "draft", "submitted": "submitted", "directed": "directed", "assigned": "assigned", "accepted": "verifying",
    "resolved": "resolved", "closed": "closed",
}  # fmt: skip
BY, TO = ("drafted", "accepted"), ("submitted", "directed", "assigned", "replied")


def states(tables: Tables, now: datetime, calendar: SimpleCalendar) -> pl.DataFrame:
    """Return case, status, holder, open_clocks, overdue, paused_micros, paused_days, sorted by case."""
    frame = _with_status(tables)
    days = _calendar(calendar, date(2023, 12, 31), now.date() + timedelta(days=1))
    frame = frame.join(days, left_on="day", right_on="date", how="left")
    end = days.filter(pl.col("date") == now.date())["ordinal"][0]
    frame = frame.with_columns(
        pl.col("at")
        .shift(-1)
        .over("case")
        .fill_null(pl.lit(now).dt.convert_time_zone("UTC"))
        .alias("next_at"),
        pl.col("ordinal").shift(-1).over("case").fill_null(end).alias("next_ordinal"),
    )
    paused = frame.filter(pl.col("status") == "suspended").with_columns(
        (pl.col("next_at") - pl.col("at")).dt.total_microseconds().alias("paused_micros"),
        (pl.col("next_ordinal") - pl.col("ordinal")).alias("paused_days"),
    )
    rests = paused.group_by("case").agg(pl.col("paused_micros", "paused_days").sum())
    last = frame.group_by("case").agg(pl.col("status", "holder").last())
    clocks = _clocks(frame, paused, end, now, calendar)
    found = last.join(clocks, on="case", how="left").join(rests, on="case", how="left")
    zeros = [pl.col(name).fill_null(0) for name in ("open_clocks", "overdue", "paused_micros", "paused_days")]
    return found.with_columns(zeros).sort("case")


def _with_status(tables: Tables) -> pl.DataFrame:
    contents = tables.polars("event_contents").select("case", pl.col("event").alias("position"), "content")
    events = (
        tables.polars("events")
        .join(contents, on=["case", "position"], how="left")
        .sort("case", "at", "sequence")
    )
    opened = pl.when(pl.col("kind") == "assigned").then(pl.col("to"))
    closed = pl.when(pl.col("kind") == "replied").then(pl.col("by"))
    events = events.with_columns(
        pl.coalesce(opened, closed).alias("agency"),
        pl.col("kind").eq("assigned").cast(pl.Int64).alias("mark"),
    )
    before = pl.col("mark").shift(1).over("case", "agency").fill_null(0)
    change = pl.when(pl.col("agency").is_not_null()).then(pl.col("mark") - before).otherwise(0)
    first = (
        pl.when(pl.col("content").is_not_null())
        .then(pl.col("content").is_first_distinct().over("case"))
        .otherwise(False)
    )
    events = events.with_columns(change.alias("change"), first.alias("first"))
    events = events.with_columns(
        pl.col("change").cum_sum().over("case").alias("open_agencies"),
        pl.col("first").cum_sum().over("case").alias("done"),
    )
    led = (
        pl.when(pl.col("kind") == "concluded").then(pl.when(pl.col("done") >= 2).then(pl.lit("concluded")).otherwise(pl.lit("verifying")))
        .when(pl.col("kind") == "replied").then(pl.when(pl.col("open_agencies") <= 0).then(pl.lit("replied")))
        .otherwise(pl.col("kind").replace_strict(STATUS, default=None, return_dtype=pl.String))
    )  # fmt: skip
    holder = (
        pl.when(pl.col("kind").is_in(BY)).then(pl.col("by")).when(pl.col("kind").is_in(TO)).then(pl.col("to"))
    )
    events = events.with_columns(
        led.forward_fill().over("case").alias("status"), holder.forward_fill().over("case").alias("holder")
    )
    paused = pl.col("kind") == "paused"
    return events.with_columns(
        pl.when(paused).then(pl.lit("suspended")).otherwise(pl.col("status")).alias("status"),
        pl.when(pl.col("status") == "closed").then(None).otherwise(pl.col("holder")).alias("holder"),
    )


def _clocks(
    frame: pl.DataFrame, paused: pl.DataFrame, end: int, now: datetime, calendar: SimpleCalendar
) -> pl.DataFrame:
    opened = frame.filter(pl.col("kind") == "assigned").select(
        "case", "to", "at", "ordinal", "allowed_amount"
    )
    ended = frame.filter(pl.col("kind") == "replied").select(
        "case", pl.col("by").alias("to"), pl.col("at").alias("ended")
    )
    closed = frame.filter(pl.col("kind") == "closed").select("case").unique()
    running = opened.join(ended.unique(["case", "to"]), on=["case", "to"], how="anti").join(
        closed, on="case", how="anti"
    )
    added = (
        frame.filter(pl.col("kind") == "extended")
        .group_by("case", "to")
        .agg(pl.col("allowed_amount").sum().alias("more"))
    )
    rests = running.join(
        paused.select("case", pl.col("at").alias("pause"), "paused_days"), on="case", how="inner"
    )
    rests = (
        rests.filter(pl.col("pause") >= pl.col("at"))
        .group_by("case", "to", "at")
        .agg(pl.col("paused_days").sum().alias("rest"))
    )
    running = running.join(added, on=["case", "to"], how="left").join(
        rests, on=["case", "to", "at"], how="left"
    )
    passed = end - pl.col("ordinal") - pl.col("rest").fill_null(0)
    allowed = pl.col("allowed_amount") + pl.col("more").fill_null(0)
    late = (passed > allowed) | ((passed == allowed) & (not calendar.is_working_day(now.date())))
    return running.group_by("case").agg(
        pl.len().cast(pl.Int64).alias("open_clocks"), late.sum().cast(pl.Int64).alias("overdue")
    )


def _calendar(calendar: SimpleCalendar, first: date, last: date) -> pl.DataFrame:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    works = pl.Series([int(calendar.is_working_day(day)) for day in days], dtype=pl.Int64)
    return pl.DataFrame({"date": days, "ordinal": works.cum_sum()})
