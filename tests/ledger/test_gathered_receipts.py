"""Several reports for one period, and a number of items: which report fills which row."""

from datetime import date
from typing import Any

import pytest

from dlxh import Period, Regulation, Report, Tables, obligations
from dlxh.words.missing_input import MissingInputError
from tests.engines import engine
from tests.ledger.books import member, members, obligation, register, regulation, report
from tests.ledger.land import by_units, land, unit

JULY = "2026-07"
LATER = {"kind": "day_of_month", "day": 5, "months_after": 1}

Row = tuple[int, str | None, str]


def quota(count: int = 2, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the model
    """Return that several reports are owed a month, due on the 5th of the month after."""
    return obligation(count=count, due=LATER, **changes)


def by_items(least: int = 3, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the model
    """Return that the reports of a month hold a number of items."""
    return obligation(least_items=least, due=LATER, **changes)


def holding(key: str, received: str, items: int, period: str | None = JULY, **fields: Any) -> Report:  # noqa: ANN401 - fields of the model
    """Return a report with some items."""
    item = {
        "scope": "local",
        "topics": ["land"],
        "summary": "Ví dụ.",
        "urgency": "normal",
        "grade": "confirmed",
    }
    held = [{"id": f"{key}-{place}", **item} for place in range(items)]
    return report(key, received, period, items=held, **fields)


def rows_of(rules: Regulation, *records: Any, period: str = JULY, book: Any = None) -> list[Row]:  # noqa: ANN401 - records of any kind
    """Return ordinal, report and status of the first provision, in order."""
    made = register(rules, member(), *records, as_of=date(2026, 12, 31)) if book is None else book
    found = obligations(made, period).polars.filter(provision="p1").sort("period_end", "ordinal")
    return found.select("ordinal", "report", "status").rows()


def test_the_kth_report_fills_row_k() -> None:
    """'n rows a period, ordinal 1..n; the k-th report by receipt fills row k'; what comes beyond fills none."""
    early, late = report("b", "2026-07-10", "2026-W28"), report("a", "2026-08-06", "2026-W30")
    more = report("c", "2026-08-07", "2026-W29")

    assert rows_of(regulation(quota())) == [(1, None, "missing"), (2, None, "missing")]
    assert rows_of(regulation(quota()), late) == [(1, "a", "late"), (2, None, "missing")]
    assert rows_of(regulation(quota()), late, early) == [(1, "b", "on_time"), (2, "a", "late")]
    assert rows_of(regulation(quota()), late, early, more) == [(1, "b", "on_time"), (2, "a", "late")]
    assert rows_of(regulation(quota(3)), late, early, more)[2] == (3, "c", "late")


def test_of_two_on_one_day_the_lower_id_comes_first() -> None:
    """Two reports of one day fill two rows, in the order of their ids."""
    both = report("b", "2026-07-10", "2026-W28"), report("a", "2026-07-10", "2026-W27")

    assert rows_of(regulation(quota()), *both) == [(1, "a", "on_time"), (2, "b", "on_time")]


@pytest.mark.parametrize(
    ("period", "received", "counts"),
    [
        ("2026-W27", "2026-07-06", True),  # 29 June to 5 July: ends in July
        ("2026-W31", "2026-08-02", False),  # ends in August
        ("2026-07", "2026-08-01", True),
        ("2026-07-31", "2026-08-01", True),
        ("2026-Q3", "2026-09-30", False),
        ("2026-Q2", "2026-07-01", False),
        (None, "2026-07-31", True),
        (None, "2026-08-01", False),
        ("2026-W28", "2026-07-05", False),  # before the week had begun
        ("2026-W28", "2026-07-06", True),
    ],
)
def test_a_report_counts_where_its_period_ends(period: str | None, received: str, counts: bool) -> None:  # noqa: FBT001 - a case
    """'Reports count where their declared period ends in it': not one on something longer, nor on days to come."""
    found = rows_of(regulation(quota()), report("a", received, period))

    assert (found[0][1] == "a") is counts


@pytest.mark.parametrize(("start", "counts"), [(date(2026, 6, 1), False), (date(2026, 6, 2), True)])
def test_days_of_its_own_count_where_they_hold_no_whole_month_before(start: date, counts: bool) -> None:  # noqa: FBT001 - a case
    """A report on days of no kind is on the month in which they end, unless they hold the whole month before as well."""
    own = report("a", "2026-07-31", Period.custom(start, date(2026, 7, 31)))

    assert (rows_of(regulation(quota()), own)[0][1] == "a") is counts


@pytest.mark.traced
def test_a_declared_period_goes_to_its_own_provision_first() -> None:
    """Where a provision asks for one report on the declared kind of period, it counts for that alone, while it is in force."""
    monthly = report("m", "2026-08-01", JULY)
    weekly = report("w", "2026-07-10", "2026-W28")
    plain = obligation(due=LATER)
    heads = obligation(due=LATER, owed_by=members(role="head"))

    assert [row[1] for row in rows_of(regulation(quota(), plain), monthly, weekly)] == ["w", None]
    assert [row[1] for row in rows_of(regulation(quota(), heads), monthly, weekly)] == ["w", "m"]
    assert [row[1] for row in rows_of(regulation(quota()), monthly, weekly)] == ["w", "m"]
    other = obligation(due=LATER, report="thematic")
    assert [row[1] for row in rows_of(regulation(quota(), other), monthly, weekly)] == ["w", "m"]


def test_a_correction_takes_the_place_of_its_report() -> None:
    """The first receipt of a corrected report decides, or the last where the provision says so; it fills one row."""
    first = report("a", "2026-07-10", "2026-W28")
    corrected = report("b", "2026-08-10", "2026-W28", replaces="a")

    assert rows_of(regulation(quota()), first, corrected) == [(1, "b", "on_time"), (2, None, "missing")]
    assert rows_of(regulation(quota(receipt="last")), first, corrected)[0] == (1, "b", "late")


def test_a_number_of_items_is_reached_together() -> None:
    """'received when the period's reports together reach n items': one row, with the report that reaches it."""
    two, one = holding("a", "2026-07-10", 2, "2026-W28"), holding("b", "2026-08-06", 1, "2026-W30")
    none = report("c", "2026-07-11", "2026-W28")

    assert rows_of(regulation(by_items()), two, none) == [(1, None, "missing")]
    assert rows_of(regulation(by_items()), two, none, one) == [(1, "b", "late")]
    assert rows_of(regulation(by_items(2)), two, one) == [(1, "a", "on_time")]
    assert rows_of(regulation(by_items(1)), none) == [(1, None, "missing")]
    beside = regulation(by_items(), quota(1))
    assert rows_of(beside, two, one) == [(1, "b", "late")]


@pytest.mark.traced
def test_items_and_reports_are_counted_apart() -> None:
    """A provision on reports and one on items of the same month are each judged by what they ask for."""
    rules = regulation(quota(), by_items())
    book = register(rules, member(), holding("a", "2026-07-10", 5, "2026-W28"), as_of=date(2026, 12, 31))
    found = obligations(book, JULY).polars.sort("provision", "ordinal")

    assert found.select("provision", "ordinal", "status").rows() == [
        ("p1", 1, "on_time"),
        ("p1", 2, "missing"),
        ("p2", 1, "on_time"),
    ]


def test_items_that_nobody_gave_are_asked_for() -> None:
    """A provision on items needs the table of items."""
    book = register(regulation(by_items()), member(), as_of=date(2026, 12, 31)).tables
    known = ("regulations", "regulation_provisions", "memberships", "reports", "absences")
    tables = Tables({name: book.polars(name) for name in known}, as_of=date(2026, 12, 31))

    with pytest.raises(MissingInputError, match="items"):
        obligations(tables, JULY)


@pytest.mark.parametrize("name", [pytest.param("duckdb", marks=pytest.mark.duckdb), "duckdb_own"])
def test_engines_give_the_same_rows(name: str) -> None:
    """Quotas, items and reports without a period come out alike on Polars and on DuckDB."""
    rules = regulation(quota(3), by_items(4))
    book = register(
        rules, member(), member("m2", "c2"),
        *(holding(f"a{n}", f"2026-07-{10 + n}", n, None if n % 2 else "2026-W28") for n in range(4)),
        holding("b", "2026-08-06", 9, author="c2"),
        as_of=date(2026, 12, 31),
    )  # fmt: skip
    key = ["membership", "provision", "period_end", "ordinal"]
    here, there = (
        obligations(subject, "2026", regulation=rules).polars.sort(key)
        for subject in (book, engine(name)(book))
    )

    assert there.equals(here)
    assert here.filter(period_end=date(2026, 7, 31))["report"].drop_nulls().len() == 6


@pytest.mark.traced
def test_units_fill_rows_as_members_do() -> None:
    """The reports of a unit fill the rows of its quota; a monthly one goes to the provision on months of the same units."""
    rules = regulation(quota(owed_by=by_units()), obligation(due=LATER, owed_by=by_units()))
    sent = (
        report(key, "2026-08-01", period, None, author_unit="x1")
        for key, period in (("m", JULY), ("w", "2026-W28"))
    )
    found = obligations(land(rules, unit("x1"), *sent, as_of=date(2026, 12, 31)), JULY).polars

    assert found.sort("provision", "ordinal").select("provision", "ordinal", "report").rows() == [
        ("p1", 1, "w"),
        ("p1", 2, None),
        ("p2", 1, "m"),
    ]
