"""Conformance: every rule and constraint gives on every engine the answer of Polars.

The provinces here are spoilt in many ways at once, so that faults meet each other: what one rule says hangs on what another
found in the same row.
"""

from collections.abc import Collection
from contextlib import suppress
from functools import cache
from typing import Any

import polars as pl
import pytest

import dlxh
from dlxh import Tables
from dlxh.data.refusals import refusal_types
from dlxh.register.columns import Kind
from dlxh.register.schema import SOURCE_ROW
from dlxh.rules.catalogue import ALL_RULES, RULES
from dlxh.testing import broken, province_tables
from dlxh.testing.errors import InventionError
from dlxh.words.work_calendars import SimpleCalendar
from tests.rules.plain import ASIDE, OTHERS, Answer, answer

pytestmark = pytest.mark.no_cover  # every rule is reached by the tests of its family

PARTS = 3
"""The number of provinces with gaps, each in other columns."""
FAULTS = 300
"""The least number of wrong cells that are found."""
CODES = [rule.code for rule in ALL_RULES]
CALENDAR = SimpleCalendar()
CLEAN = province_tables(collaborators=16, years=3)


def spoilt(codes: list[str]) -> Tables:
    """Return a province in which one mutator after the other has done its work, each on what those before it left."""
    tables = CLEAN
    for code in codes:
        with suppress(InventionError):  # another one has taken the only row that it could change
            tables = broken(tables, code).tables
    return tables


ASKED = [
    CODES,
    ["U111", "T102", "R101", "P103", "I101", "U105", "X101"],  # what other mutators undo again
    ["U112", "P102", "O101", "O103", "U106", "U107", "U108", "U116"],
    CODES[::-1],
]
"""The faults of each province, in the order in which they are made; of a few, only these are judged."""
SPOILT = [spoilt(codes) for codes in ASKED]
LAST = len(SPOILT) - 1


def faulty_cells() -> Tables:
    """Return a province in which every fourth column of text or numbers has cells that do not fit."""
    tables = province_tables(collaborators=8, years=2)
    frames = {}
    for place, name in enumerate(tables):
        columns = [column for column in tables.schema[name].columns if column.local_day_of is None]
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


@cache
def of_polars(group: int) -> Answer:
    """What Polars finds in a spoilt province."""
    return of("polars", group)


def of(executor: str, group: int) -> Answer:
    """What an executor finds in a spoilt province."""
    rules = [rule for rule in ALL_RULES if rule.code in ASKED[group]]
    return answer(executor, rules, SPOILT[group], CALENDAR)


def test_every_rule_speaks() -> None:
    """In the spoilt provinces every rule has something to say, so that agreement on it means something."""
    spoken = {told[0] for group in range(len(SPOILT)) for told in of_polars(group).told}

    assert spoken >= set(CODES)


@pytest.mark.parametrize("group", range(LAST))
@pytest.mark.parametrize("executor", OTHERS)
def test_rules_give_one_answer(executor: str, group: int) -> None:
    """'Every rule on every engine against one answer': code, row, field, evidence and network are those of Polars."""
    assert of(executor, group) == of_polars(group).of(_judged_by(executor, CODES))


@pytest.mark.parametrize("executor", ASIDE)
def test_rules_give_one_answer_where_faults_meet_in_another_order(executor: str) -> None:
    """Where the last fault was made first, other rows are at fault in several ways."""
    assert of(executor, LAST) == of_polars(LAST).of(_judged_by(executor, CODES))


def _judged_by(executor: str, codes: Collection[str]) -> set[str]:
    """Return the rules that an executor judges: on plain rows those in the language, and no constraint."""
    in_language = {rule.code for rule in ALL_RULES if rule.parts}
    return in_language & set(codes) if executor == "rows" else {*codes, *refusal_types()}


@cache
def of_gaps(part: int) -> Answer:
    """What Polars finds where something is missing."""
    return answer("polars", ALL_RULES, _with_gaps(part))


@cache
def _with_gaps(part: int) -> Tables:
    """Return a spoilt province in which every third row lacks each of some columns, so that each column is once among them."""
    frames = {}
    for name in SPOILT[0]:
        columns = [each for each in SPOILT[0].schema[name].columns if each.local_day_of is None]
        frame = SPOILT[0].polars(name).select(*(each.name for each in columns), SOURCE_ROW)
        nth = pl.int_range(pl.len())
        gaps = [
            pl.when(nth % 3 == number % 3).then(None).otherwise(each.name).alias(each.name)
            for number, each in enumerate(columns)
            if number % PARTS == part and each.name not in SPOILT[0].schema[name].key
        ]
        frames[name] = frame.with_columns(gaps)
    return Tables(frames, as_of=SPOILT[0].as_of, enforced=True, pack=SPOILT[0].pack)


@pytest.mark.parametrize("executor", ASIDE)
def test_what_is_missing_is_judged_alike(executor: str) -> None:
    """Null in every third column: what is found, and what is not known, is the same."""
    assert answer(executor, ALL_RULES, _with_gaps(0)) == of_gaps(0).of(_judged_by(executor, CODES))


@pytest.mark.long
@pytest.mark.parametrize("part", range(1, PARTS))
@pytest.mark.parametrize("executor", ASIDE)
def test_what_is_missing_elsewhere_is_judged_alike(executor: str, part: int) -> None:
    """Null in the other columns."""
    assert answer(executor, ALL_RULES, _with_gaps(part)) == of_gaps(part).of(_judged_by(executor, CODES))


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_missing_never_raises(part: int) -> None:
    """Null in every column: a check with the constraints ends, and says that something is missing."""
    tables = Tables(
        {name: _with_gaps(part).polars(name) for name in SPOILT[0]},
        as_of=SPOILT[0].as_of,
        pack=SPOILT[0].pack,
    )

    assert dlxh.check(tables).counts()["missing"]


@pytest.mark.parametrize("name", ["pandas", "pyarrow"])
def test_all_rules_take_frames_at_the_door(name: str) -> None:
    """Pandas and PyArrow frames become Polars at the door, with nothing lost on the way that any rule could see."""
    assert answer(name, ALL_RULES, SPOILT[0], CALENDAR) == of_polars(0)


@pytest.mark.parametrize("executor", ASIDE)
def test_cells_that_do_not_fit_are_judged_alike(executor: str) -> None:
    """Where cells of many columns are wrong, each executor reports the same cells, and skips the same rules on the same rows."""
    tables = faulty_cells()
    tables.enforced = executor == "rows"  # where constraints do not judge
    expected, found = (answer(each, RULES, tables) for each in ("polars", executor))

    assert len(expected.told) > FAULTS
    assert found == expected.of(_judged_by(executor, CODES))
