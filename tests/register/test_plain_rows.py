"""A record as plain rows has the rows that it has in frames."""

from functools import cache

import pytest

from dlxh import Register, Tables
from dlxh.register.plain_rows import rows_of
from dlxh.register.schema import ROOTS, schema
from dlxh.testing import province


@cache
def _register() -> Register:
    return province(seed=7, collaborators=12, years=2)


@pytest.mark.parametrize("name", ROOTS)
def test_rows_of_a_record_are_those_of_its_frames(name: str) -> None:
    """Every value, place, key and Vietnamese day is that of the frame; names, contacts and codes of persons are left out."""
    for record in _register().all(ROOTS[name])[:40]:  # type: ignore[type-var] # every root is a record
        tables, rows = Tables.of([record], as_of=_register().as_of), rows_of(record, schema())

        assert set(rows) == set(tables) - {"contacts", "persons"}
        for table, each in rows.items():
            frame = tables.polars(table)
            assert [{column: row[column] for column in frame.columns} for row in each] == frame.rows(
                named=True
            )
