"""Ngày và thời điểm: calendar days and instants, read strictly.

pydantic alone reads the JSON text `"0"` as 1970-01-01, in strict mode too. These two types do not:
a day is `2024-07-24`, an instant is `2024-07-24T08:00:00+07:00` with its offset, or with a blank for the T.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args

from pydantic import GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from dlxh.words.bilingual import ArgumentError, Error, check_option, in_language
from dlxh.words.given import need

VIETNAM = timezone(timedelta(hours=7), "+07:00")
"""Giờ Việt Nam: seven hours before UTC, without summer time, since 1975-06-13."""
VIETNAM_NAMES: Final = ("Asia/Ho_Chi_Minh", "Asia/Saigon", "Asia/Bangkok", "+07:00")
"""Zones that have kept seven hours before UTC since 1975."""

DAY_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?"
INSTANT_PATTERN = MOMENT_PATTERN + "(Z|[+-][0-9]{2}:[0-9]{2})$"
"""As RFC 3339 has it, which allows a blank where others write T; pandas writes one."""
FIRST_INSTANT = datetime(1900, 1, 1, tzinfo=VIETNAM)
LAST_INSTANT = datetime(2200, 12, 31, 23, 59, 59, 999999, tzinfo=VIETNAM)
"""In Vietnamese time; no engine agrees with the others on instants at the ends of time."""
OPEN_END: Final = date(9999, 12, 31)
"""Takes the place of a missing last day where days are compared."""
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""What the months are called in English."""
_DAY_FORMAT = "a day is written YYYY-MM-DD, as in 2024-07-24"
_INSTANT_FORMAT = "an instant needs its UTC offset, as in 2024-07-24T08:00:00+07:00"
_INSTANT_RANGE = "an instant must be in the years 1900 to 2200"
_DAY = re.compile(DAY_PATTERN.replace("$", r"\Z"))
_INSTANT = re.compile(INSTANT_PATTERN.replace("$", r"\Z"))


