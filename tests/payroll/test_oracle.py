"""Every amount is that of the oracle, which is written row by row from the articles."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Period, allowances
from dlxh.payroll.errors import PayrollError
from tests.lengths import examples
from tests.payroll import oracle
from tests.payroll.worlds import calendar, ledger, register, world

FIRST_MONTHS = (
    *(date(2012, 3, 1), date(2013, 5, 1), date(2016, 4, 1)),
    *(date(2018, 5, 1), date(2024, 1, 1), date(2026, 6, 1)),
)
"""Months around which the base salary changes."""


def months_of(first: date, count: int) -> list[date]:
    """Return the first days of a number of months."""
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    return [date(n // 12, n % 12 + 1, 1) for n in numbers]


def compared(seed: int, first: date, count: int, people: int = 3) -> int:
    """Compare one world, and return how many amounts were compared."""
    found = world(seed, first, count, people, said=False)
    months = months_of(first, count)
    period = Period.custom(first, (months[-1] + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    given: dict[str, Any] = {"ledger": ledger(found), "calendar": calendar(found)}
    try:
        theirs = oracle.due(found, months)
    except oracle.Unsaid:
        with pytest.raises(PayrollError, match="the scheme does not say how"):
            allowances(register(found), period, **given)
        return 0
    lines = allowances(register(found), period, **given)
    ours: dict[tuple[str, date, str], int] = defaultdict(int)
    for line in lines:
        if line.row["provision"] is not None:
            ours[line.collaborator, line.month, line.row["provision"]] += line.amount
    assert ours == theirs
    return len(theirs)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(24))
def test_amounts_of_many_people_are_those_of_the_oracle(seed: int) -> None:
    """Thirty people under one scheme meet in ways in which three seldom do: memberships, contracts and work on the same days."""
    compared(seed, FIRST_MONTHS[seed % len(FIRST_MONTHS)], 1 + seed % 4, people=30)


@settings(max_examples=examples(60))
@given(st.integers(0, 10**9), st.sampled_from(FIRST_MONTHS), st.integers(1, 5))
def test_amounts_are_those_of_the_oracle(seed: int, first: date, count: int) -> None:
    """Amounts are exact against an oracle in fractions that is written row by row from the articles; what it finds unsaid is refused."""
    compared(seed, first, count)
