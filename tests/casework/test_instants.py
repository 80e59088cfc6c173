"""Days and instants as integers, on every engine."""

from datetime import date, datetime

import narwhals as nw
import polars as pl
import pytest

from dlxh.casework.instants import micros_of_day, number_of_day


def test_days_are_numbered_as_the_calendar_numbers_them() -> None:
    """Also around the leap days of 1900, 2000 and 2100, where only the second is one."""
    days = [
        date(year, month, day)
        for year in (1899, 1900, 1999, 2000, 2004, 2023, 2024, 2100, 2200)
        for month, day in ((1, 1), (1, 31), (2, 28), (3, 1), (4, 30), (7, 31), (8, 1), (12, 31))
    ]
    days += [date(1904, 2, 29), date(2000, 2, 29), date(2024, 2, 29)]
    frame = nw.from_native(pl.DataFrame({"day": days}))

    found = frame.select(number_of_day(nw.col("day"))).to_native().to_series().to_list()
    assert found == [(day - date(1970, 1, 1)).days for day in days]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh"])
def test_the_time_of_day_is_that_of_viet_nam(zone: str) -> None:
    """In whichever of the two zones a table shows its instants, to the microsecond, also after midnight in Viet Nam."""
    instants = [
        datetime.fromisoformat(f"2024-08-30T{clock}+07:00")
        for clock in ("00:00:00.000001", "06:59:59", "07:30:00", "23:59:59.999999")
    ]
    shown = pl.Series("at", instants, pl.Datetime("us", "UTC")).dt.convert_time_zone(zone)
    frame = nw.from_native(pl.LazyFrame({"at": shown}))

    found = frame.select(micros_of_day(frame, "at")).collect().to_native().to_series().to_list()
    assert found == [1, 25_199_000_000, 27_000_000_000, 86_399_999_999]
