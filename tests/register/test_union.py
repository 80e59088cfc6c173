"""Two registers together hold what each of them holds, whichever is first: rows without an owner, refused lines, ids twice."""

from typing import Any

import duckdb
import pytest

from dlxh import Finding, Register, Severity, Tables, check
from dlxh.errors import TableError
from dlxh.words.bilingual import ArgumentError
from tests.sample import AS_OF, register, unit

OTHER = Register([unit("zz")], as_of=AS_OF)


def _of_lost_reports() -> Register:
    """The sample with the children of reports, and without the reports."""
    tables = register().tables
    frames = {name: tables.polars(name) for name in tables}
    refused = [Finding("extra_cells", "a", "a", severity=Severity.ERROR, table="reports", record=None)]
    return Register.from_tables(
        Tables({**frames, "reports": frames["reports"].clear()}, as_of=AS_OF, refused=refused)
    )


def test_rows_without_an_owner_and_refused_lines_are_kept() -> None:
    """What `check` finds of one is found of both, whichever is first; what both hold alike is there once."""
    lost = _of_lost_reports()
    found = check(lost, only=["X101"]).counts()["X101"]

    for joined in (lost + OTHER, OTHER + lost, lost + lost, OTHER + lost + lost):
        assert check(joined, only=["X101"]).counts()["X101"] == found
        assert joined.tables.refused == lost.tables.refused
        assert joined.tables.polars("items").height == lost.tables.polars("items").height


def test_a_row_finds_its_owner() -> None:
    """What one lost and the other holds is whole again, and is there once."""
    whole = register()
    for joined in (whole + _of_lost_reports(), _of_lost_reports() + whole):
        assert joined == whole
        assert check(joined).counts() == {"extra_cells": 1, **check(whole).counts()}


@pytest.mark.parametrize("lazily", [False, True])
def test_an_id_twice_stays_twice(lazily: bool) -> None:  # noqa: FBT001 - what is tested
    """An id that one holds twice is a fault of its data: `check` reports it, whichever is first."""
    once, twice = Register([unit("d")], as_of=AS_OF), Register([unit("d"), unit("d")], as_of=AS_OF)
    twice = Register.from_tables(twice.tables) if lazily else twice

    for joined in (OTHER + twice, twice + OTHER, twice + twice, once + twice, twice + once):
        assert [each.id for each in joined.units].count("d") == 2
        assert check(joined).counts() == {"X102": 2}


@pytest.mark.parametrize("other", [3, None, OTHER.tables])
def test_only_registers_are_joined(other: Any) -> None:  # noqa: ANN401 - what is tested
    """What is not a register is refused."""
    with pytest.raises(ArgumentError, match="other= takes Register, not"):
        _ = OTHER + other


def test_another_engine_takes_no_more() -> None:
    """Rows are not carried into a database; where the other brings nothing, both are joined."""
    with duckdb.connect() as connection:
        units = OTHER.tables.polars("units").to_arrow()  # noqa: F841 - DuckDB finds it by its name
        held = Register.from_frames({"units": connection.sql("from units")}, as_of=AS_OF)

        with pytest.raises(TableError, match="the frames belong to several engines"):
            _ = held + register()
        assert len((held + held).units) == 1
        assert len((register() + held).units) == len(register().units) + 1
        assert held.tables.without("reports", ["r"]).names == ("units",)


def test_tables_are_named_rightly() -> None:
    """A table that there is not is refused, and so is what is not a list of tables, no day or no tables."""
    tables = OTHER.tables
    with pytest.raises(ArgumentError, match="names= takes a list, not str"):
        tables.select("reports")
    with pytest.raises(TableError, match="there is no table 'report'"):
        tables.select(["report"])
    with pytest.raises(TableError, match="there is no option 'report'"):
        tables.without("report", ["r"])
    with pytest.raises(ArgumentError, match="as_of= takes a day"):
        tables.with_metadata(as_of="2025", partial={})  # type: ignore[arg-type]
    for other in (OTHER, None):
        with pytest.raises(ArgumentError, match="other= takes Tables, not"):
            tables.append(other)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="path= takes text or Path, not NoneType"):
        OTHER.write(None)  # type: ignore[arg-type]
