"""Nhãn kỳ: the canonical code of a period, and its name in both languages."""

from datetime import date
from typing import Final

from dlxh.words.bilingual import in_language
from dlxh.words.days import MONTHS, write_day
from dlxh.words.period_windows import PeriodKind, Place

_ROMAN: Final = ("I", "II", "III", "IV")


def code_of(place: Place) -> str:
    """Return the ASCII code of a named period; the convention is not part of it.

    >>> code_of(Place(PeriodKind.TWO_MONTHS, 2019, 7))
    '2019-M07-08'
    """
    year, number = f"{place.year:04d}", place.number
    codes = {
        PeriodKind.WEEK: f"{year}-W{number:02d}",
        PeriodKind.MONTH: f"{year}-{number:02d}",
        PeriodKind.TWO_MONTHS: f"{year}-M{number:02d}-{number % 12 + 1:02d}",
        PeriodKind.QUARTER: f"{year}-Q{number}",
        PeriodKind.HALF_YEAR: f"{year}-H{number}",
        PeriodKind.NINE_MONTHS: f"{year}-9M",
        PeriodKind.YEAR: year,
        PeriodKind.FIRST_MONTHS: f"{year}-{number}M",
    }
    return codes[place.kind]


def code_of_days(kind: PeriodKind, start: date, end: date) -> str:
    """Return the ASCII code of a day, a term or a custom period.

    >>> code_of_days(PeriodKind.TERM, date(2020, 5, 18), date(2025, 6, 30))
    'term:2020-05-18/2025-06-30'
    """
    if kind is PeriodKind.DAY:
        return start.isoformat()
    return ("term:" if kind is PeriodKind.TERM else "") + f"{start.isoformat()}/{end.isoformat()}"


def label_of(place: Place, lang: str) -> str:
    """Return the name of a named period for reading; the convention is not part of it.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> label_of(Place(PeriodKind.HALF_YEAR, 2022, 2), "vi")
    '6 tháng cuối năm 2022'
    """
    year, n = place.year, place.number
    match place.kind:
        case PeriodKind.WEEK:
            vi, en = f"tuần {n}/{year}", f"week {n} of {year}"
        case PeriodKind.MONTH:
            vi, en = f"tháng {n}/{year}", f"{MONTHS[n - 1]} {year}"
        case PeriodKind.TWO_MONTHS if n == len(MONTHS):
            vi = f"tháng {n}/{year} và tháng 1/{year + 1}"
            en = f"{MONTHS[-1]} {year} and {MONTHS[0]} {year + 1}"
        case PeriodKind.TWO_MONTHS:
            vi, en = f"tháng {n}+{n + 1}/{year}", f"{MONTHS[n - 1]} and {MONTHS[n]} {year}"
        case PeriodKind.QUARTER:
            vi, en = f"quý {_ROMAN[n - 1]}/{year}", f"quarter {n} of {year}"
        case PeriodKind.HALF_YEAR:
            vi = f"6 tháng {'đầu' if n == 1 else 'cuối'} năm {year}"
            en = f"{'first' if n == 1 else 'second'} half of {year}"
        case PeriodKind.NINE_MONTHS:
            vi, en = f"9 tháng đầu năm {year}", f"first 9 months of {year}"
        case PeriodKind.FIRST_MONTHS:
            vi, en = f"{n} tháng đầu năm {year}", f"first {n} months of {year}"
        case _:
            vi, en = f"năm {year}", f"{year}"
    return in_language(lang, vi=vi, en=en)


def label_of_days(kind: PeriodKind, start: date, end: date, lang: str) -> str:
    """Return the name of a day, a term or a custom period for reading.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> label_of_days(PeriodKind.CUSTOM, date(2021, 5, 1), date(2024, 7, 24), "vi")
    'từ 1/5/2021 đến 24/7/2024'
    """
    vi_first, vi_last = write_day(start, "vi"), write_day(end, "vi")
    en_first, en_last = (f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (start, end))
    if kind is PeriodKind.DAY:
        return in_language(lang, vi=f"ngày {vi_first}", en=en_first)
    if kind is PeriodKind.TERM:
        return in_language(
            lang, vi=f"nhiệm kỳ {vi_first} - {vi_last}", en=f"term from {en_first} to {en_last}"
        )
    return in_language(lang, vi=f"từ {vi_first} đến {vi_last}", en=f"from {en_first} to {en_last}")
