"""Tháng và quý: months and quarters by name, one or several that follow each other, such as quý I+II/2024.

Several that form a kind together are given by it (two quarters from January are the half-year); any
others are a `MonthRun`, whose days the convention decides.
"""

import itertools
import re
from typing import Final, NamedTuple, TypeAlias

from dlxh.words.bilingual import quote
from dlxh.words.period_windows import PeriodError, PeriodKind, Place
from dlxh.words.text import nfc

_DECEMBER: Final = 12
_QUARTER: Final = 3
_ROMANS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SPOKEN: Final = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
}
_NUMBERS: Final = _SPOKEN | {roman: place for place, roman in enumerate(_ROMANS, 1)}
_LUNAR: Final = frozenset({"giêng", "một", "chạp"})
_WORDS: Final = "|".join(sorted(_SPOKEN, key=len, reverse=True))
COUNT: Final = f"[0-9]{{1,2}}|{_WORDS}"
"""How many, in digits or in words."""
UNIT: Final = "tháng|qu[ýí]|qúy"
"""A month or a quarter, however it is spelled."""
YEAR: Final = r"(?:[/.,-]|[, ]năm | của năm | )(?P<year>[0-9]{4})"
"""A year after what is named."""
_PART: Final = re.compile(rf"(?:(?P<unit>{UNIT}) ?)?(?P<n>[a-z0-9]{{1,8}}|giêng|chạp|{_WORDS})(?:{YEAR})?")
_BARE_YEAR: Final = re.compile(rf"(?:(?:{UNIT}) )?năm [0-9]{{4}}")
_SIGN: Final = re.compile(r"[0-9] ?([.‐‑‒–—−-]) ?[0-9]{1,2}\Z")
_JOINT: Final = re.compile(r"[+&]|,(?!(?:năm )?[0-9]{4})| và |-(?![0-9]{4})")
_ONWARD: Final = re.compile(r" (?:đến|tới) (?:hết )?")


class MonthRun(NamedTuple):
    """Months that follow each other and form no kind, counted from January of the year 0."""

    first: int
    last: int


Months: TypeAlias = Place | MonthRun
"""Months by their kind, where they have one."""


def number_of(written: str) -> int | None:
    """Return a number from 1 to 12 that is written in digits, in words or as the Romans did; None for anything else.

    >>> number_of("09"), number_of("chín"), number_of("ix"), number_of("nay")
    (9, 9, 9, None)
    """
    return int(written) if written.isdecimal() else _NUMBERS.get(written)


def no_period(text: str) -> PeriodError:
    """Return the refusal of a text that is not a period at all.

    >>> no_period("hôm nào").vi.split(";")[0]
    "'hôm nào' không phải tên một kỳ"
    """
    return PeriodError(
        vi=f"{quote(text)} không phải tên một kỳ; viết như 2024-07, tháng 7/2024, quý III/2018, "
        "6 tháng đầu năm 2022, 9 tháng đầu năm 2024, năm 2021, tuần 5/2024, ngày 24/7/2024",
        en=f"{quote(text)} is not a period; write it like 2024-07, 2018-Q3, 2022-H1, 2024-9M, 2021, 2024-W05, "
        "2024-07-24, 2020-05-18/2025-06-30, or tháng 7/2024, quý III/2018, 6 tháng đầu năm 2022",
    )


def no_year(text: str) -> PeriodError:
    """Return the refusal of a text that lacks its year; it proposes the same text with one, as it was written.

    >>> no_year("Quý III").en
    "'Quý III' lacks its year; write it too, as in Quý III/2024"
    """
    written = " ".join(nfc(text).split())
    sign = _SIGN.search(written)  # 24-7 goes on with a hyphen
    whole = written + (" " if written.casefold().endswith(" năm") else sign[1] if sign else "/") + "2024"
    return PeriodError(
        vi=f"{quote(text)} thiếu năm; ghi cả năm, như {whole}",
        en=f"{quote(text)} lacks its year; write it too, as in {whole}",
    )


