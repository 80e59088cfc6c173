"""Due days, each computed once per provision and period; around Tết with the real days off of 2020 to 2026."""

from datetime import date
from typing import Any

import pytest

from dlxh.data import vietnam_calendar
from dlxh.ledger.due_days import due_day, needs_calendar
from dlxh.models.duties import ReportObligation
from dlxh.words import SimpleCalendar
from dlxh.words.deadlines import DeadlineError
from dlxh.words.missing_input import MissingInputError
from tests.ledger.books import CALENDAR, obligation

VIETNAM = vietnam_calendar(2020, 2026)


def duty(**changes: Any) -> ReportObligation:  # noqa: ANN401 - fields of the model
    """Return what a provision says."""
    return ReportObligation.model_validate(obligation(**changes))


@pytest.mark.parametrize(
    ("due", "end", "expected"),
    [
        ({"kind": "day_of_month", "day": 20, "months_after": 0}, "2024-07-31", "2024-07-20"),
        ({"kind": "day_of_month", "day": 5, "months_after": 1}, "2024-12-31", "2025-01-05"),
        ({"kind": "day_of_month", "day": 31, "months_after": 0}, "2024-02-29", "2024-02-29"),
        ({"kind": "day_of_month", "day": 31, "months_after": 2}, "2024-07-14", "2024-09-30"),
        ({"kind": "after_period", "days": 5, "unit": "day"}, "2024-07-31", "2024-08-05"),
        ({"kind": "after_period", "days": 3, "unit": "working_day"}, "2024-08-30", "2024-09-04"),
        ({"kind": "weekday", "weekday": 5, "weeks_after": 0}, "2024-07-28", "2024-08-02"),
        ({"kind": "weekday", "weekday": 5, "weeks_after": -1}, "2024-07-28", "2024-07-26"),
        ({"kind": "weekday", "weekday": 3, "weeks_after": 1}, "2024-07-31", "2024-08-14"),
    ],
)
def test_each_kind_of_due_day(due: dict[str, Any], end: str, expected: str) -> None:
    """A due day is a day of the month, a number of days after the period, or a weekday after or within it."""
    assert due_day(duty(due=due), date.fromisoformat(end), CALENDAR) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("shift", "expected"),
    [("stays", "2024-07-20"), ("next_working_day", "2024-07-22"), ("previous_working_day", "2024-07-19")],
)
def test_a_due_day_on_a_day_off(shift: str, expected: str) -> None:
    """A due day on which nobody works stays, or moves to the next or the previous working day, as the provision says."""
    assert due_day(duty(on_day_off=shift), date(2024, 7, 31), CALENDAR) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2026-07-20", "2026-07-30"),  # a Thursday
        ("2026-07-21", "2026-07-31"),  # a Friday
        ("2026-07-22", "2026-08-03"),  # ten days later is Saturday 1 August
        ("2026-07-23", "2026-08-03"),  # Sunday
        ("2026-07-24", "2026-08-03"),  # Monday itself
        ("2026-04-23", "2026-05-04"),  # Sunday 3 May
        ("2026-08-20", "2026-08-31"),  # Sunday 30 August; Monday is a day off of 2026, and stays
    ],
)
def test_ten_days_after_and_on_monday_where_that_is_a_weekend(end: str, expected: str) -> None:
    """'Ten days after, on Monday where that is a weekend': no calendar is needed, and none is looked at."""
    later = duty(due={"kind": "after_period", "days": 10, "unit": "day"}, on_day_off="monday_after_weekend")

    assert not needs_calendar(later)
    for calendar in (None, VIETNAM):
        assert due_day(later, date.fromisoformat(end), calendar) == date.fromisoformat(expected)


def test_before_the_fifth_is_day_four_and_by_the_fifth_is_day_five() -> None:
    """'trước ngày 05: the 4th is the last day in time'; 'chậm nhất ngày 05' is the 5th."""
    before, latest = (duty(due={"kind": "day_of_month", "day": day, "months_after": 1}) for day in (4, 5))

    assert due_day(before, date(2026, 12, 31), None) == date(2027, 1, 4)
    assert due_day(latest, date(2026, 12, 31), None) == date(2027, 1, 5)


def test_a_calendar_is_asked_for_only_where_it_matters() -> None:
    """Nothing implicit: a due day that depends on working days needs a calendar, another one does not."""
    counted = duty(due={"kind": "after_period", "days": 3, "unit": "working_day"})

    assert needs_calendar(counted)
    assert needs_calendar(duty(on_day_off="next_working_day"))
    assert not needs_calendar(duty(due={"kind": "after_period", "days": 3, "unit": "day"}))
    with pytest.raises(MissingInputError, match="calendar="):
        due_day(counted, date(2024, 7, 31), None)


def test_a_calendar_without_working_days_is_refused() -> None:
    """A calendar that never works gives no due day."""
    never = SimpleCalendar(
        weekend=(0, 1, 2, 3, 4, 5), holidays=frozenset(date.fromordinal(n) for n in range(738000, 740000))
    )

    with pytest.raises(DeadlineError, match="no working day"):
        due_day(duty(on_day_off="next_working_day"), date(2024, 7, 31), never)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2020-01-22", "2020-02-05"),  # Tết Canh Tý: off from 23 to 29 January
        ("2021-02-09", "2021-02-23"),  # Tân Sửu: 10 to 16 February
        ("2022-01-28", "2022-02-11"),  # Nhâm Dần: 31 January to 4 February
        ("2023-01-19", "2023-02-02"),  # Quý Mão: 20 to 26 January
        ("2024-02-07", "2024-02-21"),  # Giáp Thìn: 8 to 14 February
        ("2025-01-24", "2025-02-07"),  # Ất Tỵ: 27 to 31 January
        ("2026-02-13", "2026-02-27"),  # Bính Ngọ: 16 to 20 February
    ],
)
def test_five_working_days_over_tet(end: str, expected: str) -> None:
    """Five working days from the last working day before Tết end a full week after the holiday."""
    counted = duty(due={"kind": "after_period", "days": 5, "unit": "working_day"})

    assert due_day(counted, date.fromisoformat(end), VIETNAM) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ((2021, 2), "2021-02-17"),  # the 15th is the fourth day of Tết
        ((2022, 4), "2022-04-15"),
        ((2024, 2), "2024-02-15"),
        ((2025, 11), "2025-11-17"),  # a Saturday
        ((2026, 2), "2026-02-23"),  # a Sunday, with Tết behind it
    ],
)
def test_the_fifteenth_moves_over_tet(month: tuple[int, int], expected: str) -> None:
    """The 15th of the month moves to the next working day, over weekend and Tết."""
    moved = duty(due={"kind": "day_of_month", "day": 15, "months_after": 0}, on_day_off="next_working_day")

    assert due_day(moved, date(*month, 28), VIETNAM) == date.fromisoformat(expected)
