"""Arrears: differences against what was paid, and nothing twice."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Lines, Period, allowances
from dlxh.models import AllowanceLine
from dlxh.payroll import salary_table
from tests.engines import engine
from tests.lengths import examples
from tests.payroll.people import (
    NETWORK,
    coefficient,
    contract,
    made,
    membership,
    months,
    owed,
    provision,
    register,
    scheme,
)
from tests.payroll.worlds import calendar, ledger, world
from tests.payroll.worlds import register as register_of

MAY_JUNE = months("2016-05", "2016-06")
JULY = Period.parse("2024-07")


def told(lines: Lines) -> list[tuple[str, int, str | None]]:
    """Return month, amount and reason of each line."""
    return [(f"{line.month:%Y-%m}", line.amount, line.row["change"]) for line in lines]


def test_a_base_salary_that_is_decided_later() -> None:
    """May and June 2016 paid on the old base leave 18.000 a month, with the decree as the reason."""
    found = register(scheme(coefficient("p", "0.3")), membership())
    old = salary_table().known_on(date(2016, 5, 20))
    paid = allowances(found, MAY_JUNE, salaries=old, beyond="last_known")
    arrears = allowances(found, MAY_JUNE, paid=paid)

    assert told(paid) == [("2016-05", 345_000, None), ("2016-06", 345_000, None)]
    assert told(arrears) == [("2016-05", 18_000, "base_salary"), ("2016-06", 18_000, "base_salary")]
    assert [line.id for line in arrears] == [f"{NETWORK}~CTV-1~2016-0{month}~p~2" for month in (5, 6)]
    assert "truy lĩnh 18.000 đồng (mức lương cơ sở thay đổi), theo 47/2016/NĐ-CP" in arrears[0].trace("vi")
    assert "arrears 18,000 đồng (the base salary changed), by 47/2016/NĐ-CP" in arrears[0].trace("en")


def test_who_was_not_paid_yet_has_a_first_line() -> None:
    """Where others were paid already, the line of somebody who was not is still the first of its month."""
    paid = allowances(register(scheme(provision()), membership()), JULY)
    found = register(scheme(provision()), membership(), membership("m2", collaborator="CTV-2"))
    assert [line.id for line in allowances(found, JULY, paid=paid)] == [f"{NETWORK}~CTV-2~2024-07~p1~1"]


@pytest.mark.traced
def test_running_twice_gives_nothing_twice() -> None:
    """Lines that the register keeps are not given again, and neither are their differences."""
    first = register(scheme(coefficient("p", "0.3")), membership(), contract("e", "2016-01-01", "2016-12-31"))
    old = salary_table().known_on(date(2016, 5, 20))
    with_paid = first.add(*allowances(first, MAY_JUNE, salaries=old, beyond="last_known").records())
    with_arrears = with_paid.add(*allowances(with_paid, MAY_JUNE).records())

    assert sum(line.amount for line in with_arrears.allowance_lines) == 2 * 363_000
    assert len(allowances(with_arrears, MAY_JUNE)) == 0
    assert allowances(with_arrears, MAY_JUNE).total == 0
    assert with_arrears.allowance_lines[:2] == with_paid.allowance_lines


def test_the_difference_is_that_of_rounded_amounts() -> None:
    """The difference of two rounded amounts, never a rounded difference: 1.150.000 and 1.210.000 at 0,3333 by thousands."""
    found = register(scheme(coefficient("p", "0.3333", rounding="half_up_thousand")), membership())
    paid = allowances(
        found, MAY_JUNE, salaries=salary_table().known_on(date(2016, 5, 20)), beyond="last_known"
    )

    # 383.295 -> 383.000 and 403.293 -> 403.000: 20.000; the difference of the exact sums is 19.998 as well
    assert [line.amount for line in paid] == [383_000] * 2
    assert [line.amount for line in allowances(found, MAY_JUNE, paid=paid)] == [20_000] * 2


@pytest.mark.traced
def test_a_negative_difference_is_to_be_offset() -> None:
    """A lower rate decided later, or a correction of a past month, gives a negative line that is to be recovered."""
    paid = allowances(register(scheme(coefficient("p", "0.3")), membership()), JULY)
    lower = allowances(register(scheme(coefficient("p", "0.2")), membership()), JULY, paid=paid)
    ended = register(
        scheme(coefficient("p", "0.3", proration="by_calendar_days")), membership(end="2024-07-10")
    )
    corrected = allowances(ended, JULY, paid=paid)

    assert told(lower) == [("2024-07", -234_000, "rate")]
    assert "phải thu hồi 234.000 đồng" in lower[0].trace("vi")
    assert "to be recovered: 234,000 đồng" in lower[0].trace("en")
    assert told(corrected) == [("2024-07", 226_452 - 702_000, "correction")]


def test_a_rate_that_is_decided_later() -> None:
    """A rate decided later that applies earlier has its document and the day of its decision."""
    paid = allowances(register(scheme(coefficient("p", "0.2")), membership()), JULY)
    higher = scheme(coefficient("p", "0.3", decided_on=date(2024, 9, 2)))
    arrears = allowances(register(higher, membership()), JULY, paid=paid)

    assert told(arrears) == [("2024-07", 234_000, "rate")]
    assert arrears[0].trace("vi").endswith("theo Điều 8 khoản 6, 24/2020/NĐ-CP, quyết định ngày 2/9/2024")
    assert arrears[0].trace("en").endswith("by Điều 8 khoản 6, 24/2020/NĐ-CP, decided on 2024-09-02")


def test_a_late_report_that_turns_up() -> None:
    """A correction of a past month gives what was held back, with the reason."""
    found = register(
        scheme(provision(conditions=[{"event": "missing", "times": 1, "share": "0"}])), membership()
    )
    paid = allowances(found, JULY, ledger=pl.DataFrame(owed(("CTV-1", "2024-07-31", "missing"))))
    later = allowances(found, JULY, paid=paid, ledger=pl.DataFrame(owed(("CTV-1", "2024-07-31", "on_time"))))

    assert told(later) == [("2024-07", 150_000, "correction")]


def test_what_is_no_longer_due() -> None:
    """What was paid under a provision that pays no more is offset; a paid line of 0 is not."""
    found = register(scheme(provision()), membership())
    paid = allowances(found, JULY)
    gone = allowances(register(scheme(coefficient("p2", "0.1")), membership()), JULY, paid=paid)
    nobody = allowances(register(scheme(provision(role="head")), membership()), JULY)

    assert told(gone) == [("2024-07", -150_000, "no_longer_due"), ("2024-07", 234_000, None)]
    assert gone[0].provision is None
    assert "thu hồi" in gone[0].trace("vi")
    assert gone[0].record().outcome == "no_longer_due"
    assert told(allowances(found, JULY, paid=nobody)) == [("2024-07", 150_000, None)]


@pytest.mark.traced
def test_paid_lines_come_in_any_form() -> None:
    """Lines, records, a frame of any kind, or the register's own table say the same."""
    found = register(scheme(provision()), membership())
    paid = allowances(found, JULY)
    frame = paid.polars.select("id", "network", "collaborator", "month", "provision", "amount")
    forms: list[Any] = [
        paid,
        list(paid.records()),
        iter(paid.records()),
        frame,
        frame.to_pandas(),
        frame.to_arrow(),
    ]

    assert [len(allowances(found, JULY, paid=form)) for form in forms] == [0] * len(forms)
    assert len(allowances(found, JULY, paid=[])) == 1
    assert len(allowances(engine("duckdb_own")(found.add(*paid.records())), JULY)) == 0


