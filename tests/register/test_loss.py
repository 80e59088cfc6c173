"""Writing over what is there: nothing that the register does not hold goes without a word."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from dlxh import Register, Tables, read
from dlxh.register.labels import call_table
from dlxh.register.schema import schema
from dlxh.register.writing import WriteError
from dlxh.words.record import SCHEMA_VERSION
from tests.sample import AS_OF, MARK, item, package, register, report, unit

FORMS = ["so", "so.zip", "so.json"]


def refused(given: Register, path: Path, **words: bool) -> str:
    """Return why a writing is refused, after seeing that it changed nothing."""
    before = contents(path)
    with pytest.raises(WriteError) as caught:
        given.write(path, **words)
    assert contents(path) == before
    assert "overwrite=True" in caught.value.vi
    assert MARK not in str(caught.value)
    return caught.value.en


def contents(path: Path) -> dict[str, bytes]:
    """Return all bytes that a path holds."""
    return {str(each): each.read_bytes() for each in (path, *path.rglob("*")) if each.is_file()}


@pytest.mark.traced
@pytest.mark.parametrize("form", FORMS)
def test_names_do_not_go_in_silence(tmp_path: Path, form: str) -> None:
    """What was read with names and is written back without them is refused; with them, or with the word, it is written."""
    path = register().write(tmp_path / form, personal=True)
    again = read(path).register

    assert "(names and contacts (contacts): 1)" in refused(again, path)
    assert read(again.write(path, personal=True)).register == register()
    assert read(again.write(path, overwrite=True)).register.collaborators[0].name is None
    again.write(path)  # names are gone already
    read(path).register.write(path)


@pytest.mark.parametrize("form", FORMS)
def test_a_record_does_not_go_in_silence(tmp_path: Path, form: str) -> None:
    """A record that the register does not hold is counted by its table; an edited one, or a new one, is not a loss."""
    path = Register([unit("x1"), unit("x2"), report("b1"), report("b2")], as_of=AS_OF).write(tmp_path / form)
    fewer = Register([unit("x1"), report("b1")], as_of=AS_OF)

    assert "(reports: 1, units: 1)" in refused(fewer, path)
    assert "(units: 2)" in refused(Register([report("b1"), report("b2")], as_of=AS_OF), path)
    edited = read(path).register.put(unit("x2", name="Huyện B")).add(unit("x3"), report("b3"))
    assert read(edited.write(path)).register == edited
    assert read(fewer.write(path, overwrite=True)).register == fewer


@pytest.mark.parametrize("form", FORMS)
def test_one_of_two_records_of_one_id_does_not_go_in_silence(tmp_path: Path, form: str) -> None:
    """Both are read and written again; where one takes the place of two, the other would go."""
    twins = [unit("x1"), unit("x1", name="Huyện B")]
    path = Register([*twins, report("b1")], as_of=AS_OF).write(tmp_path / form)
    again = read(path).register

    assert [each.name for each in again.units] == [each.name for each in twins]
    assert read(again.write(path)).register == again
    assert "(units: 1)" in refused(again.put(unit("x1")), path)
    assert "(units: 1)" in refused(again.put(unit("x1", name="Huyện C")), path)
    edited = again.put(report("b1", channel="phone"))
    assert read(edited.write(path)).register == edited
    one = again.put(unit("x1"))
    assert read(one.write(path, overwrite=True)).register == one
    assert read(one.put(unit("x1", name="Huyện C")).write(path)).register.units[0].name == "Huyện C"


def _add_reversed(path: Path, **fields: Any) -> Register:  # noqa: ANN401 - of a row
    """Return what is read after the first unit of a folder is there once more, its fields in the other order."""
    file = path / "units.ndjson"
    lines = file.read_text(encoding="utf-8").splitlines()
    again = json.dumps(dict(reversed((json.loads(lines[0]) | fields).items())))
    file.write_text("\n".join([*lines, again, ""]), encoding="utf-8")
    return read(path, verify=False).register


@pytest.mark.parametrize("fields", [{}, {"parent": None}, {"schema_version": SCHEMA_VERSION}])
@pytest.mark.parametrize("more", [(), (unit("x2"),)])
def test_the_same_row_with_its_fields_in_another_order_is_no_loss(
    tmp_path: Path, fields: dict[str, Any], more: tuple[Any, ...]
) -> None:
    """A row that is there twice, in whatever order of its fields, is written again once, alone or with new ones."""
    path = Register([unit("x1"), report("b1")], as_of=AS_OF).write(tmp_path / "so")
    again = _add_reversed(path, **fields)
    one = again.put(unit("x1")).add(*more)

    assert len(again.units) == 2
    assert read(one.write(path)).register == one


@pytest.mark.parametrize("more", [(), (unit("x2"),)])
def test_another_row_with_its_fields_in_another_order_is_a_loss(
    tmp_path: Path, more: tuple[Any, ...]
) -> None:
    """A row of the same id that says something else would go, whatever else is new."""
    path = Register([unit("x1"), report("b1")], as_of=AS_OF).write(tmp_path / "so")
    again = _add_reversed(path, name="Huyện B")

    assert "(units: 1)" in refused(again.put(unit("x1")).add(*more), path)


def test_an_edited_record_is_no_loss_whatever_the_order_of_the_rows(tmp_path: Path) -> None:
    """DuckDB gives the rows in another order each time they are read: the record that was edited is still that record."""
    whole = Register([unit(f"x{number}") for number in range(50)], as_of=AS_OF)
    path = whole.write(tmp_path / "so")
    units = whole.tables.polars("units").with_columns(  # noqa: F841 - DuckDB looks it up
        name=pl.when(pl.col("id") == "x7").then(pl.lit("Huyện B")).otherwise("name")
    )
    with duckdb.connect() as connection:
        shuffled = connection.sql("SELECT * FROM units ORDER BY random()")
        edited = Register.from_tables(Tables({"units": shuffled}, as_of=AS_OF))
        edited.write(path)

    assert read(path).register.unit("x7").name == "Huyện B"


@pytest.mark.parametrize("edited", ["x1", "x2"])
def test_equal_records_of_one_id_count_once(tmp_path: Path, edited: str) -> None:
    """Of three records of one id two are equal: one would go, whether its id or another was edited."""
    twins = [unit("x1"), unit("x1", name="Huyện B"), unit("x2")]
    path = Register(twins, as_of=AS_OF).write(tmp_path / "so")
    again = _add_reversed(path)

    assert "(units: 1)" in refused(again.put(unit("x1")).put(unit(edited, name="Huyện C")), path)


@pytest.mark.parametrize("form", FORMS)
def test_parts_of_an_edited_record_may_go(tmp_path: Path, form: str) -> None:
    """Whoever takes a topic, an item or a stream out of a report edits the report."""
    path = register().write(tmp_path / form, personal=True)
    less = read(path).register.put(report("bc1", items=[item("n1", topics=["schools"])]), report("bc0"))

    assert read(less.write(path, personal=True)).register.report("bc0").items == ()


BAD_LINES = [
    '{"id": "bc9", "network": "gl", "author": "CTV-1", "kind": "periodic", "channel": "fax"}',
    '{"id": "bc1", "network": "gl", "kind": "periodic", "kind": "yearly"}',
    '{"id": "bc9"',
    '"bc9"',
    '{"id": ["bc9"]}',
    "[" * 100_000,
]


@pytest.mark.traced
@pytest.mark.parametrize("form", ["so", pytest.param("so.zip", marks=pytest.mark.no_cover)])
@pytest.mark.parametrize("bad", BAD_LINES, ids=range(len(BAD_LINES)))
@pytest.mark.parametrize(
    "table",
    [
        "reports",
        "item_topics",
        *(pytest.param(name, marks=pytest.mark.no_cover) for name in ("contacts", "events")),
    ],
)
def test_refused_rows_do_not_go_in_silence(tmp_path: Path, form: str, bad: str, table: str) -> None:
    """A row that was refused when it was read is not in the register, and writing back would lose it."""
    folder = register().write(tmp_path / "so", personal=True)
    with (folder / f"{table}.ndjson").open("a", encoding="utf-8") as file:
        file.write(bad + "\n")
    path = folder
    if form == "so.zip":
        path = tmp_path / form
        with zipfile.ZipFile(path, "w") as archive:
            for each in folder.iterdir():
                archive.write(each, each.name)
    reading = read(path)

    assert not reading.ok
    assert f"{call_table(schema()[table], 'en')}: " in refused(reading.register, path, personal=True)
    reading.register.write(tmp_path / "elsewhere", personal=True)
    reading.register.write(path, personal=True, overwrite=True)
    assert not read(path).findings


@pytest.mark.traced
def test_a_refused_record_that_is_mended_may_be_written(tmp_path: Path) -> None:
    """Once the record is there again under its id, nothing is lost."""
    rows = [json.dumps({"id": "x1", "name": "", "kind": "place", "level": "district"})]
    folder = package(tmp_path, {"units": rows, "unit_successors": []})
    mended = read(folder).register.add(unit("x1"))

    assert read(mended.write(folder)).register.units == (unit("x1"),)


@pytest.mark.traced
def test_items_without_their_table_of_topics(tmp_path: Path) -> None:
    """Items that were left out because their topics are missing are not taken for items that somebody edited away."""
    folder = register().write(tmp_path / "so", personal=True)
    (folder / "item_topics.ndjson").unlink()
    again = read(folder).register

    assert "items of reports (items): 2" in refused(again, folder, personal=True)


def _zip_of_others(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("thesis.txt", "x")


def _in_folder(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)


OTHERS: list[tuple[str, Callable[[Path], Any]]] = [
    ("so.zip", _zip_of_others),
    ("so.zip", lambda path: path.write_bytes(b"x")),
    ("so.json", lambda path: path.write_bytes(b"{")),
    ("so.json", lambda path: path.write_text('{"as_of": "2024-07-24", "thesis": 1}', encoding="utf-8")),
    ("so.json", lambda path: path.write_text('[{"a": 1}]', encoding="utf-8")),
    ("so", lambda path: package(path, {}, resources=[{"name": "budget", "path": "budget.csv"}])),
    ("so", lambda path: _in_folder(path / "datapackage.json", b"{")),
    ("so", lambda path: _in_folder(path / "reports.ndjson", "{}".encode("utf-16"))),
    ("so", lambda path: _in_folder(path / "reports.ndjson", b"{}\n")),
]


@pytest.mark.traced
@pytest.mark.parametrize(("form", "make"), OTHERS, ids=range(len(OTHERS)))
def test_what_is_no_register_does_not_go_in_silence(
    tmp_path: Path, form: str, make: Callable[[Path], Any]
) -> None:
    """A zip, a document or a package of something else is not written over without the word."""
    make(tmp_path / form)

    refused(register(), tmp_path / form, personal=True)
    assert read(register().write(tmp_path / form, personal=True, overwrite=True)).register == register()


@pytest.mark.parametrize(
    "document",
    [
        {"units": [{"id": "x9"}]},
        {"units": [{"id": 7}]},
        {"units": ["x1"]},
        {"units": {"id": "x1"}, "reports": []},
    ],
    ids=str,
)
def test_entries_of_a_document_that_would_go(tmp_path: Path, document: dict[str, Any]) -> None:
    """A record without an id, or what is not a list of records, is counted where it is; the same id is an edit."""
    path = tmp_path / "so.json"
    path.write_text(json.dumps({"as_of": "2024-07-24", **document}), encoding="utf-8")
    given = Register([unit("x1")], as_of=AS_OF)

    if document["units"] == {"id": "x1"}:
        given.write(path)
    else:
        assert "(units: 1)" in refused(given, path)


@pytest.mark.traced
@pytest.mark.parametrize(
    "fields",
    [{"mood": "calm"}, {"items": [item().model_dump(mode="json") | {"mood": "calm"}]}, {"channel": "pigeon"}],
)
def test_what_was_set_aside_does_not_go_in_silence(tmp_path: Path, fields: dict[str, Any]) -> None:
    """A document whose records hold what `extra="keep"` sets aside is not written over without the word."""
    path = tmp_path / "so.json"
    stored = [report().model_dump(mode="json", exclude_none=True), report("bc2").model_dump(mode="json")]
    stored[0] |= fields
    path.write_text(json.dumps({"as_of": "2024-07-24", "reports": stored}), encoding="utf-8")
    reading = read(path, extra="keep")
    if "channel" in fields:  # a code of a field that must be there costs the record
        assert "(reports: 1)" in refused(reading.register, path)
        return

    assert reading.kept
    assert "(reports: 1)" in refused(reading.register, path)
    edited = reading.register.put(report("bc2", number="5/BC"))
    assert "(reports: 1)" in refused(edited, path)
    assert not read(edited.write(path, overwrite=True)).findings
    edited.replace(as_of=date(2025, 1, 1)).put(report(number="6/BC")).write(path)


@pytest.mark.traced
@pytest.mark.parametrize("form", ["so", pytest.param("so.zip", marks=pytest.mark.no_cover)])
def test_a_code_set_aside_does_not_go_in_silence(tmp_path: Path, form: str) -> None:
    """A folder or zip whose rows hold a code that `extra="keep"` sets aside is not written over without the word."""
    folder = Register([unit("x1"), unit("x2")], as_of=AS_OF).write(tmp_path / "so")
    rows = [json.loads(line) for line in (folder / "units.ndjson").read_text(encoding="utf-8").splitlines()]
    rows[0] |= {"place_kind": "hamlet_2031", "schema_version": 1, "parent": None, "mood": None}
    rows[1] |= {"name": "Huyện B"}
    path = package(folder, {"units": list(map(json.dumps, rows)), "unit_successors": []})
    if form == "so.zip":
        path = tmp_path / form
        with zipfile.ZipFile(path, "w") as archive:
            for each in folder.iterdir():
                archive.write(each, each.name)
    reading = read(path, extra="keep")

    assert reading.kept["units"]["x1"]["/place_kind"] == "hamlet_2031"
    assert "(units: 1)" in refused(reading.register, path)
    assert "(units: 1)" in refused(reading.register.put(unit("x1", name="Huyện C")), path)
    assert not read(reading.register.write(path, overwrite=True)).findings


@pytest.mark.traced
def test_an_unknown_field_of_a_refused_record_does_not_go_in_silence(tmp_path: Path) -> None:
    """A record of a document that was refused and is mended under its id loses the field that no table has; else nothing."""
    path = tmp_path / "so.json"
    wrong = {"id": "x1", "name": "", "kind": "place", "level": "district"}
    rows = [wrong | {"mood": "calm", "mayor": "?"}, wrong | {"id": "x2"}]
    path.write_text(json.dumps({"as_of": "2024-07-24", "units": rows}), encoding="utf-8")
    mended = read(path).register.add(unit("x1"), unit("x2"))

    assert "(units: 1)" in refused(mended, path)
    path.write_text(json.dumps({"as_of": "2024-07-24", "units": [wrong, rows[1]]}), encoding="utf-8")
    assert not read(mended.write(path)).findings


def test_a_folder_of_other_files_is_no_loss(tmp_path: Path) -> None:
    """What has another name than the files of a package stays, so it needs no word."""
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    register().write(tmp_path, personal=True)

    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "x"
    assert read(tmp_path).ok


def test_odd_entries_of_a_package_hinder_no_writing(tmp_path: Path) -> None:
    """A package that describes what is not a file, or lies outside, is written over as any other, with the word."""
    folder = package(tmp_path / "so", {}, resources=[None, {"path": 7}, {"path": "../x", "hash": "sha256:0"}])

    assert "(of no known table: 3)" in refused(register(), folder, personal=True)
    assert not read(register().write(folder, personal=True, overwrite=True)).findings
