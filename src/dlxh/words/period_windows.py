"""Khoảng ngày: the first and the last day of months, quarters, years and weeks under each convention.

Under the convention `15_to_14` July runs from 15 June to 14 July, and a year from 15 December to 14 December
(the state's reporting windows; Nghị định 244/2026/NĐ-CP has the yearly one). Every window here is a run of whole
months, counted from a cut-off day: the calendar is the cut-off day 1.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Literal, NamedTuple, TypeAlias

from dlxh.words.bilingual import WordError, check_option, quote
from dlxh.words.given import need, need_text

CALENDAR: Final = "calendar"
CONVENTIONS: Final = (CALENDAR, *(f"{day}_to_{day - 1}" for day in range(2, 29)))
"""How months are cut: by the calendar, or from day S of the month before to day S-1; S is 2 to 28."""
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
_DECEMBER: Final = 12


class PeriodError(WordError):
    """A text or a number that is not a period, or a period without a neighbour.

    >>> try:
    ...     cut_of("31_to_30")
    ... except PeriodError as error:
    ...     print(error.en.split(";")[0])
    there is no convention '31_to_30'
    """


class PeriodKind(StrEnum):
    """Loại kỳ: how long a period is, and how it is numbered."""

    DAY = "day"
    """Ngày."""
    WEEK = "week"
    """Tuần: Monday to Sunday, numbered as in ISO 8601."""
    MONTH = "month"
    """Tháng."""
    TWO_MONTHS = "two_months"
    """Hai tháng liền nhau; December and the January after it are the two months 12 of December's year."""
    QUARTER = "quarter"
    """Quý."""
    HALF_YEAR = "half_year"
    """6 tháng đầu năm, 6 tháng cuối năm."""
    NINE_MONTHS = "nine_months"
    """9 tháng đầu năm."""
    YEAR = "year"
    """Năm."""
    FIRST_MONTHS = "first_months"
    """Mấy tháng đầu năm: 2 to 11 months from January; 6 and 9 are kinds themselves."""
    TERM = "term"
    """Nhiệm kỳ, giai đoạn: days stated by its decision."""
    CUSTOM = "custom"
    """Any other run of days."""

    @property
    def months(self) -> int:
        """How many months it runs; 0 for days, weeks, and what runs freely.

        >>> PeriodKind("two_months").months
        2
        """
        return _MONTHS.get(self, 0)


TiledKind: TypeAlias = Literal[
    PeriodKind.DAY,
    PeriodKind.WEEK,
    PeriodKind.MONTH,
    PeriodKind.TWO_MONTHS,
    PeriodKind.QUARTER,
    PeriodKind.HALF_YEAR,
    PeriodKind.YEAR,
]
"""Kinds of period that follow each other without gap, so that every day has one to report on; from the shortest up."""