def test_lines_paid_elsewhere_without_their_calculation() -> None:
    """A line that an older system paid has no inputs; a difference to it is a correction."""
    old = made(
        AllowanceLine,
        id="x",
        network=NETWORK,
        collaborator="CTV-1",
        month="2024-07-01",
        provision="p1",
        amount=100_000,
    )

    assert told(allowances(register(scheme(provision()), membership(), old), JULY)) == [
        ("2024-07", 50_000, "correction")
    ]


@settings(max_examples=examples(20))
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_paid_and_difference_make_what_is_due(seed: int, other: int) -> None:
    """Paid lines plus differences are what is due, whatever was paid before; and then nothing is left."""
    found, before = world(seed, date(2024, 6, 1), 2), world(other, date(2024, 6, 1), 2)
    given_: dict[str, Any] = {"ledger": ledger(found), "calendar": calendar(found)}
    period, book = months("2024-06", "2024-07"), register_of(found)
    paid = allowances(register_of(before), period, ledger=ledger(before), calendar=calendar(before))
    differences = allowances(book, period, paid=paid, **given_)
    due = allowances(book, period, **given_)
    both = pl.concat([paid.polars, differences.polars])

    assert int(both["amount"].sum()) == due.total
    assert both["id"].n_unique() == both.height
    columns = [name for name in both.columns if name not in {"org_unit", "payer"}]
    assert len(allowances(book, period, paid=both.select(columns), **given_)) == 0


def test_who_gets_nothing_has_a_line_beside_an_empty_table() -> None:
    """A line of 0 says why nothing is due, whether nobody keeps lines or the table of lines is there and empty."""
    found = register(scheme(provision()), membership(paid=False))
    without, empty = allowances(found, JULY), allowances(found, JULY, paid=[])

    assert told(without) == told(empty) == [("2024-07", 0, None)]
