"""A period and an earlier one: what is compared, what is refused, and what is said of unlike lengths."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh import Collaborator, Period, Register, compare, measure
from dlxh.errors import MeasureError
from dlxh.measures.catalogue import MEASURES
from dlxh.measures.pairs import Ratio, Trend
from dlxh.measures.periods.prior_periods import comparison_period, whole_tiles, year_before
from dlxh.words import PeriodError
from dlxh.words.figures import FigureUnit
from dlxh.words.period_windows import CONVENTIONS
from dlxh.words.periods import PeriodKind
from tests.engines import Engine
from tests.measures.test_kinds import MEDIAN, PER_PERSON, _share
from tests.sample import AS_OF, item, membership, report, unit


def _at(key: str, day: str, *topics: str, **fields: Any) -> Any:  # noqa: ANN401 - a report
    items = [item(f"{key}-{place}", topics=[topic]) for place, topic in enumerate(topics)]
    return report(key, received_at=f"{day}T08:00:00+07:00", items=items, **fields)


REGISTER = Register(
    [
        membership("m1", "2022-01-01"),
        _at("a1", "2023-02-10", "land", channel="zalo"),
        _at("a2", "2023-02-11", "land", "schools"),
        _at("b1", "2024-01-31", "schools"),
        _at("c1", "2024-02-01", "land", "water_supply"),
        _at("c2", "2024-02-29", "land"),
        _at("c3", "2024-02-29", "land"),
    ],
    as_of=AS_OF,
)


def _told(subject: Any, codes: Any, **asked: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - of any kind
    frame = compare(subject, codes, **asked).polars
    names = ("value", "before", "difference", "change", "qualifier", "days", "days_before")
    return list(frame.select(*asked.get("by", ()), *names).iter_rows())


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"period": "2024-02", "against": "last_year"}, [(3, 2, 1, 5000, "exact", 29, 28)]),
        ({"period": "2024-02", "against": "previous"}, [(3, 1, 2, 20_000, "exact", 29, 31)]),
        ({"period": "2024-02", "against": Period.parse("2023-03")}, [(3, 0, 3, None, "exact", 29, 31)]),
        (
            {"period": "2024-Q1", "against": "previous", "by": ["month"]},
            [
                ("2024-01", 1, 0, 1, None, "exact", 31, 31),
                ("2024-02", 3, 1, 2, 20_000, "exact", 29, 31),
                ("2024-03", 0, 3, -3, -10_000, "exact", 31, 29),
            ],
        ),
        (
            {"period": "2024-H2", "against": "last_year", "by": ["quarter"]},
            [
                ("2024-Q3", 0, 0, 0, None, "exact", 24, 92),
                ("2024-Q4", None, 0, None, None, "unknown", None, 92),
            ],
        ),
        (
            {"period": "2024-02", "against": "last_year", "by": ["channel"], "where": {"channel": ["zalo"]}},
            [("zalo", 0, 1, -1, -10_000, "exact", 29, 28)],
        ),
    ],
    ids=str,
)
def test_difference_and_change(
    on_engine: Engine, asked: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    """The earlier value, what lies between, and that for each of the earlier, are those calculated by hand, on every engine."""
    assert _told(on_engine(REGISTER), ["reports"], **asked) == expected


def test_a_group_that_was_or_is_not_there_stays() -> None:
    """Topics of either period have a row, with zero where there were none."""
    found = _told(REGISTER, ["item_topics"], period="2024-02", against="last_year", by=["topic"])

    assert [row[:4] for row in found] == [
        ("land", 3, 2, 1),
        ("schools", 0, 1, -1),
        ("water_supply", 1, 0, 1),
    ]


def test_a_unit_that_did_not_live_in_both_years_is_not_compared(on_engine: Engine) -> None:
    """A unit of 2025 does not apply to 2024, and one that had ended not to 2025, whether it sent anything or not."""
    units = [
        *(unit(key, name=key, level="commune", valid_from="2025-07-01") for key in ("n1", "n2")),
        *(unit(key, name=key, level="commune", valid_to="2025-06-30") for key in ("o1", "o2")),
    ]
    people = [Collaborator(id=each.id.upper(), network="gl", organisation=each.id) for each in units]
    sent = [_at("r1", "2025-08-02", "land", author="N1"), _at("r2", "2024-08-02", "land", author="O1")]
    tables = on_engine(Register([*units, *people, *sent], as_of=date(2025, 12, 31)))

    for by in ("unit", "commune"):
        rows = compare(tables, "reports", by=[by], period="2025-H2", against="last_year").polars
        assert rows.drop("measure").select(pl.nth(0, 1, 2), "difference", "qualifier").rows() == [
            ("n1", 1, None, None, "not_applicable"),
            ("n2", 0, None, None, "not_applicable"),
            ("o1", None, 1, None, "not_applicable"),
            ("o2", None, 0, None, "not_applicable"),
        ]


@pytest.mark.traced
def test_a_comparison_is_no_number() -> None:
    """A comparison is equal to one with the same figures, and to nothing else."""
    one, again = (compare(REGISTER, ["reports"], period="2024-07", against="previous") for _ in range(2))

    assert one == again
    assert one != 1


def test_what_is_not_known_is_not_compared() -> None:
    """Only exact figures differ by an exact difference; a median of nothing does not apply."""
    partial = Register(REGISTER.reports, as_of=AS_OF, partial=["reports"])
    asked: dict[str, Any] = {"period": "2024-02", "against": "last_year"}

    assert _told(partial, ["reports"], **asked) == [(3, 2, None, None, "unknown", 29, 28)]
    (row,) = _told(REGISTER, [MEDIAN], period="2024-03", against="previous")
    assert (row[0], row[2], row[4]) == (None, None, "not_applicable")


@pytest.mark.traced
@pytest.mark.parametrize(
    ("period", "against", "said"),
    [
        ("2024-02", Period.parse("2023-Q1"), "differ in kind or convention"),
        ("2024-02", Period.month(2023, 2, convention="15_to_14"), "differ in kind or convention"),
        ("2024-02", "next", "use 'previous', 'last_year' or a period"),
        (Period.term(date(2020, 1, 1), date(2024, 6, 30)), "previous", "has no period before or after it"),
        (
            "2020-W53",
            "last_year",
            "week 53 of 2020 has no counterpart in the year before; give the period to compare with",
        ),
        (
            "2024-02-29",
            "last_year",
            "February 2024 has no counterpart in the year before; give the period to compare with",
        ),
    ],
)
def test_unlike_windows_are_refused(period: Any, against: Any, said: str) -> None:  # noqa: ANN401
    """Windows of unlike kind or convention are not set against each other."""
    with pytest.raises((MeasureError, PeriodError), match=said):
        compare(REGISTER, "reports", period=period, against=against)


@pytest.mark.traced
def test_broken_down_by_periods_each_has_its_own() -> None:
    """By periods there is no single other period, none may be cut, and there has to be one."""
    for asked, said in (
        ({"period": "2024-Q1", "against": Period.parse("2023-Q1")}, "against= is 'previous'"),
        (
            {"period": Period.custom(date(2024, 1, 10), date(2024, 3, 31)), "against": "previous"},
            "cuts a period",
        ),
        ({"period": None, "against": "previous"}, "a comparison needs period="),
    ):
        given: Any = asked
        with pytest.raises(MeasureError, match=said):
            compare(REGISTER, "reports", by=["month"], **given)


PERIODS = st.one_of(
    st.builds(
        Period.month, st.integers(1990, 2100), st.integers(1, 12), convention=st.sampled_from(CONVENTIONS)
    ),
    st.builds(
        Period.two_months,
        st.integers(1990, 2100),
        st.integers(1, 11),
        convention=st.sampled_from(CONVENTIONS),
    ),
    st.builds(
        Period.quarter, st.integers(1990, 2100), st.integers(1, 4), convention=st.sampled_from(CONVENTIONS)
    ),
    st.builds(
        Period.half_year, st.integers(1990, 2100), st.integers(1, 2), convention=st.sampled_from(CONVENTIONS)
    ),
    st.builds(Period.nine_months, st.integers(1990, 2100), convention=st.sampled_from(CONVENTIONS)),
    st.builds(Period.year, st.integers(1990, 2100), convention=st.sampled_from(CONVENTIONS)),
    st.builds(Period.first_months, st.integers(1990, 2100), st.sampled_from([2, 7, 11])),
    st.builds(Period.week, st.integers(1990, 2100), st.integers(1, 52)),
    st.builds(Period.day, st.dates(date(1990, 1, 1), date(2100, 1, 1))),
)


@given(PERIODS)
def test_the_same_period_of_the_year_before(period: Period) -> None:
    """A comparison of windows of unlike kind or convention is refused: the year before has the same of both."""
    found = year_before(period)
    if found is None:
        assert (period.kind, period.start.day, period.start.month) == (PeriodKind.DAY, 29, 2)
        return
    assert found == comparison_period(period, "last_year")

    assert (found.kind, found.convention) == (period.kind, period.convention)
    assert found.code.replace(str(found.end.year), "Y") == period.code.replace(str(period.end.year), "Y") or (
        period.kind in {PeriodKind.WEEK, PeriodKind.DAY}
    )
    assert 351 <= (period.start - found.start).days <= 378


@pytest.mark.traced
def test_days_that_no_calendar_makes_go_back_a_year() -> None:
    """Part of a term, or any run of days, is set against the same days of the year before."""
    part = Period.custom(date(2024, 2, 29), date(2024, 7, 24))
    term = Period.term(date(2021, 5, 4), date(2025, 6, 30))

    assert comparison_period(part, "last_year") == Period.custom(date(2023, 2, 28), date(2023, 7, 24))
    assert comparison_period(term, "last_year") == Period.term(date(2020, 5, 4), date(2024, 6, 30))
    assert year_before(Period.first_months(2024, 5)) == Period.first_months(2023, 5)
    assert len(whole_tiles(PeriodKind.MONTH, Period.year(2024), "calendar")) == 12


@pytest.mark.parametrize(
    ("kind", "period", "alone", "expected"),
    [
        (
            "day",
            Period.custom(date(2024, 2, 28), date(2024, 3, 1)),
            "2024-02-29",
            [
                ("2024-02-28", 0, 1, "2023-02-28"),
                ("2024-02-29", 2, None, None),
                ("2024-03-01", 0, 0, "2023-03-01"),
            ],
        ),
        (
            "week",
            Period.custom(date(2020, 12, 21), date(2021, 1, 10)),
            "2020-W53",
            [("2020-W52", 1, 0, "2019-W52"), ("2020-W53", 1, None, None), ("2021-W01", 0, 1, "2020-W01")],
        ),
    ],
    ids=["day", "week"],
)
def test_what_the_year_before_has_not_is_set_against_nothing(
    on_engine: Engine, kind: str, period: Period, alone: str, expected: list[tuple[Any, ...]]
) -> None:
    """29 February and a week 53 have no counterpart in the year before: no other day or week is taken for it in silence."""
    days = ("2023-02-28", "2024-02-29", "2024-02-29", "2019-12-30", "2020-12-21", "2020-12-31")
    tables = on_engine(Register([_at(f"r{n}", day, "land") for n, day in enumerate(days)], as_of=AS_OF))
    found = compare(tables, ["reports"], by=[kind], period=period, against="last_year")
    rows = found.polars.select(kind, "value", "before", "period_before", "qualifier").rows()
    one = compare(REGISTER, ["reports"], period=alone, against=Period.parse(expected[0][3]))

    assert [row[:4] for row in rows] == expected
    assert [row[4] for row in rows] == ["exact", "not_applicable", "exact"]
    assert found.to_text("en").splitlines()[1].endswith("), not to be compared")
    assert one.polars["period_before"].to_list() == [expected[0][3]]
    with pytest.raises(MeasureError, match="has no counterpart"):
        compare(tables, ["reports"], by=[kind], period=alone, against="last_year")
    for channel in ("written", "zalo"):  # something was met, and nothing
        trend = measure(tables, [NEW], by=[kind], period=period, where={"channel": channel}).polars
        assert trend["qualifier"].to_list()[1] == "unknown"


@pytest.mark.traced
def test_it_reads_in_both_languages() -> None:
    """A line has both figures with their periods and says what lies between, and unlike lengths."""
    asked: dict[str, Any] = {"period": "2024-02", "against": "last_year"}

    assert compare(REGISTER, "reports", **asked).to_text("vi") == (
        "báo cáo: 3 (tháng 2/2024), 2 (tháng 2/2023), tăng 1 (50,0%); 29 ngày so với 28 ngày"
    )
    codes = ["collaborators", _share(), PER_PERSON, MEDIAN]
    collaborators, share, per_person, median = (
        compare(REGISTER, codes, **asked).to_text("en").splitlines()  # the share's rows have no stage
    )
    assert collaborators.endswith("1 person (February 2023), no change; 29 days against 28")
    assert "— (February 2024), — (February 2023), not to be compared" in share
    assert median == (
        "the median: 29 hours (February 2024), 10.5 hours (February 2023), up 18.5 (176.2%); 29 days against 28"
    )
    down = compare(REGISTER, ["reports"], period="2024-03", against="previous").to_text("vi")
    assert down.startswith("báo cáo: 0 (tháng 3/2024), 3 (tháng 2/2024), giảm 3 (100,0%)")
    by_month = compare(REGISTER, ["reports"], period="2024-Q1", against="previous", by=["month", "channel"])
    assert by_month.to_text("vi").splitlines()[1].startswith("báo cáo (thư điện tử): 0 (tháng 1/2024)")
    assert per_person.startswith("the per_person")


@pytest.mark.traced
def test_shares_differ_by_points() -> None:
    """Between two shares lie percentage points, in words and in ten-thousandths."""
    stages = [
        report(f"s{place}", received_at=f"{day}T08:00:00+07:00", kind="ad_hoc", stage=1)
        for place, day in enumerate(["2024-01-01", "2024-01-30", "2024-02-01", "2024-02-02"])
    ]
    found = compare(Register(stages, as_of=AS_OF), [_share()], period="2024-02", against="previous")

    assert found.polars.select("value", "before", "difference").row(0) == (10_000, 5_000, 5_000)
    assert "100.0% (February 2024), 50.0% (January 2024), up 50 percentage points" in found.to_text("en")
    assert found.frame.equals(found.polars)


NEW, RISING = (
    Trend(
        code=f"topics_{new}",
        vi=f"chủ đề {new}",
        en=f"topics {new}",
        definition_vi="x.",
        definition_en="y.",
        unit=FigureUnit.ISSUE,
        rows=known.rows,
        source="test",
        of=known,
        over="topic",
        new=new,
    )
    for new in (True, False)
    for known in MEASURES
    if known.code == "item_topics"
)


def test_comparisons_are_equal_by_what_they_say() -> None:
    """The same question over other records is another comparison, unless the figures are the same."""
    asked: dict[str, Any] = {"period": "2024-02", "against": "previous"}
    other = Register([_at("c1", "2024-02-01", "land")], as_of=AS_OF)

    assert compare(REGISTER, "reports", **asked) == compare(REGISTER, "reports", **asked)
    assert compare(REGISTER, "reports", **asked) != compare(other, "reports", **asked)
    (reports,) = (each for each in MEASURES if each.code == "reports")
    otherwise = replace(reports, definition_en="Of one's own.")
    assert compare(REGISTER, reports, **asked) != compare(REGISTER, otherwise, **asked)
    assert compare(REGISTER, "reports", **asked) != "reports"


def test_what_has_no_key_is_compared_with_what_had_none() -> None:
    """Reports of no unit are a group in either period, and one is set against the other."""
    assert _told(REGISTER, "reports", period="2024-02", against="last_year", by=["unit"]) == [
        (None, 3, 2, 1, 5000, "exact", 29, 28)
    ]


def test_a_period_of_unknown_length_is_not_said_to_be_unlike() -> None:
    """Of a period after the day of the records nothing is known, not how long it is either."""
    text = compare(REGISTER, "reports", period="2025-02", against="last_year").to_text("en")

    assert text.endswith("reports: — (February 2025), 3 (February 2024), not to be compared")


@pytest.mark.traced
def test_new_and_rising_topics(on_engine: Engine) -> None:
    """New is what was not met in the same period of the year before, rising what was met then and more often now."""
    result = measure(on_engine(REGISTER), ["reports", NEW, RISING], period="2024-02")

    assert [(row.measure, row.figure and row.figure.value) for row in result.rows] == [
        ("reports", 3),
        ("topics_True", 1),
        ("topics_False", 1),
    ]
    assert result.to_text("en").splitlines()[1:] == ["topics True: 1 issue", "topics False: 1 issue"]
    by_month = measure(REGISTER, [NEW], period="2024-Q1", by=["month"]).polars
    assert by_month.select("month", "value", "qualifier").rows() == [
        ("2024-01", None, "unknown"),
        ("2024-02", 1, "exact"),
        ("2024-03", 0, "exact"),
    ]


@pytest.mark.traced
def test_a_trend_needs_a_period_and_a_year_before() -> None:
    """Without the year before not everything is new: it is unknown; without a period there is nothing to be new against."""
    with pytest.raises(MeasureError, match="give period="):
        measure(REGISTER, [NEW])
    first = measure(REGISTER, [NEW], period="2023-02").polars
    assert first.select("value", "qualifier").row(0) == (None, "unknown")


@pytest.mark.traced
def test_a_trend_is_a_comparison_already() -> None:
    """A trend compared once more, or set against another measure, would be a count of something else: refused."""
    register = Register(as_of=date(2024, 7, 24))
    trend = next(each for each in MEASURES if each.code == "new_topics")

    with pytest.raises(MeasureError, match="already compared with the year before"):
        compare(register, ["new_topics"], period="2024-Q1", against="last_year")
    with pytest.raises(MeasureError, match="cannot be part of a quotient"):
        Ratio(
            code="x", vi="x", en="x", definition_vi="x.", definition_en="x.", unit=trend.unit, rows=trend.rows,
            source="x", above=trend, below=trend,
        )  # fmt: skip


def test_a_trend_asks_what_it_counts_asks() -> None:
    """A trend of what only makes sense by group only is asked by group, too."""
    grouped = next(each for each in MEASURES if each.code == "group_target")
    trend = Trend(
        code="x", vi="x", en="x", definition_vi="x.", definition_en="x.", unit=grouped.unit, rows=grouped.rows,
        source="x", of=grouped, over="network", new=True,
    )  # fmt: skip

    assert trend.required_dimensions == grouped.required_dimensions == ("composition",)


def test_days_that_cut_a_period_are_told_what_would_hold_it() -> None:
    """The refusal has the first and the last period that the days touch, in both languages."""
    with pytest.raises(MeasureError) as refused:
        whole_tiles(PeriodKind.QUARTER, Period.custom(date(2024, 1, 1), date(2024, 5, 31)), "calendar")

    assert "quý I/2024 đến quý II/2024" in refused.value.vi
    assert "2024-Q1 to 2024-Q2" in refused.value.en
