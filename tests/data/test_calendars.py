"""The calendar of Viet Nam: the days off of each year as decided, with their notices, and nothing that is computed."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from dlxh import Deadline
from dlxh.data import vietnam_calendar
from dlxh.data.calendars import DecidedYear, YearError, years_decided
from dlxh.words.bilingual import ArgumentError
from dlxh.words.work_calendars import CalendarError

DAY = timedelta(days=1)
FRIDAY = 4
PUBLISHED = {  # days off from Monday to Friday, and days worked at a weekend, as the notices have them
    2018: ("01-01 02-14 02-15 02-16 02-19 02-20 04-25 04-30 05-01 09-03 12-31", ""),
    2019: ("01-01 02-04 02-05 02-06 02-07 02-08 04-15 04-29 04-30 05-01 09-02", "01-05 05-04"),
    2020: ("01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02", ""),
    2021: ("01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03", ""),
    2022: ("01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02", ""),
    2023: ("01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04", ""),
    2024: ("01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04"),
    2025: ("01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"),
    2026: (
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        "01-10 08-22",
    ),
    2027: ("01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24", ""),
}
NOT_IN_THE_PACKAGE = {date(2026, 1, 2), date(2026, 1, 10)}
"""12729/VPCP-KGVX of 25/12/2025, which `holidays` does not hold."""
YEARS = st.sampled_from(years_decided())


def days_of(year: int) -> list[date]:
    """Return all days of a year."""
    first = date(year, 1, 1)
    return [first + n * DAY for n in range((date(year + 1, 1, 1) - first).days)]


def test_the_years_are_those_that_were_decided() -> None:
    """The years 2018 to 2027 are held, and each has its law and its notices."""
    assert [each.year for each in years_decided()] == list(PUBLISHED)
    for each in years_decided():
        assert each.source.startswith("Bộ luật Lao động")
        assert "VPCP-KGVX" in each.source or "TB-" in each.source or "chưa xác minh" in each.source
        assert vietnam_calendar(each.year, each.year).decisions == {each.year: each.source}


@pytest.mark.parametrize("year", PUBLISHED)
def test_days_off_as_published(year: int) -> None:
    """The days off from Monday to Friday and the days worked at a weekend are those of the notices."""
    calendar = vietnam_calendar(year, year)
    off, worked = PUBLISHED[year]
    found: dict[bool, list[str]] = {True: [], False: []}
    for day in days_of(year):
        if calendar.is_working_day(day) != (day.weekday() <= FRIDAY):
            found[day.weekday() <= FRIDAY].append(f"{day:%m-%d}")

    assert found == {True: off.split(), False: worked.split()}


@pytest.mark.parametrize("year", PUBLISHED)
def test_a_package_that_computes_them_agrees(year: int) -> None:
    """The days that `holidays` computes from the law and the swaps that it knows are the same, but for one swap of 2026."""
    theirs = country_holidays("VN", years=range(year - 1, year + 2))
    calendar = vietnam_calendar(year, year)
    for day in days_of(year):
        computed = day in theirs.weekend_workdays or (day.weekday() <= FRIDAY and day not in theirs)
        assert calendar.is_working_day(day) == (computed != (day in NOT_IN_THE_PACKAGE)), day


@given(YEARS)
def test_days_off_are_weekdays_and_days_worked_are_not(year: DecidedYear) -> None:
    """A day off at a weekend or a day worked in the week would be a slip of the table."""
    assert all(day.year == year.year and day.weekday() <= FRIDAY for day in year.off)
    assert all(day.year == year.year and day.weekday() > FRIDAY for day in year.worked)
    assert list(year.off) == sorted(set(year.off))


@pytest.mark.parametrize(
    ("days", "start", "due"),
    [
        (3, date(2024, 4, 26), date(2024, 5, 4)),
        (3, date(2025, 4, 25), date(2025, 4, 29)),
        (3, date(2026, 8, 21), date(2026, 8, 25)),
        (1, date(2026, 11, 23), date(2026, 11, 25)),
        (2, date(2026, 8, 28), date(2026, 9, 4)),
        (1, date(2023, 8, 31), date(2023, 9, 5)),
        (1, date(2018, 12, 28), date(2019, 1, 2)),
        (2, date(2027, 2, 3), date(2027, 2, 12)),
    ],
)
def test_working_days_over_the_days_off(days: int, start: date, due: date) -> None:
    """Deadlines run over Tết, swaps and the days around 2/9 as offices count them."""
    calendar = vietnam_calendar(2018, 2027)

    assert Deadline(days, "working_day", "tiếp nhận").due(start, calendar) == due


@given(st.one_of(st.integers(1, 2017), st.integers(2028, 9999)), YEARS)
def test_an_undecided_year_is_refused(year: int, held: DecidedYear) -> None:
    """A year without a decision is refused with the way to give one, alone and among years that are held."""
    for first, last in ((year, year), (min(year, held.year), max(year, held.year))):
        with pytest.raises(YearError, match="swaps=") as refused:
            vietnam_calendar(first, last)
        assert "đến hết ngày 28/11/2026" in refused.value.vi
        assert "decisions={" in refused.value.en


@pytest.mark.parametrize("year", [2017, 2028])
def test_the_years_beside_those_that_are_held(year: int) -> None:
    """The year before the first and the year after the last are refused by name, in both languages."""
    with pytest.raises(
        YearError, match=f"chưa có ngày nghỉ của năm {year}.*the days off of {year} are not known"
    ):
        vietnam_calendar(year, year)


def test_a_year_of_ones_own() -> None:
    """A year that is not held has the days off that the caller's decision gives it, and those alone."""
    calendar = vietnam_calendar(
        2027,
        2028,
        decisions={2028: "Thông báo của Sở Nội vụ"},
        days_off=[date(2028, 1, 3), date(2028, 1, 26)],
        swaps=[(date(2028, 5, 2), date(2028, 5, 6))],
    )
    off = [day for day in days_of(2028) if day.weekday() <= FRIDAY and not calendar.is_working_day(day)]

    assert off == [date(2028, 1, 3), date(2028, 1, 26), date(2028, 5, 2)]
    assert calendar.is_working_day(date(2028, 5, 6))
    assert not calendar.is_working_day(date(2027, 2, 4))
    assert calendar.decisions[2028] == "Thông báo của Sở Nội vụ"
    assert calendar.known_to == date(2026, 11, 28)


