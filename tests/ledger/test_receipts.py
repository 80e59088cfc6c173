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


DECLARED = {
    "day": Period.day(date(2024, 8, 20)),
    "week": Period.of("week", date(2024, 8, 20)),
    "month": Period.month(2024, 8),
    "two_months": Period.two_months(2024, 7),
    "quarter": Period.quarter(2024, 3),
    "half_year": Period.half_year(2024, 2),
    "year": Period.year(2024),
}
"""One period of each kind that an obligation may be for; each that is longer than a month holds all of August."""
LONGER = {
    "nine_months": Period.nine_months(2024),
    "first_months": Period.first_months(2024, 8),
    "term": Period.term(date(2020, 1, 1), date(2025, 12, 31)),
}


@pytest.mark.parametrize("owed", DECLARED)
def test_a_report_fulfils_the_duty_whose_kind_of_period_it_declares(owed: str, on_engine: Engine) -> None:
    """Of all kinds of period, a report fulfils the obligation for the one that it declares, and no shorter one that lies in it."""
    rules = regulation(obligation(period_kind=owed))
    sent = {**DECLARED, **LONGER}
    people = [member(f"m-{kind}", f"c-{kind}") for kind in sent]
    came = [report(f"r-{kind}", "2024-08-20", span, f"c-{kind}") for kind, span in sent.items()]
    ledger = obligations(on_engine(register(rules, *people, *came)), Period.year(2024), regulation=rules)

    assert set(ledger.polars["report"].drop_nulls()) == {f"r-{owed}"}
    assert ledger.polars["report"].drop_nulls().len() == 1


def test_another_cut_is_another_period(on_engine: Engine) -> None:
    """A calendar month is not the month from the 15th to the 14th, though both are months."""
    rules = regulation(obligation(convention="15_to_14"))
    book = register(rules, member(), report("r1", "2024-07-10", "2024-07"))

    assert rows(on_engine(book), rules, "2024-07") == [(None, "missing")]


OWN_DAYS: dict[str, tuple[str, str, str, list[str | None]]] = {
    "exact": ("2024-07-01", "2024-07-31", "2024-07-20", ["r1", None, None]),
    "a few days more": ("2024-06-28", "2024-08-03", "2024-07-20", ["r1", None, None]),
    "all but the next month's last day": ("2024-07-01", "2024-08-30", "2024-07-20", ["r1", None, None]),
    "two months": ("2024-07-01", "2024-08-31", "2024-07-20", [None, None, None]),
    "the quarter": ("2024-07-01", "2024-09-30", "2024-07-20", [None, None, None]),
    "the month before as well": ("2024-06-01", "2024-07-31", "2024-07-20", [None, None, None]),
    "a day short": ("2024-07-02", "2024-07-31", "2024-07-20", [None, None, None]),
    "on its first day": ("2024-06-28", "2024-07-31", "2024-07-01", ["r1", None, None]),
    "before its first day": ("2024-06-28", "2024-07-31", "2024-06-30", [None, None, None]),
}


@pytest.mark.parametrize("case", OWN_DAYS)
def test_a_report_on_days_of_no_kind_is_for_one_period(case: str, on_engine: Engine) -> None:
    """One on days of its own is for the one period that it holds whole; where it holds two it is on something longer."""
    first, last, received, expected = OWN_DAYS[case]
    rules = regulation(obligation())
    sent = report("r1", received, Period.custom(_day(first), _day(last)))
    found = rows(on_engine(register(rules, member(), sent)), rules, "2024-Q3")

    assert [name for name, _ in found] == expected


def test_a_membership_of_other_days_does_not_make_a_report_whole() -> None:
    """A report on some days of July is not on all that was served in it because its author had left once before."""
    rules = regulation(obligation())
    memberships = member("m1", end="2023-12-31"), member("m2", start="2024-02-01")
    short = report("r1", "2024-07-20", Period.custom(_day("2024-07-01"), _day("2024-07-20")))

    assert rows(register(rules, *memberships, short), rules, "2024-07") == [(None, "missing")]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-07-01", "2024-08-30", ("r1", "on_time")),
        ("2024-07-01", "2024-08-31", (None, "missing")),
        ("2024-06-02", "2024-07-31", ("r1", "on_time")),
        ("2024-06-01", "2024-07-31", (None, "missing")),
    ],
)
def test_a_report_on_a_whole_neighbouring_period_too_is_for_none(
    first: str, last: str, expected: Row
) -> None:
    """Days that reach into the period before or after are for this one, unless they hold all of that one as well."""
    rules = regulation(obligation())
    days = Period.custom(_day(first), _day(last))

    assert rows(register(rules, member(), report("r1", "2024-07-20", days)), rules, "2024-07") == [expected]


@pytest.mark.parametrize(
    ("received", "expected"), [("2024-06-30", (None, "missing")), ("2024-07-01", ("r1", "on_time"))]
)
def test_days_of_no_kind_are_reported_on_from_their_first(received: str, expected: Row) -> None:
    """A report on the days of a whole month is for that month from the day on which it begins."""
    rules = regulation(obligation())
    month = Period.custom(_day("2024-07-01"), _day("2024-07-31"))

    assert rows(register(rules, member(), report("r1", received, month)), rules, "2024-07") == [expected]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2024-06-18", [(None, "missing"), (None, "missing")]),
        ("2024-06-30", [(None, "missing"), (None, "missing")]),
        ("2024-07-01", [(None, "missing"), ("r1", "on_time")]),
        ("2024-07-18", [(None, "missing"), ("r1", "on_time")]),
    ],
)
def test_nobody_reports_on_days_none_of_which_has_come(
    received: str, expected: list[Row], on_engine: Engine
) -> None:
    """A report that came before the period that it declares began is for no period, neither for that nor for its own."""
    rules = regulation(obligation())
    book = register(rules, member(), report("r1", received, "2024-07"))

    assert rows(on_engine(book), rules, "2024-06") + rows(on_engine(book), rules, "2024-07") == expected


def test_of_corrections_the_first_receipt_within_the_period_decides(on_engine: Engine) -> None:
    """What came before the period began is not a receipt; the first correction that came in it is."""
    rules = regulation(obligation())
    chain = [
        report("r1", "2024-06-18", "2024-07"),
        report("r2", "2024-07-10", "2024-07", replaces="r1"),
        report("r3", "2024-07-25", "2024-07", replaces="r2"),
    ]
    ledger = obligations(
        on_engine(register(rules, member(), *chain)), Period.parse("2024-07"), regulation=rules
    )

    assert ledger.polars.select("report", "received_day", "status").rows() == [
        ("r3", _day("2024-07-10"), "on_time")
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


@pytest.mark.parametrize("received", ["2024-08-01", "2024-08-31"])
def test_a_report_of_the_first_or_last_day_is_for_its_period(received: str) -> None:
    """Both ends of a period are days of it: a report received then, without a period, is for that one."""
    rules = regulation(obligation(due={"kind": "day_of_month", "day": 5, "months_after": 1}))
    book = register(rules, member(), report("r1", received))

    assert rows(book, rules, "2024-Q3") == [(None, "missing"), ("r1", "on_time"), (None, "missing")]


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


@pytest.mark.traced
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
    two = [report("r3", "2024-07-22", "2024-07"), report("r1", "2024-07-25", "2024-07")]
    same_day = report("r2", "2024-07-22", "2024-07")

    for came, named in ((two, "r3"), ([*two, same_day], "r2")):
        book = register(rules, member(), *came)
        assert rows(on_engine(book), rules, "2024-07") == [(named, "late")]


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
