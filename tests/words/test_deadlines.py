"""Deadlines in hours, working hours, days and working days."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dlxh.words.bilingual import Error
from dlxh.words.days import VIETNAM
from dlxh.words.deadlines import Deadline, DeadlineError, SimpleCalendar

OFFICE = SimpleCalendar(
    holidays=frozenset({date(2024, 9, 2), date(2024, 9, 3)}),
    working_extra=frozenset({date(2024, 9, 7)}),
    hours=((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30))),
)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))
AMOUNTS = st.integers(1, 60)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant in September 2024, Vietnamese time."""
    return datetime(2024, 9, day, hour, minute, tzinfo=VIETNAM)


@given(DAYS, AMOUNTS, st.lists(AMOUNTS, max_size=3))
def test_days(start: date, amount: int, extensions: list[int]) -> None:
    """Clocks run in the deadline's unit and extend: in days the day of the start does not count, every other does."""
    deadline = Deadline(amount, "day", extensions=tuple(extensions))

    assert deadline.due(start) == start + timedelta(days=amount + sum(extensions))
    assert deadline.due(datetime.combine(start, time(23, 59), VIETNAM)) == deadline.due(start)


@given(DAYS, AMOUNTS)
def test_working_days(start: date, amount: int) -> None:
    """A deadline of n working days ends on the n-th working day after the start."""
    due = Deadline(amount, "working_day").due(start, OFFICE)
    after = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]

    assert sum(OFFICE.is_working_day(day) for day in after) == amount
    assert OFFICE.is_working_day(due)


@pytest.mark.parametrize(
    ("amount", "start", "due"),
    [
        (1, date(2024, 8, 30), date(2024, 9, 4)),  # over a weekend and two days off
        (3, date(2024, 9, 4), date(2024, 9, 7)),  # a Saturday that is worked
        (4, date(2024, 9, 4), date(2024, 9, 9)),
        (5, date(2024, 9, 1), date(2024, 9, 9)),
    ],
)
def test_working_days_by_hand(amount: int, start: date, due: date) -> None:
    """Days off do not count, days made up do."""
    assert Deadline(amount, "working_day").due(start, OFFICE) == due


@pytest.mark.parametrize(
    ("amount", "start", "due"),
    [
        (4, at(5, 7, 30), at(5, 11, 30)),  # the end of a span belongs to it
        (8, at(5, 7, 30), at(5, 17, 30)),
        (8, at(5, 10, 0), at(6, 10, 0)),
        (1, at(5, 11, 0), at(5, 14, 0)),  # over noon
        (1, at(5, 12, 0), at(5, 14, 30)),  # from within the break
        (1, at(5, 17, 30), at(6, 8, 30)),  # from the end of a day
        (1, at(5, 3, 0), at(5, 8, 30)),
        (8, at(1, 9, 0), at(4, 17, 30)),  # from a Sunday, over two days off
        (2, at(7, 16, 30), at(9, 8, 30)),  # from a Saturday that is worked
        (24, at(5, 7, 30), at(7, 17, 30)),
    ],
)
def test_working_hours_by_hand(amount: int, start: datetime, due: datetime) -> None:
    """Working hours run in the hours of the calendar only."""
    found = Deadline(amount, "working_hour").due(start, OFFICE)

    assert found == due
    assert isinstance(found, datetime)
    assert found.tzinfo is VIETNAM


def test_hours() -> None:
    """Hours run through nights and days off, and keep the offset of the start."""
    found = Deadline(24, "hour").due(at(1, 9))

    assert found == at(2, 9)
    assert isinstance(found, datetime)
    assert found.utcoffset() == timedelta(hours=7)
    assert Deadline(24, "hour").due(at(1, 9).astimezone(UTC)) == found


