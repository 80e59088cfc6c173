"""Which period a day falls into is the same by integers in columns as by `Period`."""

from datetime import date

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh import Period
from dlxh.measures.periods.period_index import TILING, index_of_period, period_at, period_index
from dlxh.words.period_windows import ALWAYS_CALENDAR, CONVENTIONS
from dlxh.words.periods import PeriodKind


@given(st.sampled_from(TILING), st.dates(date(1902, 1, 1), date(2198, 12, 31)), st.sampled_from(CONVENTIONS))
def test_columns_and_periods_agree(kind: PeriodKind, day: date, convention: str) -> None:
    """Written once, run anywhere: the place that columns compute is that of the period that `Period.of` gives."""
    frame = nw.from_native(pl.DataFrame({"day": [day]}))
    found = frame.select(period_index(kind, convention).alias("place")).item()
    cut = "calendar" if kind in ALWAYS_CALENDAR else convention

    assert period_at(kind, found, convention) == Period.of(kind, day, cut)


@pytest.mark.parametrize("kind", TILING)
def test_a_period_is_found_again_by_its_number(kind: str) -> None:
    """'Inverse of `period_at`': days, weeks, months and all longer kinds of period are found again by their number."""
    for period in Period.tile(kind, date(2019, 12, 30), date(2021, 1, 3)):
        assert period_at(PeriodKind(kind), index_of_period(period), "calendar") == period
