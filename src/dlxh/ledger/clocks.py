"""Đồng hồ: how far a clock has run that starts at an instant, by integers and equi-joins on a table of days.

What leaves: `due_ordinal` and `due_on`, the last day as a number and as a day, and `over`, how far receipt lies beyond the time in the
unit of the duty or in seconds: above zero when late, null when nothing came.
"""

from datetime import time
from typing import Any, Final

import narwhals as nw

from dlxh.ledger.service_spells import day_number
from dlxh.models.duties import AdHocStage
from dlxh.words.days import VIETNAM_NAMES
from dlxh.words.deadlines import DeadlineUnit
from dlxh.words.missing_input import MissingInputError
from dlxh.words.work_calendars import Spans

DAY: Final = 86_400
HOUR: Final = 3_600


def ticks(instant: str, day: str, kind: nw.dtypes.DType) -> nw.Expr:
    """Return an instant as seconds of Vietnamese time: its local day's number times a day, and the time of day."""
    moment = nw.col(instant)
    if getattr(kind, "time_zone", None) not in VIETNAM_NAMES:
        moment = moment.dt.offset_by("7h")
    clock = moment.dt.hour(), moment.dt.minute(), moment.dt.second()
    hours, minutes, seconds = (part.cast(nw.Int64()) for part in clock)
    return day_number(nw.col(day)) * DAY + hours * HOUR + minutes * 60 + seconds


def count_from(
    rows: nw.LazyFrame[Any], duty: AdHocStage, days: nw.LazyFrame[Any], hours: Spans
) -> nw.LazyFrame[Any]:
    """Add `due_ordinal` and `due_on`, the last day, and `over`: how far receipt lies beyond the time, above zero when late.

    Args:
        rows: With `start` and `tick`, in seconds; either may be null.
        duty: How long, in which unit.
        days: Number of each day, the day, how many working days up to it, and whether it is one.
        hours: Working hours of a day.

    Raises:
        MissingInputError: working hours are counted, and the calendar does not state them.
    """
    rows = rows.with_columns(
        (nw.col("start") // DAY).alias("start_ordinal"), (nw.col("tick") // DAY).alias("tick_ordinal")
    )
    known = days.select("n", "worked", "works")
    for name in ("start", "tick"):
        measures = known.rename(
            {"n": f"{name}_ordinal", "worked": f"{name}_worked", "works": f"{name}_works"}
        )
        rows = rows.join(measures, on=f"{name}_ordinal", how="left")
    if duty.unit is DeadlineUnit.DAY:
        return _add_due_day(
            rows,
            nw.col("start_ordinal") + duty.amount,
            nw.col("tick_ordinal") - nw.col("start_ordinal") - duty.amount,
            days,
        )
    if duty.unit is DeadlineUnit.HOUR:
        end = nw.col("start") + duty.amount * HOUR
        return _add_due_day(rows, end // DAY, nw.col("tick") - end, days)
    if duty.unit is DeadlineUnit.WORKING_DAY:
        ordinal = nw.col("start_worked") + duty.amount
        over = nw.col("tick_worked") - ordinal
        # A receipt on a day off after the last working day is late, though no working day has passed since.
        over = nw.when((over == 0) & (nw.col("tick_works") == 0)).then(1).otherwise(over)
        return _on_ordinal(rows, ordinal, over, days)
    long = sum(_seconds(closes) - _seconds(opens) for opens, closes in hours)
    if not long:
        raise MissingInputError.hours()
    end = _working_seconds("start", hours, long) + duty.amount * HOUR
    over = _working_seconds("tick", hours, long) - end
    # A receipt after the last working second is late, though none has passed since: at night, at noon, on a day off.
    over = nw.when((over == 0) & ~_at_work("tick", hours)).then(1).otherwise(over)
    return _on_ordinal(rows, (end + long - 1) // long, over, days)


def _add_due_day(
    rows: nw.LazyFrame[Any], due: nw.Expr, over: nw.Expr, days: nw.LazyFrame[Any]
) -> nw.LazyFrame[Any]:
    named = days.select(nw.col("n").alias("due_ordinal"), nw.col("day").alias("due_on"))
    return rows.with_columns(due.alias("due_ordinal"), over.alias("over")).join(
        named, on="due_ordinal", how="left"
    )


def _on_ordinal(
    rows: nw.LazyFrame[Any], ordinal: nw.Expr, over: nw.Expr, days: nw.LazyFrame[Any]
) -> nw.LazyFrame[Any]:
    """Find the due day by its ordinal among the working days."""
    named = days.filter(nw.col("works") == 1).select(
        nw.col("worked").alias("due_worked"), nw.col("n").alias("due_ordinal"), nw.col("day").alias("due_on")
    )
    joined = rows.with_columns(ordinal.alias("due_worked"), over.alias("over"))
    return joined.join(named, on="due_worked", how="left")


def _working_seconds(name: str, hours: Spans, long: int) -> nw.Expr:
    """Return the working seconds up to an instant."""
    second = nw.col(name) % DAY
    today = nw.lit(0)
    for opens, closes in hours:
        length = _seconds(closes) - _seconds(opens)
        today = today + nw.min_horizontal(
            nw.max_horizontal(second - _seconds(opens), nw.lit(0)), nw.lit(length)
        )
    full = nw.col(f"{name}_worked") - nw.col(f"{name}_works")
    return full * long + nw.col(f"{name}_works") * today


def _at_work(name: str, hours: Spans) -> nw.Expr:
    """Return whether a working second ends at an instant."""
    second = nw.col(name) % DAY
    spans = [(second > _seconds(opens)) & (second <= _seconds(closes)) for opens, closes in hours]
    return (nw.col(f"{name}_works") == 1) & nw.any_horizontal(*spans, ignore_nulls=True)


def _seconds(moment: time) -> int:
    return moment.hour * HOUR + moment.minute * 60 + moment.second
