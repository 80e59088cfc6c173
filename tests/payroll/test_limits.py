"""Sums near what an amount can hold: exact, or refused; never a wrapped number, on any engine."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from dlxh import Period, Tables, allowances
from dlxh.data import BaseSalary
from dlxh.models import AllowanceLine, WorkEntry
from dlxh.models.allowance import MAX_RATE
from dlxh.payroll import SalaryTable, sheet
from dlxh.payroll.errors import PayrollError
from dlxh.words.money import MAX_DONG
from dlxh.words.work_calendars import SimpleCalendar
from tests.engines import Engine
from tests.payroll.people import NETWORK, coefficient, made, membership, provision, register, scheme
from tests.payroll.test_changes import PRORATIONS, turns
from tests.payroll.worlds import ROUNDINGS

JULY = Period.parse("2024-07")
WORK = 100_000
"""The most that one entry of work can hold."""
OFTEN = 184_468
"""This number of the largest entries at the largest rate come back as a small sum in 64 bits."""
WRAPS = 18_447
"""This number of the largest amounts come back as a small one in 64 bits."""


def work(entries: int, quantity: int = WORK) -> list[WorkEntry]:
    """Return a number of entries of July."""
    fields = {"network": NETWORK, "collaborator": "CTV-1", "day": "2024-07-03", "kind": "form"}
    return [made(WorkEntry, **fields, id=f"w{number}", quantity=quantity) for number in range(entries)]


def salaries(amount: int) -> SalaryTable:
    """Return a table with one sum."""
    row = BaseSalary(amount, "01/2011/NĐ-CP", date(2011, 5, 1), None, "C", "ví dụ")
    return SalaryTable((row,), date(2027, 1, 1))


@pytest.mark.no_cover
@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize("proration", PRORATIONS)
@pytest.mark.parametrize("change", [None, "by_days"])
def test_the_largest_coefficient_of_the_largest_salary(
    rounding: str, proration: str, change: str | None
) -> None:
    """The largest coefficient of the largest base salary is exact, in whole months and in parts of one."""
    largest = coefficient("p1", "9999.9999", rounding=rounding, proration=proration)
    parts = [largest] if change is None else [
        {**largest, "valid_to": date(2024, 7, 19)}, {**largest, "id": "p2", "valid_from": date(2024, 7, 20)}
    ]  # fmt: skip
    found = scheme(*parts) if change is None else turns(*parts, change=change)
    lines = allowances(
        register(found, membership()), JULY, salaries=salaries(10**9), calendar=SimpleCalendar()
    )

    assert [line.amount for line in lines] == [9_999_999_900_000]


@pytest.mark.traced
@pytest.mark.parametrize("amount", [MAX_DONG + 1, 10**14, 2**62, 2**70])
def test_a_salary_beyond_what_can_be_calculated(amount: int) -> None:
    """A table that was built by hand may hold anything; what leaves 64 bits is refused."""
    with pytest.raises(PayrollError, match="a sum under p is above 999,999,999,999,999 đồng"):
        allowances(
            register(scheme(coefficient("p", "9999.9999")), membership()), JULY, salaries=salaries(amount)
        )


def test_the_largest_salary_that_can_be_calculated() -> None:
    """A product is calculated up to the last that 64 bits hold, and refused from the next."""
    last = ((1 << 63) - 1) // 99_999_999
    found = register(scheme(coefficient("p", "9999.9999", rounding="down")), membership())

    assert allowances(found, JULY, salaries=salaries(last)).total == last * 99_999_999 // 10_000
    with pytest.raises(PayrollError, match="above"):
        allowances(found, JULY, salaries=salaries(last + 1))


class TestWork:
    """A rate that was done so often that no amount holds it."""

    def pay(self, on: Engine, entries: int, rate: int = MAX_RATE, **fields: Any) -> list[int]:  # noqa: ANN401 - of a provision
        """Return what is due for a number of entries of the largest quantity."""
        found = scheme(provision(rate={"kind": "per_form", "amount": rate}, **fields))
        return [line.amount for line in allowances(on(register(found, membership(), *work(entries))), JULY)]

    @pytest.mark.parametrize("rounding", ROUNDINGS)
    def test_below_the_limit(self, on_frames: Engine, rounding: str) -> None:
        """Nine entries at the largest rate are 900 trillion đồng, exactly."""
        assert self.pay(on_frames, 9, rounding=rounding) == [900_000_000_000_000]

    @pytest.mark.parametrize("entries", [10, 185])
    def test_above_it(self, on_frames: Engine, entries: int) -> None:
        """Ten are above the largest amount and refused, and so are many more."""
        with pytest.raises(PayrollError, match="a sum under p1 is above"):
            self.pay(on_frames, entries)

    @pytest.mark.traced
    def test_so_often_that_a_small_sum_would_come_back(self) -> None:
        """Beyond 64 bits a product comes back as an ordinary sum: it is refused before it is multiplied."""
        found = scheme(provision(rate={"kind": "per_form", "amount": MAX_RATE}))
        tables = register(found, membership(), *work(1)).tables
        frames = {name: tables.polars(name) for name in tables}
        frames["work_entries"] = pl.concat([frames["work_entries"]] * OFTEN)
        with pytest.raises(PayrollError, match="a sum under p1 is above"):
            allowances(Tables(frames, as_of=tables.as_of), JULY)

    def test_rounding_up_to_a_thousand(self) -> None:
        """The largest amount is paid as it is, and refused where rounding lifts it."""
        rate = {"kind": "per_form", "amount": 787_569_631}  # × 1.269.729 = 10**15 - 1
        done = [*work(12), work(13, 69_729)[12]]

        assert allowances(register(scheme(provision(rate=rate)), membership(), *done), JULY).total == MAX_DONG
        up = scheme(provision(rate=rate, rounding="up_thousand"))
        with pytest.raises(PayrollError, match="above"):
            allowances(register(up, membership(), *done), JULY)


@pytest.mark.traced
def test_sums_of_two_parts() -> None:
    """Two rates of one month may each be below the largest amount and their sum above it."""
    rate = {"kind": "per_form", "amount": MAX_RATE}
    parts = [
        provision("p1", rate=rate, valid_to=date(2024, 7, 3)),
        provision("p2", rate=rate, valid_from=date(2024, 7, 4)),
    ]
    later = [entry.replace(id=f"{entry.id}.b", day=date(2024, 7, 4)) for entry in work(9)]

    with pytest.raises(PayrollError, match="a sum under p1 is above"):
        allowances(register(turns(*parts), membership(), *work(9), *later), JULY)


def paid_lines(count: int, amount: int) -> list[AllowanceLine]:
    """Return a number of lines for July under p1."""
    fields = {"network": NETWORK, "collaborator": "CTV-1", "month": "2024-07-01", "provision": "p1"}
    return [made(AllowanceLine, **fields, id=f"l{n}", sequence=n + 1, amount=amount) for n in range(count)]


class TestLines:
    """Lines near the largest amount, added up."""

    @pytest.mark.traced
    def test_paid_lines(self) -> None:
        """What was paid before adds up, or is refused, and so does the difference."""
        found = register(scheme(provision()), membership())

        assert allowances(found, JULY, paid=paid_lines(1, MAX_DONG)).total == 150_000 - MAX_DONG
        for count, amount in ((2, MAX_DONG), (WRAPS, MAX_DONG), (1, -MAX_DONG)):
            with pytest.raises(PayrollError, match="a sum under p1 is above"):
                allowances(found, JULY, paid=paid_lines(count, amount))

    @pytest.mark.traced
    def test_totals(self) -> None:
        """The total of lines is their sum however many there are; a sheet whose sum no amount holds is refused."""
        lines = allowances(register(scheme(provision()), membership()), JULY)
        lines.polars = pl.concat([lines.polars.with_columns(amount=pl.lit(MAX_DONG))] * WRAPS)

        assert lines.total == WRAPS * MAX_DONG
        with pytest.raises(PayrollError, match="draw up a smaller sheet"):
            sheet(lines)
        lines.polars = lines.polars.head(1)
        assert sheet(lines).total == MAX_DONG
