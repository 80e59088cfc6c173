"""One record within a register: what is said of it is what a check of all rows says of it."""

from collections.abc import Callable
from functools import cache
from typing import Any

import polars as pl
import pytest

import dlxh
from dlxh import Register, Tables
from dlxh.register.plain_rows import rows_of
from dlxh.register.schema import ROOTS, SOURCE_ROW, schema
from dlxh.rules.catalogue import RULES
from dlxh.rules.engine import new_records
from dlxh.rules.engine.derived_tables import attach_derived
from dlxh.testing import derived_of
from tests.rules.plain import Told, found_on_rows
from tests.rules.test_conformance import SPOILT, faulty_cells

pytestmark = pytest.mark.no_cover  # every line is reached by the tests of the room

PARTS = 3
"""So many provinces with gaps, each in other columns."""
SAMPLE = 100
"""So many records are judged at once."""
MOST = 12
"""So many records of each kind are taken out and judged."""
GIVEN = {rule.code for rule in RULES if rule.on_derived}


def told(findings: dlxh.Findings) -> set[Told]:
    """Code, table, record, field, evidence and network of each finding."""
    return set(findings.frame.select("code", "table", "record", "field", "evidence", "network").rows())


@cache
def _register(group: int) -> Register:
    """Return a spoilt province as objects give it: their rows are numbered anew."""
    spoilt = Register.from_tables(SPOILT[group])
    records = [record for model in ROOTS.values() for record in spoilt.all(model)]
    return Register(records, as_of=spoilt.as_of, empty=SPOILT[group].names)


@cache
def _all(group: int) -> set[Told]:
    return told(dlxh.check(_register(group)))


def _rows(record: Any) -> tuple[set[str], set[tuple[str, str]]]:  # noqa: ANN401 - any record
    """Return the tables in which a record has rows, and the keys of its rows."""
    rows = {name: each for name, each in rows_of(record).items() if each}
    keys = {
        (name, "#".join(str(row[part]) for part in schema()[name].key))
        for name, each in rows.items()
        for row in each
    }
    return set(rows), keys


@pytest.mark.parametrize("table", ROOTS)
@pytest.mark.parametrize("group", range(len(SPOILT)))
def test_an_edit_is_told_what_all_are_told(group: int, table: str) -> None:
    """'check(record, within=register, replacing=True)' says of a record that is there what a check of the register says."""
    register = _register(group)
    of_table = {rule.code: rule.table for rule in RULES}
    records = register.all(ROOTS[table])  # type: ignore[type-var] # every root is a record
    for record in records[:: max(1, len(records) // MOST)]:
        tables, keys = _rows(record)
        ids = {key for _, key in keys}
        expected = {
            each
            for each in _all(group)
            if (each[1], each[2]) in keys or each[4] in ids
            if of_table[each[0]] in tables or of_table[each[0]] is None
        }
        assert told(dlxh.check(record, within=register, replacing=True)) == expected


@pytest.mark.parametrize("replacing", [False, True])
def test_many_are_told_the_same_either_way(*, replacing: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where new records become so many that they are judged as columns, nothing else changes."""
    register, by_size = _register(0), new_records.is_for_columns
    every: list[Any] = [record for model in ROOTS.values() for record in register.all(model)]
    if replacing:  # else each is at fault, because its id is there
        faults = {each[1:3] for each in _all(0)}
        every = [record for record in every if _rows(record)[1] & faults]
    every = every[:: max(1, len(every) // SAMPLE)]
    records = [*every[::2], *every[1::2]]
    most = len(every[::2])  # so many are still judged by themselves
    rows = sum(len(each) for record in records[:most] for each in rows_of(record).values())
    known = sum(layer.rows or 0 for layer in register.tables.layers)
    monkeypatch.setattr(new_records, "PLANNING", rows - (rows + known) * new_records.SHARE)

    for count, as_columns in ((most, False), (most + 1, True)):
        found = []
        for turned in (False, True):
            ways: list[bool] = []
            monkeypatch.setattr(new_records, "is_for_columns", _way(by_size, ways, turned=turned))
            found.append(dlxh.check(records[:count], within=register, replacing=replacing))
            assert ways == [as_columns is not turned]
        one, other = found
        assert told(one) == told(other)
        assert (one.unknown, one.skipped) == (other.unknown, other.skipped)
        assert len(one) > MOST


def _way(by_size: Callable[..., bool], ways: list[bool], *, turned: bool) -> Callable[..., bool]:
    """Return what chooses the way by size, or the other one, and writes it down."""

    def choose(*given: Any) -> bool:  # noqa: ANN401 - new rows and layers
        ways.append(by_size(*given) is not turned)
        return ways[-1]

    return choose


@pytest.mark.parametrize("group", range(len(SPOILT)))
def test_rows_by_themselves_say_what_columns_say(group: int) -> None:
    """Every rule of the catalogue on plain rows gives the answer of Polars: row, field, evidence and network."""
    tables = SPOILT[group]
    found = dlxh.check(tables, derived=derived_of(tables))
    rules = [rule for rule in RULES if rule.parts]
    of_rules = {rule.code for rule in rules}

    assert found_on_rows(rules, _with_given(tables)) == {each for each in told(found) if each[0] in of_rules}


def _with_given(tables: Tables) -> Tables:
    return attach_derived(tables, derived_of(tables), {name for rule in RULES for name in rule.reads})


def test_cells_that_do_not_fit_are_judged_alike() -> None:
    """Rows are judged as columns are, also where nothing fits: what a rule reads may be anything of its kind."""
    tables = faulty_cells()
    quiet = Tables({name: tables.polars(name) for name in tables}, as_of=tables.as_of, enforced=True)
    rules = [rule for rule in RULES if rule.parts and not rule.on_derived]
    found = told(dlxh.check(quiet, rules=rules))

    with_cases = attach_derived(quiet, (), {name for rule in rules for name in rule.reads})
    assert {each[:2] for each in found_on_rows(rules, with_cases)} == {each[:2] for each in found}


def _with_gaps(part: int) -> Tables:
    """Return a spoilt province in which every third row lacks each of some columns, so that each column is once among them."""
    frames = {}
    for name in SPOILT[0]:
        columns = [each for each in schema()[name].columns if each.local_day_of is None]
        frame = SPOILT[0].polars(name).select(*(each.name for each in columns), SOURCE_ROW)
        nth = pl.int_range(pl.len())
        gaps = [
            pl.when(nth % 3 == number % 3).then(None).otherwise(each.name).alias(each.name)
            for number, each in enumerate(columns)
            if number % PARTS == part and each.name not in schema()[name].key
        ]
        frames[name] = frame.with_columns(gaps)
    return Tables(frames, as_of=SPOILT[0].as_of, enforced=True)


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_missing_is_judged_alike_and_never_raises(part: int) -> None:
    """Null in every column: a check ends, with the constraints and without, and says on plain rows what it says on columns."""
    tables = _with_gaps(part)
    rules = [rule for rule in RULES if rule.parts and not rule.on_derived]
    found = told(dlxh.check(tables, rules=RULES))
    of_rules = {rule.code for rule in rules}
    with_cases = attach_derived(tables, (), {name for rule in rules for name in rule.reads})

    assert found_on_rows(rules, with_cases) == {each for each in found if each[0] in of_rules}
    assert dlxh.check(Tables({name: tables.polars(name) for name in tables}, as_of=tables.as_of)).counts()[
        "missing"
    ]
