"""Kỳ: a run of days with a name, from its first to its last day, both inclusive.

The days are stated and never derived from a label alone: the same `tháng 7/2024` is 1 to 31 July by the calendar
and 15 June to 14 July under the convention `15_to_14`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Self

from dlxh.words.bilingual import quote
from dlxh.words.days import write_day
from dlxh.words.given import need
from dlxh.words.period_days import Span
from dlxh.words.period_months import MonthRun
from dlxh.words.period_shape import Convention, PeriodShape
from dlxh.words.period_text import TermKind, TermLabel, first_months, read
from dlxh.words.period_windows import (
    ALWAYS_CALENDAR,
    CALENDAR,
    PeriodError,
    PeriodKind,
    Place,
    cut_of,
    months_window,
    neighbour,
    place_of,
    tiling_kind,
    window,
)

__all__ = ["Convention", "Period", "PeriodError", "PeriodKind", "TermKind", "TermLabel"]


class Period(PeriodShape):
    """Kỳ: kind, first and last day (both inclusive), and the convention that cut the months.

    A record also takes its text: `Report(period="2024-07", …)`, read by the calendar. Days, weeks, terms and custom periods are always `calendar`; asked for under another convention they come
    out so.

    Raises:
        pydantic.ValidationError: the days run backwards, or are not a period of the kind under the convention.

    >>> Period.parse("tháng 7/2024").code
    '2024-07'
    >>> Period.parse("2024-07", convention="15_to_14").start
    datetime.date(2024, 6, 15)
    >>> date(2024, 7, 24) in Period.quarter(2024, 3)
    True
    """

    @classmethod
    def parse(
        cls, text: str, *, convention: str = CALENDAR, start: date | None = None, end: date | None = None
    ) -> Self:
        """Return the period that a code or a Vietnamese name means; inverse of `code` and of `label("vi")`.

        Args:
            text: such as `2024-07`, `tháng 7/2024`, `quý III/2018`, `nhiệm kỳ 2015 - 2020`.
            convention: how the months of the text are cut.
            start: first day of a term that the text names by its years only.
            end: last day of such a term.

        Raises:
            PeriodError: the text is not a period or leaves open which; a term is given by its years, and its days
                are not given; or days are given for a text that states its own.

        >>> Period.parse("nhiệm kỳ 2015 - 2020", start=date(2015, 8, 3), end=date(2020, 5, 17)).code
        'term:2015-08-03/2020-05-17'
        """
        cut, found = cut_of(convention), read(text)
        if isinstance(found, TermLabel):
            if start is None or end is None:
                raise PeriodError(
                    vi=f"{quote(text)} chỉ nêu năm; ghi ngày đầu và ngày cuối theo quyết định (start=, end=)",
                    en=f"{quote(text)} states years only, and years give no days; pass start= and end= from its decision",
                )
            return cls._span(PeriodKind.TERM, start, end)
        if start is not None or end is not None:
            raise PeriodError(
                vi=f"{quote(text)} đã xác định ngày đầu và ngày cuối; bỏ start= và end=",
                en=f"{quote(text)} states its own first and last day; leave out start= and end=",
            )
        if isinstance(found, MonthRun):
            return cls._span(PeriodKind.CUSTOM, *months_window(*found, cut))
        return cls._span(*found) if isinstance(found, Span) else cls._at(found, convention)

    @classmethod
    def day(cls, day: date) -> Self:
        """Return one day as a period.

        >>> Period.day(date(2024, 7, 24)).code
        '2024-07-24'
        """
        return cls._span(PeriodKind.DAY, day, day)

    @classmethod
    def week(cls, year: int, number: int) -> Self:
        """Return a week of ISO 8601, Monday to Sunday; the year is that of its Thursday.

        >>> Period.week(2024, 5).start
        datetime.date(2024, 1, 29)
        """
        return cls._at(Place(PeriodKind.WEEK, year, number), CALENDAR)

    @classmethod
    def month(cls, year: int, month: int, *, convention: str = CALENDAR) -> Self:
        """Return a month.

        >>> Period.month(2024, 1, convention="15_to_14").start
        datetime.date(2023, 12, 15)
        """
        return cls._at(Place(PeriodKind.MONTH, year, month), convention)

    @classmethod
    def two_months(cls, year: int, first_month: int, *, convention: str = CALENDAR) -> Self:
        """Return two months, by the year and the number of the first; after December comes the next January.

        >>> Period.two_months(2019, 7).label("vi")
        'tháng 7+8/2019'
        """
        return cls._at(Place(PeriodKind.TWO_MONTHS, year, first_month), convention)

    @classmethod
    def quarter(cls, year: int, number: int, *, convention: str = CALENDAR) -> Self:
        """Return quý I to IV, by its number.

        >>> Period.quarter(2018, 3).label("vi")
        'quý III/2018'
        """
        return cls._at(Place(PeriodKind.QUARTER, year, number), convention)

    @classmethod
    def half_year(cls, year: int, number: int, *, convention: str = CALENDAR) -> Self:
        """Return the first or the second half of a year.

        >>> Period.half_year(2022, 1).label("vi")
        '6 tháng đầu năm 2022'
        """
        return cls._at(Place(PeriodKind.HALF_YEAR, year, number), convention)

    @classmethod
    def nine_months(cls, year: int, *, convention: str = CALENDAR) -> Self:
        """Return the first nine months of a year.

        >>> Period.nine_months(2024).end
        datetime.date(2024, 9, 30)
        """
        return cls._at(Place(PeriodKind.NINE_MONTHS, year), convention)

    @classmethod
    def year(cls, year: int, *, convention: str = CALENDAR) -> Self:
        """Return a year.

        >>> Period.year(2026, convention="15_to_14").start
        datetime.date(2025, 12, 15)
        """
        return cls._at(Place(PeriodKind.YEAR, year), convention)

    @classmethod
    def first_months(cls, year: int, count: int, *, convention: str = CALENDAR) -> Self:
        """Return the first 2 to 11 months of a year; 6 give the half-year, 9 the nine months.

        >>> Period.first_months(2024, 7).code
        '2024-7M'
        """
        return cls._at(first_months(year, count), convention)

    @classmethod
    def term(cls, start: date, end: date) -> Self:
        """Return a term by the first and last day that its decision states.

        >>> Period.term(date(2020, 5, 18), date(2025, 6, 30)).code
        'term:2020-05-18/2025-06-30'
        """
        return cls._span(PeriodKind.TERM, start, end)

    @classmethod
    def custom(cls, start: date, end: date) -> Self:
        """Return any run of days.

        >>> Period.custom(date(2021, 5, 1), date(2024, 7, 24)).days
        1181
        """
        return cls._span(PeriodKind.CUSTOM, start, end)

    @classmethod
    def of(cls, kind: PeriodKind | str, day: date, convention: str = CALENDAR) -> Self:
        """Return the period of a kind that holds a day; two months are counted from January.

        Raises:
            PeriodError: the kind has no such period, or its nine months do not reach the day.

        >>> Period.of("quarter", date(2024, 12, 20), "15_to_14").code
        '2025-Q1'
        """
        need(date, day=day)
        kind, cut = tiling_kind(kind), cut_of(convention)
        if kind is PeriodKind.DAY:
            return cls.day(day)
        found = cls._at(place_of(kind, day, cut), convention)
        if day not in found:
            raise PeriodError(
                vi=f"ngày {write_day(day, 'vi')} không nằm trong 9 tháng đầu của năm nào",
                en=f"{day} is not in the first nine months of any year",
            )
        return found

    @classmethod
    def tile(
        cls, kind: PeriodKind | str, start: date, end: date, convention: str = CALENDAR
    ) -> Iterator[Self]:
        """Return the periods of a kind that share a day with a span, in order.

        They follow each other without gap and overlap; only nine months leave the rest of the year out.

        Raises:
            PeriodError: the kind is first_months, term or custom, or the span runs backwards.

        >>> [period.code for period in Period.tile("month", date(2024, 6, 20), date(2024, 7, 14), "15_to_14")]
        ['2024-07']
        """
        kind, cut = tiling_kind(kind), cut_of(convention)
        need(date, start=start, end=end)
        if end < start:
            raise PeriodError(
                vi=f"ngày {write_day(end, 'vi')} trước ngày {write_day(start, 'vi')}; hãy đổi lại",
                en=f"{end} is before {start}; swap them",
            )
        first = cls.day(start) if kind is PeriodKind.DAY else cls._at(place_of(kind, start, cut), convention)
        return cls._onward(first if start <= first.end else first.next(), end)

    @classmethod
    def _onward(cls, period: Self, end: date) -> Iterator[Self]:
        while period.start <= end:
            yield period
            if period.end >= end:  # the next one may lie beyond the last year
                return
            period = period.next()

    @classmethod
    def _at(cls, place: Place, convention: str) -> Self:
        cut = cut_of(convention)
        if place.kind in ALWAYS_CALENDAR:
            convention, cut = CALENDAR, 1
        start, end = window(place, cut)
        return cls(kind=place.kind, start=start, end=end, convention=convention)

    @classmethod
    def _span(cls, kind: PeriodKind, start: date, end: date) -> Self:
        need(date, start=start, end=end)
        if end < start:
            raise PeriodError(
                vi=f"ngày cuối {write_day(end, 'vi')} trước ngày đầu {write_day(start, 'vi')}; hãy đổi lại",
                en=f"the last day {end} is before the first day {start}; swap them",
            )
        return cls(kind=kind, start=start, end=end)

    def next(self) -> Self:
        """Return the period of the same kind that comes after; nine months and first months go by years.

        Raises:
            PeriodError: terms and custom periods have no neighbours, and the last year that is known has none after it.

        >>> Period.month(2024, 12).next().code
        '2025-01'
        """
        return self._step(1)

    def previous(self) -> Self:
        """Return the period of the same kind that comes before; inverse of `next`.

        Raises:
            PeriodError: as for `next`.

        >>> Period.parse("2024-Q1").previous().code
        '2023-Q4'
        """
        return self._step(-1)

    def _step(self, step: int) -> Self:
        if self.kind is PeriodKind.DAY:
            return self.day(self.start + timedelta(days=step))
        if self.place is None:
            raise PeriodError(
                vi=f"{self.label('vi')} không có kỳ liền trước hay liền sau; nêu rõ ngày đầu và ngày cuối",
                en=f"a {self.kind.value} has no period before or after it; state the days of the one you mean",
            )
        return self._at(neighbour(self.place, step), self.convention)
