"""The calendar of Viet Nam: computed days off, the caller's decisions beside them, and what is only estimated."""

import sys
from datetime import date, time

import pytest

from dlxh import vietnam_calendar
from dlxh.data.calendars import YearError
from dlxh.words.work_calendars import CalendarError

OFF = {
    2020: "01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02",
    2021: "01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03",
    2022: "01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02",
    2023: "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
}
"""Days off of offices from Monday to Friday, as they were."""


@pytest.mark.parametrize("year", OFF)
def test_days_off_of_past_years(year: int) -> None:
    """The computed days off from Monday to Friday are those that offices had, swaps included."""
    calendar = vietnam_calendar(year, year)
    days = [
        date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    ]
    off = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not calendar.is_working_day(day)]

    assert off == OFF[year].split()


def test_days_worked_in_place_of_others() -> None:
    """A Saturday that is worked in place of a day off is a working day: 4/5/2024 and 26/4/2025."""
    calendar = vietnam_calendar(2024, 2025)

    assert calendar.is_working_day(date(2024, 5, 4))
    assert calendar.is_working_day(date(2025, 4, 26))


def test_a_swap_that_the_package_does_not_know() -> None:
    """Extra days and swaps are the caller's: 2/1/2026 is off only for who says so, and 10/1/2026 is worked then."""
    plain = vietnam_calendar(2026, 2026)
    swapped = vietnam_calendar(
        2026, 2026, swaps=[(date(2026, 1, 2), date(2026, 1, 10))], days_off=[date(2026, 3, 2)]
    )

    assert plain.is_working_day(date(2026, 1, 2))
    assert [swapped.is_working_day(date(2026, *day)) for day in ((1, 2), (1, 10), (3, 2), (3, 3))] == [
        False,
        True,
        False,
        True,
    ]


def test_a_year_is_estimated_until_its_decision_is_named() -> None:
    """Exact and estimated years are told apart by the decision that the caller names, never by the package."""
    calendar = vietnam_calendar(2024, 2025, decisions={2024: "2450/VPCP-KGVX"})

    assert (calendar.is_exact(2024), calendar.is_exact(2025)) == (True, False)


def test_a_year_outside_is_refused() -> None:
    """A day of a year that the calendar was not made for is refused, not taken for a working day."""
    calendar = vietnam_calendar(2024, 2024, hours=((time(8), time(12)),))

    assert calendar.hours == ((time(8), time(12)),)
    with pytest.raises(YearError, match="2024 to 2024, not 2025"):
        calendar.is_working_day(date(2025, 1, 2))
    with pytest.raises(YearError, match="lies before"):
        vietnam_calendar(2025, 2024)


def test_a_day_cannot_be_off_and_worked() -> None:
    """A calendar that contradicts itself is refused; a swap may make a computed day off a working day."""
    with pytest.raises(CalendarError):
        vietnam_calendar(
            2024, 2024, days_off=[date(2024, 3, 2)], swaps=[(date(2024, 3, 1), date(2024, 3, 2))]
        )
    assert vietnam_calendar(2024, 2024, swaps=[(date(2024, 9, 4), date(2024, 9, 3))]).is_working_day(
        date(2024, 9, 3)
    )


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar is an extra: without it the error names the extra, in both languages."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(ImportError, match=r"cần gói holidays.*dlxh\[calendar\].*needs holidays"):
        vietnam_calendar(2024, 2024)