@pytest.mark.parametrize(
    ("first", "last", "decided", "years"),
    [
        (None, None, [2028], range(2018, 2029)),
        (None, None, [2017], range(2017, 2028)),
        (2028, None, [2028], range(2028, 2029)),
        (2026, None, [2029, 2028], range(2026, 2030)),
        (None, 2017, [2017], range(2017, 2018)),
        (None, 2020, [], range(2018, 2021)),
    ],
)
def test_without_years_what_the_caller_decided_is_held_too(
    first: int | None, last: int | None, decided: list[int], years: range
) -> None:
    """A decision of the caller's for a year is not passed over because no years were stated."""
    assert vietnam_calendar(first, last, decisions=dict.fromkeys(decided, "x")).years == years


@pytest.mark.parametrize(
    ("given_years", "named"),
    [
        ({"first_year": 2028}, "of 2028"),
        ({"last_year": 2017}, "of 2017"),
        ({"decisions": {2029: "x"}}, "of 2028"),
    ],
)
def test_the_year_that_is_not_known_is_named(given_years: dict[str, Any], named: str) -> None:
    """With one year alone, or a decision beyond a gap, the error is about the year without days off."""
    with pytest.raises(YearError, match=f"the days off {named} are not known"):
        vietnam_calendar(**given_years)


def test_a_decision_is_for_a_year() -> None:
    """A year in quotes would never be looked up."""
    years: Any = {"2028": "x"}
    with pytest.raises(ArgumentError, match="decisions"):
        vietnam_calendar(decisions=years)


@given(st.sampled_from(days_of(2027)), st.booleans())
def test_what_the_caller_says_goes_before_what_is_held(day: date, work: bool) -> None:  # noqa: FBT001 - drawn
    """A swap that is decided later makes any day off or worked, whatever is held for it."""
    other = date(2026, 12, 31)  # the other day of the swap, outside the calendar
    swap = (other, day) if work else (day, other)
    calendar = vietnam_calendar(2027, 2027, swaps=[swap], decisions={2027: "1/VPCP-KGVX"})

    assert calendar.is_working_day(day) is work
    assert calendar.decisions[2027].endswith("; 1/VPCP-KGVX")
    others = vietnam_calendar(2027, 2027)
    assert all(
        calendar.is_working_day(each) == others.is_working_day(each) for each in days_of(2027) if each != day
    )


def test_a_year_outside_is_refused() -> None:
    """A day of a year that the calendar was not made for is refused, not taken for a working day."""
    calendar = vietnam_calendar(2024, 2024, hours=((time(8), time(12)),))

    assert calendar.hours == ((time(8), time(12)),)
    with pytest.raises(YearError, match=r"2024 to 2024, not 2025; .*: vietnam_calendar\(2024, 2025\)"):
        calendar.is_working_day(date(2025, 1, 2))
    with pytest.raises(YearError, match="is before"):
        vietnam_calendar(2025, 2024)


def test_a_day_cannot_be_off_and_worked() -> None:
    """A caller who contradicts himself is refused."""
    with pytest.raises(CalendarError):
        vietnam_calendar(
            2024, 2024, days_off=[date(2024, 3, 2)], swaps=[(date(2024, 3, 1), date(2024, 3, 2))]
        )
