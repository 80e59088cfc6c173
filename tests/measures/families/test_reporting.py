"""Measures on the ledger: counts, rates, and what a rate leaves out."""

from datetime import date
from typing import Any

import pytest

from dlxh import Period, Register, measure, obligations
from dlxh.measures import Rate
from dlxh.measures.result import ResultError
from dlxh.words.missing_input import MissingInputError
from tests.engines import Engine
from tests.ledger.books import CALENDAR, absence, excuse, member, obligation, register, regulation, report

QUARTER = Period.parse("2024-Q1")
CODES = ["owed", "received", "on_time", "late", "missing", "on_time_rate", "received_rate"]


def book(**options: Any) -> Register:  # noqa: ANN401 - options of a register
    """Return three members over a quarter: on time, late, missing, excused and not owed all occur."""
    rules = regulation(obligation(least_days_served=15), excuse())
    memberships = [
        member("m1", "c1", organisation="u1"),
        member("m2", "c2", organisation="u2"),
        member("m3", "c3", start="2024-02-20", organisation="u2"),
    ]
    came = [
        report("r1", "2024-01-19", "2024-01", "c1"),
        report("r2", "2024-02-25", "2024-02", "c1"),
        report("r3", "2024-03-20", "2024-03", "c2"),
    ]
    return register(rules, *memberships, *came, absence("v1", "2024-02-01", "2024-02-28", "c2"), **options)


def test_counts_and_rates(on_engine: Engine) -> None:
    """Owed, received, on time, late, missing, and rates with numerator and denominator, by month and over all."""
    tables = on_engine(book())
    ledger = obligations(tables, QUARTER, calendar=CALENDAR)
    whole = measure(tables, CODES, ledger=ledger)
    monthly = measure(tables, CODES, by="month", ledger=ledger)

    assert [whole.figure(code).value for code in CODES[:5]] == [7, 3, 2, 1, 3]
    assert [monthly.figure("owed", month=f"2024-0{n}").value for n in (1, 2, 3)] == [2, 2, 3]
    assert (whole.rate("on_time_rate").numerator, whole.rate("on_time_rate").denominator) == (2, 6)
    assert (whole.rate("received_rate").share, monthly.rate("on_time_rate", month="2024-02").share) == (
        5000,
        0,
    )


def test_what_a_rate_leaves_out_is_told_by_reason() -> None:
    """A rate carries numerator, denominator and what was left out, by reason."""
    result = measure(book(), ["on_time_rate", "owed"], ledger=obligations(book(), QUARTER, calendar=CALENDAR))

    assert dict(result.rate("on_time_rate").left_out) == {"excused": 1, "joined_later": 1}
    assert result.left_out.rows() == [("on_time_rate", "excused", 1), ("on_time_rate", "joined_later", 1)]
    first = result.polars.row(0, named=True)
    assert (first["value"], first["numerator"], first["denominator"]) == (3333, 2, 6)
    assert (first["left_out"], first["counted_in"]) == (2, "ten_thousandth")


def test_by_unit_term_provision_and_network() -> None:
    """Rates break down by unit, term, provision and network, and `where` narrows them."""
    ledger = obligations(book(), QUARTER, calendar=CALENDAR)
    units = measure(book(), "on_time_rate", by="unit", ledger=ledger)

    assert [units.rate("on_time_rate", unit=unit).text("en") for unit in ("u1", "u2")] == [
        "1 of 3 (33.3%)",
        "1 of 3 (33.3%)",
    ]
    for name, key in (("term", "t1"), ("provision", "p1"), ("network", "gl")):
        assert measure(book(), "missing", by=name, ledger=ledger).figure("missing", **{name: key}).value == 3
    only = measure(book(), "owed", where={"unit": "u1"}, ledger=ledger)
    assert only.figure("owed").value == 3


def test_without_a_ledger_that_of_the_register_is_taken() -> None:
    """Where no due day depends on working days, the regulation in the register is enough."""
    assert measure(book(), "owed", period=QUARTER).figure("owed").value == 7
    assert measure(book(as_of=date(2024, 3, 31)), "owed", by="year").figure("owed", year="2024").value == 7


def test_what_nothing_says_is_unknown() -> None:
    """Without a regulation, or without one that calls for reports, what was owed is unknown and not zero."""
    bare = register(member())
    text = register(regulation(), member())

    for subject in (bare, text):
        result = measure(subject, ["owed", "on_time_rate"])
        assert result.figure("owed").value is None
        assert result.rate("on_time_rate").text("vi") == "chưa rõ"
        assert result.rate("on_time_rate").text("en") == "unknown"


def test_a_partial_table_leaves_what_it_cannot_know() -> None:
    """With reports that are known to be incomplete, on time is a lower bound, and late, missing and rates are unknown."""
    partial = Register(
        [*book().all(type(book().memberships[0])), *book().reports, *book().regulations],
        as_of=date(2024, 12, 31), empty=["absences"], partial=["reports"],
    )  # fmt: skip
    result = measure(partial, CODES, period=QUARTER)

    assert result.figure("on_time").text("en") == "at least 2 reports"
    assert [result.figure(code).value for code in ("late", "missing")] == [None, None]
    assert result.rate("on_time_rate").share is None


def test_nothing_owed_is_no_rate() -> None:
    """A rate of nothing is not a number: the denominator is zero, and that is said."""
    ledger = obligations(book(), Period.parse("2023"), calendar=CALENDAR)
    nobody = Register(
        [*book().regulations], as_of=date(2024, 12, 31), empty=["memberships", "reports", "absences"]
    )
    rate = measure(nobody, "on_time_rate", period=QUARTER).rate("on_time_rate")

    assert (rate.numerator, rate.denominator, rate.share) == (0, 0, None)
    assert (rate.text("vi"), rate.text("en")) == ("không có gì để tính tỷ lệ", "nothing to rate")
    assert ledger.counts()["missing"] == 24


@pytest.mark.traced
def test_a_ledger_of_other_days_is_refused() -> None:
    """A ledger that does not hold all days asked for is refused; one that holds more is narrowed."""
    ledger = obligations(book(), QUARTER, calendar=CALENDAR)

    assert measure(book(), "owed", period=Period.parse("2024-02"), ledger=ledger).figure("owed").value == 2
    with pytest.raises(MissingInputError, match="pass a ledger= of 2024-H1") as refused:
        measure(book(), "owed", period=Period.parse("2024-H1"), ledger=ledger)
    assert "lập cho 6 tháng đầu năm 2024" in refused.value.vi


@pytest.mark.traced
def test_a_register_that_needs_a_calendar_says_what_to_pass() -> None:
    """Nothing implicit: where a due day depends on working days the error says to give a calendar."""
    needs = register(regulation(obligation(on_day_off="next_working_day")), member())

    with pytest.raises(MissingInputError, match="pass calendar="):
        measure(needs, "owed", period=QUARTER)


@pytest.mark.traced
def test_a_count_is_no_rate() -> None:
    """Asking a count for its rate is refused, not answered."""
    result = measure(book(), "owed", period=QUARTER)

    with pytest.raises(ResultError, match="owed is not a rate"):
        result.rate("owed")


def test_shares_are_rounded_half_up() -> None:
    """A share is in ten-thousandths, half up, by integers."""
    assert [Rate(n, d, {}).share for n, d in ((1, 3), (2, 3), (1, 20_000), (1, 20_001))] == [3333, 6667, 1, 0]
