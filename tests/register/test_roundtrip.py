"""Both ways between objects, columns and files are loss-free."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh.models.report import Report
from dlxh.register.columns import Kind
from dlxh.register.flatten import dtype
from dlxh.register.reading import read
from dlxh.register.register import Register
from dlxh.register.schema import ROOTS, SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.testing.strategies import instants, records, registers
from dlxh.words.days import local_day
from dlxh.words.documents import Document
from dlxh.words.record import Value
from tests.lengths import examples
from tests.register.generated import GENERATED

FORMS = ("folder", "so.zip", "so.json")


def texts_of(value: Any) -> list[Any]:  # noqa: ANN401 - any part of a record
    """Return every value of a record, documents by the very text that was given: their equality is wider."""
    if isinstance(value, Document):
        return [value.raw]
    if isinstance(value, Value):
        return [text for name in type(value).model_fields for text in texts_of(getattr(value, name))]
    if isinstance(value, tuple):
        return [text for part in value for text in texts_of(part)]
    return [value]


def same_texts(one: Register, other: Register) -> bool:
    """Return whether all values are the same, to the letter."""
    return all(
        [texts_of(record) for record in one.all(model)] == [texts_of(record) for record in other.all(model)]
        for model in ROOTS.values()
    )


def same_frames(one: Tables, other: Tables, *, but: tuple[str, ...] = ()) -> None:
    """See that two sets of tables hold the same rows in the same order."""
    assert one.names == other.names
    for name in one.names:
        assert one.polars(name).drop(but).equals(other.polars(name).drop(but)), name


@settings(GENERATED, max_examples=examples(15))
@given(registers())
def test_objects_columns_objects(register: Register) -> None:
    """Register → Tables → Register is loss-free."""
    back = Register.from_tables(register.tables)

    assert back == register
    assert same_texts(back, register)


@settings(GENERATED, max_examples=examples(10))
@given(registers())
def test_columns_objects_columns(register: Register) -> None:
    """Tables → Register → Tables is loss-free; a table that is empty stays, one that is not there does not come."""
    tables = register.tables
    objects = [record for model in ROOTS.values() for record in Register.from_tables(tables).all(model)]
    again = Register(objects, as_of=tables.as_of, empty=tables.names, partial=tables.partial)

    same_frames(again.tables, tables)
    assert (again.tables.as_of, again.tables.partial) == (tables.as_of, tables.partial)


@pytest.mark.traced
@pytest.mark.parametrize("form", FORMS)
def test_files(form: str) -> None:
    """Written as a folder, a zip or nested JSON and read back, a register is the same, with nothing left over."""

    @settings(GENERATED, max_examples=examples(12))
    @given(registers(max_records=1))
    def hold(register: Register) -> None:
        with tempfile.TemporaryDirectory() as folder:
            reading = read(register.write(Path(folder) / form, personal=True, classified=True))

        assert not reading.findings
        assert reading.register == register
        assert same_texts(reading.register, register)
        assert reading.register.tables.partial == register.tables.partial
        same_frames(reading.register.tables, register.tables, but=(SOURCE_ROW,))

    hold()


@pytest.mark.parametrize("form", FORMS)
def test_same_bytes(form: str, tmp_path: Path) -> None:
    """The same register gives the same bytes, also after it was read."""
    register = read("examples/gia-lai").register

    first = register.write(tmp_path / "one" / form, personal=True, classified=True)
    second = read(first).register.write(tmp_path / "two" / form, personal=True, classified=True)

    assert content(first) == content(second)


def content(path: Path) -> dict[str, bytes]:
    """Return the bytes of a file, or of each file of a folder."""
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: file.read_bytes() for file in files}


@settings(GENERATED, max_examples=examples(15))
@given(registers())
def test_declared_types(register: Register) -> None:
    """No list columns, no floats: every column of every table has the declared type, in the declared order."""
    declared = {dtype(kind) for kind in Kind}

    assert declared == {pl.String(), pl.Int64(), pl.Boolean(), pl.Date(), pl.Datetime("us", "UTC")}
    for name in register.tables:
        table = schema()[name]
        expected = {column.name: dtype(column.kind) for column in table.columns} | {SOURCE_ROW: pl.Int64()}
        assert expected == dict(register.tables.polars(name).schema)


@settings(GENERATED, max_examples=examples(15))
@given(registers())
def test_required_cells(register: Register) -> None:
    """A column that is not nullable is never empty."""
    for name in register.tables:
        frame = register.tables.polars(name)
        for column in schema()[name].columns:
            assert column.nullable or not frame[column.name].null_count(), (name, column.name)


@settings(GENERATED, max_examples=examples(40))
@given(st.lists(instants(), min_size=1, max_size=5), records(Report))
def test_local_day(moments: list[Any], report: Report) -> None:
    """An instant (UTC) has its local Vietnamese date next to it."""
    reports = [report.replace(id=f"b{number}", received_at=at, items=()) for number, at in enumerate(moments)]
    frame = Register(reports, as_of=date(2024, 7, 24)).tables.polars("reports")

    assert frame["received_at"].to_list() == moments
    assert frame["received_day"].to_list() == [local_day(at) for at in moments]


def test_late_evening() -> None:
    """A report that came at 23:30 UTC came on the next day in Viet Nam."""
    report = Report.model_validate(
        {
            "id": "b1",
            "network": "gl",
            "author": "c1",
            "kind": "periodic",
            "channel": "email",
            "received_at": "2024-06-30T23:30:00Z",
        }
    )
    frame = Register([report], as_of=date(2024, 7, 24)).tables.polars("reports")

    assert frame["received_day"].to_list() == [date(2024, 7, 1)]
