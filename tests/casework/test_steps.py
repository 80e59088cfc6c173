"""The fold of one case and the expressions for many are one."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from dlxh import Register
from dlxh.casework.move_keys import keys_of
from dlxh.casework.steps import steps
from tests.casework.flows import CHANGE, COMMUNE, ODD, regulation
from tests.casework.flows import given as given_moves
from tests.casework.invented import AS_OF, crowd, registers
from tests.engines import engine
from tests.lengths import examples


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(register=registers())
def test_fold_and_expressions_agree(name: str, register: Register) -> None:
    """Derived twice from one table of moves: in Python for one case, by expressions for many, held equal."""
    _hold_steps_equal(register, name)


def test_steps_of_many_invented_cases_are_those_of_each() -> None:
    """Events that no table of moves expects, in any order, with and without contents, agencies and holders."""
    _hold_steps_equal(crowd(), "polars")


def test_a_table_of_moves_holds_as_long_as_its_regulation() -> None:
    """A provision that is older than its regulation, and has no end, binds from the regulation's first day to its last."""
    named = regulation(given_moves("2020-01-01", rows=(*COMMUNE, *ODD)))
    named = named.replace(valid_from=CHANGE, valid_to=CHANGE + timedelta(days=3))
    _hold_steps_equal(Register([named, *crowd().cases], as_of=AS_OF), "polars")


def _hold_steps_equal(register: Register, name: str) -> None:
    expected = [
        (case.id, step.number, step.before, step.status, step.holder, len(step.agencies))
        for case in register.cases
        for step in case.state(register).steps
    ]
    tables = engine(name)(register)
    frame = steps(tables, keys_of(tables)).collect("polars").to_native()
    columns = ["case", "n", "before", "status", "holder", "open_agencies"]

    assert sorted(frame.select(columns).rows(), key=lambda row: row[:2]) == sorted(
        expected, key=lambda row: row[:2]
    )
