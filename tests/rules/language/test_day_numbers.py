"""Numbers of days and months are those of Python's calendar on every engine, over leap years and ends of centuries."""

from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest

from dlxh.rules.language.nodes import Subject
from dlxh.rules.language.rows import subject
from dlxh.rules.language.to_closures import closure
from dlxh.rules.language.to_narwhals import Expressions
from tests.engines import CARRIERS, ENGINES

NEW_YEARS = [date(year, 1, 1) for year in (1900, 1901, 1904, 1905, 2000, 2001, 2024, 2025, 2100, 2101, 2200)]
DAYS = [day + timedelta(days=shift) for day in NEW_YEARS for shift in (-1, 0, 59, 60, 61)]


@pytest.mark.parametrize("name", ENGINES)
def test_a_day_has_its_number(name: str) -> None:
    """A day is one more than the day before it, a month one more than the month before it, wherever a year ends."""
    term = subject("terms")
    asked = {"month": term.start.dt.month_number().node, "day": term.start.dt.day_number().node}
    made = Expressions(date(2026, 6, 30), lambda column: column.name, {})
    frame = nw.from_native(CARRIERS[name]()(pl.DataFrame({"start": DAYS}))).lazy()
    told = frame.select(**{key: made.of(node) for key, node in asked.items()}).collect("polars").to_native()

    expected = {
        "month": [day.year * 12 + day.month for day in DAYS],
        "day": [day.toordinal() for day in DAYS],
    }
    assert {key: sorted(told[key].to_list()) for key in asked} == {
        key: sorted(each) for key, each in expected.items()
    }
    for key, node in asked.items():
        of_row = closure(node, {Subject("terms"): 1})
        assert [of_row([None, {"start": day}]) for day in DAYS] == expected[key]
