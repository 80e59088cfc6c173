"""What findings hand out to others: no name in the place of a key, and no file name that a spreadsheet computes."""

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest

from dlxh import Register, Tables, check, read_tables
from dlxh.register.columns import Kind
from dlxh.register.schema import schema
from tests.engines import CARRIERS, FRAMES
from tests.register.test_reading import LINES
from tests.sample import AS_OF, MARK, package, register

KEYS = [
    (table.name, column.name)
    for table in schema().values()
    for column in table.columns
    if column.kind is Kind.TEXT
    and (column.references is not None or column.name in table.key)
    and table.name in LINES
]


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "column"), KEYS)
def test_a_name_in_the_place_of_a_key_is_set_aside(name: str, column: str) -> None:
    """A name where an id belongs shows in quarantine only to those who may correct it."""
    frame = register().tables.polars(name).with_columns(pl.lit(MARK).alias(column))
    tables = Tables({name: frame}, as_of=AS_OF)
    findings = check(tables)
    aside, whole = findings.quarantine(tables), findings.quarantine(tables, personal=True)

    assert name in aside
    assert MARK not in str(aside[name].to_dicts())
    assert MARK in str(whole[name].to_dicts())
    assert aside[name].height == whole[name].height


@pytest.mark.parametrize("kind", FRAMES)
def test_ids_in_quarantine_stay(kind: str) -> None:
    """An id that is one is shown, on every engine: by it the row is found again."""
    frame = register().tables.polars("reports").with_columns(pl.lit("fax").alias("channel"))
    tables = Tables({"reports": CARRIERS[kind]()(frame)}, as_of=AS_OF)
    aside = check(tables).quarantine(tables)["reports"]

    assert sorted(aside["id"]) == sorted(frame["id"])
    assert sorted(aside["network"]) == sorted(frame["network"])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "＠"])
def test_a_file_called_as_a_formula(tmp_path: Path, start: str) -> None:
    """The name of a file that begins as a formula does is a text in a spreadsheet, and whole."""
    name = f'{start}HYPERLINK("x","y")'
    row = {"id": "sl", "name": "Sơn La", "kind": "place", "level": "district", "parent": "none"}
    described = [{"name": "units", "path": f"{name}.ndjson"}]
    folder = package(tmp_path, {name: [json.dumps(row)]}, resources=described)
    findings = check(read_tables(folder), only=["X101"])
    file = io.StringIO()
    csv.writer(file).writerows(findings.rows("vi"))

    assert "HYPERLINK" in file.getvalue()
    file.seek(0)
    cells = [cell for line in csv.reader(file) for cell in line]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r", "＝", "＠"}]


def test_other_cells_are_as_they_were() -> None:
    """What begins no formula is handed out as it is."""
    (_, *rows) = check(Register(register().reports, as_of=AS_OF)).rows("en")

    assert all(not cell.startswith("'") for row in rows for cell in row)
