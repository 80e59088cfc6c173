"""References that lead nowhere and keys that appear twice, for every table of the schema."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import polars as pl
import pytest

from dlxh import Tables, check
from dlxh.register.columns import Column, Kind
from dlxh.register.flatten import dtype
from dlxh.register.schema import Table, schema
from tests.engines import Engine
from tests.sample import register

CELLS: dict[Kind, Any] = {
    Kind.TEXT: "x",
    Kind.INTEGER: 1,
    Kind.BOOLEAN: True,
    Kind.DAY: date(2024, 1, 1),
    Kind.INSTANT: datetime(2024, 1, 1, tzinfo=UTC),
}
REFERENCES = [
    (table.name, column.name) for table in schema().values() for column in table.columns if column.references
]


def _cell(table: Table, column: Column) -> Any:  # noqa: ANN401 - a cell of any kind
    if column.references is not None:
        return f"{column.references}-1"
    return f"{table.name}-1" if column.name == "id" else CELLS[column.kind]


def _rows() -> dict[str, dict[str, Any]]:
    """Return one row per table, in which every reference leads to the row of the table that it names."""
    return {
        table.name: {
            column.name: _cell(table, column) for column in table.columns if column.local_day_of is None
        }
        for table in schema().values()
    }


def _tables(rows: dict[str, list[dict[str, Any]]]) -> Tables:
    types = {
        name: {c.name: dtype(c.kind) for c in table.columns if c.local_day_of is None}
        for name, table in schema().items()
    }
    frames = {name: pl.DataFrame(given, schema=types[name]) for name, given in rows.items()}
    return Tables(frames, as_of=date(2024, 1, 1))


@cache
def _whole() -> Tables:
    """Return the sample with one row in each table."""
    return _tables({name: [row] for name, row in _rows().items()})


def _with(table: str, rows: list[dict[str, Any]]) -> Tables:
    """Return the sample with other rows in one table."""
    return _whole().replace_frames({table: _tables({table: rows})[table]})


def _found(tables: Tables, code: str) -> list[tuple[str | None, str | None]]:
    return [(finding.table, finding.field) for finding in check(tables, only=[code])]


def test_a_whole_register_has_no_lost_reference() -> None:
    """Where every reference leads somewhere, nothing is found, in the schema's own sample and in the hand-made one."""
    assert _found(_whole(), "X101") == []
    assert check(register(), only=["X"]).counts() == {}


@pytest.mark.no_cover
@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_each_lost_reference_is_found_alone(table: str, column: str) -> None:
    """One reference that leads nowhere is one finding, with its table and column and without the id."""
    found = check(_with(table, [{**_rows()[table], column: "MARK"}]), only=["X101"])
    finding, *below = sorted(found, key=lambda each: each.table != table)
    places = {"streams": ["stream"], "events": ["event"]}.get(
        table, []
    )  # what lies below it is nobody's then
    assert [each.field for each in below] == (places if column in schema()[table].key else [])

    assert (finding.table, finding.field) == (table, column)
    assert column in (*schema()[table].key, "network") or "MARK" not in repr(finding) + finding.message("vi")


def test_lost_references_of_all_tables(on_engine: Engine) -> None:
    """Every reference of every table is followed on every engine; an empty one is not a fault."""
    good, bad, none = _rows(), _rows(), _rows()
    for name, column in REFERENCES:
        bad[name][column] = "nowhere"
        if schema()[name].column(column).nullable:
            none[name][column] = None
    for name in schema():
        if "id" in bad[name]:
            bad[name]["id"], none[name]["id"] = "bad", "none"
    tables = on_engine(_tables({name: [good[name], bad[name], none[name]] for name in schema()}))

    assert sorted(set(_found(tables, "X101"))) == sorted(REFERENCES)
    assert check(tables, only=["X101"]).counts() == {"X101": len(REFERENCES)}


def test_references_to_absent_tables_are_not_judged(on_engine: Engine) -> None:
    """Where the named table is absent, nothing is known of the reference, so nothing is found."""
    full = register().tables
    only = Tables({"memberships": full.polars("memberships")}, as_of=full.as_of)

    assert check(on_engine(only)).counts() == {}


@pytest.mark.no_cover
@pytest.mark.parametrize("table", schema())
def test_each_key_given_twice_is_found(table: str) -> None:
    """Two rows with one key are two findings at the last column of the key; other tables have none."""
    twice = _with(table, [_rows()[table]] * 2)

    assert _found(twice, "X102") == [(table, schema()[table].key[-1])] * 2


def test_keys_given_twice_on_every_engine(on_engine: Engine) -> None:
    """Keys of all tables are compared on every engine: equal keys are shown with their parts joined by `#`."""
    tables = on_engine(_tables({name: [row, row] for name, row in _rows().items()}))
    found = check(tables, only=["X102"])

    assert found.counts() == {"X102": 2 * len(schema())}
    assert ("item_topics", "items-1#1") in {(finding.table, finding.record) for finding in found}


def test_keys_with_one_equal_part_are_two() -> None:
    """Rows whose keys share a part and differ in another are two rows."""
    rows = {name: [row] for name, row in _rows().items()}
    rows["item_topics"].append({**rows["item_topics"][0], "position": 2})

    assert _found(_tables(rows), "X102") == []
