"""Tên kỳ: the Vietnamese names of periods that offices write, the canonical codes, and the way back.

Read are hyphens and dashes, any blanks, capitals, both spellings (quý, quí) and decomposed letters. Days are
always day, month, year. Nothing is guessed: quarter VI is an error, and so is a day without its year.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from dlxh.words.bilingual import quote
from dlxh.words.given import need, need_text
from dlxh.words.period_days import (
    CODE_DAY,
    CODE_SPAN,
    DAY,
    SHORT_SPAN,
    SPAN,
    TERM_SPAN,
    WITHOUT_YEAR,
    Span,
    read_code_day,
    read_code_span,
    read_day,
    read_short_span,
    read_span,
    read_term_span,
)
from dlxh.words.period_months import (
    COUNT,
    UNIT,
    YEAR,
    MonthRun,
    no_period,
    no_year,
    number_of,
    read_months,
    run_of,
)
from dlxh.words.period_windows import PeriodError, PeriodKind, Place
from dlxh.words.text import nfc


class TermKind(StrEnum):
    """Tên gọi: what a run of years is called.

    >>> TermKind("giai_doan") is TermKind.GIAI_DOAN
    True
    """

    NHIEM_KY = "nhiem_ky"
    """Nhiệm kỳ: a term of office."""
    GIAI_DOAN = "giai_doan"
    """Giai đoạn: a stage of a programme."""


@dataclass(frozen=True, slots=True)
class TermLabel:
    """Nhiệm kỳ theo năm: a term known by its years only. It has no days: those are in the decision that founded it.

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
            PeriodError: it is not such a label, or its years run backwards.

        >>> TermLabel.parse("giai đoạn 2021-2025").last_year
        2025
        """
        found = read(text)
        if isinstance(found, TermLabel):
            return found
        raise PeriodError(
            vi=f"{quote(text)} không phải tên nhiệm kỳ hay giai đoạn theo năm; viết như nhiệm kỳ 2015-2020",
            en=f"{quote(text)} is not a label of a term by years; write it like nhiệm kỳ 2015-2020",
        )

    def __str__(self) -> str:
        name = "nhiệm kỳ" if self.kind is TermKind.NHIEM_KY else "giai đoạn"
        return f"{name} {self.first_year}-{self.last_year}"


Named: TypeAlias = Place | Span | TermLabel | MonthRun
"""What a text may name."""

PERIOD_LENGTH: Final = 300
"""A longer text is not a period, and is not looked at."""
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SIGNS: Final = re.compile(r" ?([/+&,-]) ?")
_SIDE: Final = "(?: (?P<side>đầu|cuối)(?:(?: của|,)? năm)?)"
_IN: Final = "(?P<year>[0-9]{4})"


def first_months(year: int, count: int) -> Place:
    """Return the place of the first months of a year; six are the half-year, nine have their own kind.

    >>> first_months(2024, 9).kind.value
    'nine_months'
    """
    need(int, year=year, count=count)
    if count == PeriodKind.HALF_YEAR.months:
        return Place(PeriodKind.HALF_YEAR, year, 1)
    if count == PeriodKind.NINE_MONTHS.months:
        return Place(PeriodKind.NINE_MONTHS, year)
    return Place(PeriodKind.FIRST_MONTHS, year, count)


def read(text: str) -> Named:
    """Return what a text names; `Period.parse` calls it.

    Raises:
        PeriodError: the text is not a period, or leaves open which.

    >>> read("quý III/2018")
    Place(kind=<PeriodKind.QUARTER: 'quarter'>, year=2018, number=3)
    """
    need_text(text=text)
    if len(text) > PERIOD_LENGTH:
        raise PeriodError(
            vi=f"{quote(text)} dài quá {PERIOD_LENGTH} ký tự; tên kỳ nào cũng ngắn hơn",
            en=f"{quote(text)} is longer than {PERIOD_LENGTH} characters; no name of a period is",
        )
    words = _SIGNS.sub(r"\1", " ".join(nfc(text).casefold().translate(_DASHES).split()))
    words = words.removeprefix("trong ")
    for pattern, reader in _READERS:
        match = pattern.fullmatch(words)
        if match:
            return reader(match, text)
    raise no_period(text)


def _reader_of(kind: PeriodKind) -> Callable[[re.Match[str], str], Named]:
    return lambda match, _: Place(kind, int(match["year"]), int(match["n"]))


def _pair(match: re.Match[str], text: str) -> Named:
    first, second = int(match["n"]), int(match["o"])
    if second != first % 12 + 1:
        raise PeriodError(
            vi=f"{quote(text)}: hai tháng của một kỳ phải liền nhau, như 2019-M07-08",
            en=f"{quote(text)}: the two months of a period follow each other, as in 2019-M07-08",
        )
    return Place(PeriodKind.TWO_MONTHS, int(match["year"]), first)


def _read_months(match: re.Match[str], text: str) -> Named:
    return read_months(match["months"], (match["lead"] or "").strip(), text)


def _first_quarters(match: re.Match[str], text: str) -> Named:
    count, year = number_of(match["n"]) or 0, int(match["year"])
    if not 1 <= count <= 4:  # noqa: PLR2004 - quarters of a year
        raise no_period(text)
    first = 0 if match["side"] == "đầu" else 12 - 3 * count
    return run_of(year * 12 + first, year * 12 + first + 3 * count - 1)


def _first_months(match: re.Match[str], text: str) -> Named:
    year, side = int(match["year"]), match["side"]
    count = PeriodKind.HALF_YEAR.months if match["n"] is None else number_of(match["n"]) or 0
    if side == "cuối":
        if count == PeriodKind.HALF_YEAR.months:
            return Place(PeriodKind.HALF_YEAR, year, 2)
        raise PeriodError(
            vi=f"{quote(text)}: chỉ 6 tháng cuối năm là một kỳ; kỳ khác thì ghi ngày đầu và ngày cuối",
            en=f"{quote(text)}: only the last 6 months are a period; for others state the first and the last day",
        )
    if side is None and count == PeriodKind.HALF_YEAR.months:
        raise PeriodError(
            vi=f"{quote(text)}: viết rõ 6 tháng đầu năm hay 6 tháng cuối năm",
            en=f"{quote(text)}: say which half, 6 tháng đầu năm or 6 tháng cuối năm",
        )
    return Place(PeriodKind.YEAR, year) if count == PeriodKind.YEAR.months else first_months(year, count)


def _no_year(_: re.Match[str], text: str) -> Named:
    raise no_year(text)


def _relative(match: re.Match[str], text: str) -> Named:
    raise PeriodError(
        vi=f"{quote(text)}: chữ {match['when']!r} tính từ ngày viết; ghi rõ ngày đầu và ngày cuối",
        en=f"{quote(text)}: {match['when']!r} counts from the day of writing; state the first and the last day",
    )


def _term(match: re.Match[str], text: str) -> Named:
    kind = TermKind.GIAI_DOAN if match["name"] == "giai đoạn" else TermKind.NHIEM_KY
    first, last = int(match["first"]), int(match["last"])
    if last <= first:
        raise PeriodError(
            vi=f"{quote(text)}: năm cuối phải sau năm đầu",
            en=f"{quote(text)}: the last year comes after the first",
        )
    return TermLabel(kind, first, last)


_READERS: Final = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?P<year>[0-9]{4})-(?P<n>[0-9]{2})", _reader_of(PeriodKind.MONTH)),
        (r"(?P<year>[0-9]{4})-q(?P<n>[0-9])", _reader_of(PeriodKind.QUARTER)),
        (r"(?P<year>[0-9]{4})-h(?P<n>[0-9])", _reader_of(PeriodKind.HALF_YEAR)),
        (r"(?P<year>[0-9]{4})-w(?P<n>[0-9]{2})", _reader_of(PeriodKind.WEEK)),
        (r"(?P<year>[0-9]{4})-m(?P<n>[0-9]{2})-(?P<o>[0-9]{2})", _pair),
        (r"(?P<year>[0-9]{4})-(?P<n>[0-9]{1,2})m", lambda m, _: first_months(int(m["year"]), int(m["n"]))),
        (r"(?:(?:cả )?năm )?(?P<year>[0-9]{4})", lambda m, _: Place(PeriodKind.YEAR, int(m["year"]))),
        (CODE_DAY, read_code_day),
        (CODE_SPAN, read_code_span),
        (DAY, read_day),
        (SPAN, read_span),
        (SHORT_SPAN, read_short_span),
        (TERM_SPAN, read_term_span),
        (WITHOUT_YEAR, _no_year),
        (r"(?P<name>nhiệm k[ỳì]|giai đoạn) (?P<first>[0-9]{4})-(?P<last>[0-9]{4})", _term),
        (rf"tuần (?:thứ )?(?P<n>[0-9]{{1,2}}){YEAR}", _reader_of(PeriodKind.WEEK)),
        (rf"(?:(?P<n>{COUNT}) tháng|nửa(?: năm)?)(?:{_SIDE}| năm|,năm| của năm) {_IN}", _first_months),
        (rf"(?P<n>{COUNT}) (?:qu[ýí]|qúy){_SIDE} {_IN}", _first_quarters),
        (rf"tuần (?:thứ )?[0-9]{{1,2}}|(?:(?:{COUNT}) (?:{UNIT})|nửa(?: năm)?) (?:đầu|cuối) năm", _no_year),
        (r".* (?P<when>này|nay|qua|trước|tới)", _relative),
        (rf"(?P<lead>(?:kể )?từ |các |(?:{COUNT}) )?(?P<months>(?:{UNIT}).+)", _read_months),
    )
)
