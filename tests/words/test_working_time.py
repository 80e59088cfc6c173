"""Working time between two days or two instants is what a deadline counts."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.days import VIETNAM
from dlxh.words.deadlines import Deadline, after_working_time
from dlxh.words.work_calendars import SimpleCalendar
from dlxh.words.working_time import working_days, working_time

CALENDAR = SimpleCalendar(
    holidays=frozenset({date(2024, 9, 2), date(2024, 9, 3)}),
    working_extra=frozenset({date(2024, 9, 7)}),
    hours=((time(7, 30), time(11, 30)), (time(13), time(16, 30))),
)
STARTS = st.datetimes(datetime(2024, 8, 20), datetime(2024, 9, 20)).map(lambda at: at.replace(tzinfo=VIETNAM))  # noqa: DTZ001 - the offset follows


@given(start=STARTS, amount=st.integers(1, 40))
def test_days_are_those_of_the_deadline(start: datetime, amount: int) -> None:
    """A deadline of some working days is due that number of working days after a day."""
    due = Deadline(amount, "working_day").due(start.date(), CALENDAR)

    assert working_days(start.date(), due, CALENDAR) == amount
    assert working_days(due, start.date(), CALENDAR) == 0


@given(start=STARTS, minutes=st.integers(1, 4000))
def test_hours_are_those_of_the_deadline(start: datetime, minutes: int) -> None:
    """Between the start and the instant after so much working time lies exactly that working time."""
    left = timedelta(minutes=minutes)

    assert working_time(start, after_working_time(start, left, CALENDAR), CALENDAR) == left


def test_a_day_off_is_not_worked() -> None:
    """Over the days off for 2/9 nothing is worked; the Saturday that makes up for one is."""
    friday = datetime(2024, 8, 30, 16, tzinfo=VIETNAM)

    assert working_time(friday, datetime(2024, 9, 4, 8, tzinfo=VIETNAM), CALENDAR) == timedelta(hours=1)
    assert working_days(date(2024, 9, 6), date(2024, 9, 8), CALENDAR) == 1
