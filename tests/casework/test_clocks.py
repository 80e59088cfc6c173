"""Clocks: the same by expressions as for one case, and as the deadline itself says."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlxh import Register
from dlxh.casework.clock import case_clocks
from dlxh.casework.states import case_states
from dlxh.words.days import VIETNAM
from dlxh.words.work_calendars import SimpleCalendar
from tests.casework.invented import START, registers
from tests.engines import engine

CALENDAR = SimpleCalendar(
    holidays=frozenset({date(2024, 9, 2), date(2024, 9, 3)}),
    working_extra=frozenset({date(2024, 9, 7)}),
    hours=((time(7, 30), time(11, 30)), (time(13), time(16, 30))),
)
NOWS = st.integers(-10, 700).map(lambda hours: START + timedelta(hours=hours, minutes=15, microseconds=7))


def _of_one(register: Register, now: datetime) -> list[tuple[Any, ...]]:
    return [
        (
            case.id, clock.number, clock.agency, clock.unit.value, clock.allowed, clock.elapsed, clock.paused, clock.left,
            clock.running, clock.overdue, clock.due_soon(1), clock.due,
        )
        for case in register.cases
        for clock in case_clocks(case, now=now, calendar=CALENDAR)
    ]  # fmt: skip


def _of_many(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    names = (
        "case",
        "n",
        "agency",
        "unit",
        "allowed",
        "elapsed",
        "paused",
        "left",
        "running",
        "overdue",
        "due_soon",
    )
    return [
        (
            *(row[name] for name in names),
            row["due_at"].astimezone(VIETNAM) if row["due_at"] else row["due_day"],
        )
        for row in rows
        if row["unit"] is not None
    ]


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(register=registers(), now=NOWS)
def test_clocks_of_one_and_of_many_agree(name: str, register: Register, now: datetime) -> None:
    """Working time is counted by ordinals of a calendar table: the same as counting day by day, on every engine."""
    found = case_states(engine(name)(register), now=now, calendar=CALENDAR).clocks

    assert _of_many(found.to_dicts()) == sorted(_of_one(register, now), key=lambda row: row[:2])
