"""Ngày và thời điểm: calendar days and instants, read strictly.

pydantic alone reads the JSON text `"0"` as 1970-01-01, in strict mode too. These two types do not:
a day is `2024-07-24`, an instant is `2024-07-24T08:00:00+07:00` with its offset.
"""

import re
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

VIETNAM = timezone(timedelta(hours=7), "+07:00")
"""Giờ Việt Nam: seven hours before UTC, without summer time, since 1975-06-13."""

DAY_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
INSTANT_PATTERN = (
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"
)
FIRST_YEAR, LAST_YEAR = "1900", "2200"
"""No engine agrees with the others on instants at the ends of time."""
_DAY = re.compile(DAY_PATTERN.replace("$", r"\Z"))
_INSTANT = re.compile(INSTANT_PATTERN.replace("$", r"\Z"))


def _day(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the caller gave
    if (isinstance(value, str) and _DAY.match(value)) or type(value) is date:
        return value
    raise PydanticCustomError("day_format", "a day is written YYYY-MM-DD, as in 2024-07-24")


def _instant(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the caller gave
    if isinstance(value, str):
        aware, year = _INSTANT.match(value) is not None, value[:4]
    else:
        aware, year = isinstance(value, datetime) and value.tzinfo is not None, f"{getattr(value, 'year', 0):04}"
    if aware and not FIRST_YEAR <= year <= LAST_YEAR:
        raise PydanticCustomError("instant_range", "an instant lies in the years 1900 to 2200")
    if aware:
        return value
    raise PydanticCustomError("instant_format", "an instant carries its offset, as in 2024-07-24T08:00:00+07:00")


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DAY_PATTERN}),
]
"""A calendar day in Viet Nam; a `date`, never a `datetime`."""

Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": INSTANT_PATTERN}),
]
"""A moment with its offset from UTC."""


def local_day(instant: datetime) -> date:
    """Return the calendar day in Viet Nam on which an instant falls.

    Raises:
        ValueError: the instant has no offset.

    >>> local_day(datetime.fromisoformat("2024-06-30T17:30:00+00:00"))
    datetime.date(2024, 7, 1)
    """
    if instant.tzinfo is None:
        msg = "the instant has no offset from UTC; give it one, e.g. tzinfo=dlxh.words.days.VIETNAM"
        raise ValueError(msg)
    return instant.astimezone(VIETNAM).date()
