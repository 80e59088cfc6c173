"""Edges of the language that no rule of ours is on."""

from datetime import date

import polars as pl
import pytest

import dlxh
from dlxh import OrgUnit, Register, Tables
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language.nodes import Subject
from dlxh.rules.language.on_columns import violations
from dlxh.rules.language.parts import part
from dlxh.rules.language.plan import plan_part
from dlxh.rules.language.row_part import RowPart
from dlxh.rules.language.rows import Row, subject, those
from dlxh.rules.language.to_closures import closure
from dlxh.rules.language.to_narwhals import Expressions
from dlxh.rules.language.values import Value

DAY = date(2026, 6, 30)


def test_a_row_is_no_value() -> None:
    """What is asked for the value of a row is a mistake of ours, shown as such."""
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
    """Days with a set are worked out once for the rows on either side, and where they represent other rows."""
    m = subject("memberships")
    memberships = those("memberships", collaborator=m.collaborator)
    term = m.ref("term")
    late = memberships.where(
        memberships.start.dt.day_number() > term.start.dt.day_number(),
        memberships.start.dt.day_number() > m.start.dt.day_number(),
        m.start.dt.day_number() < memberships.start.dt.day_number() + 1,
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
    found = violations(plan_part(part(m, late.exists())), Tables(rows, as_of=DAY))

    assert found["record"].to_list() == ["m1"]


@rule(
    "Z401", table="units", field="parent", evidence="parent", severity=Severity.WARNING,
    **dict.fromkeys(("vi", "en"), "{record} {evidence}"), **dict.fromkeys(("cure_vi", "cure_en", "source"), "dlxh"),
)  # fmt: skip
def below_another(u: Row) -> Value:
    """It asks the row alone, and names another."""
    return ~u.parent.is_null()


def test_what_is_asked_of_the_row_alone_may_name_another() -> None:
    """The evidence of such a rule is reported in bulk as it is of a new record."""
    one, other = (OrgUnit(id=name, name=name, kind="place", level="commune", parent="p") for name in "ab")
    within = Register([one], as_of=DAY)
    in_bulk = dlxh.check(within, rules=[below_another])
    alone = dlxh.check(other, within=within, rules=[below_another])

    assert [finding.evidence for finding in (*in_bulk, *alone)] == [("p",), ("p",)]
    assert [finding.message("en") for finding in alone] == ["b p"]
