"""A pointer leads from a record to the very value that its flat row was made of."""
# pyright: reportArgumentType=false, reportCallIssue=false

import json
from typing import Any

import pytest

from dlxh.register.plain_rows import rows_of
from dlxh.register.pointers import pointer_into, pointer_of, pointers
from dlxh.register.schema import ROOTS, Table, schema
from dlxh.words.record import Record
from tests.sample import register

RECORDS = [record for model in ROOTS.values() for record in register().all(model)]


def _value(record: Any, pointer: str) -> Any:  # noqa: ANN401 - any JSON value
    for step in pointer.split("/")[1:]:
        record = record[int(step)] if isinstance(record, list) else (record or {}).get(step)
    return record


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_each_row_is_found_in_its_record(record: Record) -> None:
    """Each cell of each table is what is in the record's JSON where its pointer leads."""
    rows, whole = rows_of(record, schema()), json.loads(record.model_dump_json())

    def owners(table: Table, _: Any) -> dict[str, tuple[str, int]]:  # noqa: ANN401
        return {
            "#".join(str(row[name]) for name in table.key): (
                "#".join(str(row[name]) for name in table.link),
                row["position"] - 1,
            )
            for row in rows[table.name]
        }

    for name, of_table in rows.items():
        keys = ["#".join(str(row[part]) for part in schema()[name].key) for row in of_table]
        found = pointers(name, keys, owners, schema())
        assert {root for root, _ in found.values()} <= {record.id}  # type: ignore[attr-defined] # a root has an id
        for key, row in zip(keys, of_table, strict=True):
            value = _value(whole, found[key][1])
            for column in schema()[name].columns:
                if column.name == schema()[name].value:
                    assert row[column.name] == value
                elif column.path and not column.scaled and column.kind not in {"instant", "day"}:
                    assert row[column.name] == _value(value, pointer_of(name, column.name, schema()))


def test_fields_that_are_no_cells() -> None:
    """A local day leads to its instant, several values to their list, a key of the owner to the value itself."""
    assert pointer_of("reports", "received_day", schema()) == "/received_at"
    assert pointer_of("items", "topics", schema()) == "/topics"
    assert (
        pointer_of("items", "report", schema()),
        pointer_of("items", None, schema()),
        pointer_of("item_topics", "x", schema()),
    ) == (
        "",
        "",
        "",
    )
    assert pointer_of("contacts", "contact_phone", schema()) == "/contact/phone"
    assert pointers("contacts", ["c"], lambda table, keys: {}, schema()) == {"c": ("c", "")}  # noqa: ARG005 - never called


def test_a_row_whose_owner_is_gone_leads_nowhere() -> None:
    """An expression of a stream that is not there has no place in any record."""
    placed = {"stream_expressions": {"n#1#1": ("n#1", 0)}}

    assert (
        pointers("stream_expressions", ["n#1#1"], lambda table, _: placed.get(table.name, {}), schema()) == {}
    )


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (("items", 0, "summary"), ("items", 0, "summary")),
        (("items", 0, "figure", "count", "value"), ("items", 0, "figure", "value")),
        (("nothing",), ("nothing",)),
        (("items", 0, "topics", 0), ("items", 0, "topics", 0)),
    ],
)
def test_where_pydantic_says_it_is(steps: tuple[str | int, ...], found: tuple[str | int, ...]) -> None:
    """Steps into a record stay, the kind of a union's arm goes, and a field that is missing is the last step."""
    record = {"items": [{"figure": {"value": 1}, "topics": "land"}]}

    assert pointer_into(record, steps) == found
