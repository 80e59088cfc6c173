"""Schedules with holes: periods that give way to longer ones, exempt periods, and how few windows are drawn for them."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from dlxh import Period, Register, Regulation, measure, obligations
from dlxh.ledger.schedule import schedule_of
from dlxh.ledger.windows import windows_of
from dlxh.models.duties import ReportObligation
from dlxh.models.regulation import RegulationProvision
from tests.ledger.books import member, members, obligation, provision, register, regulation, report
from tests.ledger.land import by_units, land, unit

START = date(2015, 1, 1)
AFTER = {"kind": "after_period", "days": 10, "unit": "day"}
KINDS = {"W": "week", "M": "month", "Q": "quarter", "Y": "year"}
UNION = {"W": ("Q", "Y"), "M": ("Y",), "Q": ("Y",)}
"""The youth union: weeks yield to quarters and years, months to years, quarters to years."""
EVERY = {"W": ("M", "Q", "Y"), "M": ("Q", "Y"), "Q": ("Y",)}


def on_schedule(key: str, kind: str, *yields_to: str, **changes: Any) -> RegulationProvision:  # noqa: ANN401 - fields of the model
    """Return a provision on reports due ten days after the period, in force from 2015."""
    duty = obligation(period_kind=kind, due=AFTER, **changes)
    return provision(key, duty, START).replace(yields_to=yields_to)


def four(yields: dict[str, tuple[str, ...]]) -> Regulation:
    """Return a regulation that asks for reports by week, month, quarter and year."""
    provisions = [on_schedule(key, kind, *yields.get(key, ())) for key, kind in KINDS.items()]
    return regulation(*provisions, valid_from=START)


def service_of(rules: Regulation, *records: Any) -> Register:  # noqa: ANN401 - records of any kind
    """Return a register of one member since 2015."""
    return register(rules, *(records or [member(start="2015-01-01")]), as_of=date(2036, 12, 31))


def reports_owed(rules: Regulation, period: str | Period) -> dict[str, int]:
    """Return how many reports one member owes, by provision."""
    rows = obligations(service_of(rules), period).polars
    return Counter(rows.filter(rows["status"] != "not_owed")["provision"].to_list())


@pytest.mark.parametrize(
    ("yields", "weeks", "months", "longer"),
    [(UNION, 48, 11, 4), (EVERY, 40, 8, 4), ({}, 52, 12, 5)],
    ids=["each says to which it yields", "every shorter one yields", "nothing yields"],
)
def test_the_three_schedules_of_2026(
    yields: dict[str, tuple[str, ...]], weeks: int, months: int, longer: int
) -> None:
    """'48 weekly + 11 monthly + 4 quarterly and yearly' in 2026 is what comes out where each provision says to which it yields."""
    found = reports_owed(four(yields), "2026")

    assert (found["W"], found["M"], found["Q"] + found["Y"]) == (weeks, months, longer)


@pytest.mark.no_cover
def test_in_which_years_there_are_49_weeks() -> None:
    """The first rule gives 48 weeks in all years of 2016–2035 but 2018, 2024, 2029 and 2035, after a 31/12 on a Sunday."""
    rules = four(UNION)
    rows = obligations(service_of(rules), Period.custom(date(2016, 1, 1), date(2035, 12, 31))).polars
    counted = Counter(
        (day.year, key)
        for key, day, status in rows.select("provision", "period_end", "status").rows()
        if status != "not_owed"
    )
    years = range(2016, 2036)

    assert {year for year in years if counted[year, "W"] != 48} == {2018, 2024, 2029, 2035}
    assert {counted[year, "W"] for year in (2018, 2024, 2029, 2035)} == {49}
    # 2017, 2023, 2028 and 2034 end on a Sunday: the week of that year's end is its own last one
    assert all(date(year - 1, 12, 31).isoweekday() == 7 for year in (2018, 2024, 2029, 2035))
    assert {(counted[year, "M"], counted[year, "Q"], counted[year, "Y"]) for year in years} == {(11, 3, 1)}


@pytest.mark.parametrize(
    ("day", "reason"),
    [("2026-03-22", None), ("2026-03-29", None), ("2026-04-05", "absorbed"), ("2026-04-12", None)],
)
def test_the_last_day_of_the_longer_period_decides(day: str, reason: str | None) -> None:
    """The week of 30/3 to 5/4 holds the last day of the quarter: it alone is not owed, and its reason says so."""
    end = date.fromisoformat(day)
    rows = obligations(service_of(four(UNION)), Period.custom(end, end)).polars

    assert rows.filter(provision="W")["reason"].to_list() == [reason]


def test_a_longer_period_of_before_the_days_asked_absorbs_too() -> None:
    """The first week of April yields to the quarter that ended in March, and no row of March comes along."""
    rows = obligations(service_of(four(UNION)), Period.custom(date(2026, 4, 1), date(2026, 4, 6))).polars

    assert rows.select("provision", "period_end", "reason").rows() == [("W", date(2026, 4, 5), "absorbed")]


def test_what_is_absorbed_does_not_absorb() -> None:
    """'Decided from the longest down': a quarter that yields to its year leaves the week owed that names only quarters."""
    rules = regulation(
        on_schedule("W", "week", "Q"),
        on_schedule("Q", "quarter", "Y"),
        on_schedule("Y", "year"),
        valid_from=START,
    )
    ends = Period.custom(date(2026, 12, 28), date(2027, 1, 3))
    rows = obligations(service_of(rules), ends).polars.sort("provision")

    assert rows.select("provision", "reason").rows() == [("Q", "absorbed"), ("W", None), ("Y", None)]
    assert reports_owed(rules, "2026")["W"] == 49  # three quarters absorb a week, the fourth does not


def test_before_the_days_asked_windows_are_drawn_as_far_as_needed() -> None:
    """A week asked for may yield to a quarter that yields to a year: both are drawn before it, and no more."""
    rules = four(UNION)
    week = Period.week(2027, 1)  # its days reach from 4 January; the week before holds the end of the year
    for asked, more in ((Period.week(2026, 53), {"Q", "Y"}), (week, set())):
        days = Period.custom(asked.end, asked.end)
        windows = windows_of([rules], days, None)
        schedule = schedule_of([rules], windows, days)
        assert {each.provision for each in schedule.windows[schedule.wanted :]} == more


def test_who_does_not_owe_the_longer_period_owes_the_shorter() -> None:
    """Absorption looks at the same obligor: who owes no quarterly report owes the weekly one in which the quarter ends."""
    heads = on_schedule("Q", "quarter", owed_by=members(role="head"))
    rules = regulation(on_schedule("W", "week", "Q"), heads, valid_from=START)
    book = service_of(
        rules,
        member("m1", "c1", start="2015-01-01", role="head"),
        member("m2", "c2", start="2015-01-01"),
    )
    rows = obligations(book, "2026-W14").polars.filter(provision="W").sort("membership")

    assert rows.select("membership", "status", "reason").rows() == [
        ("m1", "not_owed", "absorbed"),
        ("m2", "missing", None),
    ]


def test_another_reason_comes_first() -> None:
    """Who had left owes nothing: that is said, and not that a longer period would have absorbed it."""
    rules = regulation(
        on_schedule("W", "week", "Q", least_days_served=7), on_schedule("Q", "quarter"), valid_from=START
    )
    book = service_of(rules, member(start="2015-01-01", end="2026-04-01"))
    rows = obligations(book, "2026-W14").polars.filter(provision="W")

    assert rows["reason"].to_list() == ["left"]


def test_names_that_cannot_be_yielded_to_are_passed_over() -> None:
    """An unknown name, a provision on periods as long or shorter, and one of no reports take nothing away."""
    rules = regulation(
        on_schedule("M", "month", "W", "M", "gone", "S", "B"),
        on_schedule("W", "week"),
        provision("B", {"kind": "stream_basis"}, START).replace(yields_to=("M",)),
        on_schedule("S", "month", "M", report="synthesis"),
        valid_from=START,
    )

    assert reports_owed(rules, "2026") == {"M": 12, "W": 52, "S": 12}


def exemption(start: date, end: date, **fields: Any) -> RegulationProvision:  # noqa: ANN401 - fields of the model
    """Return a provision that exempts periods which end on its days."""
    return provision("T", {"kind": "exempt", "report": "periodic", **fields}, start, end)


@pytest.mark.traced
@pytest.mark.parametrize(
    ("first", "last", "fields", "expected"),
    [
        (date(2026, 2, 22), date(2026, 2, 22), {}, {"W": "exempt", "M": None}),
        (date(2026, 2, 23), date(2026, 2, 27), {}, {"W": None, "M": None}),
        (date(2026, 2, 1), date(2026, 2, 21), {}, {"W": None, "M": None}),
        (date(2026, 2, 22), date(2026, 2, 28), {}, {"W": "exempt", "M": "exempt"}),
        (date(2026, 2, 22), date(2026, 2, 28), {"period_kind": "month"}, {"W": None, "M": "exempt"}),
        (date(2026, 2, 22), date(2026, 2, 28), {"report": "thematic"}, {"W": None, "M": None}),
    ],
)
def test_periods_that_end_on_exempt_days_are_not_owed(
    first: date, last: date, fields: dict[str, Any], expected: dict[str, str | None]
) -> None:
    """'Periods that end on the provision's days are not owed': of the kind of report, and of one kind of period or all."""
    rules = regulation(
        on_schedule("W", "week"),
        on_schedule("M", "month"),
        exemption(first, last, **fields),
        valid_from=START,
    )
    rows = obligations(service_of(rules), Period.custom(date(2026, 2, 22), date(2026, 2, 28))).polars

    assert dict(rows.select("provision", "reason").rows()) == expected


