"""What one case comes to as plain rows is what the frames for many say of it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dlxh import Register, Tables
from dlxh.casework import case_tables
from dlxh.casework.case_rows import CaseRows
from dlxh.casework.move_keys import keys_of
from dlxh.data.own_moves import Row
from dlxh.rules.engine.new_cases import rows_of_cases
from dlxh.rules.language.declared import find_table
from tests.casework.flows import COMMUNE, ODD, regulation
from tests.casework.flows import given as given_moves
from tests.casework.invented import AS_OF, crowd
from tests.casework.test_dated_moves import registers
from tests.engines import engine


def _in_order(rows: list[dict[str, Any]], name: str) -> list[tuple[Any, ...]]:
    columns = find_table(name).names
    return sorted((tuple(row[column] for column in columns) for row in rows), key=repr)


@pytest.mark.parametrize("name", ["polars", pytest.param("duckdb_own", marks=pytest.mark.duckdb)])
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(register=registers())
def test_rows_and_frames_agree(name: str, register: Register) -> None:
    """Every column of every table is held equal, whatever happened and whatever tables of moves are named."""
    _hold_rows_equal(register, engine(name)(register))


@pytest.mark.parametrize("rows", [(), (*COMMUNE, *ODD)])
def test_rows_and_frames_of_many_invented_cases_agree(rows: tuple[Row, ...]) -> None:
    """What meets seldom among few random cases is held equal too, also under a table that no office would write."""
    register = Register([regulation(given_moves("2020-01-01", rows=rows)), *crowd().cases], as_of=AS_OF)
    _hold_rows_equal(register, register.tables)


def _hold_rows_equal(register: Register, tables: Tables) -> None:
    rows = rows_of_cases(list(register.cases), tables)

    for table in CaseRows._fields:
        frame = getattr(case_tables, table)(tables, keys_of(tables)).collect("polars").to_native()
        expected = frame.select(find_table(table).names).rows(named=True)
        assert _in_order(rows[table], table) == _in_order(expected, table)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(register=registers())
def test_rows_are_those_of_the_case_and_its_tables(register: Register) -> None:
    """The tables of moves of a case are those by which its own fold goes."""
    rows = rows_of_cases(list(register.cases), register.tables)
    stood = [row["status"] for row in rows["case_statuses"]]

    assert stood == [step.status for case in register.cases for step in case.state(register).steps]
