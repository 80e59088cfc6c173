"""Đồng hồ của nhiều vụ việc: every assignment with what has passed, by expressions; `clock` is the same for one case.

An instant has a column for each unit: `number` (day), `ordinal` (working day), `moment` and `worked` (microseconds); `works` and
`at_work` say whether its day and its hour are worked. An assignment has `case`, `n`, `agency`, `assigned_by`, `unit`, `amount` and
`closed_n` (the event that ended it), its clock also `begun`, `ended`, `allowed`, `elapsed`, `paused`, `running` and `overdue`. A pause
has `case`, `pause_n` and its instants, those of its end under `next_`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import narwhals as nw

from dlxh.casework.clock_of_case import HOURS
from dlxh.casework.instants import DAY, HOUR, micros_since_1970
from dlxh.casework.move_keys import MoveKeys
from dlxh.casework.ordinals import Ordinals, add_ordinals, work_column, work_done_by
from dlxh.casework.steps import Frames, marks
from dlxh.data.case_moves import PAUSED
from dlxh.models.case_fold import EXTENDS
from dlxh.words.days import local_day
from dlxh.words.deadlines import DeadlineUnit

MEASURES = {
    DeadlineUnit.DAY: "number",
    DeadlineUnit.WORKING_DAY: "ordinal",
    DeadlineUnit.HOUR: "moment",
    DeadlineUnit.WORKING_HOUR: "worked",
}
"""For each unit the column in which an instant is a number; what passes between two instants is a subtraction."""
_STATES = ("works", "at_work")


@dataclass(frozen=True, slots=True)
class Now:
    """The caller's instant, in every measure that an event has."""

    moment: int
    number: int
    ordinal: int
    worked: int
    works: int
    at_work: bool

    @classmethod
    def of(cls, instant: datetime, ordinals: Ordinals) -> "Now":
        """Return an instant in every measure of a calendar."""
        moment, day = micros_since_1970(instant), local_day(instant)
        ordinal, works = ordinals.of(day), int(ordinals.works(day))
        done, inside = work_done_by(ordinals.calendar, moment % DAY)
        full, _ = work_done_by(ordinals.calendar, DAY)
        worked = (ordinal - works) * full + works * done
        return cls(moment, moment // DAY, ordinal, worked, works, inside and bool(works))


def add_measures(frame: nw.LazyFrame[Any], ordinals: Ordinals, days: "list[Any]") -> nw.LazyFrame[Any]:
    """Add to steps the measures of their instants: number, ordinal, worked, works, at_work."""
    done, inside = work_column(ordinals.calendar, nw.col("moment") % DAY)
    full, _ = work_done_by(ordinals.calendar, DAY)
    works = nw.col("works")
    return add_ordinals(frame, ordinals, days).with_columns(
        (nw.col("moment") // DAY).alias("number"),
        ((nw.col("ordinal") - works) * full + works * done).alias("worked"),
        (inside & (works == 1)).alias("at_work"),
    )


def _in_unit(prefix: str = "") -> nw.Expr:
    """The measure of an instant that fits the row's unit."""
    found = nw.lit(None, nw.Int64())
    for unit, name in MEASURES.items():
        found = nw.when(nw.col("unit") == unit.value).then(nw.col(prefix + name)).otherwise(found)
    return found


def assignments(frame: nw.LazyFrame[Any], keys: MoveKeys) -> nw.LazyFrame[Any]:
    """Return one row per assignment: case, n, agency, unit, amount, and `closed_n`, the event that ended it."""
    ending = nw.when(nw.col("mark") == 0).then(nw.col("n"))
    spans = marks(frame, keys).with_columns(ending.alias("next_n"))
    filled = (
        nw.col("next_n").fill_null(strategy="backward").over("case", "era", "agency", order_by=["n", "mark"])
    )
    opened = (
        spans.with_columns(filled.alias("next_n")).filter(nw.col("mark") == 1).select("case", "n", "next_n")
    )
    ends = frame.filter(nw.col("move").is_in(keys.where(ends=True)))
    ended = ends.select("case", "era", nw.col("n").alias("ended_n"))
    rows = frame.join(opened, on=["case", "n"], how="inner").join(ended, on=["case", "era"], how="left")
    return rows.with_columns(
        nw.col("to").alias("agency"),
        nw.col("by").alias("assigned_by"),
        nw.col("allowed_unit").alias("unit"),
        nw.col("allowed_amount").alias("amount"),
        nw.coalesce("next_n", "ended_n").alias("closed_n"),
    ).drop("next_n", "ended_n")


def clocks(frame: nw.LazyFrame[Any], keys: MoveKeys, now: Now, parts: Frames) -> nw.LazyFrame[Any]:
    """Return one row per assignment with its clock; without a deadline unit, allowed, elapsed and overdue are null.

    `elapsed`, `paused` and `allowed` are whole units; `begun`, `passed`, `stood` and `granted` are the same in days or in
    microseconds, as the unit demands.
    """
    opened = assignments(frame, keys).with_columns(_in_unit().alias("begun"))
    rows = _add_ends(opened, frame, now)
    rows = rows.join(_extensions(rows, frame, keys, parts), on=["case", "n"], how="left")
    rows = rows.join(_pauses(rows, frame, now), on=["case", "n"], how="left")
    hours = nw.col("unit").is_in([unit.value for unit in HOURS])
    size = nw.when(hours).then(nw.lit(HOUR, nw.Int64())).otherwise(nw.lit(1, nw.Int64()))
    rows = rows.with_columns(
        (nw.col("amount") + nw.col("more").fill_null(0)).alias("allowed"),
        nw.when(~nw.col("unit").is_null()).then(nw.col("stood").fill_null(0)).alias("stood"),
        size.alias("size"),
    ).with_columns(
        (nw.col("allowed") * nw.col("size")).alias("granted"),
        (nw.col("ended") - nw.col("begun") - nw.col("stood")).alias("passed"),
    )
    return rows.with_columns(
        (nw.col("passed") // nw.col("size")).alias("elapsed"),
        (nw.col("stood") // nw.col("size")).alias("paused"),
        nw.col("closed_n").is_null().alias("running"),
        ((nw.col("passed") > nw.col("granted")) | _just_past()).alias("overdue"),
    )


def _just_past() -> nw.Expr:
    """Whether all the time has passed and the end lies in a break after it: a Saturday, or after closing time."""
    free_day = (nw.col("unit") == DeadlineUnit.WORKING_DAY.value) & (nw.col("end_works") == 0)
    free_hour = (nw.col("unit") == DeadlineUnit.WORKING_HOUR.value) & ~nw.col("end_at_work")
    return (nw.col("passed") == nw.col("granted")) & (free_day | free_hour)


def _add_ends(rows: nw.LazyFrame[Any], frame: nw.LazyFrame[Any], now: Now) -> nw.LazyFrame[Any]:
    names = (*MEASURES.values(), *_STATES)
    ends = frame.select(
        "case",
        nw.col("n").alias("closed_n"),
        nw.col("day").alias("closed_day"),
        *(nw.col(name).alias(f"end_{name}") for name in names),
    )
    joined = rows.join(ends, on=["case", "closed_n"], how="left")
    filled = [
        nw.coalesce(
            f"end_{name}", nw.lit(getattr(now, name), nw.Boolean() if name == "at_work" else nw.Int64())
        ).alias(f"end_{name}")
        for name in names
    ]
    return joined.with_columns(*filled).with_columns(_in_unit("end_").alias("ended"))


def _extensions(
    rows: nw.LazyFrame[Any], frame: nw.LazyFrame[Any], keys: MoveKeys, parts: Frames
) -> nw.LazyFrame[Any]:
    """Sum what was added to each assignment while it was open, in its own unit and on its own contents."""
    added = frame.filter(
        nw.col("move").is_in(keys.where(kind=EXTENDS)), ~nw.col("allowed_unit").is_null()
    ).select(
        "case",
        nw.col("to").alias("agency"),
        nw.col("allowed_unit").alias("unit"),
        nw.col("n").alias("added_n"),
        nw.col("position").alias("added_position"),
        nw.col("allowed_amount").alias("more"),
    )
    met = rows.select("case", "n", "position", "agency", "unit", "closed_n").join(
        added, on=["case", "agency", "unit"], how="inner"
    )
    still_open = nw.coalesce(nw.col("added_n") <= nw.col("closed_n"), nw.lit(True))
    while_open = met.filter(nw.col("added_n") > nw.col("n"), still_open)
    own = while_open.join(_of_others(while_open, parts), on=["case", "n", "added_n"], how="anti")
    return own.group_by("case", "n").agg(nw.col("more").sum().cast(nw.Int64()))


def _of_others(met: nw.LazyFrame[Any], parts: Frames) -> nw.LazyFrame[Any]:
    """Return the pairs of an assignment and an extension that both have contents, and none in common."""
    named, key = parts["event_contents"], ["case", "n", "added_n"]
    own = met.join(
        named.select("case", nw.col("event").alias("position"), "content"),
        on=["case", "position"],
        how="inner",
    )
    theirs = named.select("case", nw.col("event").alias("added_position"), nw.col("content").alias("added"))
    pairs = own.join(theirs, on=["case", "added_position"], how="inner")
    shared = (nw.col("content") == nw.col("added")).cast(nw.Int64()).alias("shared")
    return pairs.with_columns(shared).group_by(key).agg(nw.col("shared").sum()).filter(nw.col("shared") == 0)


def pauses(frame: nw.LazyFrame[Any], now: Now) -> nw.LazyFrame[Any]:
    """Return one row per event after which the case was paused: its measures, and those of the next event or of now."""
    names = tuple(MEASURES.values())
    stood = frame.filter(nw.col("status").is_in(PAUSED)).select("case", nw.col("n").alias("pause_n"), *names)
    after = frame.select(
        "case", (nw.col("n") - 1).alias("pause_n"), *(nw.col(name).alias(f"next_{name}") for name in names)
    )
    joined = stood.join(after, on=["case", "pause_n"], how="left")
    return joined.with_columns(
        *(
            nw.coalesce(
                f"next_{name}", nw.lit(getattr(now, name), nw.Boolean() if name == "at_work" else nw.Int64())
            ).alias(f"next_{name}")
            for name in names
        )
    )


def _pauses(rows: nw.LazyFrame[Any], frame: nw.LazyFrame[Any], now: Now) -> nw.LazyFrame[Any]:
    timed = rows.filter(~nw.col("unit").is_null()).select("case", "n", "unit", "closed_n")
    met = timed.join(pauses(frame, now), on="case", how="inner")
    before_end = nw.coalesce(nw.col("pause_n") < nw.col("closed_n"), nw.lit(True))
    own = met.filter(nw.col("pause_n") >= nw.col("n"), before_end)
    spans = own.with_columns((_in_unit("next_") - _in_unit()).alias("stood"))
    return spans.group_by("case", "n").agg(nw.col("stood").sum().cast(nw.Int64()))
