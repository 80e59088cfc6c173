"""Days as numbers: what every engine calculates with integers is the ordinal that Python knows."""

from datetime import date

import narwhals as nw
import polars as pl

from dlxh.ledger.service_spells import day_number


def test_the_number_of_a_day_is_its_ordinal() -> None:
    """In every year that a date can have, on the days around the leap day and around New Year."""
    ends = ((1, 1), (2, 28), (3, 1), (12, 31))
    days = [date(year, month, day) for year in range(1, 10_000) for month, day in ends]
    frame = nw.from_native(pl.DataFrame({"day": days}), eager_only=True)

    assert frame.select(day_number(nw.col("day")).alias("n"))["n"].to_list() == [
        day.toordinal() for day in days
    ]
