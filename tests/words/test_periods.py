"""Ways to come by a period."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dlxh.words.period_windows import CONVENTIONS
from dlxh.words.periods import Period, PeriodError, PeriodKind, TermKind, TermLabel

DAYS = st.dates(min_value=date(1902, 1, 1), max_value=date(2198, 12, 31))
YEARS = st.integers(1902, 2198)
CONVENTION = st.sampled_from(CONVENTIONS)
TILING = st.sampled_from(["day", "week", "month", "two_months", "quarter", "half_year", "year"])
PERIODS = st.one_of(
    st.builds(Period.of, TILING, DAYS, CONVENTION),
    st.builds(Period.nine_months, YEARS, convention=CONVENTION),
    st.builds(Period.first_months, YEARS, st.integers(2, 11), convention=CONVENTION),
    st.builds(Period.two_months, YEARS, st.integers(1, 12), convention=CONVENTION),
    st.builds(lambda one, other: Period.custom(*sorted((one, other))), DAYS, DAYS),
    st.builds(lambda one, other: Period.term(*sorted((one, other))), DAYS, DAYS),
)


@given(PERIODS)
def test_codes_round_trip(period: Period) -> None:
    """Parsing and formatting are inverse: codes of every kind under every convention."""
    assert period.code.isascii()
    assert Period.parse(period.code, convention=period.convention) == period


@given(PERIODS)
def test_labels_round_trip(period: Period) -> None:
    """Parsing and formatting are inverse: Vietnamese labels of every kind under every convention."""
    assert Period.parse(period.label("vi"), convention=period.convention) == period


@given(PERIODS)
def test_json_round_trip(period: Period) -> None:
    """A period comes back from JSON as it went, equal and with the same hash."""
    again = Period.model_validate_json(period.model_dump_json())

    assert again == period
    assert hash(again) == hash(period)


@given(TILING, CONVENTION, st.integers(1903, 2197))
def test_periods_tile_the_year(kind: str, convention: str, year: int) -> None:
    """Periods of a kind tile the year without gap or overlap under each convention."""
    whole = Period.year(year, convention=convention)
    tiles = list(Period.tile(kind, whole.start, whole.end, convention))

    assert tiles[0].start <= whole.start <= tiles[0].end
    assert tiles[-1].start <= whole.end <= tiles[-1].end
    assert all(later.start == tile.end + timedelta(days=1) for tile, later in itertools.pairwise(tiles))
    if kind != "week":
        assert sum(tile.days for tile in tiles) == whole.days


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_every_convention_tiles_years(convention: str) -> None:
    """Every cut-off day from 2 to 28, and the calendar: months make quarters, quarters halves, halves the year."""
    year = Period.year(2024, convention=convention)
    for kind, count in (("month", 12), ("two_months", 6), ("quarter", 4), ("half_year", 2), ("year", 1)):
        tiles = list(Period.tile(kind, year.start, year.end, convention))
        assert len(tiles) == count
        assert (tiles[0].start, tiles[-1].end) == (year.start, year.end)
        assert sum(tile.days for tile in tiles) == year.days


@given(PERIODS.filter(lambda period: period.kind not in {"term", "custom"}))
def test_next_and_previous(period: Period) -> None:
    """The period after the one before is the period itself."""
    assert period.next().previous() == period
    assert period.previous().next() == period
    assert period.next().start > period.end or period.kind in {"nine_months", "first_months"}


@given(TILING, DAYS, CONVENTION)
def test_of_holds_the_day(kind: str, day: date, convention: str) -> None:
    """The period of a kind that is asked for a day holds the day, and only it does."""
    period = Period.of(kind, day, convention)

    assert day in period
    assert day not in period.next()
    assert [period] == list(Period.tile(kind, day, day, convention))


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (Period.day(date(2024, 7, 24)), "2024-07-24"),
        (Period.week(2024, 5), "2024-W05"),
        (Period.month(2024, 7), "2024-07"),
        (Period.two_months(2019, 7), "2019-M07-08"),
        (Period.two_months(2024, 12), "2024-M12-01"),
        (Period.quarter(2022, 3), "2022-Q3"),
        (Period.half_year(2022, 1), "2022-H1"),
        (Period.nine_months(2024), "2024-9M"),
        (Period.year(2021), "2021"),
        (Period.first_months(2024, 7), "2024-7M"),
        (Period.custom(date(2020, 5, 18), date(2025, 6, 30)), "2020-05-18/2025-06-30"),
        (Period.term(date(2020, 5, 18), date(2025, 6, 30)), "term:2020-05-18/2025-06-30"),
    ],
    ids=str,
)
def test_made_by_hand(made: Period, code: str) -> None:
    """Each kind has its maker, and its code names it."""
    assert made.code == str(made) == code
    assert made.convention == "calendar"


def test_six_and_nine_first_months() -> None:
    """The first six months are the half-year, the first nine have their own kind: one name for one period."""
    assert Period.first_months(2024, 6) == Period.half_year(2024, 1)
    assert Period.first_months(2024, 9) == Period.nine_months(2024)


@pytest.mark.parametrize(
    ("text", "calendar", "mid_month"),
    [
        ("quý II+III/2024", "2024-04-01/2024-09-30", "2024-03-15/2024-09-14"),
        ("từ tháng 11/2024 đến tháng 1/2025", "2024-11-01/2025-01-31", "2024-10-15/2025-01-14"),
    ],
)
def test_months_without_a_kind(text: str, calendar: str, mid_month: str) -> None:
    """Months that no kind names are a custom period, whose days the convention cuts as it cuts its months."""
    assert Period.parse(text).code == calendar
    assert Period.parse(text, convention="15_to_14").code == mid_month


def test_convention_of_weeks() -> None:
    """Days, weeks, terms and custom periods are always calendar, whatever convention a network has."""
    for text in ("2024-W05", "ngày 24/7/2024", "2020-05-18/2025-06-30"):
        assert Period.parse(text, convention="15_to_14") == Period.parse(text)
    assert Period.of("week", date(2024, 7, 24), "15_to_14").convention == "calendar"
    with pytest.raises(PeriodError, match="no convention"):
        Period.parse("2024-W05", convention="mid_month")


def test_year_only_terms() -> None:
    """A year-only term label gives no dates by itself."""
    for start, end in ((None, None), (date(2015, 8, 3), None), (None, date(2020, 5, 17))):
        with pytest.raises(PeriodError, match="pass start= and end="):
            Period.parse("nhiệm kỳ 2015 - 2020", start=start, end=end)
    term = Period.parse("nhiệm kỳ 2015 – 2020", start=date(2015, 8, 3), end=date(2020, 5, 17))
    assert (term.kind, term.start, term.end) == ("term", date(2015, 8, 3), date(2020, 5, 17))
    assert TermLabel.parse("giai đoạn 2021-2025").kind is TermKind.GIAI_DOAN
    with pytest.raises(PeriodError, match="leave out start= and end="):
        Period.parse("năm 2021", end=date(2021, 12, 31))


@pytest.mark.parametrize("kind", ["first_months", "term", "custom"])
def test_kinds_that_do_not_tile(kind: str) -> None:
    """The calendar makes no first months, terms and custom periods."""
    day = date(2024, 7, 24)
    for ask in (lambda: Period.of(kind, day), lambda: Period.tile(kind, day, day)):
        with pytest.raises(PeriodError, match=f"does not determine a {kind}"):
            ask()


def test_days_are_periods() -> None:
    """A day is the period of its kind that holds it, and has a day before and after it, over the end of a year too."""
    last = Period.of("day", date(2024, 12, 31))

    assert last == Period.day(date(2024, 12, 31))
    assert (last.next().code, last.previous().code) == ("2025-01-01", "2024-12-30")


def test_nine_months() -> None:
    """Nine months leave the rest of the year out: a day of it has none, and a span skips to the next year."""
    with pytest.raises(PeriodError, match="not in the first nine months"):
        Period.of("nine_months", date(2024, 10, 1))
    assert Period.of("nine_months", date(2024, 9, 30)).code == "2024-9M"
    codes = [period.code for period in Period.tile("nine_months", date(2023, 10, 1), date(2025, 1, 1))]
    assert codes == ["2024-9M", "2025-9M"]
    assert not list(Period.tile("nine_months", date(2024, 10, 1), date(2024, 12, 31)))


def test_no_neighbours() -> None:
    """Terms and custom periods have no neighbours."""
    for period in (
        Period.term(date(2020, 5, 18), date(2025, 6, 30)),
        Period.custom(date(2020, 5, 18), date(2020, 6, 1)),
    ):
        for ask in (period.next, period.previous):
            with pytest.raises(PeriodError, match=f"a {period.kind.value} has no period"):
                ask()


def test_backwards() -> None:
    """Days the wrong way round are refused by every way in."""
    late, early = date(2024, 7, 24), date(2024, 7, 23)
    for ask in (
        lambda: Period.custom(late, early),
        lambda: Period.term(late, early),
        lambda: Period.tile("day", late, early),
    ):
        with pytest.raises(PeriodError, match="swap them"):
            ask()
    with pytest.raises(ValidationError):
        Period(kind=PeriodKind.CUSTOM, start=late, end=early)


def test_the_last_year() -> None:
    """A span that ends with the last known year is tiled to its end."""
    assert [period.code for period in Period.tile("month", date(2200, 11, 1), date(2200, 12, 31))] == [
        "2200-11",
        "2200-12",
    ]
    with pytest.raises(PeriodError, match="is outside"):
        Period.year(2200).next()


def test_replace_checks() -> None:
    """A changed copy is checked like a new period."""
    month = Period.month(2024, 7)

    assert month.replace(start=date(2024, 8, 1), end=date(2024, 8, 31)).code == "2024-08"
    with pytest.raises(ValidationError):
        month.replace(end=date(2024, 8, 31))
