"""Thời điểm bằng số nguyên: days and instants as integers, with operations that every engine has."""

from datetime import datetime, timedelta
from typing import Any

import narwhals as nw

from dlxh.words.days import VIETNAM, VIETNAM_NAMES

DAY = 86_400_000_000
"""Microseconds of a day."""
HOUR = 3_600_000_000
"""Microseconds of an hour."""
EPOCH = 719_468
"""Days from 0000-03-01 to 1970-01-01 in the Gregorian calendar."""


def number_of_day(day: nw.Expr) -> nw.Expr:
    """Return the days since 1970-01-01, by integers only: no two engines subtract days alike."""
    month = day.dt.month().cast(nw.Int64())
    early = (month <= 2).cast(nw.Int64())  # noqa: PLR2004 - the computing year begins in March
    year = day.dt.year().cast(nw.Int64()) - early
    of_year = (153 * (month + early * 12 - 3) + 2) // 5 + day.dt.day().cast(nw.Int64()) - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + of_year - EPOCH


def micros_of_day(frame: nw.LazyFrame[Any], name: str) -> nw.Expr:
    """Return the microseconds since midnight in Viet Nam of an instant.

    SQL engines show an instant in the zone of their session; `Tables` admits UTC and Viet Nam only.
    """
    found = frame.collect_schema()[name]
    local = isinstance(found, nw.Datetime) and found.time_zone in VIETNAM_NAMES
    moment = nw.col(name).dt
    hour = moment.hour().cast(nw.Int64()) + (0 if local else 7)
    seconds = (hour % 24) * 3600 + moment.minute().cast(nw.Int64()) * 60 + moment.second().cast(nw.Int64())
    return seconds * 1_000_000 + moment.microsecond().cast(nw.Int64())


def micros_since_1970(instant: datetime) -> int:
    """Return the microseconds since 1970-01-01 00:00 by the clock of Viet Nam.

    >>> micros_since_1970(datetime.fromisoformat("1970-01-01T00:00:01+07:00"))
    1000000
    """
    return (instant - datetime(1970, 1, 1, tzinfo=VIETNAM)) // timedelta(microseconds=1)
