"""Tháng làm việc: the calendar months of a period, each with the base salary and the working days that pay rests on."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dlxh.payroll.errors import PayrollError
from dlxh.words.periods import Period
from dlxh.words.work_calendars import WorkCalendar


@dataclass(frozen=True, slots=True)
class Month:
    """One month served.

    Attributes:
        number: Months since year 0, so that months follow each other by 1.
        first: First day.
        last: Last day.
        worked: Bit d - 1 states whether day d is a working day; None: no calendar was given.
    """

    number: int
    first: date
    last: date
    worked: int | None

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last.day


def months_of(period: Period, calendar: WorkCalendar | None) -> tuple[Month, ...]:
    """Return the months of a period, in order.

    Raises:
        PayrollError: the period is not made of whole calendar months.

    >>> [month.days for month in months_of(Period.parse("2024-Q1"), None)]
    [31, 29, 31]
    """
    if period.start.day != 1 or (period.end + timedelta(days=1)).day != 1:
        raise PayrollError.months(period)
    first, last = _number(period.start), _number(period.end)
    return tuple(_month(number, calendar) for number in range(first, last + 1))


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int, calendar: WorkCalendar | None) -> Month:
    year, month = number // 12, number % 12 + 1
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    worked = None
    if calendar is not None:
        worked = sum(1 << (day.day - 1) for day in days if calendar.is_working_day(day))
    return Month(number, days[0], days[-1], worked)
