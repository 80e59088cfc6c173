"""A partial table of units, or of what became of them, limits what is claimed of whatever is put on the map by it."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from dlxh import Tables, measure
from dlxh.measures.catalogue import find_measure
from dlxh.testing import province_tables
from dlxh.words import SimpleCalendar
from tests.engines import Engine
from tests.sample import unit


@cache
def country() -> Tables:
    """Districts that were merged with their provinces on 2025-07-01."""
    return province_tables(collaborators=8, years=2)


def _known(subject: Tables, codes: str, **asked: Any) -> dict[Any, set[str]]:  # noqa: ANN401 - any question
    """What is claimed of rows with a group, and of those without."""
    rows = measure(subject, codes, period="2025", **asked).polars
    keys = [name for name in rows.columns if name in {"province", "unit"}]
    found: dict[Any, set[str]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(all(row[key] is not None for key in keys), set()).add(row["qualifier"])
    return found


def _partial(*names: str) -> Tables:
    frames = {name: country().polars(name).lazy() for name in country()}
    return Tables(frames, as_of=country().as_of, partial=names)


RAISED = (
    "reports",
    "owed",
    "received",
    "on_time",
    "cases_received",
    "cases_concluded",
    "cases_resolved",
    "people_paid",
)
LOWERED = ("joined", "missing", "cases_carried_in", "cases_pending", "cases_overdue")


def test_what_more_records_may_lower_is_unknown_on_part_of_them() -> None:
    """Of part of the records what came is a lower bound; what did not come, or is not done, may have no such case."""
    codes = (*RAISED, *LOWERED)
    known = [
        measure(tables, codes, period="2025-H2", calendar=SimpleCalendar()).rows
        for tables in (country(), _partial(*country()))
    ]
    assert all(row.figure.value for row in known[0] if row.figure)
    assert {row.measure: row.figure.qualifier for row in known[1] if row.figure} == {
        **dict.fromkeys(RAISED, "at_least"),
        **dict.fromkeys(LOWERED, "unknown"),
    }


@pytest.mark.traced
def test_a_unit_that_is_missing_may_be_of_any_province(on_engine: Engine) -> None:
    """By province a count is a lower bound and a quotient unknown; of rows without a province nothing is known."""
    tables = on_engine(_partial("units"))

    assert _known(country(), "reports", by=["province"])[True] <= {"exact", "not_applicable"}
    by_province = _known(tables, "reports", by=["province"])
    assert by_province[True] <= {"at_least", "unknown", "not_applicable"}
    assert by_province.get(False, set()) <= {"unknown"}
    assert _known(tables, "reports_per_member", by=["province"])[True] <= {"unknown", "not_applicable"}
    assert _known(tables, "left", by=["province"])[True] <= {"unknown", "not_applicable"}
    assert "exact" in _known(tables, "reports", by=["unit"])[True]


def test_a_province_as_condition_is_no_better(on_engine: Engine) -> None:
    """Where rows are chosen by a province, those of a missing unit are not among them."""
    province = next(
        iter(measure(country(), "reports", by=["province"], period="2025").polars["province"].drop_nulls())
    )
    asked = measure(on_engine(_partial("units")), "reports", where={"province": province}, period="2025")

    assert asked.figure("reports").qualifier in {"at_least", "unknown"}


@pytest.mark.traced
@pytest.mark.parametrize("name", ["units", "unit_successors"])
def test_another_map_needs_all_of_the_lineage(name: str) -> None:
    """What a missing succession would move may lie with any unit, so on another map nothing is claimed."""
    for codes, asked in (("reports", {"by": ["unit"]}), ("units_with_collaborators", {})):
        assert _known(_partial(name), codes, units="as_is", **asked)[True] <= {"unknown", "not_applicable"}
    assert "exact" in _known(_partial("unit_successors"), "reports", by=["unit"])[True]


@pytest.mark.traced
def test_a_province_of_one_unit() -> None:
    """The sentence holds for the smallest case: two reports, one of a unit that is not there."""
    units = [unit("p", name="P", level="province", valid_from=date(2000, 1, 1))]
    tables = Tables.of(units, as_of=date(2026, 6, 30), partial=["units"])
    rest = {name: country().polars(name) for name in ("reports", "memberships", "collaborators")}
    both = Tables(rest | {"units": tables.polars("units")}, as_of=tables.as_of, partial=["units"])

    assert "exact" not in _known(both, "reports", by=["province"])[True]


@pytest.mark.parametrize(("partial", "claim"), [("collaborators", "at_least"), ("networks", "exact")])
def test_units_are_as_many_as_their_table_says(partial: str, claim: str) -> None:
    """Where units are counted, the table that gives rows their unit has to be whole, and one for other dimensions has not."""
    each = find_measure("units_with_collaborators")
    rows = replace(each.rows, dimension_table={"org_unit": "collaborators", "composition": "networks"})
    own = replace(each, code="own_units", rows=rows)

    assert measure(_partial(partial), own, period="2025").polars["qualifier"].to_list() == [claim]