class Summer(tzinfo):
    """A zone whose clocks go back one hour at 3:00 on 27 October 2024."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """Two hours in summer, one afterwards."""
        late = moment is not None and moment.replace(tzinfo=None) >= datetime(2024, 10, 27, 3)  # noqa: DTZ001 - its clock
        return timedelta(hours=1 if late else 2)

    def dst(self, moment: datetime | None) -> timedelta:
        """One hour in summer."""
        return self.utcoffset(moment) - timedelta(hours=1)

    def tzname(self, moment: datetime | None) -> str:
        """Any name."""
        return f"{self.utcoffset(moment)}"


def test_hours_are_real_hours() -> None:
    """Hours pass, whatever the clocks do: 24 hours over the end of a summer time end an hour earlier by the clock."""
    found = Deadline(24, "hour").due(datetime(2024, 10, 26, 12, tzinfo=Summer()))

    assert isinstance(found, datetime)
    assert (found.day, found.hour) == (27, 11)


def test_recurrence() -> None:
    """20 days, then every 7 days: the recurrences follow the extended deadline."""
    deadline = Deadline(20, "day", extensions=(10,), repeat_every=7)

    dues = [deadline.due(date(2024, 7, 1), repeat=n) for n in range(3)]
    assert dues == [date(2024, 7, 31), date(2024, 8, 7), date(2024, 8, 14)]
    for broken, repeat in ((deadline, -1), (Deadline(20, "day"), 1)):
        with pytest.raises(DeadlineError, match="no recurrence"):
            broken.due(date(2024, 7, 1), repeat=repeat)


@pytest.mark.parametrize(
    ("unit", "start", "calendar", "reason"),
    [
        ("working_day", date(2024, 9, 1), None, "pass calendar="),
        ("working_hour", at(5, 9), None, "pass calendar="),
        ("working_hour", at(5, 9), SimpleCalendar(), "does not state its working hours"),
        ("working_hour", date(2024, 9, 5), OFFICE, "from an instant, not from a day"),
        ("hour", date(2024, 9, 5), None, "from an instant, not from a day"),
        ("hour", datetime(2024, 9, 5, 9), None, "without an offset"),  # noqa: DTZ001 - the fault itself
        ("day", datetime(2024, 9, 5, 9), None, "without an offset"),  # noqa: DTZ001 - the fault itself
    ],
)
def test_nothing_implicit(unit: str, start: date, calendar: SimpleCalendar | None, reason: str) -> None:
    """Nothing implicit: calendar, hours and offset are inputs, and what is missing is named."""
    with pytest.raises(Error, match=reason):
        Deadline(1, unit).due(start, calendar)


def test_a_calendar_without_work() -> None:
    """A calendar on which nobody ever works is an error and no endless search."""

    class Never:
        hours = ((time(8), time(12)),)

        def is_working_day(self, day: date) -> bool:
            return day < date(2000, 1, 1)

    for unit in ("working_day", "working_hour"):
        with pytest.raises(DeadlineError, match="no working day"):
            Deadline(1, unit).due(at(5, 9), Never())


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"amount": 0}, "greater_than"),
        ({"amount": -1}, "greater_than"),
        ({"amount": "1"}, "int_type"),
        ({"amount": True}, "int_type"),
        ({"amount": 1.0}, "int_type"),
        ({"amount": 100_001}, "less_than_equal"),
        ({"extensions": (0,)}, "greater_than"),
        ({"repeat_every": 0}, "greater_than"),
        ({"unit": "week"}, "enum"),
        ({"start_event": " "}, "string_pattern_mismatch"),
        ({"calendar": None}, "extra_forbidden"),
    ],
    ids=str,
)
def test_refused(fields: dict[str, object], code: str) -> None:
    """Amounts are whole numbers above zero, in one of four units."""
    with pytest.raises(ValidationError) as refusal:
        Deadline.model_validate({"amount": 1, "unit": "day", **fields})
    assert [line["type"] for line in refusal.value.errors()] == [code]


def test_made_by_hand_and_read() -> None:
    """Amount and unit come first; JSON gives the same deadline."""
    deadline = Deadline(10, "working_day", "nhận phiếu chuyển", (5,), 7)

    assert Deadline.model_validate_json(deadline.model_dump_json()) == deadline
    assert (deadline.amount, deadline.start_event, deadline.extensions, deadline.repeat_every) == (
        10,
        "nhận phiếu chuyển",
        (5,),
        7,
    )