def test_an_exempt_period_absorbs_nothing() -> None:
    """Where nobody owes the quarter, the week in which it ends is owed."""
    rules = regulation(
        on_schedule("W", "week", "Q"),
        on_schedule("Q", "quarter"),
        exemption(date(2026, 3, 31), date(2026, 3, 31)),
        valid_from=START,
    )
    of_another = regulation(exemption(date(2026, 1, 1), date(2026, 12, 31)), id="qc2", network="other")
    book = service_of(rules, member(start="2015-01-01"), of_another)

    rows = obligations(book, "2026-W14").polars.sort("provision")

    assert rows.select("provision", "reason").rows() == [("Q", "exempt"), ("W", None)]


def test_who_sends_all_63_reports_of_a_year_has_none_missing() -> None:
    """Case 14: 48 weekly + 11 monthly + 4 quarterly and yearly reports, each within ten days: 63 owed, none missing."""
    rules = four(UNION)
    unsent = obligations(service_of(rules), "2026").polars.filter(status="missing")
    periods = {(row["period_kind"], row["period_end"]) for row in unsent.iter_rows(named=True)}
    sent = [
        report(f"r{place}", str(end + timedelta(days=9)), Period.of(kind, end))
        for place, (kind, end) in enumerate(sorted(periods))
    ]
    book = service_of(rules, member(start="2015-01-01"), *sent)
    found = measure(book, ["owed", "on_time", "missing"], period="2026")

    assert len(sent) == 63
    assert [found.figure(name).value for name in ("owed", "on_time", "missing")] == [63, 63, 0]


@pytest.mark.traced
def test_a_unit_yields_as_a_member_does() -> None:
    """A commune that goes on under a new name owes 48 weeks of 2026: its line owes the longer periods, whatever its name."""
    named = replace_owed_by(four(UNION))
    renamed = unit("x1", valid_to=date(2026, 3, 31), into="rename x2 2026-04-01")
    book = land(named, renamed, unit("x2", valid_from=date(2026, 4, 1)), as_of=date(2027, 12, 31))
    rows = obligations(book, "2026").polars
    counted = Counter(rows.filter(rows["status"] != "not_owed")["provision"].to_list())
    quarter_end = rows.filter(provision="W", period_end=date(2026, 4, 5))

    assert dict(counted) == {"W": 48, "M": 11, "Q": 3, "Y": 1}
    assert set(quarter_end["reason"].to_list()) == {"absorbed", "continued"}


def replace_owed_by(rules: Regulation) -> Regulation:
    """Return a regulation whose reports the communes owe."""
    provisions = [
        each.replace(duty=each.duty.replace(owed_by=by_units()))
        for each in rules.provisions
        if isinstance(each.duty, ReportObligation)
    ]
    return rules.replace(provisions=tuple(provisions))