_MONTHS: Final = {
    PeriodKind.MONTH: 1,
    PeriodKind.TWO_MONTHS: 2,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
_MONTHS_WITH_A_NAME: Final = (6, 9)  # "6 tháng đầu năm" is the half-year, "9 tháng đầu năm" the nine months
ALWAYS_CALENDAR: Final = frozenset({PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.TERM, PeriodKind.CUSTOM})
"""Kinds that no convention moves."""


class Place(NamedTuple):
    """The place of a period in its year.

    The number is the month, the first of two months, the quarter, the half, the week, or how many first months;
    1 for nine months and years.
    """

    kind: PeriodKind
    year: int
    number: int = 1


def cut_of(convention: str) -> int:
    """Return the day of the month on which a convention cuts; 1 for the calendar.

    Raises:
        PeriodError: no such convention.

    >>> cut_of("15_to_14")
    15
    """
    need_text(convention=convention)
    if convention not in CONVENTIONS:
        raise PeriodError(
            vi=f"không có cách chia kỳ {quote(convention)}; dùng 'calendar' hoặc như '15_to_14' (ngày đầu từ 2 đến 28)",
            en=f"there is no convention {quote(convention)}; use 'calendar' or one such as '15_to_14' (first day 2 to 28)",
        )
    return 1 if convention == CALENDAR else int(convention.split("_", 1)[0])


def window(place: Place, cut: int) -> tuple[date, date]:
    """Return the first and the last day of a period.

    Raises:
        PeriodError: the number or the year does not exist.

    >>> window(Place(PeriodKind.MONTH, 2024, 1), 15)
    (datetime.date(2023, 12, 15), datetime.date(2024, 1, 14))
    """
    _check(place)
    if place.kind is PeriodKind.WEEK:
        monday = date.fromisocalendar(place.year, place.number, 1)
        return monday, monday + timedelta(days=6)
    first, last = _months_of(place)
    return _month_start(place.year, first, cut), _month_start(place.year, last + 1, cut) - timedelta(days=1)


def place_between(kind: PeriodKind, start: date, end: date, cut: int) -> Place | None:
    """Return the place whose window is exactly these days, or None.

    >>> place_between(PeriodKind.QUARTER, date(2024, 1, 1), date(2024, 3, 31), 1)
    Place(kind=<PeriodKind.QUARTER: 'quarter'>, year=2024, number=1)
    """
    if kind is PeriodKind.FIRST_MONTHS:
        year, months = _month_of(end, cut)
        place = Place(kind, year, months)
    elif kind is PeriodKind.TWO_MONTHS:
        place = Place(kind, *_month_of(start, cut))
    else:
        place = place_of(kind, start, cut)
    try:
        return place if window(place, cut) == (start, end) else None
    except PeriodError:
        return None


def place_of(kind: PeriodKind, day: date, cut: int) -> Place:
    """Return the place of the period of a kind that holds a day.

    Two months are counted from January, so that they tile the year. Nine months may not hold the day that is
    asked for: the caller looks.

    >>> place_of(PeriodKind.MONTH, date(2024, 7, 15), 15)
    Place(kind=<PeriodKind.MONTH: 'month'>, year=2024, number=8)
    """
    if kind is PeriodKind.WEEK:
        year, week, _ = day.isocalendar()
        return Place(kind, year, week)
    year, month = _month_of(day, cut)
    if kind in {PeriodKind.NINE_MONTHS, PeriodKind.YEAR}:
        return Place(kind, year)
    number = (month - 1) // kind.months
    return Place(kind, year, 2 * number + 1 if kind is PeriodKind.TWO_MONTHS else number + 1)


def neighbour(place: Place, step: int) -> Place:
    """Return the place a number of periods later, or earlier if negative.

    Nine months and first months step by years.

    >>> neighbour(Place(PeriodKind.QUARTER, 2024, 4), 1)
    Place(kind=<PeriodKind.QUARTER: 'quarter'>, year=2025, number=1)
    """
    kind, year, number = place
    if kind is PeriodKind.WEEK:
        day = window(place, 1)[0] + timedelta(weeks=step)
        return place_of(kind, day, 1)
    if kind in {PeriodKind.NINE_MONTHS, PeriodKind.YEAR, PeriodKind.FIRST_MONTHS}:
        return Place(kind, year + step, number)
    if kind is PeriodKind.TWO_MONTHS:
        years, month = divmod(number - 1 + 2 * step, _DECEMBER)
        return Place(kind, year + years, month + 1)
    years, index = divmod(number - 1 + step, _DECEMBER // kind.months)
    return Place(kind, year + years, index + 1)


def _check(place: Place) -> None:
    """Raise PeriodError where the number or the year does not exist."""
    need(int, year=place.year, number=place.number)
    if not FIRST_YEAR <= place.year <= LAST_YEAR:
        raise PeriodError(
            vi=f"năm {place.year} ngoài khoảng {FIRST_YEAR}-{LAST_YEAR}",
            en=f"the year {place.year} is outside {FIRST_YEAR}-{LAST_YEAR}",
        )
    allowed = _numbers(place)
    if place.number not in allowed:
        vi, en = _NAMES[place.kind]
        raise PeriodError(
            vi=f"không có {vi} {place.number} trong năm {place.year}; được từ {allowed[0]} đến {allowed[-1]}",
            en=f"there is no {en} {place.number} in {place.year}; it is {allowed[0]} to {allowed[-1]}",
        )


def _numbers(place: Place) -> Sequence[int]:
    if place.kind is PeriodKind.WEEK:
        return range(1, date(place.year, 12, 28).isocalendar().week + 1)  # 28 December lies in the last week
    if place.kind is PeriodKind.TWO_MONTHS:
        return range(1, _DECEMBER + 1)
    if place.kind is PeriodKind.FIRST_MONTHS:
        return tuple(n for n in range(2, _DECEMBER) if n not in _MONTHS_WITH_A_NAME)
    return range(1, _DECEMBER // place.kind.months + 1)


_NAMES: Final = {
    PeriodKind.WEEK: ("tuần", "week"),
    PeriodKind.MONTH: ("tháng", "month"),
    PeriodKind.TWO_MONTHS: ("hai tháng bắt đầu từ tháng", "pair of months beginning with month"),
    PeriodKind.QUARTER: ("quý", "quarter"),
    PeriodKind.HALF_YEAR: ("nửa năm", "half-year"),
    PeriodKind.NINE_MONTHS: ("chín tháng", "nine months"),
    PeriodKind.YEAR: ("năm", "year"),
    PeriodKind.FIRST_MONTHS: ("số tháng đầu năm", "number of first months"),
}


def months_window(first: int, last: int, cut: int) -> tuple[date, date]:
    """Return the first and the last day of a run of months, which are counted from January of the year 0.

    Raises:
        PeriodError: a year lies outside 1900-2200.

    >>> months_window(2024 * 12 + 3, 2024 * 12 + 8, 1)
    (datetime.date(2024, 4, 1), datetime.date(2024, 9, 30))
    """
    for month in (first, last):
        _check(Place(PeriodKind.YEAR, month // _DECEMBER))
    return _month_start(0, first + 1, cut), _month_start(0, last + 2, cut) - timedelta(days=1)


def _months_of(place: Place) -> tuple[int, int]:
    """Return the first and the last month of a place."""
    if place.kind is PeriodKind.FIRST_MONTHS:
        return 1, place.number
    if place.kind is PeriodKind.TWO_MONTHS:
        return place.number, place.number + 1
    return place.kind.months * (place.number - 1) + 1, place.kind.months * place.number


def _month_start(year: int, month: int, cut: int) -> date:
    """Return the day on which a month begins; month 13 is January of the next year."""
    back = 1 if cut > 1 else 0
    years, index = divmod(month - 1 - back, _DECEMBER)
    return date(year + years, index + 1, cut)


def _month_of(day: date, cut: int) -> tuple[int, int]:
    """Return the year and the month that a day counts for."""
    later = 1 if cut > 1 and day.day >= cut else 0
    years, index = divmod(day.month - 1 + later, _DECEMBER)
    return day.year + years, index + 1


def tiling_kind(kind: PeriodKind | str) -> PeriodKind:
    """Return a kind of period that the calendar makes.

    Raises:
        PeriodError: the kind is first_months, term or custom, or there is none of this name.

    >>> tiling_kind("month").value
    'month'
    """
    check_option("kind", kind, tuple(PeriodKind), PeriodError)
    kind = PeriodKind(kind)
    if kind in {PeriodKind.FIRST_MONTHS, PeriodKind.TERM, PeriodKind.CUSTOM}:
        raise PeriodError(
            vi=f"kỳ loại {kind.value} không do lịch định ra; nêu rõ tháng hoặc ngày",
            en=f"the calendar does not determine a {kind.value}; state its months or days",
        )
    return kind
