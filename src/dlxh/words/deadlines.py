"""Thời hạn: an amount of time in its own unit, from an event on, with extensions and recurrence.

The calendar of working days is an input, see `work_calendars`. A day on which nobody works does not move a
deadline in calendar days or hours.
"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from dlxh.words.bilingual import WordError
from dlxh.words.days import write_day
from dlxh.words.disclosure import Public
from dlxh.words.given import need, refuse_no_calendar
from dlxh.words.missing_input import MissingInputError
from dlxh.words.record import Value
from dlxh.words.text import Line
from dlxh.words.work_calendars import SimpleCalendar, WorkCalendar

__all__ = ["Deadline", "DeadlineError", "DeadlineUnit", "SimpleCalendar", "WorkCalendar"]

_LONGEST_BREAK: Final = 366
"""Days off in a row after which a calendar is taken to have no working days at all."""


class DeadlineUnit(StrEnum):
    """Đơn vị thời hạn: units of a time limit; none converts into another."""

    WORKING_HOUR = "working_hour"
    """Giờ làm việc."""
    HOUR = "hour"
    """Giờ, by the clock, nights and days off included."""
    WORKING_DAY = "working_day"
    """Ngày làm việc."""
    DAY = "day"
    """Ngày, days off included."""


class DeadlineError(WordError):
    """A due time cannot be computed from what was given."""


def no_calendar(unit: DeadlineUnit) -> MissingInputError:
    """Return the refusal of a deadline in working time without a calendar.

    >>> no_calendar(DeadlineUnit.WORKING_DAY).vi.split(";")[0]
    'thời hạn tính bằng ngày làm việc cần lịch làm việc'
    """
    vi, en = ("giờ", "hours") if unit is DeadlineUnit.WORKING_HOUR else ("ngày", "days")
    return MissingInputError.calendar(f"thời hạn tính bằng {vi} làm việc", f"a deadline in working {en}")


Amount = Annotated[int, Field(strict=True, gt=0, le=100_000)]
"""A number of hours or days."""


class Deadline(Value):
    """Thời hạn: a number of hours or days from an event, perhaps extended, perhaps recurring.

    Raises:
        pydantic.ValidationError: an amount is not a whole number above zero.

    >>> Deadline(20, "day", repeat_every=7).due(date(2024, 7, 24))
    datetime.date(2024, 8, 13)
    """

    amount: Public[Amount] = Field(description="How many, in the unit, before extensions.")
    unit: Public[DeadlineUnit] = Field(description="What is counted.")
    start_event: Public[Line | None] = Field(default=None, description="The event from which it runs.")
    extensions: Public[tuple[Amount, ...]] = Field(default=(), description="Each adds time in the same unit.")
    repeat_every: Public[Amount | None] = Field(
        default=None, description="Due again after this many units, over and over; empty: once."
    )

    def __init__(
        self,
        amount: int,
        unit: DeadlineUnit | str,
        start_event: str | None = None,
        extensions: tuple[int, ...] = (),
        repeat_every: int | None = None,
    ) -> None:
        fields: dict[str, Any] = {"amount": amount, "unit": unit, "start_event": start_event}
        fields |= {"extensions": extensions, "repeat_every": repeat_every}
        super().__init__(**fields)

    # Reading does not pass through the signature above, so that a wrong key is a pydantic error and not a TypeError.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined] # pydantic's own mark

    def due(self, start: date, calendar: WorkCalendar | None = None, *, repeat: int = 0) -> date:
        """Return the last day, or the last instant, that is still in time.

        Days: the day of the start does not count, and the answer is a day, also when the start is an instant
        (then its day in its own offset is meant). Hours: the start is an instant, and the answer an instant with
        the same offset; working hours are those of the calendar, by the clock of that offset.

        Args:
            start: a day, or an instant with its offset.
            calendar: needed for working days and working hours; there is no default.
            repeat: 0 for the deadline itself, 1 for the first recurrence after it, and so on.

        Raises:
            MissingInputError: a calendar is missing.
            DeadlineError: its hours, an offset or a recurrence is missing, or nothing is ever worked.

        >>> Deadline(10, "working_day").due(
        ...     date(2024, 8, 26), SimpleCalendar(holidays=frozenset({date(2024, 9, 2)}))
        ... )
        datetime.date(2024, 9, 10)
        """
        need((date, datetime), start=start)
        refuse_no_calendar(calendar)
        need(int, repeat=repeat)
        amount = self.amount + sum(self.extensions) + self._recurrence(repeat)
        if isinstance(start, datetime) and start.utcoffset() is None:
            raise DeadlineError(
                vi="thời điểm bắt đầu không có múi giờ; ghi rõ, như +07:00",
                en="the start is an instant without an offset; give it one, such as +07:00",
            )
        if self.unit is DeadlineUnit.DAY:
            return _day(start) + timedelta(days=amount)
        if self.unit is DeadlineUnit.WORKING_DAY:
            return _after_working_days(_day(start), amount, self._calendar_or_refuse(calendar))
        instant = self._instant(start)
        if self.unit is DeadlineUnit.HOUR:
            return (instant.astimezone(UTC) + timedelta(hours=amount)).astimezone(instant.tzinfo)
        return after_working_time(instant, timedelta(hours=amount), self._calendar_or_refuse(calendar))

    def _recurrence(self, repeat: int) -> int:
        if repeat == 0:
            return 0
        if repeat < 0 or self.repeat_every is None:
            raise DeadlineError(
                vi=f"thời hạn này không có lần lặp thứ {repeat}; đặt repeat_every, và repeat từ 0 trở lên",
                en=f"this deadline has no recurrence {repeat}; set repeat_every, and repeat to 0 or more",
            )
        return repeat * self.repeat_every

    def _calendar_or_refuse(self, calendar: WorkCalendar | None) -> WorkCalendar:
        if calendar is None:
            raise no_calendar(self.unit)
        return calendar

    def _instant(self, start: date) -> datetime:
        if not isinstance(start, datetime):
            raise DeadlineError(
                vi=f"thời hạn tính bằng {self.unit.value} chạy từ một thời điểm, không phải từ một ngày",
                en=f"a deadline in {self.unit.value}s runs from an instant, not from a day; give a datetime with its offset",
            )
        return start


def _day(start: date) -> date:
    return start.date() if isinstance(start, datetime) else start


def _next_working_day(day: date, calendar: WorkCalendar) -> date:
    for _ in range(_LONGEST_BREAK):
        day += timedelta(days=1)
        if calendar.is_working_day(day):
            return day
    raise DeadlineError(
        vi=f"lịch không có ngày làm việc nào trong {_LONGEST_BREAK} ngày đến {write_day(day, 'vi')}; hãy kiểm tra lịch",
        en=f"the calendar has no working day in the {_LONGEST_BREAK} days up to {day}; check it",
    )


def _after_working_days(day: date, amount: int, calendar: WorkCalendar) -> date:
    for _ in range(amount):
        day = _next_working_day(day, calendar)
    return day


def after_working_time(start: datetime, left: timedelta, calendar: WorkCalendar) -> datetime:
    """Return the instant by which so much working time has passed, with the offset of the start.

    Raises:
        DeadlineError: the calendar states no working hours, or nothing is ever worked.

    >>> from datetime import time, timezone
    >>> calendar = SimpleCalendar(hours=((time(8), time(12)),))
    >>> start = datetime(2024, 7, 26, 11, tzinfo=timezone(timedelta(hours=7)))
    >>> after_working_time(start, timedelta(hours=2), calendar).isoformat()
    '2024-07-29T09:00:00+07:00'
    """
    if not any(opens < closes for opens, closes in calendar.hours):  # else no day would ever use up the hours
        raise MissingInputError.hours()
    day = start.date() if calendar.is_working_day(start.date()) else _next_working_day(start.date(), calendar)
    while True:
        for opens, closes in calendar.hours:
            begin = max(start, datetime.combine(day, opens, start.tzinfo))
            worked = datetime.combine(day, closes, start.tzinfo) - begin
            if worked >= left:
                return begin + left
            left -= max(worked, timedelta(0))
        day = _next_working_day(day, calendar)
