"""Seconds of Vietnamese time, which deadlines in hours are counted in."""

from datetime import UTC, date, datetime

import narwhals as nw
import polars as pl
import pytest

from dlxh.ledger.clocks import DAY, HOUR, ticks


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh"])
def test_an_instant_is_counted_in_vietnamese_time(zone: str) -> None:
    """Half past one in the morning of 25 July in Viet Nam, whichever of the two zones the engine shows it in."""
    at = pl.Series("at", [datetime(2024, 7, 24, 18, 30, tzinfo=UTC)]).dt.convert_time_zone(zone)
    frame = nw.from_native(pl.DataFrame({"at": at, "day": [date(2024, 7, 25)]}).lazy())
    found = frame.select(ticks("at", "day", frame.collect_schema()["at"]).alias("n")).collect("polars")
    assert found["n"].to_list() == [date(2024, 7, 25).toordinal() * DAY + HOUR + 1800]
