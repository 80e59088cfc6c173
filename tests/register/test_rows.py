"""A flat row is judged by the very model whose columns it fills."""

import json
from typing import Any

import pytest
from pydantic import BaseModel

from dlxh.register.rows import POSITION_LIMIT, Refusal, Refusals, RowReader, is_key, row_reader
from dlxh.register.schema import schema
from dlxh.register.writing import flat_files
from dlxh.words.disclosure import Disclosure
from tests.sample import register

FILES = {
    name.removesuffix(".ndjson"): text.splitlines()
    for name, text in flat_files(register().tables, {}, personal=True).items()
}
WRITTEN = {name: lines for name, lines in FILES.items() if name in schema() and lines}


@pytest.mark.parametrize("name", schema())
def test_every_table_has_a_reader(name: str) -> None:
    """Each table has a reader that knows exactly the columns of the exchange form, each with who may see it."""
    reader = row_reader.__wrapped__(schema()[name])  # as it is made, whatever was read before
    exchanged = {column.name for column in schema()[name].columns if column.local_day_of is None}

    assert reader.known == exchanged
    assert isinstance(reader, RowReader)
    for field in reader.model.model_fields.values():
        assert any(isinstance(mark, Disclosure) for mark in field.metadata)


@pytest.mark.parametrize("name", WRITTEN)
def test_rows_that_were_written_fit(name: str) -> None:
    """What a register writes, its reader takes, row by row."""
    assert all(
        isinstance(row_reader(schema()[name]).read(json.loads(line), 9), BaseModel) for line in WRITTEN[name]
    )


@pytest.mark.parametrize("name", WRITTEN)
def test_a_required_column_that_is_missing_is_named(name: str) -> None:
    """A row without a column that it needs is refused with the name of that column, or as a whole of its columns."""
    row = json.loads(WRITTEN[name][0])
    table = schema()[name]
    for column in table.columns:
        if column.nullable or column.default is not None or column.local_day_of is not None:
            continue
        refusals = row_reader(schema()[name]).read(
            {key: cell for key, cell in row.items() if key != column.name}, 9
        )
        assert refusals == Refusals((Refusal(column.name, "missing", {}),))


@pytest.mark.parametrize("row", [None, 7, "x", [], True])
def test_a_row_is_an_object(row: Any) -> None:  # noqa: ANN401 - any JSON value
    """What is not an object is refused as a whole, with the table whose fields are needed."""
    assert row_reader(schema()["reports"]).read(row, 9) == Refusals(
        (Refusal(None, "model_type", {"class_name": "reports"}),)
    )


def test_places_have_a_limit() -> None:
    """A position is a number from 1 to a million, so that every engine can hold it."""
    row = json.loads(WRITTEN["item_topics"][0])
    reader = row_reader(schema()["item_topics"])

    assert isinstance(reader.read(row | {"position": POSITION_LIMIT}, 9), BaseModel)
    beyond = reader.read(row | {"position": POSITION_LIMIT + 1}, 9)
    assert isinstance(beyond, Refusals)
    assert [refusal.code for refusal in beyond.first] == ["less_than_equal"]


@pytest.mark.parametrize("key", ["", "a b", "Nguyễn", "a\n", None, 1.5, ["a"]])
def test_what_cannot_be_a_key(key: object) -> None:
    """Only ids and numbers are shown as keys; a name in the wrong column is not."""
    assert not is_key(key)
