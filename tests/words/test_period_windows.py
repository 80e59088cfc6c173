"""The days of months, quarters, years and weeks under each convention."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.period_windows import (
    CONVENTIONS,
    PeriodError,
    PeriodKind,
    Place,
    cut_of,
    months_window,
    neighbour,
    place_between,
    place_of,
    window,
)

CUTS = range(1, 29)
MANY = ("week", "month", "two_months", "quarter", "half_year", "year")
TILING = tuple(PeriodKind(kind) for kind in MANY)
DAYS = st.dates(min_value=date(1902, 1, 1), max_value=date(2198, 12, 31))


def test_conventions() -> None:
    """Conventions: calendar, 15_to_14, and any other cut-off day from 2 to 28."""
    assert len(CONVENTIONS) == 28
    assert [cut_of(convention) for convention in CONVENTIONS] == list(CUTS)
    assert cut_of("15_to_14") == 15


@pytest.mark.parametrize(
    "convention", ["15_to_15", "1_to_31", "29_to_28", "1_to_0", "", "Calendar", "15_to_14 "]
)
def test_no_such_convention(convention: str) -> None:
    """A convention that is none is refused with the two ways to write one."""
    with pytest.raises(PeriodError, match="15_to_14"):
        cut_of(convention)


@pytest.mark.parametrize(
    ("place", "cut", "start", "end"),
    [
        (Place(PeriodKind.MONTH, 2024, 2), 1, date(2024, 2, 1), date(2024, 2, 29)),
        (Place(PeriodKind.MONTH, 2024, 3), 28, date(2024, 2, 28), date(2024, 3, 27)),
        (Place(PeriodKind.MONTH, 2024, 1), 15, date(2023, 12, 15), date(2024, 1, 14)),
        (Place(PeriodKind.TWO_MONTHS, 2019, 7), 1, date(2019, 7, 1), date(2019, 8, 31)),
        (Place(PeriodKind.TWO_MONTHS, 2024, 12), 1, date(2024, 12, 1), date(2025, 1, 31)),
        (Place(PeriodKind.TWO_MONTHS, 2024, 12), 15, date(2024, 11, 15), date(2025, 1, 14)),
        (Place(PeriodKind.QUARTER, 2018, 3), 1, date(2018, 7, 1), date(2018, 9, 30)),
        (Place(PeriodKind.HALF_YEAR, 2024, 1), 15, date(2023, 12, 15), date(2024, 6, 14)),
        (Place(PeriodKind.HALF_YEAR, 2024, 2), 15, date(2024, 6, 15), date(2024, 12, 14)),
        (Place(PeriodKind.NINE_MONTHS, 2024), 1, date(2024, 1, 1), date(2024, 9, 30)),
        (Place(PeriodKind.YEAR, 2026), 15, date(2025, 12, 15), date(2026, 12, 14)),
        (Place(PeriodKind.FIRST_MONTHS, 2024, 7), 1, date(2024, 1, 1), date(2024, 7, 31)),
        (Place(PeriodKind.WEEK, 2020, 53), 1, date(2020, 12, 28), date(2021, 1, 3)),
    ],
    ids=str,
)
def test_windows_by_hand(place: Place, cut: int, start: date, end: date) -> None:
    """Month = 15th of the previous month to the 14th; half-years 15/12-14/6 and 15/6-14/12; year 15/12-14/12."""
    assert window(place, cut) == (start, end)
    assert place_between(place.kind, start, end, cut) == place


@pytest.mark.parametrize(
    "place",
    [
        Place(PeriodKind.MONTH, 2024, 13),
        Place(PeriodKind.MONTH, 2024, 0),
        Place(PeriodKind.TWO_MONTHS, 2024, 13),
        Place(PeriodKind.QUARTER, 2024, 5),
        Place(PeriodKind.HALF_YEAR, 2024, 3),
        Place(PeriodKind.FIRST_MONTHS, 2024, 1),
        Place(PeriodKind.FIRST_MONTHS, 2024, 12),
        Place(PeriodKind.WEEK, 2024, 53),
        Place(PeriodKind.YEAR, 1899),
        Place(PeriodKind.YEAR, 2201),
        Place(PeriodKind.YEAR, 0),
    ],
    ids=str,
)
def test_numbers_that_do_not_exist(place: Place) -> None:
    """A month 13, a quarter 5, a week 53 of 2024 are errors."""
    with pytest.raises(PeriodError, match=r"there is no|is outside"):
        window(place, 1)


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("kind", TILING)
def test_kinds_tile_the_year(kind: PeriodKind, cut: int) -> None:
    """Periods of a kind tile the year without gap or overlap under each convention."""
    cut = 1 if kind is PeriodKind.WEEK else cut
    start, end = window(Place(PeriodKind.YEAR, 2024), cut)
    place, covered = place_of(kind, start, cut), start
    while covered <= end:
        first, last = window(place, cut)
        assert first == covered or (kind is PeriodKind.WEEK and first <= start <= last)
        covered = last + timedelta(days=1)
        place = neighbour(place, 1)
    assert covered == end + timedelta(days=1) or kind is PeriodKind.WEEK


@given(DAYS, st.sampled_from(TILING), st.sampled_from(CUTS))
def test_every_day_has_one_period(day: date, kind: PeriodKind, cut: int) -> None:
    """Without gap or overlap: a day lies in its period, and not in the one before or after."""
    place = place_of(kind, day, cut)
    start, end = window(place, cut)

    assert start <= day <= end
    assert window(neighbour(place, 1), cut)[0] == end + timedelta(days=1)
    assert window(neighbour(place, -1), cut)[1] == start - timedelta(days=1)
    assert place_between(kind, start, end, cut) == place
    assert neighbour(neighbour(place, 7), -7) == place


@given(DAYS, st.integers(0, 400), st.sampled_from(TILING), st.sampled_from(CUTS))
def test_other_days_have_no_place(start: date, length: int, kind: PeriodKind, cut: int) -> None:
    """Days that are not exactly a period of the kind have no place."""
    end = start + timedelta(days=length)
    place = place_between(kind, start, end, cut)

    assert place is None or window(place, cut) == (start, end)
    assert (place is not None) == (
        window(place_of(kind, start, cut), cut) == (start, end)
    ) or kind is PeriodKind.TWO_MONTHS


def test_days_beyond_the_years() -> None:
    """Days outside the years that are known have no place, and no traceback."""
    assert place_between(PeriodKind.YEAR, date(1, 1, 1), date(1, 12, 31), 1) is None
    assert place_between(PeriodKind.MONTH, date(9999, 12, 15), date(9999, 12, 31), 15) is None
    assert place_between(PeriodKind.FIRST_MONTHS, date(2024, 1, 1), date(2024, 12, 31), 1) is None


def test_neighbours_by_year() -> None:
    """Nine months and first months go by years; two months may begin in any month and go over the year's end."""
    assert neighbour(Place(PeriodKind.NINE_MONTHS, 2024), 1) == Place(PeriodKind.NINE_MONTHS, 2025)
    assert neighbour(Place(PeriodKind.FIRST_MONTHS, 2024, 7), -1) == Place(PeriodKind.FIRST_MONTHS, 2023, 7)
    assert neighbour(Place(PeriodKind.TWO_MONTHS, 2024, 11), 1) == Place(PeriodKind.TWO_MONTHS, 2025, 1)
    assert neighbour(Place(PeriodKind.TWO_MONTHS, 2024, 10), 1) == Place(PeriodKind.TWO_MONTHS, 2024, 12)
    assert neighbour(Place(PeriodKind.TWO_MONTHS, 2024, 12), 1) == Place(PeriodKind.TWO_MONTHS, 2025, 2)


@given(st.integers(1900 * 12, 2200 * 12 + 11), st.integers(0, 40), st.sampled_from(CUTS))
def test_a_run_of_months_is_its_months(first: int, more: int, cut: int) -> None:
    """A run of months begins where its first month begins and ends where its last one ends, under every convention."""
    last = min(first + more, 2200 * 12 + 11)
    months = [window(Place(PeriodKind.MONTH, month // 12, month % 12 + 1), cut) for month in (first, last)]

    assert months_window(first, last, cut) == (months[0][0], months[1][1])


@pytest.mark.traced
@pytest.mark.parametrize(("first", "last"), [(0, 2024 * 12), (2024 * 12, 2201 * 12)])
def test_a_run_of_months_beyond_the_years(first: int, last: int) -> None:
    """A run of months that leaves the years that are known is refused."""
    with pytest.raises(PeriodError, match="is outside"):
        months_window(first, last, 1)
