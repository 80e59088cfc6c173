"""Where a finding is: file, row number, key as far as it may be shown, and the pointer into the record."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import dlxh
from dlxh import Register, Tables, check
from dlxh.models.opinion import OpinionStream
from dlxh.register import Place
from tests.engines import engine
from tests.rules.test_engine_findings import ENGINES, OWN, _frame
from tests.sample import AS_OF, MARK, item, membership, report, unit

MEETING = {
    "start": [date(2021, 5, 4), date(2023, 1, 1), date(2022, 1, 1)],
    "end": [date(2021, 6, 1), None, None],
}


def _found(tables: Tables | Register, **more: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - options of check
    return [(f.code, f.record, f.row_number) for f in check(tables, **more)]


@pytest.mark.parametrize(
    ("ids", "code"),
    [
        (["m0", None, "m2"], "missing"),
        (["m2", "m2", "m3"], "dates_order"),
        (["m0", MARK, "m2"], "string_pattern_mismatch"),
    ],
)
def test_the_row_is_numbered_whatever_its_id_is(ids: list[str | None], code: str) -> None:
    """A row without an id, with one that appears twice, or with a name in place of one, is found by its number."""
    frame = _frame(
        id=ids, start=[date(2021, 5, 4), date(2023, 1, 1), date(2021, 5, 4)], end=[date(2022, 1, 1)] * 3
    )
    tables = Tables({"memberships": frame}, as_of=AS_OF)
    finding, *more = [f for f in check(tables, ignore=["X102"]) if f.row_number == 2]

    assert (finding.code, more) == (code, [])
    assert finding.record == (None if ids[1] in {None, MARK} else ids[1])
    assert MARK not in repr(finding)
    assert ("thứ 2" in finding.message("vi")) == (finding.record is None)


def test_what_is_found_across_rows_is_numbered() -> None:
    """Rows that meet others are looked up by key: of several with one key each in turn; without a key only where there is one."""
    frame = _frame(id=["m0", "m1", "m1"], **MEETING)
    codes = ["T201", "X102"]

    assert _found(Tables({"memberships": frame}, as_of=AS_OF), only=codes) == [
        ("X102", "m1", 2),
        ("X102", "m1", 3),
        ("T201", "m1", 2),
    ]
    sourced = frame.with_columns(source_row=pl.Series([7, 8, 9], dtype=pl.Int64))
    assert sorted(_found(Tables({"memberships": sourced}, as_of=AS_OF, enforced=True), only=["X102"])) == [
        ("X102", "m1", 2),
        ("X102", "m1", 3),
    ]
    nameless = [frame.with_columns(id=pl.Series(ids)) for ids in (["m0", None, "m2"], ["m0", None, None])]
    numbers = [
        {
            f.row_number
            for f in check(Tables({"memberships": each}, as_of=AS_OF, enforced=True), only=["T201"])
        }
        for each in nameless
    ]
    assert numbers == [{2}, {None}]


@pytest.mark.parametrize("code", ["X102", "T201"])
def test_one_id_in_two_networks_is_two_rows(code: str) -> None:
    """Each finding has the number of the row in its own network, also where only one of the two is at fault."""
    people = ["CTV-1", "CTV-2", "CTV-1"] if code == "X102" else ["CTV-1", "CTV-2", "CTV-2"]
    frame = _frame(id=["m1", "m0", "m1"], **MEETING).with_columns(
        collaborator=pl.Series(people),
        network=pl.Series(["N1", "N2", "N2"]),
        start=pl.Series([date(2021, 5, 4), date(2022, 1, 1), date(2023, 1, 1)]),
    )
    found = check(Tables({"memberships": frame}, as_of=AS_OF, enforced=True), only=[code])

    assert {(f.network, f.row_number) for f in found if f.record == "m1"} == (
        {("N1", 1), ("N2", 3)} if code == "X102" else {("N2", 3)}
    )


def test_rows_of_two_files_are_of_none() -> None:
    """No row is said to be in the file of the other rows; then the row of the table is shown, and they come in its order."""
    late = [date(2030, 1, 1)]
    one, other = (
        Tables(
            {"memberships": _frame(end=late * len(ids), id=ids)}, as_of=AS_OF, places={"memberships": file}
        )
        for ids, file in ((["m1", "m2"], "a.csv"), (["m3"], "b.csv"))
    )
    found = check(one.append(other), rules=OWN)

    assert [(f.record, f.place, f.row_number) for f in found] == [
        ("m1", None, 1),
        ("m2", None, 2),
        ("m3", None, 3),
    ]
    assert re.findall(r"dòng thứ (\d)", found.to_text("vi")) == ["1", "2", "3"]
    assert one.append(one).places == {"memberships": "a.csv"}


@ENGINES
def test_numbers_are_given_where_rows_have_an_order(name: str) -> None:
    """Polars numbers rows; DuckDB has none to number. A file's line is in the place on either."""
    frame = _frame(end=[date(2030, 1, 1)] * 2)
    sourced = frame.with_columns(source_row=pl.Series([17, 18], dtype=pl.Int64))
    plain, placed = (
        engine(name)(Tables({"memberships": each}, as_of=AS_OF, places={"memberships": "m.parquet"}))
        if each is sourced
        else engine(name)(Tables({"memberships": each}, as_of=AS_OF))
        for each in (frame, sourced)
    )
    numbers = [1, 2] if name == "polars" else [None, None]

    assert [(f.place, f.row_number) for f in check(plain, rules=OWN)] == [(None, each) for each in numbers]
    assert [str(f.place) for f in check(placed, rules=OWN)] == ["m.parquet:17", "m.parquet:18"]


