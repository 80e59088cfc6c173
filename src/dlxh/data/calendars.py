"""Lịch làm việc Việt Nam: the days off of each year as they were decided, each with its notices; nothing is computed.

Which days are Tết, the day next to 2/9 and what is swapped is decided each year (Bộ luật Lao động 2019, điều 112). A year
that is not decided yet is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType

from dlxh.data.facts import FactError, read_facts
from dlxh.words.days import plain_day, write_day
from dlxh.words.given import need, several
from dlxh.words.work_calendars import SimpleCalendar, Spans


class YearError(FactError):
    """A year whose days off are not known here, or for which the calendar was not made."""


@dataclass(frozen=True, slots=True)
class VietnamCalendar:
    """Lịch Việt Nam: working days of some years; `vietnam_calendar` makes it.

    Attributes:
        days: The days of all years.
        years: The years that it is for.
        decisions: For each year the law and the notices that fix its days off.
        known_to: The day on which the notices were last searched, inclusive: a swap decided later is not in it.

    >>> vietnam_calendar(2024, 2025).is_working_day(date(2025, 1, 29))
    False
    """

    days: SimpleCalendar
    years: range
    decisions: Mapping[int, str]
    known_to: date

    @property
    def hours(self) -> Spans:
        """Working hours (giờ làm việc) of every working day; empty if not stated."""
        return self.days.hours

    def is_working_day(self, day: date) -> bool:
        """Return whether a day is a working day.

        Raises:
            YearError: the calendar does not cover its year.
            TypeError: it is not a plain date.
        """
        if plain_day(day).year not in self.years:
            wider = f"vietnam_calendar({min(day.year, self.years[0])}, {max(day.year, self.years[-1])})"
            raise YearError(
                vi=f"lịch chỉ gồm các năm {self.years[0]} đến {self.years[-1]}, không có {day.year}; lập lịch rộng hơn: {wider}",
                en=f"the calendar covers the years {self.years[0]} to {self.years[-1]}, not {day.year}; make a wider one: {wider}",
            )
        return self.days.is_working_day(day)


@dataclass(frozen=True, slots=True)
class DecidedYear:
    """Days off of offices in one year.

    >>> [day.isoformat() for day in years_decided()[0].worked], years_decided()[1].source
    ([], 'Bộ luật Lao động 2012; 6519/VPCP-KGVX, 11/7/2018')
    """

    year: int
    off: tuple[date, ...]
    """Days from Monday to Friday that are not worked."""
    worked: tuple[date, ...]
    """Days at a weekend that are worked in place of others."""
    source: str


@cache
def years_decided() -> tuple[DecidedYear, ...]:
    """Return the years whose days off are known here, oldest first.

    >>> years_decided()[0].year, years_decided()[-1].year
    (2018, 2027)
    """
    rows = read_facts("days_off.toml")["years"]
    return tuple(
        DecidedYear(row["year"], tuple(row["off"]), tuple(row["worked"]), row["source"]) for row in rows
    )


@cache
def _last_known_day() -> date:
    day: date = read_facts("days_off.toml")["known_to"]
    return day


def _pairs(swaps: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Return pairs of days; refuse what is none."""
    pairs = several("swaps", swaps, tuple)
    for pair in pairs:
        for day in pair:
            plain_day(day)
    return pairs


def vietnam_calendar(  # noqa: PLR0913 - all but the years are named
    first_year: int | None = None,
    last_year: int | None = None,
    *,
    decisions: Mapping[int, str] | None = None,
    days_off: Iterable[date] = (),
    swaps: Iterable[tuple[date, date]] = (),
    hours: Spans = (),
) -> VietnamCalendar:
    """Return the working days of some years, as decided for offices that rest on Saturday and Sunday.

    Args:
        first_year: First year, inclusive; without it the first whose days off are known here or decided by you.
        last_year: Last year, inclusive; without it the last whose days off are known here or decided by you.
        decisions: A decision for a year that you answer for: a year that is not held here has the days off that you give
            and no others.
        days_off: More days off; they go before what is held here.
        swaps: Pairs of a day off and the day that is worked in its place (hoán đổi ngày làm việc); likewise.
        hours: Working hours of a day; there is no default.

    Raises:
        YearError: the years run backwards, or the days off of one are not known here and no decision of yours is named.
        CalendarError: a day is both off and worked.
        TypeError: a day is not a plain date.

    >>> calendar = vietnam_calendar(2026, 2026)
    >>> calendar.is_working_day(date(2026, 1, 2)), calendar.is_working_day(date(2026, 1, 10))
    (False, True)
    >>> vietnam_calendar().years
    range(2018, 2028)
    """
    need((int, NoneType), first_year=first_year, last_year=last_year)
    need((Mapping, NoneType), decisions=decisions)
    held, own = {each.year: each for each in years_decided()}, dict(decisions or {})
    known = {*held, *several("decisions", own, int)}
    first_year = (
        min(known if last_year is None else {*known, last_year}) if first_year is None else first_year
    )
    last_year = max({*known, first_year}) if last_year is None else last_year
    if last_year < first_year:
        raise YearError(
            vi=f"năm {last_year} trước năm {first_year}; nêu năm đầu trước",
            en=f"{last_year} is before {first_year}; give the first year first",
        )
    years = range(first_year, last_year + 1)
    for year in years:
        if year not in held and year not in own:
            raise _refuse_year(year)
    chosen = [held[year] for year in years if year in held]
    pairs = _pairs(swaps)
    own_off, own_worked = (
        {*map(plain_day, several("days_off", days_off)), *(day for day, _ in pairs)},
        {day for _, day in pairs},
    )
    off = {day for each in chosen for day in each.off} - own_worked | own_off
    worked = {day for each in chosen for day in each.worked} - own_off | own_worked
    sources = {
        year: "; ".join(filter(None, (held[year].source if year in held else "", own.get(year))))
        for year in years
    }
    simple = SimpleCalendar(holidays=frozenset(off), working_extra=frozenset(worked), hours=hours)
    return VietnamCalendar(simple, years, sources, _last_known_day())


def _refuse_year(year: int) -> YearError:
    first, last = years_decided()[0].year, years_decided()[-1].year
    return YearError(
        vi=f"chưa có ngày nghỉ của năm {year}: thư viện có các năm {first} đến {last}, theo văn bản đã ban hành đến hết ngày "
        f"{write_day(_last_known_day(), 'vi')}; dùng bản dlxh mới hơn, hoặc nêu văn bản và ngày nghỉ của năm đó: "
        f"decisions={{{year}: '...'}}, days_off=[...], swaps=[...]",
        en=f"the days off of {year} are not known: the library has the years {first} to {last}, as decided up to {_last_known_day()}; use a "
        f"newer dlxh, or give the decision and the days off of that year: decisions={{{year}: '...'}}, days_off=[...], "
        "swaps=[...]",
    )
