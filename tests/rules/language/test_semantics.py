"""Every sentence on what the rules' language means holds on every executor."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from dlxh import Tables
from dlxh.register.flatten import dtype
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.rules.language.examples import DAY
from dlxh.rules.language.nodes import EachOne
from dlxh.rules.language.parts import Part, part
from dlxh.rules.language.plan import plan_part
from dlxh.rules.language.rows import subject
from dlxh.rules.language.values import Value
from docs.semantics import LINES, SILENT, Line
from tests.engines import Engine
from tests.rules.language.random_worlds import Store, record_of
from tests.rules.language.test_random_trees import Findings, on_columns, on_rows

DOUBLED = (
    Line(
        "một dòng của tập trùng khóa với dòng kia thì chia nhau câu trả lời",
        "a row of a set shares what is said of another one with its key, though nothing of its own is there",
        "way.where(inner.where(inner.source == m.source).exists()).count()",
        (2, 0, 0, 0),
        {
            "report_sources": [
                {"report": "A", "position": 1, "source": "C"},
                {"report": "A", "position": 2, "source": "B"},
                {"report": "A", "position": 2, "source": "Z"},
                {"report": "B", "position": 1, "source": "C"},
            ]
        },
        {
            "way": "those('report_sources', report=m.report)",
            "inner": "those('report_sources', report=way.source)",
        },
    ),
    Line(
        "hai dòng trùng khóa chia nhau cả điều mà tập trong tập nói",
        "two rows with one key share what a set inside a set says, each of them with all rows of the outer one",
        "o.where(i.where(i.start < m.start, i.id == o.id).exists()).count()",
        (4, 4),
        {
            "memberships": [
                {"id": "M1", "collaborator": "A", "start": DAY},
                {"id": "M1", "collaborator": "A", "start": DAY - timedelta(days=1)},
            ]
        },
        {
            "o": "those('memberships', collaborator=m.collaborator)",
            "i": "those('memberships', collaborator=o.collaborator)",
        },
    ),
)
"""Keys that appear twice are a fault of their own (X102); executors agree on them all the same."""
EVERY = {f"doubled {number}": line for number, line in enumerate(DOUBLED, 1)} | {
    f"{name} {number}": line for name, lines in LINES.items() for number, line in enumerate(lines, 1)
}
each_line = pytest.mark.parametrize("line", EVERY.values(), ids=EVERY)


def asked(line: Line) -> list[tuple[Part, Findings]]:
    """Return parts that ask for each answer of a line, with the rows for which it is the answer."""
    value, me = line.value(), subject(line.table)
    rows = [record_of(line.table, row) for row in line.example.plain_rows()[line.table]]
    answers = list(zip(rows, line.answers, strict=True))
    if isinstance(value.node, EachOne):
        told: Findings = {(row, one) for row, answer in answers for one in _several(answer)}
        return [(part(me, value), told)]
    return [
        (part(me, _is(value, wanted)), {(row, None) for row, answer in answers if _same(answer, wanted)})
        for wanted in dict.fromkeys([None, *(answer for answer in line.answers if answer is not SILENT)])
    ]


def _several(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, tuple)
    return answer


def _is(value: Value, wanted: Any) -> Value:  # noqa: ANN401 - a plain value
    return value.is_null() if wanted is None else value == wanted


def _same(answer: object, wanted: object) -> bool:
    return type(answer) is type(wanted) and answer == wanted


def tables_of(line: Line) -> Tables:
    """Return the rows of a line as tables."""
    frames = {}
    for name, rows in line.example.plain_rows().items():
        types = {column.name: dtype(column.kind) for column in schema()[name].columns}
        stored = [column.name for column in schema()[name].columns if column.local_day_of is None]
        frame = pl.DataFrame([dict(row) for row in rows], {**types, SOURCE_ROW: pl.Int64})
        frames[name] = frame.select(*stored, SOURCE_ROW)
    return Tables(frames, as_of=DAY)


@each_line
def test_on_rows(line: Line) -> None:
    """Plain rows answer so."""
    store = Store({name: list(rows) for name, rows in line.example.plain_rows().items()}, DAY)
    for asks, found in asked(line):
        assert on_rows(plan_part(asks), store) == found


@each_line
def test_on_engines(line: Line, on_engine: Engine) -> None:
    """Engines answer so."""
    tables = on_engine(tables_of(line))
    for asks, found in asked(line):
        assert on_columns(plan_part(asks), tables) == found


def test_every_line_shows_something() -> None:
    """A line has an answer for each of its rows, and a sentence in both languages."""
    for line in EVERY.values():
        assert len(line.answers) == len(line.rows[line.table])
        assert line.vi != line.en
    assert len({line.en for line in EVERY.values()}) == len(EVERY)
