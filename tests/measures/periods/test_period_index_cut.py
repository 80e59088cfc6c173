"""The number that distinguishes periods in columns and the period itself are one thing."""

from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest

from dlxh.measures.periods.period_index import MONTHS, period_at, period_index
from dlxh.words.periods import Period, PeriodKind

DAYS = [date(2023, 11, 20) + timedelta(days=number) for number in range(480)]


@pytest.mark.parametrize("convention", ["calendar", "2_to_1", "15_to_14", "28_to_27"])
@pytest.mark.parametrize("kind", MONTHS, ids=str)
def test_columns_and_periods_cut_alike(kind: PeriodKind, convention: str) -> None:
    """Each day falls into the same period by integers on columns as by `Period.of`, on the day of the cut too."""
    frame = nw.from_native(pl.DataFrame({"day": DAYS}).lazy()).with_columns(
        period_index(kind, convention).alias("place")
    )
    found = frame.collect("polars")["place"].to_list()

    assert [period_at(kind, value, convention) for value in found] == [
        Period.of(kind, day, convention) for day in DAYS
    ]
