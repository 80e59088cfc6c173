"""Conformance: every rule and constraint gives on every engine the answer of Polars.

The provinces here are spoilt in many ways at once, so that faults meet each other: what one rule says hangs on what another
found in the same row.
"""

from contextlib import suppress
from functools import cache
from typing import Any

import polars as pl
import pytest

import dlxh
from dlxh import Tables
from dlxh.register.columns import Kind
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.rules.catalogue import ALL_RULES
from dlxh.testing import broken, derived_of, province_tables
from tests.engines import ENGINES, Engine, engine

pytestmark = pytest.mark.no_cover  # every rule is reached by the tests of its family

CODES = [rule.code for rule in ALL_RULES]
CLEAN = province_tables(collaborators=16, years=3)


def spoilt(codes: list[str]) -> Tables:
    """Return a province in which one mutator after the other has done its work, each on what those before it left."""
    tables = CLEAN
    for code in codes:
        with suppress(LookupError):  # another one has taken the only row that it could change
            tables = broken(tables, code).tables
    return tables


SPOILT = [
    spoilt(CODES),
    spoilt(CODES[::-1]),
    spoilt(["T102", "R101", "P103", "I101", "U105", "X101"]),  # what other mutators undo again
    spoilt(["P102", "O101", "U106", "U107", "U108"]),
]


def faulty_cells() -> Tables:
    """Return a province in which every fourth column of text or numbers has cells that do not fit."""
    tables = province_tables(collaborators=8, years=2)
    frames = {}
    for place, name in enumerate(tables):
        columns = [column for column in schema()[name].columns if column.local_day_of is None]
        frame = tables.polars(name).select(*(column.name for column in columns), SOURCE_ROW)
        nth = pl.int_range(pl.len())
        odd = [
            pl.when(nth % 7 == number % 7).then(pl.lit(_wrong(column.kind))).otherwise(column.name)
            .cast(frame.schema[column.name]).alias(column.name)
            for number, column in enumerate(columns)
            if column.kind in {Kind.TEXT, Kind.INTEGER} and (number + place) % 4 == 0
        ]  # fmt: skip
        frames[name] = frame.with_columns(odd)
    return Tables(frames, as_of=tables.as_of)


def _wrong(kind: Kind) -> Any:  # noqa: ANN401 - a cell
    return -5 if kind is Kind.INTEGER else " \u0301x\n"


def told(findings: dlxh.Findings) -> pl.DataFrame:
    """All that the findings say, in an order of its own."""
    frame = findings.frame
    return frame.sort(frame.columns)


@cache
def of_polars(group: int) -> dlxh.Findings:
    """What Polars finds in a spoilt province."""
    return dlxh.check(SPOILT[group], rules=ALL_RULES, derived=derived_of(SPOILT[group]))


def test_every_rule_speaks() -> None:
    """In the spoilt provinces every rule has something to say, so that agreement on it means something."""
    spoken = {code for group in range(len(SPOILT)) for code in of_polars(group).counts()}

    assert spoken >= set(CODES)


@pytest.mark.parametrize("group", range(len(SPOILT)))
def test_rules_give_one_answer(on_engine: Engine, group: int) -> None:
    """'Every rule on every engine against one answer': code, row, field, evidence and network are those of Polars."""
    expected = of_polars(group)
    found = dlxh.check(on_engine(SPOILT[group]), rules=ALL_RULES, derived=derived_of(SPOILT[group]))

    assert told(found).equals(told(expected))
    assert found.unknown == expected.unknown
    assert found.skipped_rows == expected.skipped_rows


@pytest.mark.parametrize("name", ["pandas", "pyarrow"])
def test_all_rules_take_frames_at_the_door(name: str) -> None:
    """Pandas and PyArrow frames become Polars at the door, with nothing lost on the way that any rule could see."""
    found = dlxh.check(engine(name)(SPOILT[0]), rules=ALL_RULES, derived=derived_of(SPOILT[0]))

    assert told(found).equals(told(of_polars(0)))


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "polars"])
def test_constraints_give_one_answer(name: str) -> None:
    """Where cells of many columns are wrong, each engine names the same cells, and skips the same rules on the same rows."""
    tables = faulty_cells()
    expected, found = dlxh.check(tables), dlxh.check(engine(name)(tables))

    assert len(expected) > 500
    assert told(found).equals(told(expected))
    assert found.skipped_rows == expected.skipped_rows
