"""Ngày trong tên kỳ: one day, and from one day to another, always as day, month, year."""

import re
from datetime import date
from typing import Final, NamedTuple

from dlxh.words.bilingual import quote
from dlxh.words.period_windows import PeriodError, PeriodKind


class Span(NamedTuple):
    """First and last day of a period that no calendar names."""

    kind: PeriodKind
    start: date
    end: date


_DATE: Final = (
    r"(?:ngày )?(?P<d{0}>[0-9]{{1,2}})"
    r"(?:(?P<s{0}>[/.-])(?P<m{0}>[0-9]{{1,2}})(?:(?P=s{0})| năm )| tháng (?P<w{0}>[0-9]{{1,2}})(?:[ ,]năm |/))(?P<y{0}>[0-9]{{4}})"
)
DAY: Final = _DATE.format("")
"""One day with its month and year."""
_FIRST, _LAST = _DATE.format(1), _DATE.format(2)
_TO: Final = r"(?:-| (?:đến|tới) (?:hết )?)"
SPAN: Final = rf"(?:(?:kể )?từ )?{_FIRST}{_TO}{_LAST}"
"""From one day to another, both whole."""
SHORT_SPAN: Final = (
    r"(?:(?:kể )?từ )?(?:ngày )?(?P<d1>[0-9]{1,2})"
    rf"(?:[/.](?P<m1>[0-9]{{1,2}})|-(?P<h1>[0-9]{{1,2}})(?= )| tháng (?P<w1>[0-9]{{1,2}}))?{_TO}{_LAST}"
)
"""From one day to another; only the last has its year, or its month and year, and both share them.

20-9 is a day only before a word: 20-9-2024 is one as well, and 15-21/7/2024 are seven."""
TERM_SPAN: Final = rf"(?:nhiệm k[ỳì]|giai đoạn) (?:từ )?{_FIRST}{_TO}{_LAST}"
"""A term by its days."""
_SHORT: Final = r"(?:ngày )?[0-9]{1,2}(?:[/.-]| tháng )[0-9]{1,2}"
_IN_A_MONTH: Final = rf"(?:ngày )?[0-9]{{1,2}}{_TO}(?:ngày )?[0-9]{{1,2}}(?:[/.]| tháng )[0-9]{{1,2}}"
WITHOUT_YEAR: Final = rf"{_SHORT}|(?:(?:kể )?từ )?(?:(?:{_FIRST}|{_SHORT}){_TO}{_SHORT}|{_IN_A_MONTH})"
"""A day, or the last day, without its year."""
_ISO: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
CODE_DAY: Final = _ISO
"""The code of a day."""
CODE_SPAN: Final = rf"(?P<term>term:)?(?P<first>{_ISO})/(?P<last>{_ISO})"
"""The code of a term or of a custom period."""


def read_day(match: re.Match[str], text: str) -> Span:
    """Return the day that `DAY` matched.

    Raises:
        PeriodError: the calendar has no such day.

    >>> read_day(re.fullmatch(DAY, "24/7/2024"), "24/7/2024").start
    datetime.date(2024, 7, 24)
    """
    return _one(_day(match, text, ""))


def read_code_day(match: re.Match[str], text: str) -> Span:
    """Return the day that `CODE_DAY` matched; raises PeriodError.

    >>> read_code_day(re.fullmatch(CODE_DAY, "2024-07-24"), "2024-07-24").end
    datetime.date(2024, 7, 24)
    """
    return _one(_iso(match[0], text))


def read_span(match: re.Match[str], text: str) -> Span:
    """Return the days that `SPAN` matched; raises PeriodError.

    >>> read_span(re.fullmatch(SPAN, "từ 1/7/2024 đến hết 24/7/2024"), "").end
    datetime.date(2024, 7, 24)
    """
    return Span(PeriodKind.CUSTOM, _day(match, text, "1"), _day(match, text, "2"))


def read_short_span(match: re.Match[str], text: str) -> Span:
    """Return the days that `SHORT_SPAN` matched.

    Raises:
        PeriodError: no such day, or the first would lie after the last, so that its year is another one.

    >>> read_short_span(re.fullmatch(SHORT_SPAN, "từ 20/1 đến 26/1/2023"), "").start
    datetime.date(2023, 1, 20)
    """
    last = _day(match, text, "2")
    month = match["m1"] or match["h1"] or match["w1"] or f"{last.month}"
    first = _date(match["y2"], month, match["d1"], text)
    if first > last:
        raise PeriodError(
            vi=f"{quote(text)}: ngày đầu phải trước ngày cuối; ghi ngày đầu cả tháng và năm",
            en=f"{quote(text)}: the first day must be before the last; write its month and year as well",
        )
    return Span(PeriodKind.CUSTOM, first, last)


def read_term_span(match: re.Match[str], text: str) -> Span:
    """Return the term whose days `TERM_SPAN` matched; raises PeriodError.

    >>> read_term_span(re.fullmatch(TERM_SPAN, "nhiệm kỳ 18/5/2020-30/6/2025"), "").kind.value
    'term'
    """
    return read_span(match, text)._replace(kind=PeriodKind.TERM)


def read_code_span(match: re.Match[str], text: str) -> Span:
    """Return the days that `CODE_SPAN` matched; raises PeriodError.

    >>> read_code_span(re.fullmatch(CODE_SPAN, "2020-05-18/2025-06-30"), "").kind.value
    'custom'
    """
    kind = PeriodKind.TERM if match["term"] else PeriodKind.CUSTOM
    return Span(kind, _iso(match["first"], text), _iso(match["last"], text))


def _one(day: date) -> Span:
    return Span(PeriodKind.DAY, day, day)


def _day(match: re.Match[str], text: str, suffix: str) -> date:
    month = match[f"m{suffix}"] or match[f"w{suffix}"]
    return _date(match[f"y{suffix}"], month, match[f"d{suffix}"], text)


def _iso(code: str, text: str) -> date:
    year, month, day = code.split("-")
    return _date(year, month, day, text)


def _date(year: str, month: str, day: str, text: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise PeriodError(
            vi=f"{quote(text)}: không có ngày {int(day)} tháng {int(month)} năm {year} (thứ tự là ngày, tháng, năm)",
            en=f"{quote(text)}: there is no day {int(day)}, month {int(month)}, year {year} (the order is day, month, year)",
        ) from None
