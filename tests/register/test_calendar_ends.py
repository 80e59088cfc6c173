"""A day or an instant that no calendar has gets one answer, however it comes: a finding, or a refusal with the cell."""
# pyright: reportArgumentType=false, reportCallIssue=false

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import dlxh
from dlxh import Membership, Register, Report, Tables
from dlxh.errors import TableError
from dlxh.register import line_columns
from tests.engines import CARRIERS

AS_OF = date(2024, 7, 24)
MEMBERSHIP = {
    "id": "m1",
    "network": "gl",
    "term": "t",
    "collaborator": "c",
    "start": "2024-01-01",
    "paid": True,
}
SENT = {
    "id": "b1",
    "network": "gl",
    "author": "c",
    "kind": "periodic",
    "channel": "zalo",
    "received_at": "2024-07-24T08:00:00+07:00",
}
DAYS = ["0000-01-01", "2024-02-30", "2024-13-01", "10000-01-01", "-044-03-15"]
INSTANTS = [
    "2024-07-24T08:00:60+07:00",
    "2024-06-30 23:59:60Z",
    "0000-07-24T08:00:00+07:00",
    "0001-01-01T00:00:00+07:00",
    "9999-12-31T23:59:59-10:00",
    "2024-07-24T24:00:00+07:00",
    "2024-07-24T08:00:00+25:00",
    "2024-07-24T08:00:00",
    "2024-07-24 08:00:00.5",
]
EAGER = ["polars", "pandas", "pyarrow"]


def package(folder: Path, table: str, row: dict[str, Any]) -> Path:
    """Write a register, and put a row of text in place of what its table holds."""
    whole = {"memberships": Membership(**MEMBERSHIP), "reports": Report(**SENT)}[table]
    Register([whole], as_of=AS_OF).write(folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        for told in ("bytes", "hash"):
            resource.pop(told, None)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (folder / f"{table}.ndjson").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder


CELLS = [("memberships", MEMBERSHIP, "start", text) for text in DAYS] + [
    ("reports", SENT, "received_at", text) for text in INSTANTS
]


@pytest.mark.parametrize(("table", "row", "field", "text"), CELLS)
def test_texts_in_files(  # noqa: PLR0913, PLR0917 - one cell of one row
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    row: dict[str, Any],
    field: str,
    text: str,
) -> None:
    """Such a text is a finding, as columns too, and its line is not a row."""
    folder = package(tmp_path, table, {**row, field: text})

    findings = dlxh.read(folder).findings
    assert [finding.field for finding in findings] == [field]
    for few in (line_columns.FEW, 0):
        monkeypatch.setattr(line_columns, "FEW", few)
        tables = dlxh.read_tables(folder)
        assert (tables.refused, tables.polars(table).height) == (tuple(findings), 0)


@pytest.mark.parametrize(("table", "row", "field", "text"), CELLS)
@pytest.mark.parametrize("kind", EAGER)
def test_texts_in_frames(kind: str, table: str, row: dict[str, Any], field: str, text: str) -> None:
    """Frames in memory are refused alike, whatever kind they are of."""
    frame = pl.DataFrame([row, {**row, "id": "x", field: text}])

    with pytest.raises(TableError, match=rf"table {table}, column .* \({field}\), row 2: "):
        Tables({table: CARRIERS[kind]()(frame)}, as_of=AS_OF)


@pytest.mark.traced
@pytest.mark.parametrize("text", ["2024-07-24T08:00:00", "2024-07-24 08:00:00.123456"])
def test_a_text_without_a_zone_is_told_so(text: str) -> None:
    """An instant that lacks only its zone is refused with that reason; nothing guesses one."""
    with pytest.raises(TableError, match=r"row 1: the instant has no time zone; write \+07:00 after it"):
        Tables({"reports": pl.DataFrame([{**SENT, "received_at": text}])}, as_of=AS_OF)


ENDS = [
    "date '0044-03-15 (BC)'",
    "date '0000-01-01'",
    "'infinity'::date",
    "'-infinity'::date",
    "date '12000-01-01'",
]
MOMENTS = [
    "'infinity'::timestamptz",
    "'-infinity'::timestamptz",
    "timestamptz '12000-01-01 00:00:00+00'",
    "timestamptz '1899-01-01 00:00:00+00'",
]


@pytest.mark.traced
@pytest.mark.parametrize("end", ENDS)
def test_days_that_only_an_engine_has(end: str) -> None:
    """What DuckDB holds and Python does not is found by `check`, on DuckDB and from Arrow, and refused as an object."""
    relation: Any = duckdb.sql(
        f"SELECT 'm1' id, 'gl' network, 't' term, 'c' collaborator, {end} \"start\", true paid"
    )
    for frame in (relation, relation.to_arrow_table()):
        tables = Tables({"memberships": frame}, as_of=AS_OF)

        findings = dlxh.check(tables, only=["date_parsing"])
        assert [(each.table, each.record, each.field) for each in findings] == [
            ("memberships", "m1", "start")
        ]
        assert list(findings.quarantine(tables)) == ["memberships"]
        with pytest.raises(
            TableError, match=r"table memberships, column first day \(start\), row 1: this is not a day"
        ):
            _ = Register.from_tables(tables).memberships


@pytest.mark.parametrize("moment", MOMENTS)
def test_instants_that_only_an_engine_has(moment: str) -> None:
    """So are infinite instants, and those of years that nobody means."""
    relation: Any = duckdb.sql(
        f"SELECT 'b1' id, 'gl' network, 'c' author, 'periodic' kind, 'zalo' channel, {moment} received_at"
    )
    tables = Tables({"reports": relation}, as_of=AS_OF)

    assert dlxh.check(tables, only=["instant_range"]).counts() == {"instant_range": 1}
    with pytest.raises(
        (TableError, ValueError), match=r"reports, column time of receipt \(received_at\), row 1|1900 to 2200"
    ):
        _ = Register.from_tables(tables).reports


def test_the_first_and_the_last_day_are_days() -> None:
    """The ends of Python's calendar are days like others."""
    frame = pl.DataFrame([{**MEMBERSHIP, "start": "0001-01-01", "end": "9999-12-31"}])
    tables = Tables({"memberships": frame}, as_of=AS_OF)

    assert Register.from_tables(tables).memberships[0].end == date(9999, 12, 31)
