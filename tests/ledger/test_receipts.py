"""Which report is for which period, and which receipt decides; each on every engine."""

from datetime import date
from typing import Any

import pytest

from dlxh import Period, Report, obligations
from dlxh.ledger.receipts import longest_chain
from tests.engines import Engine
from tests.ledger.books import CALENDAR, member, obligation, register, regulation, report

Row = tuple[str | None, str]


def rows(book: Any, rules: Any, period: str) -> list[Row]:  # noqa: ANN401 - register or tables
    """Return report and status of the only member, by period."""
    ledger = obligations(book, Period.parse(period), regulation=rules, calendar=CALENDAR)
    return ledger.polars.sort("period_start").select("report", "status").rows()


def test_a_report_that_serves_two_months_counts_for_both(on_engine: Engine) -> None:
    """A report is matched by the periods that it declares: one on two months is for both of them."""
    rules = regulation(obligation(due={"kind": "day_of_month", "day": 5, "months_after": 1}))
    two = report("r1", "2024-08-02", Period.two_months(2024, 7))

    assert rows(on_engine(register(rules, member(), two)), rules, "2024-Q3") == [
        ("r1", "on_time"),
        ("r1", "on_time"),
        (None, "missing"),
    ]


def test_a_late_report_in_the_next_window_is_not_taken_for_the_next_month(on_engine: Engine) -> None:
    """A report on July that comes in August is late for July, and August is still missing."""
    rules = regulation(obligation())
    late = report("r1", "2024-08-10", "2024-07")

    assert rows(on_engine(register(rules, member(), late)), rules, "2024-Q3") == [
        ("r1", "late"),
        (None, "missing"),
        (None, "missing"),
    ]


UNDECLARED: dict[str, tuple[dict[str, Any], list[Row]]] = {
    "period_of_receipt": ({}, [(None, "missing"), ("r1", "on_time"), (None, "missing")]),
    "next_due_day": (
        {"undeclared": "next_due_day"},
        [("r1", "on_time"), (None, "missing"), (None, "missing")],
    ),
    "not_counted": ({"undeclared": "not_counted"}, [(None, "missing")] * 3),
}


@pytest.mark.parametrize("rule", UNDECLARED)
def test_a_report_without_a_period_counts_by_the_day_it_was_received(rule: str, on_engine: Engine) -> None:
    """A report that declares no period is for the period of its receipt, or for the next due day, as the provision says."""
    changes, expected = UNDECLARED[rule]
    rules = regulation(obligation(due={"kind": "day_of_month", "day": 5, "months_after": 1}, **changes))
    book = register(rules, member(), report("r1", "2024-08-04"))

    assert rows(on_engine(book), rules, "2024-Q3") == expected


def test_the_next_due_day_does_not_depend_on_what_is_asked_for() -> None:
    """A report without a period on 4 August is for July, also when only August is asked for."""
    rules = regulation(
        obligation(due={"kind": "day_of_month", "day": 5, "months_after": 1}, undeclared="next_due_day")
    )
    book = register(rules, member(), report("r1", "2024-08-04"))

    assert rows(book, rules, "2024-08") == [(None, "missing")]
    assert rows(book, rules, "2024-07") == [("r1", "on_time")]


def _corrected() -> list[Report]:
    return [
        report("r1", "2024-07-19", "2024-06"),
        report("r2", "2024-07-22", "2024-07", replaces="r1"),
        report("r3", "2024-07-25", "2024-07", replaces="r2"),
    ]


def test_the_first_receipt_of_a_corrected_report_decides(on_engine: Engine) -> None:
    """The first receipt in a chain of corrections decides, and the replaced reports count for nothing themselves."""
    rules = regulation(obligation())
    book = on_engine(register(rules, member(), *_corrected()))

    assert rows(book, rules, "2024-07") == [("r3", "on_time")]
    assert rows(book, rules, "2024-06") == [(None, "missing")]


def test_the_last_receipt_decides_where_the_provision_says_so(on_engine: Engine) -> None:
    """Unless the provision says that the correction's own receipt decides."""
    rules = regulation(obligation(receipt="last"))

    assert rows(on_engine(register(rules, member(), *_corrected())), rules, "2024-07") == [("r3", "late")]


def test_a_correction_of_a_report_that_is_not_there_counts_by_itself(on_engine: Engine) -> None:
    """A correction whose predecessor was never recorded came when it came."""
    rules = regulation(obligation())
    book = register(rules, member(), report("r2", "2024-07-22", "2024-07", replaces="r1"))

    assert rows(on_engine(book), rules, "2024-07") == [("r2", "late")]


def test_a_circle_of_corrections_ends() -> None:
    """Reports that replace each other are a fault of the data; the ledger still comes to an end."""
    rules = regulation(obligation())
    circle = [
        report("r1", "2024-07-10", "2024-07", replaces="r2"),
        report("r2", "2024-07-11", "2024-07", replaces="r1"),
    ]

    assert rows(register(rules, member(), *circle), rules, "2024-07") == [(None, "missing")]
    assert longest_chain({"a": "b", "b": "a"}) == 2
    assert longest_chain({"d": "c", "a": "b", "c": "b", "b": "x"}) == 3
    assert longest_chain({}) == 0


def test_of_two_reports_the_first_decides(on_engine: Engine) -> None:
    """Of several reports for one period the first receipt decides; of two on one day the one with the lower id is named."""
    rules = regulation(obligation())
    book = register(
        rules,
        member(),
        report("r3", "2024-07-22", "2024-07"),
        report("r1", "2024-07-25", "2024-07"),
        report("r2", "2024-07-22", "2024-07"),
    )

    assert rows(on_engine(book), rules, "2024-07") == [("r2", "late")]


def test_what_is_no_answer_to_the_obligation(on_engine: Engine) -> None:
    """A report of another kind, of another person, of a unit, on a week only, or after the day of looking does not count."""
    rules = regulation(obligation())
    others = [
        report("r1", "2024-07-10", "2024-07", kind="thematic"),
        report("r2", "2024-07-10", "2024-07", "c2"),
        report("r3", "2024-07-10", "2024-07", author=None, author_unit="u1"),
        report("r4", "2024-07-10", Period.of("week", _day("2024-07-03"))),
        report("r5", "2025-01-10", "2024-07"),
    ]
    book = on_engine(register(rules, member(), *others))

    assert rows(book, rules, "2024-07") == [(None, "missing")]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def test_a_report_on_all_that_was_served_of_a_broken_period(on_engine: Engine) -> None:
    """Who joined in the period reports on the days since: such a report is for the period, a shorter one is not."""
    rules = regulation(obligation(period_kind="quarter"))
    joined = member(start="2024-07-15")
    whole = report("r1", "2024-09-20", Period.custom(_day("2024-07-15"), _day("2024-09-30")))
    short = report("r1", "2024-09-20", Period.custom(_day("2024-07-16"), _day("2024-09-30")))

    assert rows(on_engine(register(rules, joined, whole)), rules, "2024-Q3") == [("r1", "on_time")]
    assert rows(on_engine(register(rules, joined, short)), rules, "2024-Q3") == [(None, "missing")]