def test_a_frame_with_a_file_shows_its_rows(tmp_path: Path) -> None:
    """A Parquet file with a name in `places` is shown row by row; rows that were added to it are in no file."""
    path = tmp_path / "memberships.parquet"
    _frame(end=[date(2030, 1, 1)] * 2).write_parquet(path)
    places = {"memberships": path.name}
    read = Tables({"memberships": pl.scan_parquet(path)}, as_of=AS_OF, places=places)
    more = read.append(Tables({"memberships": _frame(end=[date(2030, 1, 1)], id=["m9"])}, as_of=AS_OF))

    assert [f.place for f in check(more, rules=OWN)] == [
        Place("memberships.parquet", 1),
        Place("memberships.parquet", 2),
        None,
    ]
    assert [f.row_number for f in check(more, rules=OWN)] == [1, 2, 3]


def _report(**fields: Any) -> dlxh.Report:  # noqa: ANN401 - fields of the model
    streams = [OpinionStream(group="farmers", stance="hesitant", breadth="many", expressions=["worried"])] * 2
    return report("r1", items=[item("n0", place="x1"), item("n1", streams=streams, place="gone")], **fields)


def test_a_new_record_is_pointed_into() -> None:
    """Each finding about a form says where in the record that was given, and not in one that is there."""
    within = Register([unit("x1"), membership("m1", "2021-05-04"), report("r0", author="CTV-9")], as_of=AS_OF)
    found = {(f.code, f.root, f.pointer) for f in check(_report(author="CTV-8"), within=within)}

    assert {
        ("X101", "r1", "/items/1/place"),
        ("R101", "r1", "/author"),
        ("I205", "r1", "/items/1/streams/1/group"),
    } <= found
    assert {f.row_number for f in check(_report(), within=within)} == {None}
    whole = json.loads(_report().model_dump_json())
    assert whole["items"][1]["place"] == "gone"


def test_an_older_row_with_a_new_one_as_evidence_is_in_no_given_record() -> None:
    """A membership that the new one overlaps is not part of the form."""
    within = Register([membership("m1", "2021-05-04")], as_of=AS_OF)
    found = check(membership("m0", "2021-01-01"), within=within, only=["T201"])

    assert [(f.record, f.root, f.pointer) for f in found] == [("m1", None, None)]


@ENGINES
def test_rows_of_tables_are_pointed_into(name: str) -> None:
    """In bulk the record is that which owns the row, on every engine; places count those of the owner in their order."""
    register = Register([report("r0"), _report(), unit("x1")], as_of=AS_OF)
    frames = {name: register.tables.polars(name) for name in register.tables}
    frames["items"] = frames["items"].with_columns(position=pl.col("position") * 2)
    tables = engine(name)(Tables(frames, as_of=AS_OF, enforced=True))
    found = {(f.code, f.table, f.root, f.pointer) for f in check(tables, only=["X101", "I205"])}

    assert ("X101", "items", "r1", "/items/1/place") in found
    assert ("I205", "streams", "r1", "/items/1/streams/1/group") in found
    twice = [
        report("r", network=network, items=[item(f"{network}-{nth}", place="gone") for nth in range(2)])
        for network in ("N1", "N2")
    ]
    apart = check(engine(name)(Register(twice, as_of=AS_OF, empty=["units"])), only=["items.place"])
    assert [f.pointer for f in apart] == ["/items/0/place", "/items/1/place"] * 2
    alone = check(tables.select(["streams"]), only=["I205"])
    assert {(f.root, f.pointer) for f in alone} == {(None, None)}


@pytest.mark.traced
def test_many_rows_are_looked_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether few rows are looked for or all are looked at, the places are the same."""
    tables = Register([_report()], as_of=AS_OF).tables
    few = [(f.root, f.pointer) for f in check(tables, only=["I205"])]
    monkeypatch.setattr("dlxh.rules.engine.account._MOST_KEYS", 0)

    assert [(f.root, f.pointer) for f in check(tables, only=["I205"])] == few


def test_functions_of_tables_on_new_records() -> None:
    """What a function of tables finds about a new record has its pointer, and no number of a row that is not there yet."""
    from tests.rules.test_engine_findings import any_unit

    within = Register([unit("u"), report("r0")], as_of=AS_OF)
    (finding,) = check(unit("v"), within=within, rules=[any_unit])

    assert (finding.record, finding.pointer, finding.row_number) == ("v", "", None)
