"""Days and instants as integers, on every engine."""

from datetime import date

import narwhals as nw
import polars as pl

from dlxh.casework.moments import number_of_day


def test_days_are_numbered_as_the_calendar_numbers_them() -> None:
    """Also around the leap days of 1900, 2000 and 2100, of which only the second is one."""
    days = [
        date(year, month, day)
        for year in (1899, 1900, 1999, 2000, 2004, 2023, 2024, 2100, 2200)
        for month, day in ((1, 1), (1, 31), (2, 28), (3, 1), (4, 30), (7, 31), (8, 1), (12, 31))
    ]
    days += [date(1904, 2, 29), date(2000, 2, 29), date(2024, 2, 29)]
    frame = nw.from_native(pl.DataFrame({"day": days}))

    found = frame.select(number_of_day(nw.col("day"))).to_native().to_series().to_list()
    assert found == [(day - date(1970, 1, 1)).days for day in days]
