"""Khung tình trạng: the status of each case, what its agencies still have, and where the time went, in Polars."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.casework.clock_of_case import calendar_for
from dlxh.casework.clocks_of_tables import Now, add_measures, clocks, pauses
from dlxh.casework.due import add_due
from dlxh.casework.instants import micros_since_1970
from dlxh.casework.move_keys import MoveKeys
from dlxh.casework.ordinals import Ordinals
from dlxh.casework.results import content_results, drop_later, last_on_contents, last_route
from dlxh.casework.steps import ORDER, Frames, after, compute_on_polars, parts_of, steps
from dlxh.register.tables import Tables
from dlxh.words.days import local_day
from dlxh.words.work_calendars import WorkCalendar


@dataclass(frozen=True)
class StateFrames:
    """The frames of `CaseStates` in Polars; each is computed on first use.

    Attributes:
        tables: The tables of the cases.
        now: The instant; events after it are not looked at.
        calendar: The calendar of working time; None: only clocks in days and hours are allowed.
        keys: The tables of moves, by network and day.
        soon: With how many units left, or fewer, a running clock is due soon.
    """

    tables: Tables
    now: datetime
    calendar: WorkCalendar | None
    keys: MoveKeys = field(repr=False)
    soon: int

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: the question; the answers are worked out again."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @cached_property
    def _ordinals(self) -> Ordinals:
        calendar = calendar_for(self._seen[1], self.calendar)
        return Ordinals(calendar, min([*self._seen[0], local_day(self.now)]))

    @cached_property
    def _seen(self) -> tuple[list[date], list[str]]:
        """The days and the units of deadlines that the events have."""
        events = self.tables["events"]
        days = events.select("day").unique().collect("polars").to_native()["day"].to_list()
        units = events.select("allowed_unit").unique().collect("polars").to_native()["allowed_unit"].to_list()
        return days, units

    @cached_property
    def _now(self) -> Now:
        return Now.of(self.now, self._ordinals)

    @cached_property
    def _parts(self) -> Frames:
        known = drop_later(parts_of(self.tables, compute_on_polars), self._later)
        return {name: compute_on_polars(frame) for name, frame in known.items()}

    @cached_property
    def _later(self) -> nw.LazyFrame[Any]:
        return compute_on_polars(after(self.tables, micros_since_1970(self.now)))

    @cached_property
    def _steps(self) -> nw.LazyFrame[Any]:
        moment = micros_since_1970(self.now)
        return compute_on_polars(
            steps(self.tables, self.keys, until=moment, parts=self._parts, settle=compute_on_polars)
        )

    @cached_property
    def _measured(self) -> nw.LazyFrame[Any]:
        """The steps, computed once: all else reads them several times, and SQL engines would derive them each time."""
        return compute_on_polars(add_measures(self._steps, self._ordinals, self._seen[0]))

    @cached_property
    def steps(self) -> pl.DataFrame:
        """As `CaseStates.steps`."""
        found: pl.DataFrame = self._steps.collect("polars").to_native()
        return found.select(_STEP).sort("case", "n")

    @cached_property
    def findings(self) -> pl.DataFrame:
        """As `CaseStates.findings`."""
        found = last_on_contents(self._steps, self._parts, "finding", more=("day",)).collect("polars")
        rows: pl.DataFrame = found.to_native()
        return rows.rename({"last_finding": "finding"}).sort("case", "content")

    @cached_property
    def _clocks(self) -> pl.DataFrame:
        left = nw.col("allowed") - nw.col("elapsed")
        found = clocks(self._measured, self.keys, self._now, self._parts).with_columns(left.alias("left"))
        soon = nw.col("running") & ~nw.col("overdue") & (nw.col("left") <= self.soon)
        micros = nw.col("end_moment") - nw.col("moment")
        rows: pl.DataFrame = (
            found.with_columns(soon.alias("due_soon"), micros.alias("micros")).collect("polars").to_native()
        )
        return rows

    @cached_property
    def clocks(self) -> pl.DataFrame:
        """As `CaseStates.clocks`."""
        head: list[Any] = [
            "case",
            "n",
            "agency",
            "assigned_by",
            "task",
            pl.col("day").alias("opened_day"),
            "closed_day",
        ]
        tail = ["running", "micros", "unit", "allowed", "elapsed", "paused", "left", "overdue", "due_soon"]
        return (
            add_due(self._clocks, self._ordinals).select(*head, *tail, "due_day", "due_at").sort("case", "n")
        )

    def _cases(self) -> nw.LazyFrame[Any]:
        frame = self._measured
        spans = frame.group_by("case").agg(
            nw.col("n").max(), nw.col("moment").min().alias("first"), nw.col("moment").max().alias("last")
        )
        last = frame.select("case", "n", "status", "holder", "open_agencies").join(
            spans, on=["case", "n"], how="inner"
        )
        rows = self._routes.join(last, on="case", how="left")
        for part in (self._case_clocks(), self._case_pauses(frame)):
            rows = rows.join(part, on="case", how="left")
        rows = rows.join(self._case_contents(frame), on="case", how="left")
        is_open = nw.col("status").is_in(self.keys.open_statuses)
        until = nw.when(is_open).then(nw.lit(self._now.moment, nw.Int64())).otherwise(nw.col("last"))
        counts = [nw.col(name).fill_null(0) for name in (*_COUNTS, "paused_micros", "open_agencies")]
        days = nw.lit(None, nw.Int64()) if self.calendar is None else nw.col("paused_days").fill_null(0)
        return rows.with_columns(
            *counts,
            days.alias("paused_days"),
            is_open.fill_null(False).alias("open"),
            (until - nw.col("first")).alias("micros"),
        ).select(*_CASE)

    @cached_property
    def _routes(self) -> nw.LazyFrame[Any]:
        """Case, network and route: the last that an event sent it on, else the one on record unless a later event set that."""
        stored = self.tables["cases"].select(
            nw.col("id").alias("case"), "network", nw.col("route").alias("stored")
        )
        late = self._later.filter(~nw.col("route").is_null()).select("case").unique()
        late = late.with_columns(nw.lit(True).alias("late"))
        rows = (
            compute_on_polars(stored)
            .join(late, on="case", how="left")
            .join(last_route(self._steps), on="case", how="left")
        )
        known = nw.when(nw.col("late").is_null()).then(nw.col("stored"))
        return compute_on_polars(
            rows.select("case", "network", nw.coalesce(nw.col("route"), known).alias("route"))
        )

    @cached_property
    def routes(self) -> pl.DataFrame:
        """As `CaseStates.routes`."""
        found: pl.DataFrame = self._routes.collect("polars").to_native()
        return found.sort("case")

    def _case_clocks(self) -> nw.LazyFrame[Any]:
        found = nw.from_native(self._clocks.lazy())
        timed = found.filter(nw.col("running"), ~nw.col("unit").is_null())
        ones = [nw.col(name).cast(nw.Int64()).alias(name) for name in ("overdue", "due_soon")]
        flags = timed.with_columns(*ones, nw.lit(1, nw.Int64()).alias("open_clocks"))
        return flags.group_by("case").agg(*(nw.col(name).sum().cast(nw.Int64()) for name in _COUNTS))

    def _case_pauses(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        stood = pauses(frame, self._now)
        length = (nw.col("next_moment") - nw.col("moment")).alias("paused_micros")
        days = (nw.col("next_ordinal") - nw.col("ordinal")).alias("paused_days")
        both = stood.with_columns(length, days).group_by("case")
        return both.agg(*(nw.col(name).sum().cast(nw.Int64()) for name in ("paused_micros", "paused_days")))

    def _case_contents(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        found = content_results(frame, self._parts)
        known = (~nw.col("finding").is_null()).cast(nw.Int64())
        return (
            found.with_columns(known.alias("known"))
            .group_by("case")
            .agg(
                nw.len().cast(nw.Int64()).alias("contents"),
                nw.col("known").sum().cast(nw.Int64()).alias("concluded"),
            )
        )

    @cached_property
    def frame(self) -> pl.DataFrame:
        """As `CaseStates.frame`."""
        found: pl.DataFrame = self._cases().collect("polars").to_native()
        return found.sort("case")

    @cached_property
    def contents(self) -> pl.DataFrame:
        """As `CaseStates.contents`."""
        found: pl.DataFrame = content_results(self._steps, self._parts).collect("polars").to_native()
        return found.sort("case", "content")

    @cached_property
    def stages(self) -> pl.DataFrame:
        """As `CaseStates.stages`."""
        next_one = nw.col("moment").shift(-1).over("case", order_by=ORDER)
        is_open = nw.col("status").is_in(self.keys.open_statuses)
        to_now = nw.when(is_open).then(nw.lit(self._now.moment, nw.Int64())).otherwise(nw.col("moment"))
        rows = self._measured.with_columns(next_one.alias("after"))
        spans = rows.with_columns((nw.coalesce(nw.col("after"), to_now) - nw.col("moment")).alias("micros"))
        summed = spans.group_by("case", "status", "holder").agg(nw.col("micros").sum().cast(nw.Int64()))
        found: pl.DataFrame = summed.collect("polars").to_native()
        return found.sort("case", "status", "holder", nulls_last=True)


_STEP = ("case", "n", "day", "kind", "by", "to", "finding", "outcome", "before", "status", "holder")
_COUNTS = ("open_clocks", "overdue", "due_soon")
_CASE = (
    *("case", "network", "status", "open", "holder", "open_agencies", "route", "contents", "concluded"),
    *("micros", "paused_micros", "paused_days", "open_clocks", "overdue", "due_soon"),
)
