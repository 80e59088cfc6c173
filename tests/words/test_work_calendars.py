"""Calendars of working days and hours."""
# pyright: reportArgumentType=false, reportCallIssue=false

import pickle
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.data.calendars import vietnam_calendar
from dlxh.words.days import VIETNAM
from dlxh.words.work_calendars import CalendarError, SimpleCalendar, WorkCalendar

DAYS = st.dates(min_value=date(2024, 9, 1), max_value=date(2024, 9, 10))  # few, so that they meet


@given(DAYS, st.frozensets(DAYS), st.frozensets(DAYS))
def test_days(day: date, holidays: frozenset[date], extra: frozenset[date]) -> None:
    """A day made up for is worked, a holiday and a weekend are not, every other day is."""
    calendar: WorkCalendar = SimpleCalendar(holidays=holidays - extra, working_extra=extra)

    expected = True if day in extra else not (day in holidays or day.weekday() >= 5)
    assert calendar.is_working_day(day) is expected


@pytest.mark.parametrize(
    "wrong",
    [datetime.fromisoformat("2024-09-02"), datetime(2024, 9, 2, 8, tzinfo=VIETNAM), "2024-09-02"],
    ids=str,
)
def test_a_day_is_a_date(wrong: Any) -> None:  # noqa: ANN401 - the mistake that is tested
    """An instant or a text equals no day off, so it is refused: as a question, as a day off and as a day worked."""
    day = date(2024, 9, 2)
    for calendar in (SimpleCalendar(holidays=frozenset({day})), vietnam_calendar(2024, 2024)):
        assert not calendar.is_working_day(day)
        with pytest.raises(TypeError, match="a day is a date"):
            calendar.is_working_day(wrong)
    for days in ({"holidays": frozenset({wrong})}, {"working_extra": frozenset({day, wrong})}):
        with pytest.raises(TypeError, match="a day is a date"):
            SimpleCalendar(**days)
    for mine in ({"days_off": [wrong]}, {"swaps": [(day, wrong)]}, {"swaps": [(wrong, date(2024, 9, 7))]}):
        with pytest.raises(TypeError, match="a day is a date"):
            vietnam_calendar(2024, 2024, **mine)


def test_weekend_is_an_argument() -> None:
    """An office that works on Saturdays says so."""
    saturday = date(2024, 7, 27)

    assert SimpleCalendar(weekend=(6,)).is_working_day(saturday)
    assert not SimpleCalendar().is_working_day(saturday)


def test_hours_have_no_default() -> None:
    """The holiday calendar is an input, and working hours have no default."""
    assert SimpleCalendar().hours == ()


@pytest.mark.parametrize(
    "hours",
    [
        ((time(8), time(8)),),
        ((time(12), time(8)),),
        ((time(8), time(12)), (time(11), time(17))),
        ((time(13), time(17)), (time(8), time(12))),
    ],
    ids=str,
)
def test_hours_run_forward(hours: tuple[tuple[time, time], ...]) -> None:
    """Hours that overlap or run backwards are refused."""
    with pytest.raises(CalendarError, match="run forward"):
        SimpleCalendar(hours=hours)


def test_contradictions() -> None:
    """A calendar does not say two things of one day, and leaves a day to work."""
    tet = frozenset({date(2026, 2, 17)})
    with pytest.raises(CalendarError, match="2026-02-17"):
        SimpleCalendar(holidays=tet, working_extra=tet)
    with pytest.raises(CalendarError, match="all seven days"):
        SimpleCalendar(weekend=(0, 1, 2, 3, 4, 5, 6))
    assert SimpleCalendar(hours=((time(0), time(12)), (time(12), time(17)))).hours
    with pytest.raises(CalendarError, match="no day 7 of the week"):
        SimpleCalendar(weekend=(6, 7))


@pytest.mark.parametrize("kind", [list, iter, set], ids=lambda kind: kind.__name__)
def test_what_is_given_is_kept(kind: Any) -> None:  # noqa: ANN401 - a kind of list
    """A weekend and hours given as any list are there afterwards, in a text, a copy, a pickle and a set."""
    hours = ((time(8), time(12)),)
    calendar = SimpleCalendar(weekend=kind([6]), hours=kind(hours))

    assert calendar == SimpleCalendar(weekend=(6,), hours=hours)
    assert calendar in {replace(calendar), pickle.loads(pickle.dumps(calendar))}  # noqa: S301 - our own
    assert repr(calendar) == repr(SimpleCalendar(weekend=(6,), hours=hours))
    assert not calendar.is_working_day(date(2024, 7, 28))