def run_of(first: int, last: int) -> Months:
    """Return months that follow each other by the kind that they are, counted from January of the year 0.

    >>> run_of(2024 * 12, 2024 * 12 + 5)
    Place(kind=<PeriodKind.HALF_YEAR: 'half_year'>, year=2024, number=1)
    >>> run_of(2024 * 12 + 3, 2024 * 12 + 8)
    MonthRun(first=24291, last=24296)
    """
    (year, before), count = divmod(first, _DECEMBER), last - first + 1
    if count == PeriodKind.MONTH.months:
        return Place(PeriodKind.MONTH, year, before + 1)
    if count == PeriodKind.TWO_MONTHS.months:
        return Place(PeriodKind.TWO_MONTHS, year, before + 1)
    for kind in (PeriodKind.QUARTER, PeriodKind.HALF_YEAR):
        if count == kind.months and before % count == 0:
            return Place(kind, year, before // count + 1)
    if before == 0 and count <= _DECEMBER:
        kinds = {kind.months: kind for kind in (PeriodKind.NINE_MONTHS, PeriodKind.YEAR)}
        return Place(kinds[count], year) if count in kinds else Place(PeriodKind.FIRST_MONTHS, year, count)
    return MonthRun(first, last)


def read_months(words: str, lead: str, text: str) -> Months:
    """Return what names months or quarters: one, several joined, or from one to another.

    Args:
        words: The text in small letters, with single blanks and none around signs, from its first month or quarter on.
        lead: The word before: từ, các, or how many there are.
        text: As it was written, for the refusal.

    Raises:
        PeriodError: no such months, or it is left open which.

    >>> read_months("quý i+ii/2024", "", "quý I+II/2024")
    Place(kind=<PeriodKind.HALF_YEAR: 'half_year'>, year=2024, number=1)
    """
    ends = _ONWARD.split(words)
    onward = len(ends) > 1
    parts = _parts_of(ends if onward else _JOINT.split(words), text)
    count = number_of(lead)
    if len(ends) > 2 or (lead.endswith("từ") and not onward) or (lead and onward and not lead.endswith("từ")):  # noqa: PLR2004 - from, to
        raise no_period(text)
    if count is not None and count != len(parts):  # hai tháng 7 và 8; 2 tháng 9 is a day
        raise no_period(text)
    if parts[-1]["year"] is None:
        raise no_year(text)
    dated = [part["year"] is not None for part in parts]
    if not onward and any(dated[:-1]) and not all(dated):  # the year of one may be that of another, or not
        raise no_period(text)
    months = 1 if parts[0]["unit"] == "tháng" else _QUARTER
    firsts = [_first_month(part, parts[-1]["year"], months, text) for part in parts]
    _check_order(firsts, months, text, onward=onward)
    return run_of(firsts[0], firsts[-1] + months - 1)


def _parts_of(written: list[str], text: str) -> list[re.Match[str]]:
    """Return the parts of a list; the first one says its unit, and the others no other."""
    parts = [part for part in map(_PART.fullmatch, written) if part is not None]
    units = {part["unit"][0] for part in parts if part["unit"]}
    bare = any(_BARE_YEAR.fullmatch(part[0]) for part in parts)  # May, or the year?
    if len(parts) < len(written) or len(units) != 1 or not parts[0]["unit"] or bare:
        raise no_period(text)
    return parts


def _first_month(part: re.Match[str], last_year: str, months: int, text: str) -> int:
    """Return the first month of what one part names."""
    number = number_of(part["n"])
    if months == 1 and part["n"] in _LUNAR:
        raise PeriodError(
            vi=f"{quote(text)}: tháng {part['n']} có thể là tháng âm lịch; ghi tháng bằng chữ số",
            en=f"{quote(text)}: tháng {part['n']} may be a month of the lunar calendar; write its number in digits",
        )
    if number is None and months == 1:
        raise no_period(text)
    if number is None or not 1 <= number <= _DECEMBER // months:
        wrong = part["n"].upper()
        if months == 1:
            raise PeriodError(
                vi=f"{quote(text)}: không có tháng {wrong}; chỉ có tháng 1 đến 12",
                en=f"{quote(text)}: there is no month {wrong}; months are 1 to 12",
            )
        raise PeriodError(
            vi=f"{quote(text)}: không có quý {wrong}; chỉ có quý I, II, III, IV",
            en=f"{quote(text)}: there is no quarter {wrong}; quarters are I, II, III, IV",
        )
    return int(part["year"] or last_year) * _DECEMBER + (number - 1) * months


def _check_order(firsts: list[int], months: int, text: str, *, onward: bool) -> None:
    """Refuse what does not follow each other, as December and January of one year."""
    steps = {later - first for first, later in itertools.pairwise(firsts)}
    if onward and firsts[0] > firsts[1]:
        raise PeriodError(
            vi=f"{quote(text)}: kỳ đầu phải trước kỳ cuối; nếu sang năm khác thì ghi cả hai năm, "
            "như từ tháng 12/2024 đến tháng 1/2025",
            en=f"{quote(text)}: the first must come before the last; over a year's end write both years, "
            "as in từ tháng 12/2024 đến tháng 1/2025",
        )
    if not onward and steps - {months}:
        raise PeriodError(
            vi=f"{quote(text)}: các tháng, các quý của một kỳ phải liền nhau, như tháng 7+8/2019; viết từ quý I đến quý III "
            "năm 2024 nếu là cả khoảng; sang năm khác thì ghi cả hai năm, như tháng 12/2024 và tháng 1/2025",
            en=f"{quote(text)}: the months or quarters of a period follow each other, as in tháng 7+8/2019; a span is "
            "từ quý I đến quý III năm 2024; over a year's end write both years, as in tháng 12/2024 và tháng 1/2025",
        )
