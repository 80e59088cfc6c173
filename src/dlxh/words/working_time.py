"""Thời gian làm việc: how much of it lies between two days or two instants, by the calendar that is given."""

from datetime import date, datetime, timedelta

from dlxh.words.days import VIETNAM
from dlxh.words.work_calendars import WorkCalendar

_DAY = timedelta(days=1)


def working_days(after: date, until: date, calendar: WorkCalendar) -> int:
    """Return the working days after the first day, up to the second and including it; 0 if it does not come later.

    >>> from dlxh.words.work_calendars import SimpleCalendar
    >>> working_days(date(2024, 7, 26), date(2024, 7, 30), SimpleCalendar())
    2
    """
    span = range(1, (until - after).days + 1)
    return sum(calendar.is_working_day(after + timedelta(days=number)) for number in span)


def working_time(start: datetime, end: datetime, calendar: WorkCalendar) -> timedelta:
    """Return the working time between two instants, by the clock of Viet Nam; nothing if the end is not later.

    >>> from datetime import time
    >>> from dlxh.words.work_calendars import SimpleCalendar
    >>> calendar = SimpleCalendar(hours=((time(8), time(12)), (time(13), time(17))))
    >>> friday = datetime(2024, 7, 26, 16, tzinfo=VIETNAM)
    >>> working_time(friday, friday + timedelta(days=3), calendar)
    datetime.timedelta(seconds=28800)
    """
    first, last = start.astimezone(VIETNAM), end.astimezone(VIETNAM)
    total, day = timedelta(0), first.date()
    while day <= last.date():
        if calendar.is_working_day(day):
            for opens, closes in calendar.hours:
                begin = max(first, datetime.combine(day, opens, VIETNAM))
                stop = min(last, datetime.combine(day, closes, VIETNAM))
                total += max(stop - begin, timedelta(0))
        day += _DAY
    return total
