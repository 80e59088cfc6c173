"""Random parts of rules say the same on plain rows and on engines: the language has one meaning and three executors.

`PARTS` are few, so that the gate stays short. Whoever changes an executor raises it to some 20,000 once.
"""

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any, TypeAlias

import duckdb
import polars as pl
import pytest

from dlxh import Tables
from dlxh.rules.language.declared import find_table
from dlxh.rules.language.on_columns import rows_left, violations
from dlxh.rules.language.on_rows import compile_plan
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import Plan, plan_part
from tests.rules.language.part_text import part_text
from tests.rules.language.random_parts import parts
from tests.rules.language.random_worlds import Store, World, record_of, world

pytestmark = pytest.mark.no_cover  # what each node means has tests of its own

PARTS = 240
AT_ONCE = 20  # parts that are run on one world
WORLDS = range(PARTS // AT_ONCE)
ON_DUCKDB = WORLDS[::3]  # a query takes it ten times as long
Findings: TypeAlias = set[tuple[str | None, str | None]]


@cache
def _world(number: int) -> tuple[World, list[Part]]:
    random = Random(number)  # noqa: S311 - a test repeats what it does
    return world(random), parts(random, AT_ONCE)


def on_rows(plan: Plan, store: Store) -> Findings:
    """Return what a plan finds, row by row."""
    judge = compile_plan(plan).judge
    return {
        (record_of(plan.table, row), None if evidence is None else str(evidence))
        for rows in store.by_key(plan.table)
        for row, evidence in judge(rows, store)
    }


def on_columns(plan: Plan, tables: Tables) -> Findings:
    """Return what a plan finds on an engine."""
    found = violations(plan, tables)
    names = [name for name in ("record", "evidence") if name in found.columns]
    return {(record, *(evidence or (None,))) for record, *evidence in found.select(names).iter_rows()}


def population(plan: Plan, tables: Tables) -> Findings:
    """Return the rows that a plan of a population selects on an engine."""
    key = find_table(plan.table).key
    found = rows_left(plan, tables).select(*key).collect("polars").to_native()
    return {(record_of(plan.table, row), None) for row in found.to_dicts()}


def _duckdb() -> Callable[[pl.DataFrame], Any]:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return lambda frame: connection.from_arrow(frame.to_arrow())


def differing(number: int, tables: Tables) -> list[str]:
    """Return the parts of one world on which rows and an engine differ."""
    here, asked = _world(number)
    found = []
    for part in asked:
        plan, whom = plan_part(part), plan_part(part, population=True)
        if on_rows(plan, here.store) != on_columns(plan, tables):
            found.append(part_text(part))
        if part.population is not None and on_rows(whom, here.store) != population(whom, tables):
            found.append(f"whom: {part_text(part)}")
    return found


@pytest.mark.parametrize("number", WORLDS)
def test_rows_and_polars_agree(number: int) -> None:
    """Polars is what most registers are held in."""
    here, _ = _world(number)
    assert differing(number, here.tables()) == []


@pytest.mark.parametrize("number", ON_DUCKDB)
def test_rows_and_duckdb_agree(number: int) -> None:
    """DuckDB is an SQL engine, with its own thoughts about null, order and division."""
    here, _ = _world(number)
    assert differing(number, here.tables(_duckdb())) == []


def test_most_parts_find_something() -> None:
    """Parts that find nothing would agree on anything."""
    found = [on_rows(plan_part(part), here.store) for here, asked in map(_world, WORLDS) for part in asked]
    assert sum(map(bool, found)) > PARTS / 2
