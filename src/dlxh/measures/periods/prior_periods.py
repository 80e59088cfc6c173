"""Kỳ so sánh: which earlier days a period is set against; windows of unlike kind or convention are refused."""

from collections.abc import Callable
from datetime import date
from typing import Final, Literal, TypeAlias

from dateutil.relativedelta import relativedelta

from dlxh.measures.errors import MeasureError
from dlxh.words.periods import Period, PeriodKind

Against: TypeAlias = Literal["previous", "last_year"] | Period


def comparison_period(period: Period, against: Against) -> Period:
    """Return the period that one is set against: the one before, the same of the year before, or the one given.

    Raises:
        MeasureError: the other period has another kind or convention; or the year before has no such period: 29 February,
            a week 53.
        PeriodError: `previous` of days that have no neighbour, such as a term.

    >>> (
    ...     comparison_period(Period.parse("2024-02"), "last_year").code,
    ...     comparison_period(Period.parse("2024-Q1"), "previous").code,
    ... )
    ('2023-02', '2023-Q4')
    """
    if against == "previous":
        return period.previous()
    if against == "last_year":
        found = year_before(period)
        if found is None:
            raise no_counterpart(period)
        return found
    if (against.kind, against.convention) != (period.kind, period.convention):
        raise MeasureError(
            vi=f"{period.label('vi')} và {against.label('vi')} khác loại kỳ hoặc khác cách chia; chỉ so sánh hai kỳ cùng loại, cùng cách chia",
            en=f"{period} and {against} differ in kind or convention; compare periods that are alike in both",
        )
    return against


def no_counterpart(period: Period) -> MeasureError:
    """Return the note on 29 February or a week 53 that the year before does not have.

    >>> no_counterpart(Period.parse("2020-W53")).en
    'week 53 of 2020 has no counterpart in the year before; give the period to compare with as against='
    """
    return MeasureError(
        vi=f"{period.label('vi')} không có kỳ tương ứng năm trước; hãy nêu kỳ muốn so bằng against=",
        en=f"{period.label('en')} has no counterpart in the year before; give the period to compare with as against=",
    )


def year_before(period: Period) -> Period | None:
    """Return the same period of the year before; None for 29 February and a week 53, where that year has none.

    A run of days that begins or ends on 29 February begins or ends on the 28th then.

    >>> year_before(Period.parse("2020-W53")), year_before(Period.week(2021, 5)).code
    (None, '2020-W05')
    """
    start, end = (day - relativedelta(years=1) for day in (period.start, period.end))
    if period.kind in {PeriodKind.CUSTOM, PeriodKind.TERM}:
        return Period.custom(start, end) if period.kind is PeriodKind.CUSTOM else Period.term(start, end)
    if period.kind is PeriodKind.DAY:
        return Period.day(start) if start.day == period.start.day else None
    if period.kind in {PeriodKind.FIRST_MONTHS, PeriodKind.NINE_MONTHS, PeriodKind.YEAR}:
        return period.previous()  # they go by years
    _, year, number = period.place or (period.kind, start.year, 1)
    if period.kind is PeriodKind.WEEK:
        return Period.week(year - 1, number) if number <= _weeks_of(year - 1) else None
    return _MAKERS[period.kind](year - 1, number, convention=period.convention)


_MAKERS: Final[dict[PeriodKind, Callable[..., Period]]] = {
    PeriodKind.MONTH: Period.month,
    PeriodKind.TWO_MONTHS: Period.two_months,
    PeriodKind.QUARTER: Period.quarter,
    PeriodKind.HALF_YEAR: Period.half_year,
}


def _weeks_of(year: int) -> int:
    """Return how many weeks a year of ISO 8601 has: the 28th of December lies in the last one."""
    return date(year, 12, 28).isocalendar().week


def whole_tiles(kind: PeriodKind, period: Period, convention: str) -> list[Period]:
    """Return the periods of a kind in some days.

    Raises:
        MeasureError: the days cut one of them, which would be set against a whole one.

    >>> [tile.code for tile in whole_tiles(PeriodKind.QUARTER, Period.parse("2024-H1"), "calendar")]
    ['2024-Q1', '2024-Q2']
    """
    found = list(Period.tile(kind, period.start, period.end, convention))
    if (found[0].start, found[-1].end) != (period.start, period.end):
        names = [tile.label("vi") for tile in (found[0], found[-1])]
        raise MeasureError(
            vi=f"{period.label('vi')} cắt ngang một kỳ; hãy nêu những ngày gồm trọn {names[0]} đến {names[1]}",
            en=f"{period} cuts a period; give days that cover all of {found[0].code} to {found[-1].code}",
        )
    return found
