"""Tên kỳ: the Vietnamese names of periods that offices write, the canonical codes, and the way back.

Read are hyphens and dashes, any blanks, capitals, both spellings (quý, quí) and decomposed letters. Days are
always day, month, year. Nothing is guessed: quarter VI is an error, and so is a day without its year.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from dlxh.words.bilingual import shown
from dlxh.words.period_windows import PeriodError, PeriodKind, Place
from dlxh.words.text import nfc


class Span(NamedTuple):
    """First and last day of a period that no calendar names."""

    kind: PeriodKind
    start: date
    end: date


class TermKind(StrEnum):
    """Tên gọi of a run of years.

    >>> TermKind("giai_doan") is TermKind.GIAI_DOAN
    True
    """

    NHIEM_KY = "nhiem_ky"
    """Nhiệm kỳ: a term of office."""
    GIAI_DOAN = "giai_doan"
    """Giai đoạn: a stage of a programme."""


@dataclass(frozen=True, slots=True)
class TermLabel:
    """A term known by its years only. It has no days: those stand in the decision that founded it.

    >>> TermLabel.parse("Nhiệm kỳ 2015 – 2020")
    TermLabel(kind=<TermKind.NHIEM_KY: 'nhiem_ky'>, first_year=2015, last_year=2020)
    """

    kind: TermKind
    first_year: int
    last_year: int

    @classmethod
    def parse(cls, text: str) -> "TermLabel":
        """Return the term that a text names, such as `nhiệm kỳ 2015 - 2020` or `giai đoạn 2021-2025`.

        Raises:
            PeriodError: it is no such label, or its years run backwards.

        >>> TermLabel.parse("giai đoạn 2021-2025").last_year
        2025
        """
        found = read(text)
        if isinstance(found, TermLabel):
            return found
        raise PeriodError(
            vi=f"{shown(text)} không phải tên nhiệm kỳ hay giai đoạn theo năm; viết như nhiệm kỳ 2015-2020",
            en=f"{shown(text)} is no label of a term by years; write it like nhiệm kỳ 2015-2020",
        )

    def __str__(self) -> str:
        name = "nhiệm kỳ" if self.kind is TermKind.NHIEM_KY else "giai đoạn"
        return f"{name} {self.first_year}-{self.last_year}"


Named: TypeAlias = Place | Span | TermLabel
"""What a text may name."""

_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_DATE = r"(?:ngày )?(?P<d{0}>[0-9]{{1,2}})(?:(?P<s{0}>[/.-])(?P<m{0}>[0-9]{{1,2}})(?P=s{0})| tháng (?P<w{0}>[0-9]{{1,2}}) năm )(?P<y{0}>[0-9]{{4}})"
_YEAR = r"(?:[/.-]| năm | )(?P<year>[0-9]{4})"
_DAY, _FIRST, _LAST = _DATE.format(""), _DATE.format(1), _DATE.format(2)


def first_months(year: int, count: int) -> Place:
    """Return the place of the first months of a year; six are the half-year, nine have their own kind.

    >>> first_months(2024, 9).kind.value
    'nine_months'
    """
    if count == PeriodKind.HALF_YEAR.months:
        return Place(PeriodKind.HALF_YEAR, year, 1)
    if count == PeriodKind.NINE_MONTHS.months:
        return Place(PeriodKind.NINE_MONTHS, year)
    return Place(PeriodKind.FIRST_MONTHS, year, count)


def read(text: str) -> Named:
    """Return what a text names; `Period.parse` calls it.

    Raises:
        PeriodError: the text names no period, or leaves open which.

    >>> read("quý III/2018")
    Place(kind=<PeriodKind.QUARTER: 'quarter'>, year=2018, number=3)
    """
    words = re.sub(r" ?([/+-]) ?", r"\1", " ".join(nfc(text).casefold().translate(_DASHES).split()))
    for pattern, reader in _READERS:
        match = pattern.fullmatch(words)
        if match:
            return reader(match, text)
    raise PeriodError(
        vi=f"{shown(text)} không phải tên một kỳ; viết như 2024-07, tháng 7/2024, quý III/2018, "
        "6 tháng đầu năm 2022, 9 tháng đầu năm 2024, năm 2021, tuần 5/2024, ngày 24/7/2024",
        en=f"{shown(text)} names no period; write it like 2024-07, 2018-Q3, 2022-H1, 2024-9M, 2021, 2024-W05, "
        "2024-07-24, 2020-05-18/2025-06-30, or tháng 7/2024, quý III/2018, 6 tháng đầu năm 2022",
    )


def _numbered(kind: PeriodKind) -> Callable[[re.Match[str], str], Named]:
    return lambda match, _: Place(kind, int(match["year"]), int(match["n"]))


def _pair(match: re.Match[str], text: str) -> Named:
    first, second = int(match["n"]), int(match["o"])
    if second != first + 1:
        raise PeriodError(
            vi=f"{shown(text)}: hai tháng của một kỳ phải liền nhau, như tháng 7+8/2019",
            en=f"{shown(text)}: the two months of a period follow each other, as in tháng 7+8/2019",
        )
    return Place(PeriodKind.TWO_MONTHS, int(match["year"]), first)


def _quarter(match: re.Match[str], text: str) -> Named:
    if match["n"] not in _ROMAN:
        raise PeriodError(
            vi=f"{shown(text)}: không có quý {match['n'].upper()}; chỉ có quý I, II, III, IV",
            en=f"{shown(text)}: there is no quarter {match['n'].upper()}; quarters are I, II, III, IV",
        )
    return Place(PeriodKind.QUARTER, int(match["year"]), _ROMAN[match["n"]])


def _first_months(match: re.Match[str], text: str) -> Named:
    year, count, side = int(match["year"]), int(match["n"]), match["side"]
    if side == "cuối":
        if count == PeriodKind.HALF_YEAR.months:
            return Place(PeriodKind.HALF_YEAR, year, 2)
        raise PeriodError(
            vi=f"{shown(text)}: chỉ 6 tháng cuối năm là một kỳ; kỳ khác thì ghi ngày đầu và ngày cuối",
            en=f"{shown(text)}: only the last 6 months are a period; for others state the first and the last day",
        )
    if side is None and count == PeriodKind.HALF_YEAR.months:
        raise PeriodError(
            vi=f"{shown(text)}: viết rõ 6 tháng đầu năm hay 6 tháng cuối năm",
            en=f"{shown(text)}: say which half, 6 tháng đầu năm or 6 tháng cuối năm",
        )
    return first_months(year, count)


def _day(match: re.Match[str], text: str, suffix: str = "") -> date:
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
            vi=f"{shown(text)}: không có ngày {int(day)} tháng {int(month)} năm {year} (thứ tự là ngày, tháng, năm)",
            en=f"{shown(text)}: there is no day {int(day)}, month {int(month)}, year {year} (the order is day, month, year)",
        ) from None


def _no_year(match: re.Match[str], text: str) -> Named:
    raise PeriodError(
        vi=f"{shown(text)} thiếu năm; ghi cả năm, như {match[0]}{'/2024' if match[0][-1].isdigit() else ' năm 2024'}",
        en=f"{shown(text)} lacks its year; write it too, as in {match[0]}{'/2024' if match[0][-1].isdigit() else ' năm 2024'}",
    )


def _span(kind: PeriodKind) -> Callable[[re.Match[str], str], Named]:
    return lambda match, text: Span(kind, _day(match, text, "1"), _day(match, text, "2"))


def _code_span(match: re.Match[str], text: str) -> Named:
    kind = PeriodKind.TERM if match["term"] else PeriodKind.CUSTOM
    return Span(kind, _iso(match["first"], text), _iso(match["last"], text))


def _one_day(day: date) -> Span:
    return Span(PeriodKind.DAY, day, day)


def _term(match: re.Match[str], text: str) -> Named:
    kind = TermKind.GIAI_DOAN if match["name"] == "giai đoạn" else TermKind.NHIEM_KY
    first, last = int(match["first"]), int(match["last"])
    if last <= first:
        raise PeriodError(
            vi=f"{shown(text)}: năm cuối phải sau năm đầu",
            en=f"{shown(text)}: the last year comes after the first",
        )
    return TermLabel(kind, first, last)


_ISO_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_READERS: Final = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?P<year>[0-9]{4})-(?P<n>[0-9]{2})", _numbered(PeriodKind.MONTH)),
        (r"(?P<year>[0-9]{4})-q(?P<n>[0-9])", _numbered(PeriodKind.QUARTER)),
        (r"(?P<year>[0-9]{4})-h(?P<n>[0-9])", _numbered(PeriodKind.HALF_YEAR)),
        (r"(?P<year>[0-9]{4})-w(?P<n>[0-9]{2})", _numbered(PeriodKind.WEEK)),
        (r"(?P<year>[0-9]{4})-m(?P<n>[0-9]{2})-(?P<o>[0-9]{2})", _pair),
        (r"(?P<year>[0-9]{4})-(?P<n>[0-9]{1,2})m", lambda m, _: first_months(int(m["year"]), int(m["n"]))),
        (r"(?:năm )?(?P<year>[0-9]{4})", lambda m, _: Place(PeriodKind.YEAR, int(m["year"]))),
        (_ISO_DAY, lambda m, text: _one_day(_iso(m[0], text))),
        (rf"(?P<term>term:)?(?P<first>{_ISO_DAY})/(?P<last>{_ISO_DAY})", _code_span),
        (rf"tháng (?P<n>[0-9]{{1,2}}){_YEAR}", _numbered(PeriodKind.MONTH)),
        (rf"tháng (?P<n>[0-9]{{1,2}})(?:[+-]|, ?| và )(?P<o>[0-9]{{1,2}}){_YEAR}", _pair),
        (rf"qu[ýí] ?(?P<n>[a-z0-9]+){_YEAR}", _quarter),
        (rf"tuần (?P<n>[0-9]{{1,2}}){_YEAR}", _numbered(PeriodKind.WEEK)),
        (r"(?P<n>[0-9]{1,2}) tháng (?:(?P<side>đầu|cuối) )?năm (?P<year>[0-9]{4})", _first_months),
        (_DAY, lambda m, text: _one_day(_day(m, text))),
        (rf"từ {_FIRST} đến {_LAST}", _span(PeriodKind.CUSTOM)),
        (rf"(?:nhiệm k[ỳì]|giai đoạn) (?:từ )?{_FIRST}(?:-| đến ){_LAST}", _span(PeriodKind.TERM)),
        (r"(?P<name>nhiệm k[ỳì]|giai đoạn) (?P<first>[0-9]{4})-(?P<last>[0-9]{4})", _term),
        (r"(?:ngày )?[0-9]{1,2}[/.-][0-9]{1,2}", _no_year),
        (r"(?:tháng|tuần) [0-9]{1,2}|qu[ýí] ?[a-z0-9]+|[0-9]{1,2} tháng (?:đầu|cuối) năm", _no_year),
    )
)
