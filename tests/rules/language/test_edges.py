"""Edges of the language that no rule of ours stands on."""

from datetime import date

import polars as pl
import pytest

from dlxh import Tables
from dlxh.rules.language.nodes import Subject
from dlxh.rules.language.on_columns import violations
from dlxh.rules.language.parts import part
from dlxh.rules.language.plan import planned
from dlxh.rules.language.row_part import RowPart
from dlxh.rules.language.rows import subject, those
from dlxh.rules.language.to_closures import closure
from dlxh.rules.language.to_narwhals import Expressions

DAY = date(2026, 6, 30)


def test_a_row_is_no_value() -> None:
    """What is asked for the value of a row is a mistake of ours, told as such."""
    row = Subject("terms")
    with pytest.raises(TypeError, match="Subject is a row"):
        closure(row, {})
    with pytest.raises(TypeError, match="Subject is a row"):
        Expressions(DAY, lambda column: column.name, {}).of(row)


def test_a_number_may_stand_first() -> None:
    """`10 - x`, `10 + x` and `10 * x` are what they say."""
    position = subject("items").position
    made = [10 - position, 10 + position, 10 * position]

    assert [closure(each.node, {Subject("items"): 1})([DAY, {"position": 3}]) for each in made] == [7, 13, 30]


def test_evidence_that_names_no_row() -> None:
    """A column that names no row of a table leads back to none: only the new rows are judged."""
    m = subject("memberships")
    made = RowPart.of(part(m, m.end.is_null(), evidence=m.role))

    assert made._backward == ()


def test_days_of_a_row_that_is_referred_to() -> None:
    """Days beside a set are worked out once for the rows on either side, and where they stand for other rows."""
    m = subject("memberships")
    seats = those("memberships", collaborator=m.collaborator)
    term = m.ref("term")
    late = seats.where(
        seats.start.dt.day_number() > term.start.dt.day_number(),
        seats.start.dt.day_number() > m.start.dt.day_number(),
        m.start.dt.day_number() < seats.start.dt.day_number() + 1,
    )
    rows = {
        "memberships": pl.DataFrame(
            {
                "id": ["m1", "m2"], "network": "gl", "collaborator": "c", "term": "t", "paid": True,
                "start": [date(2026, 1, 1), date(2026, 2, 1)],
            }
        ),
        "terms": pl.DataFrame({"id": ["t"], "network": "gl", "label": "x", "start": [date(2025, 1, 1)]}),
    }  # fmt: skip
    found = violations(planned(part(m, late.exists())), Tables(rows, as_of=DAY))

    assert found.collect().to_native()["record"].to_list() == ["m1"]
