"""P105 and P106: a base salary is judged by its month, as far as the decrees are known."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from dlxh import Register, check
from dlxh.data.salary_steps import base_salaries, base_salary_known_to
from dlxh.models import AllowanceLine
from tests.engines import Engine

FUTURE = [date(2026, 12, 1), date(2027, 1, 1), date(2031, 7, 1)]


def line(month: date, base: int, **more: Any) -> AllowanceLine:  # noqa: ANN401 - fields of the model
    """Return a line of 0,3 of a base salary."""
    given = {
        "id": f"l-{month}-{base}",
        "network": "gl",
        "collaborator": "CTV-1",
        "month": month,
        "sequence": 1,
    }
    paid = {"amount": base * 3 // 10, "outcome": "full", "coefficient": "0.3", "base_salary": base}
    return AllowanceLine.model_validate({**given, **paid, **more})


def test_the_sum_of_the_month_is_right_and_another_is_not(on_engine: Engine) -> None:
    """On the first month of each step its own sum is right and that of the step before is found."""
    steps = base_salaries()
    right = [line(step.applies_from, step.amount) for step in steps]
    wrong = [line(after.applies_from, before.amount) for before, after in pairwise(steps)]
    register = Register([*right, *wrong], as_of=date(2026, 11, 28))

    found = {finding.record for finding in check(on_engine(register), only=["P106"])}
    assert found == {each.id for each in wrong}


@pytest.mark.parametrize("month", FUTURE)
@pytest.mark.parametrize("base", [2_530_000, 2_700_000])
def test_a_month_beyond_the_decrees_accuses_nobody(on_engine: Engine, month: date, base: int) -> None:
    """Which base salary a month beyond `known_to` has is not known: a sum by a newer decree is not a fault, nor is the old one."""
    assert month > base_salary_known_to()
    register = Register([line(month, base)], as_of=month)

    assert check(on_engine(register), only=["P106"]).counts() == {}
