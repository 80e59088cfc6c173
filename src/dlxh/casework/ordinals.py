"""Bảng lịch: every day with its ordinal among the working days, so that working time is a subtraction.

A day's ordinal is the number of working days up to it and including it. The days between two instants, less nights,
weekends and days off, are then one subtraction of integers, on every engine.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

import narwhals as nw

from dlxh.words.days import write_day
from dlxh.words.deadlines import DeadlineError
from dlxh.words.work_calendars import WorkCalendar

_LONGEST_BREAK = 366
"""Days off in a row after which a calendar is taken to have no working days at all."""


class Ordinals:
    """A calendar, counted from a first day on as far as needed.

    >>> from dlxh.words.work_calendars import SimpleCalendar
    >>> counted = Ordinals(SimpleCalendar(), date(2024, 7, 25))
    >>> counted.of(date(2024, 7, 28)), counted.day(3)
    (2, datetime.date(2024, 7, 29))
    """

    def __init__(self, calendar: WorkCalendar, first: date) -> None:
        self.calendar = calendar
        self.first = first
        self._ordinals: list[int] = []
        self._days: list[date] = []

    def of(self, day: date) -> int:
        """Return the number of working days from the first day up to this one and including it."""
        while len(self._ordinals) <= (day - self.first).days:
            self._count()
        return self._ordinals[(day - self.first).days]

    def works(self, day: date) -> bool:
        """Return whether a day is a working day."""
        return self.of(day) > (self.of(day - timedelta(days=1)) if day > self.first else 0)

    def day(self, ordinal: int) -> date:
        """Return the working day with this ordinal, counted from 1.

        Raises:
            DeadlineError: the calendar has no working day for a year.
        """
        while len(self._days) < ordinal:
            self._count()
        return self._days[ordinal - 1]

    def _count(self) -> None:
        day = self.first + timedelta(days=len(self._ordinals))
        if self.calendar.is_working_day(day):
            self._days.append(day)
        last = self._days[-1] if self._days else self.first
        if (day - last).days > _LONGEST_BREAK:
            raise DeadlineError(
                vi=f"lịch không có ngày làm việc nào trong {_LONGEST_BREAK} ngày đến {write_day(day, 'vi')}; hãy kiểm tra lịch",
                en=f"the calendar has no working day in the {_LONGEST_BREAK} days up to {day}; check it",
            )
        self._ordinals.append(len(self._days))


def add_ordinals(frame: nw.LazyFrame[Any], ordinals: Ordinals, days: Sequence[date]) -> nw.LazyFrame[Any]:
    """Add `ordinal` and `works` (0 or 1) of the column `day`.

    The calendar is put on the few different days of the frame and joined from there: no engine can join a table that
    was made outside of its own connection.

    Args:
        frame: A frame with the column `day`.
        ordinals: The calendar.
        days: All days of the frame, each once.
    """
    codes = [ordinals.of(day) * 2 + int(ordinals.works(day)) for day in days]  # both in one look-up
    code = (
        nw.col("day").replace_strict(list(days), codes, default=None, return_dtype=nw.Int64()).alias("code")
    )
    looked = frame.select("day").unique().with_columns(code if days else nw.lit(0, nw.Int64()).alias("code"))
    both = (nw.col("code") // 2).alias("ordinal"), (nw.col("code") % 2).alias("works")
    return frame.join(looked, on="day", how="left").with_columns(*both).drop("code")


def micros_of(moment: time) -> int:
    """Return the microseconds since midnight.

    >>> micros_of(time(1, 2, 3, 4))
    3723000004
    """
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 + moment.microsecond


def work_done_by(calendar: WorkCalendar, of_day: int) -> tuple[int, bool]:
    """Return how much of a working day has been worked by a time of day, and whether it lies in working hours.

    Both in microseconds since midnight; the beginning of a span belongs to the break before it.
    """
    spans = [(micros_of(opens), micros_of(closes)) for opens, closes in calendar.hours]
    done = sum(min(max(of_day - opens, 0), closes - opens) for opens, closes in spans)
    return done, any(opens < of_day <= closes for opens, closes in spans)


def work_column(calendar: WorkCalendar, of_day: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Return the same as `work_done_by` for a column."""
    done, inside = nw.lit(0, nw.Int64()), nw.lit(False)
    for opens, closes in calendar.hours:
        start, end = micros_of(opens), micros_of(closes)
        done = done + nw.min_horizontal(
            nw.max_horizontal(of_day - start, nw.lit(0, nw.Int64())), nw.lit(end - start, nw.Int64())
        )
        inside = inside | ((of_day > start) & (of_day <= end))
    return done, inside
