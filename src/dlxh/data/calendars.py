"""Lịch làm việc Việt Nam: days off as the `holidays` package computes them, and what the Prime Minister decided.

Tết and Quốc khánh are fixed by a decision each year (Bộ luật Lao động 2019, điều 112), and days are swapped by decision
too. A computed year is therefore estimated until the caller names its decision: the package knows some swaps and not
others (2/1/2026, worked on 10/1/2026, is not among those of version 0.109).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dlxh.words.bilingual import BilingualError
from dlxh.words.work_calendars import SimpleCalendar, Spans


class YearError(BilingualError):
    """A day of a year that the calendar was not made for."""


@dataclass(frozen=True, slots=True)
class VietnamCalendar:
    """Working days of some years; `vietnam_calendar` makes it.

    Attributes:
        days: The days of all years.
        years: The years that it is for.
        decisions: For each year whose days off are exact, the decision that fixes them; the others are estimated.

    >>> vietnam_calendar(2024, 2025).is_working_day(date(2025, 1, 29))
    False
    """

    days: SimpleCalendar
    years: range
    decisions: Mapping[int, str]

    @property
    def hours(self) -> Spans:
        """Giờ làm việc of every working day; empty if not stated."""
        return self.days.hours

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is worked.

        Raises:
            YearError: the calendar was not made for its year.
        """
        if day.year not in self.years:
            raise YearError(
                vi=f"lịch chỉ gồm các năm {self.years[0]} đến {self.years[-1]}, không có {day.year}; lập lịch rộng hơn",
                en=f"the calendar holds the years {self.years[0]} to {self.years[-1]}, not {day.year}; make it wider",
            )
        return self.days.is_working_day(day)

    def is_exact(self, year: int) -> bool:
        """Say whether a decision fixes the days off of a year; otherwise they are estimated.

        >>> vietnam_calendar(2024, 2024).is_exact(2024)
        False
        """
        return year in self.decisions


def vietnam_calendar(  # noqa: PLR0913 - all but the years are named
    first_year: int,
    last_year: int,
    *,
    decisions: Mapping[int, str] | None = None,
    days_off: Iterable[date] = (),
    swaps: Iterable[tuple[date, date]] = (),
    hours: Spans = (),
) -> VietnamCalendar:
    """Return the working days of some years; needs the extra `dlxh[calendar]`.

    Args:
        first_year: First year, inclusive.
        last_year: Last year, inclusive.
        decisions: For each year whose days off are exact, the decision that fixes them. Naming it is your word that
            the computed days, with those below, are those of the decision.
        days_off: More days off.
        swaps: Pairs of a day off and the day that is worked in its place (hoán đổi ngày làm việc).
        hours: Working hours of a day; there is no default.

    Raises:
        ImportError: the package `holidays` is not installed.
        YearError: the years run backwards.
        CalendarError: a day is both off and worked.

    >>> calendar = vietnam_calendar(
    ...     2026,
    ...     2026,
    ...     decisions={2026: "Thông báo của Bộ Nội vụ, 25/12/2025"},
    ...     swaps=[(date(2026, 1, 2), date(2026, 1, 10))],
    ... )
    >>> calendar.is_working_day(date(2026, 1, 2)), calendar.is_working_day(date(2026, 1, 10))
    (False, True)
    """
    if last_year < first_year:
        raise YearError(vi=f"{last_year} đứng trước {first_year}", en=f"{last_year} lies before {first_year}")
    try:
        from holidays import country_holidays  # noqa: PLC0415 - an extra; a calendar of one's own needs no package
    except ImportError as error:
        raise ImportError(
            "vietnam_calendar cần gói holidays: pip install 'dlxh[calendar]' / "
            "vietnam_calendar needs holidays: pip install 'dlxh[calendar]'"
        ) from error
    years = range(first_year, last_year + 1)
    # A year's special days may name days worked in the years beside it.
    computed = country_holidays("VN", years=range(first_year - 1, last_year + 2))
    pairs = tuple(swaps)
    off = {day for day in computed if day.year in years} | set(days_off) | {off for off, _ in pairs}
    worked = {day for day in computed.weekend_workdays if day.year in years} | {day for _, day in pairs}
    off -= {day for day in worked if day in computed}
    simple = SimpleCalendar(holidays=frozenset(off), working_extra=frozenset(worked), hours=hours)
    return VietnamCalendar(simple, years, dict(decisions or {}))
