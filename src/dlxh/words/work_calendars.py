"""Lịch làm việc: which days and hours are worked. It is always an input.

Days off for Tết and 2/9 are decided each year: `dlxh.data.calendars` holds the years that are.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Protocol, TypeAlias

from dlxh.words.bilingual import WordError
from dlxh.words.days import plain_day, write_day
from dlxh.words.given import need, several

Spans: TypeAlias = tuple[tuple[time, time], ...]
"""Working hours of a day as (start, end) pairs, in order and apart."""


class CalendarError(WordError):
    """A calendar that contradicts itself."""


class WorkCalendar(Protocol):
    """Lịch làm việc: what a deadline needs from a calendar; any object with these two members will do."""

    @property
    def hours(self) -> Spans:
        """Working hours (giờ làm việc) of every working day, local time; empty if not stated."""
        ...

    def is_working_day(self, day: date) -> bool:
        """Return whether a day is a working day."""
        ...


@dataclass(frozen=True, slots=True)
class SimpleCalendar:
    """Lịch làm việc đơn giản: weekends, days off and days worked instead.

    Args:
        weekend: days of the week that are off, 0 for Monday to 6 for Sunday.
        holidays: days off besides the weekend.
        working_extra: days that are worked although they fall on a weekend (ngày làm bù).
        hours: working hours of a day; there is no default, and without them no working hour can be counted.

    Raises:
        CalendarError: a day is both off and worked, a day of the weekend is none, no day of the week is left, or the hours
            overlap or run backwards.
        ArgumentError: a day is not a plain date: a text or an instant would never be found.

    >>> calendar = SimpleCalendar(holidays=frozenset({date(2024, 9, 2)}))
    >>> calendar.is_working_day(date(2024, 9, 2)), calendar.is_working_day(date(2024, 9, 4))
    (False, True)
    """

    weekend: tuple[int, ...] = (5, 6)
    holidays: frozenset[date] = frozenset()
    working_extra: frozenset[date] = frozenset()
    hours: Spans = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "weekend", several("weekend", self.weekend, int))
        object.__setattr__(self, "hours", tuple(map(tuple, several("hours", self.hours, tuple))))
        for name in ("holidays", "working_extra"):
            days = frozenset(map(plain_day, several(name, getattr(self, name))))
            object.__setattr__(self, name, days)
        for opens, closes in self.hours:
            need(time, hours=opens)
            need(time, hours=closes)
        both = sorted(self.holidays & self.working_extra)
        if both:
            raise CalendarError(
                vi=f"ngày {write_day(both[0], 'vi')} vừa là ngày nghỉ vừa là ngày làm bù; bỏ một bên",
                en=f"{both[0]} is both a holiday and an extra working day; take it out of one",
            )
        if odd := [day for day in self.weekend if day not in range(7)]:
            raise CalendarError(
                vi=f"weekend: không có thứ {odd[0]}; 0 là thứ hai, 6 là chủ nhật",
                en=f"weekend: there is no day {odd[0]} of the week; 0 is Monday, 6 is Sunday",
            )
        if set(self.weekend) >= set(range(7)):
            raise CalendarError(
                vi="cả bảy ngày trong tuần đều nghỉ; để lại ít nhất một ngày làm việc",
                en="all seven days of the week are off; leave at least one",
            )
        ends = (time.min, *(closes for _, closes in self.hours))
        if any(
            closes <= opens or opens < before
            for (opens, closes), before in zip(self.hours, ends, strict=False)
        ):
            raise CalendarError(
                vi="giờ làm việc phải theo thứ tự và không chồng nhau, như 07:30-11:30 rồi 13:30-17:00",
                en="working hours run forward and do not overlap, such as 07:30-11:30, then 13:30-17:00",
            )

    def is_working_day(self, day: date) -> bool:
        """Return whether a day is a working day; raises TypeError for an instant, whose day depends on an offset.

        >>> SimpleCalendar(working_extra=frozenset({date(2024, 5, 4)})).is_working_day(date(2024, 5, 4))
        True
        """
        day = plain_day(day)
        return day in self.working_extra or (day.weekday() not in self.weekend and day not in self.holidays)
