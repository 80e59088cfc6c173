"""Hạn nộp: the due day of one period under one provision; computed once per provision and period, never per member."""

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta, weekday

from dlxh.models.duties import (
    DayOffShift,
    DueAfterPeriod,
    DueOnDayOfMonth,
    DueOnWeekday,
    ReportObligation,
)
from dlxh.words.days import write_day
from dlxh.words.deadlines import Deadline, DeadlineError, DeadlineUnit
from dlxh.words.work_calendars import WorkCalendar

_LONGEST_BREAK: Final = 366
_MONDAY: Final = relativedelta(weekday=weekday(0))
_SATURDAY: Final = 6
_STEPS: Final = {DayOffShift.NEXT_WORKING_DAY: 1, DayOffShift.PREVIOUS_WORKING_DAY: -1}
"""How many days a due day moves at a time until somebody works."""


def needs_calendar(duty: ReportObligation) -> bool:
    """Return whether the due days depend on which days are worked."""
    counted = isinstance(duty.due, DueAfterPeriod) and duty.due.unit is DeadlineUnit.WORKING_DAY
    return counted or duty.on_day_off in _STEPS


def due_day(duty: ReportObligation, end: date, calendar: WorkCalendar | None) -> date:
    """Return the last day on which the report for a period is in time, before any grace.

    Args:
        duty: The content of the provision.
        end: Last day of the period.
        calendar: The days that are worked; only used where the provision depends on them.

    Raises:
        MissingInputError: the calendar is missing.
        DeadlineError: it has no working day for a year.

    >>> from dlxh.models.duties import DueOnWeekday
    >>> _plain(DueOnWeekday(weekday=5, weeks_after=0), date(2024, 7, 31), None)
    datetime.date(2024, 8, 2)
    """
    day = _plain(duty.due, end, calendar)
    if duty.on_day_off is DayOffShift.MONDAY_AFTER_WEEKEND and day.isoweekday() >= _SATURDAY:
        return day + _MONDAY
    if duty.on_day_off not in _STEPS or calendar is None:
        return day
    step = timedelta(days=_STEPS[duty.on_day_off])
    for _ in range(_LONGEST_BREAK):
        if calendar.is_working_day(day):
            return day
        day += step
    raise DeadlineError(
        vi=f"lịch không có ngày làm việc nào quanh {write_day(end, 'vi')}; hãy kiểm tra lịch",
        en=f"the calendar has no working day around {end}; check it",
    )


def _plain(
    due: DueOnDayOfMonth | DueAfterPeriod | DueOnWeekday, end: date, calendar: WorkCalendar | None
) -> date:
    if isinstance(due, DueOnDayOfMonth):
        return end + relativedelta(
            months=due.months_after, day=due.day
        )  # the 31st is the last day of a short month
    if isinstance(due, DueOnWeekday):
        first = relativedelta(days=1, weekday=weekday(due.weekday - 1))
        return end + first + relativedelta(weeks=due.weeks_after)
    return Deadline(due.days, due.unit).due(end, calendar)