def _day(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the caller gave
    if (isinstance(value, str) and _DAY.match(value)) or type(value) is date:
        return value
    raise PydanticCustomError("day_format", _DAY_FORMAT)


def _instant(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the caller gave
    written = isinstance(value, str) and _INSTANT.match(value) is not None
    if written or (isinstance(value, datetime) and has_written_offset(value)):
        return value
    raise PydanticCustomError("instant_format", _INSTANT_FORMAT)


def has_written_offset(value: datetime) -> bool:
    """Return whether the offset of a moment can be written: one with seconds, as before 1911, is read by nobody again.

    >>> (
    ...     has_written_offset(datetime(2024, 7, 24, 8)),
    ...     has_written_offset(datetime(2024, 7, 24, 8, tzinfo=VIETNAM)),
    ... )
    (False, True)
    """
    offset = value.utcoffset()
    return offset is not None and not offset % timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Written:
    """Says how a type is written: in JSON by patterns, because a call of Python would cost three times as much.

    What a caller hands over in Python may be an object as well, and goes through `check`; both refuse alike.
    """

    patterns: tuple[tuple[str, str, str], ...]
    """A text's patterns, each with the code and the sentence of its refusal."""
    check: Callable[[Any], Any]
    within: tuple[datetime, datetime] | None = None
    """First and last instant that may be held."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        value = handler(source)
        if self.within is not None:
            bounds = core_schema.datetime_schema(ge=self.within[0], le=self.within[1])
            bounded = core_schema.custom_error_schema(
                bounds, custom_error_type="instant_range", custom_error_message=_INSTANT_RANGE
            )
            value = core_schema.chain_schema([value, bounded])
        steps = [
            core_schema.custom_error_schema(
                core_schema.str_schema(strict=True, pattern=pattern),
                custom_error_type=code,
                custom_error_message=message,
            )
            for pattern, code, message in self.patterns
        ]
        return core_schema.json_or_python_schema(
            json_schema=core_schema.chain_schema([*steps, value]),
            python_schema=core_schema.no_info_before_validator_function(self.check, value),
        )


Day = Annotated[
    date,
    _Written(((DAY_PATTERN, "day_format", _DAY_FORMAT),), _day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DAY_PATTERN}),
]
"""A calendar day in Viet Nam; a `date`, never a `datetime`."""

Instant = Annotated[
    datetime,
    _Written(
        ((INSTANT_PATTERN, "instant_format", _INSTANT_FORMAT),),
        _instant,
        within=(FIRST_INSTANT, LAST_INSTANT),
    ),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": INSTANT_PATTERN}),
]
"""A moment with its offset from UTC."""


def local_day(instant: datetime) -> date:
    """Return the calendar day in Viet Nam on which an instant falls.

    Raises:
        ArgumentError: the instant has no offset.

    >>> local_day(datetime.fromisoformat("2024-06-30T17:30:00+00:00"))
    datetime.date(2024, 7, 1)
    """
    need(datetime, instant=instant)
    if instant.tzinfo is None:
        raise ArgumentError(
            vi="thời điểm thiếu độ lệch so với giờ UTC; ghi thêm, như tzinfo=dlxh.words.days.VIETNAM",
            en="the instant has no offset from UTC; give it one, e.g. tzinfo=dlxh.words.days.VIETNAM",
        )
    return instant.astimezone(VIETNAM).date()


def write_day(day: date, lang: str) -> str:
    """Return a day as a sentence writes it: 20/10/2026 in Vietnamese, 2026-10-20 in English.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> write_day(date(2026, 10, 20), "vi"), write_day(date(2026, 10, 20), "en")
    ('20/10/2026', '2026-10-20')
    """
    need(date, day=day)
    return in_language(lang, vi=f"{day.day}/{day.month}/{day.year:04d}", en=day.isoformat())


Beyond: TypeAlias = Literal["error", "last_known"]
"""What to do with a day after the one up to which a fact is known: refuse it, or take what held on that day."""


def plain_day(on: date, name: str | None = None) -> date:
    """Return the day unchanged; raises ArgumentError for a datetime, whose day depends on an offset.

    Args:
        on: The day.
        name: The name of the argument; None: it is one of several days.

    >>> plain_day(date(2025, 7, 1))
    datetime.date(2025, 7, 1)
    """
    if name is not None and not isinstance(on, date):
        given = type(on).__name__
        raise ArgumentError(
            vi=f"{name}= nhận ngày (datetime.date), không nhận {given}; như date(2025, 7, 1)",
            en=f"{name}= takes a day (datetime.date), not {given}; such as date(2025, 7, 1)",
        )
    if isinstance(on, datetime) or not isinstance(on, date):
        raise ArgumentError(
            vi=f"ngày là một date, không phải {type(on).__name__}; có thời điểm thì lấy ngày bằng "
            "dlxh.words.days.local_day(instant) trước",
            en=f"a day is a date, not {type(on).__name__}; for an instant use dlxh.words.days.local_day(instant) first",
        )
    return on


def known_day(on: date, known_to: date, beyond: Beyond, refusal: type[Error]) -> date:
    """Return the day on which to look a fact up: the day itself, or the last known one where the caller takes that.

    Args:
        on: The day in question.
        known_to: The day on which the sources of the fact were last searched for a change, inclusive.
        beyond: What to do for a day after that.
        refusal: The error of the room.

    Raises:
        Error: of the type `refusal`: the day lies beyond and no policy is stated, or an unknown one.
        ArgumentError: `on` is not a plain date.

    >>> known_day(date(2028, 1, 1), date(2026, 11, 28), "last_known", Error)
    datetime.date(2026, 11, 28)
    """
    day = plain_day(on)
    check_option("beyond", beyond, get_args(Beyond), refusal)
    if day > known_to and beyond == "error":
        raise refusal(
            vi=f"dữ liệu này cập nhật đến hết ngày {write_day(known_to, 'vi')}, chưa có cho ngày {write_day(day, 'vi')}; "
            "dùng bản dlxh mới hơn, hoặc nêu beyond='last_known' nếu từ đó đến nay không có gì thay đổi",
            en=f"this is known up to {known_to}, not for {day}; use a newer dlxh, or pass beyond='last_known' if "
            "nothing has changed since",
        )
    return min(day, known_to)
