"""What the caller says of rows that another system keeps in its own way: names, blanks, zones, sources in memory."""

import gzip
import io
import json
import sqlite3
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import polars as pl
import pytest

import dlxh
from dlxh import Reading, read, read_tables
from dlxh.errors import ArgumentError, ReadError
from dlxh.register import Limits
from dlxh.register import finding as finding_module
from dlxh.register.finding import Place
from dlxh.register.given_rows import as_json
from dlxh.register.line_columns import FEW
from dlxh.register.schema import schema
from dlxh.register.set_aside import Aside, Notes
from dlxh.register.upgrade_cells import NestedCells
from dlxh.words.days import VIETNAM
from dlxh.words.periods import Period
from tests.sample import AS_OF, item, register, report

STORED = Path(__file__).with_name("stored") / "1"
REPORT = {
    "id": "bc1",
    "network": "gl",
    "author": "CTV-1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
}


def take(rows: Any, **options: Any) -> Reading:  # noqa: ANN401 - rows, and options of `read`
    """Read rows as of the day of the sample."""
    return read(rows, as_of=AS_OF, **options)


def codes(reading: Reading) -> list[tuple[str, str | None]]:
    """Code and field of each finding."""
    return [(finding.code, finding.field) for finding in reading.findings]


@pytest.mark.parametrize("many", [1, FEW])
@pytest.mark.parametrize("whole", [{}, {"items": []}], ids=["flat", "record"])
def test_names_of_the_embedder(whole: dict[str, Any], many: int) -> None:
    """A column that the embedder calls otherwise is ours; a row with both names is a finding, as is one with neither."""
    theirs = {("ngay" if name == "received_at" else name): cell for name, cell in REPORT.items()} | whole
    rows = [theirs | {"id": f"bc{nth}"} for nth in range(many)]
    wrong = [theirs | {"id": "x", "received_at": "2024-07-24T08:00:00Z"}, theirs | {"id": "y", "ngay": None}]
    reading = take({"reports": [*rows, *wrong]}, renames={"reports": {"ngay": "received_at"}, "units": {}})
    assert len(reading.register.reports) == many
    assert [code for code, _ in codes(reading)] in (["key_twice", "missing"], ["key_twice", "instant_format"])


@pytest.mark.parametrize("whole", [{}, {"items": []}], ids=["flat", "record"])
def test_one_fault_in_many_rows_is_put_into_words_once(
    whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong code in each of many rows is a finding in each, with its own place and the same words, made once."""
    made: list[str] = []
    make = finding_module._make_sentences

    def counting(code: str, parameters: Any) -> tuple[str, str]:  # noqa: ANN401 - as it is called
        made.append(code)
        return make(code, parameters)

    monkeypatch.setattr(finding_module, "_make_sentences", counting)
    finding_module._sentences_of_key.cache_clear()
    rows = [REPORT | whole | {"id": f"bc{nth}", "kind": "quarterly"} for nth in range(2 * FEW)]
    findings = [*take({"reports": rows}).findings]
    assert [(each.code, each.field, each.record) for each in findings] == [
        ("enum", "kind", row["id"]) for row in rows
    ]
    assert len({str(each.place) for each in findings}) == len(rows)
    assert len(made) == len({each.vi for each in findings}) == 1


@pytest.mark.parametrize("many", [1, FEW])
@pytest.mark.parametrize("whole", [{}, {"items": []}], ids=["flat", "record"])
def test_a_moment_whose_offset_has_seconds(whole: dict[str, Any], many: int) -> None:
    """An offset with seconds is refused alike: as a text, as a moment and from a zone, in flat rows and in whole records, few or many."""
    odd = timezone(timedelta(hours=7, seconds=30))
    moment = datetime(2024, 7, 24, 8, tzinfo=odd)
    naive = moment.replace(tzinfo=None)
    for cells, zone in (
        ([moment], None),
        ([moment.isoformat()], None),
        ([moment, moment.isoformat()], None),
        ([naive], odd),
        ([naive.isoformat()], odd),
    ):
        rows = [
            REPORT | whole | {"id": f"bc{nth}", "received_at": cells[nth % len(cells)]} for nth in range(many)
        ]
        assert codes(take({"reports": rows}, zone=zone)) == [("instant_format", "received_at")] * many


@pytest.mark.parametrize("many", [1, FEW])
def test_blanks_of_a_form(many: int) -> None:
    """An empty text is an absent value, at any depth; a group of blanks is absent, and a list has no blank values."""
    flat = REPORT | {"number": "", "stage": "", "period_kind": ""}
    reading = take({"reports": [flat | {"id": f"bc{nth}"} for nth in range(many)]}, blank_is_none=True)
    assert reading.ok, codes(reading)
    form = report().model_dump(mode="json") | {
        "number": "",
        "period": {"kind": "", "start": ""},
        "items": [item().model_dump(mode="json") | {"topics": ["land", ""]}, {"summary": ""}, "", {}],
    }
    found = take({"reports": [form]}, blank_is_none=True)
    assert codes(found)[0][0] == "missing"
    form["items"] = form["items"][:3]
    found = take({"reports": [form]}, blank_is_none=True)
    assert found.ok, codes(found)
    assert found.register.reports[0].items[0].topics == ("land",)
    assert found.register.reports[0].period is None
    form["sources"] = [None]
    assert codes(take({"reports": [form]}, blank_is_none=True))[0][1] == "sources.0"
    assert not take({"reports": [flat]}).ok


@pytest.mark.parametrize("many", [1, FEW])
@pytest.mark.parametrize("moment", [datetime(2024, 7, 24, 8), "2024-07-24 08:00:00", "2024-07-24T08:00:00"])  # noqa: DTZ001
def test_a_zone_for_instants_without_one(moment: object, many: int) -> None:
    """An instant without an offset is in the zone that the caller states, and refused without a zone."""
    rows = [REPORT | {"id": f"bc{nth}", "received_at": moment} for nth in range(many)]
    whole = report("w").stored() | {"received_at": moment}
    expected = datetime(2024, 7, 24, 1, tzinfo=timezone.utc)  # noqa: UP017
    for zone in ("Asia/Ho_Chi_Minh", VIETNAM, ZoneInfo("Asia/Bangkok")):
        reading = take({"reports": [*rows, whole]}, zone=zone)
        assert reading.ok, codes(reading)
        assert {each.received_at for each in reading.register.reports} == {expected}
    assert [code for code, _ in codes(take({"reports": [*rows, whole]}))] == ["instant_format"] * (many + 1)


def test_a_zone_is_for_what_lacks_one() -> None:
    """An offset that is stated stays; a time that is not, or is twice, on the zone's clocks is not guessed."""
    moments = ["2024-07-24T08:00:00Z", "2024-03-31T02:30:00", "2024-10-27T02:30:00", "2024-02-30T02:30:00", 5]
    rows = [REPORT | {"id": f"bc{nth}", "received_at": moment} for nth, moment in enumerate(moments)]
    reading = take({"reports": rows}, zone="Europe/Berlin")
    assert [each.received_at.utcoffset() for each in reading.register.reports] == [timedelta(hours=7)]
    assert [str(finding.place) for finding in reading.findings] == [f"reports:{nth}" for nth in (2, 3, 4, 5)]


def test_zones_inside_records() -> None:
    """Instants of what a record owns are in the zone too; what is not a list or an object there is left to the model."""
    case: Any = register().cases[0].stored()
    case["events"][0]["at"] = "2024-07-02T08:00:00"
    reading = take({"cases": [case]}, zone="Asia/Ho_Chi_Minh")
    assert reading.ok, codes(reading)
    assert reading.register.cases[0] == register().cases[0]
    for events in (None, "?", ["?", None], [{"at": None}]):
        assert not take({"cases": [case | {"events": events}]}, zone="Asia/Ho_Chi_Minh").ok


def test_records_that_are_none() -> None:
    """What is not an object among whole records, and one with names other than texts, are findings."""
    rows = [report("a").stored(), 5, report("b").stored() | {5: 1}, '{"items": [], "items": []}']
    reading = take({"reports": rows}, extra="keep")
    assert [code for code, _ in codes(reading)] == ["model_type", "key_twice", "invalid_key"]
    twice = json.dumps(report("c").stored())[:-1] + ', "items": [{"a": 1, "a": 2}]}'
    reading = take({"reports": [report("a").stored(), twice]})
    assert [code for code, _ in codes(reading)] == ["key_twice"]


@pytest.mark.parametrize("limits", [Limits(file_findings=1), Limits(row_findings=1)])
def test_findings_of_rows_are_bounded(limits: Limits) -> None:
    """Of many rows at fault the first findings are listed, and the others counted; nothing is read that does not fit."""
    wrong = report("w").stored() | {"kind": "?", "channel": "?"}
    rows = [wrong, wrong | {"items": "?"}, wrong | {"schema_version": "?"}, REPORT | {"kind": "?"}]
    reading = take({"reports": rows}, limits=limits, extra="keep")
    assert reading.register.reports == ()
    assert {"rows_unlisted", "faults_unlisted"} & {code for code, _ in codes(reading)}


class Stream(io.BytesIO):
    """An upload: it has a name, and can be read."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def test_bytes_and_open_files() -> None:
    """A zip or a document may be bytes or an open file: findings call it as it is called, or `data`."""
    packed = (STORED / "tp-son-la.zip").read_bytes()
    text = gzip.decompress((STORED / "tp-son-la.json.gz").read_bytes())
    expected = read(STORED / "tp-son-la.zip").register.tables
    sources: list[bytes | IO[bytes] | bytearray] = [
        packed,
        bytearray(packed),
        io.BytesIO(packed),
        text,
        Stream(text, "a/b.json"),
    ]
    for source in sources:
        found = read(source).register.tables  # type: ignore[arg-type]
        assert {name: found.polars(name).height for name in found} == {
            name: expected.polars(name).height for name in expected
        }
    document = b'{"as_of": "2024-07-24", "reports": [5]}'
    assert [str(each.place) for each in read(document).findings] == ["data.json/reports/0"]
    assert [str(each.place) for each in read(Stream(document, "c/b.json")).findings] == ["b.json/reports/0"]
    assert [str(each.place) for each in read(memoryview(document)).findings] == ["data.json/reports/0"]  # type: ignore[arg-type]


def test_other_sources_are_refused(tmp_path: Path) -> None:
    """Bytes that are neither, a file opened as text, and one that is too long are refused, without what they hold."""
    wrong: list[tuple[Any, Any, str]] = [
        (b"PK nothing", {}, "data.zip is not a folder"),
        (b"Nguy\xe1\xbb\x85n", {}, "data.json is not readable UTF-8 JSON"),
        (b"[]", {}, "data.json is not a JSON object"),
        (b"", {}, "data.json is not readable"),
        (b"{}", {}, "data.json does not give its as-of day"),
        (io.StringIO("{}"), {}, "open it in binary mode"),
        (io.BytesIO(b'{"as_of": "2024-07-24"}'), {"limits": Limits(unpacked=10)}, "longer than 10 bytes"),
        (5, {}, "a path is a str or a Path"),
        (None, {}, "a path is a str or a Path"),
        (
            pl.DataFrame({"id": ["a"]}),
            {},
            r"tables are given by name, such as \{'reports': …\}; this is DataFrame",
        ),
    ]
    for source, options, text in wrong:
        with pytest.raises((ReadError, ArgumentError), match=text):
            read(source, **options)
    (tmp_path / "a.json").write_bytes(b"{}")
    for source in ({}, b"{}", tmp_path / "a.json"):
        with pytest.raises(ReadError, match=r"use dlxh[.]read"):
            read_tables(source)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["gia-lai", "ha-nam", "lang-son-khoi", "lao-cai", "tp-son-la"])
def test_columns_of_the_first_version(name: str) -> None:
    """Read as columns, what the first version stored is what it is as records."""
    expected = read(STORED / f"{name}.zip").register.tables
    found = read_tables((STORED / f"{name}.zip").read_bytes())
    assert found.refused == ()
    assert set(found) == set(expected)
    assert all(found.polars(table).equals(expected.polars(table)) for table in expected)


def test_columns_of_a_later_version(tmp_path: Path) -> None:
    """A later package is read as columns without what it alone has, and both are reported."""
    register().write(tmp_path / "a")
    head = tmp_path / "a" / "datapackage.json"
    described = json.loads(head.read_bytes())
    described["dlxh:version"] = 3
    for entry in described["resources"]:
        for each in ("rows", "bytes", "hash"):
            del entry[each]
    head.write_bytes(json.dumps(described).encode())
    file = tmp_path / "a" / "reports.ndjson"
    file.write_bytes(file.read_bytes().replace(b'"channel"', b'"mood": "calm", "channel"'))
    tables = read_tables(tmp_path / "a")
    assert [each.code for each in tables.refused] == ["stored_by_newer", "unknown_field"]
    assert tables.polars("reports").height == len(register().reports)


def test_rows_of_sqlite() -> None:
    """What sqlite3 returns, with a column of JSON or with columns, is read as it comes."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute("create table reports (doc text)")
    connection.executemany(
        "insert into reports values (?)", [(json.dumps(each.stored()),) for each in register().reports]
    )
    connection.execute("create table units (id text, name text, kind text, level text)")
    connection.execute("insert into units values ('sl', 'Sơn La', 'place', 'district')")
    texts = [row["doc"] for row in connection.execute("select doc from reports")]
    reading = take({"reports": texts, "units": connection.execute("select * from units")})
    connection.close()
    assert reading.ok, codes(reading)
    assert reading.register.reports == register().reports
    assert reading.register.unit("sl").name == "Sơn La"


@pytest.mark.parametrize("row", [{}, {"identifiers": []}], ids=["flat", "record"])
def test_what_is_wrong_besides_an_unknown_code(row: dict[str, Any]) -> None:
    """Where a record is at fault without its unknown code too, it is refused whole."""
    unit = {"id": "x", "name": "X", "kind": "place", "level": "commune", "place_kind": "thought"} | row
    days = {"valid_from": "2025-07-01", "valid_to": "2024-07-01"}
    reading = take({"units": [unit, unit | {"id": "y"} | days]}, extra="keep")
    assert [each.id for each in reading.register.units] == ["x"]
    assert sorted(code for code, _ in codes(reading)) == ["enum", "unknown_code"] or row
    assert {str(each.place) for each in reading.findings if each.row} == {"units:2"}


def test_many_moments_and_texts() -> None:
    """Among many rows moments are taken as they are, and half a character costs its row alone."""
    received = datetime(2024, 7, 24, 1, tzinfo=timezone.utc)  # noqa: UP017
    rows: list[dict[str, Any]] = [{**REPORT, "id": f"bc{nth}", "received_at": received} for nth in range(FEW)]
    rows += [{**rows[0], "id": "a", "number": "số 5"}, {**rows[0], "id": "b", "number": "\ud800"}]
    reading = take({"reports": rows}, zone="UTC")
    assert codes(reading) == [("string_unicode", "number")]
    assert {each.received_at for each in reading.register.reports} == {received}
    assert [str(each.number) for each in reading.register.reports if each.number] == ["số 5"]


def test_many_lines_of_the_first_version(tmp_path: Path) -> None:
    """A large file whose rows go through steps is read as a small one is."""
    event = {
        "case": "xm1",
        "network": "gl",
        "sequence": 1,
        "at": "2024-07-02T08:00:00Z",
        "kind": "assigned",
        "to": "btg",
    }
    lines = [json.dumps(event | {"position": nth + 1}) for nth in range(FEW)]
    lines.append(
        json.dumps(
            event
            | {
                "position": FEW + 1,
                "within_amount": 5,
                "within_unit": "day",
                "within_start_event": "assigned",
            }
        )
    )
    described = {
        "dlxh:asOf": "2024-07-24",
        "dlxh:version": "1",
        "resources": [{"name": "events", "path": "events.ndjson"}],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    (tmp_path / "events.ndjson").write_text("\n".join(lines), encoding="utf-8")
    reading = read(tmp_path)
    assert reading.ok, codes(reading)
    assert reading.register.tables.polars("events")["allowed_amount"].drop_nulls().to_list() == [5]
    assert [each.count for each in reading.upgraded] == [1]
    assert read_tables(tmp_path).polars("events").equals(reading.register.tables.polars("events"))


def test_what_json_has_not_is_shown_by_its_type() -> None:
    """The text of a row says what was given; of an object that JSON has not only the type."""
    given = {
        "a": UUID(int=1),
        "b": date(2024, 7, 1),
        "c": Period.month(2024, 7),
        "d": (1, [report().channel]),
    }
    assert as_json(given) == {
        "a": "00000000-0000-0000-0000-000000000001",
        "b": "2024-07-01",
        "c": "Period",
        "d": [1, ["written"]],
    }
    reading = take({"units": [given]})
    assert json.loads(str(reading.findings[0].row)) == as_json(given)


def test_nested_cells_have_no_more_than_they_have() -> None:
    """What a name leads to inside anything but an object is nothing, and a value is put over what is in its way."""
    row: dict[str, Any] = {"a": {"b": 5}}
    cells = NestedCells(row, ("a",), "/x/0")
    assert (cells.get("b.c"), cells.take("b.c"), cells.take("q.c"), cells.pointer("b.c")) == (
        None,
        {},
        {},
        "/x/0/a/b/c",
    )
    cells.put("b.c", 1)
    assert row == {"a": {"b": {"c": 1}}}


def test_names_of_fields_that_may_be_persons_are_not_shown() -> None:
    """An unknown field is named where it is written as one, and is `…` where it may be a person."""
    aside = Aside()
    aside.take(
        "units", "sl", dlxh.register.Place("units", 1), Notes(2, [("unknown_field", "/Nguyễn Văn A", 1)])
    )
    finding = next(aside.findings("units"))
    assert (finding.field, finding.pointer) == ("…", "/…")
    assert "Nguyễn" not in str(finding.to_dict())
    assert schema()["units"].names[0] == "id"


@pytest.mark.parametrize("many", [3, FEW])
def test_rows_taken_out_again_are_not_kept(many: int) -> None:
    """An item without a topic is refused: what was set aside of it is not kept, and it is none of the rows that were read."""
    items = [
        {
            "report": "bc1",
            "network": "gl",
            "position": nth,
            "id": f"i{nth}",
            "scope": "local",
            "summary": "Ví dụ",
            "zz": 1,
        }
        for nth in range(1, many + 1)
    ]
    topics = [{"network": "gl", "item": "i1", "position": 1, "topic": "land"}]
    reading = take({"reports": [REPORT], "items": items, "item_topics": topics}, extra="keep")
    assert reading.kept == {"items": {"i1": {"/zz": 1}}}
    aside = [each for each in reading.findings if each.code == "unknown_field"]
    assert [(each.record, each.parameters["count"]) for each in aside] == [("i1", 1)]

    none = take({"reports": [REPORT], "items": items, "item_topics": []}, extra="keep")
    assert none.kept == {}
    assert {*codes(none)} == {("too_short", "topics")}


def test_rows_taken_out_again_are_not_upgraded() -> None:
    """A row that waits until its table is settled is upgraded once it is part of the register, in the order in which it was met."""
    aside = Aside()
    aside.wait("items")
    for nth, table in enumerate(("items", "items", "units"), 1):
        aside.take(table, f"i{nth}", Place(table, nth), Notes(1, made=[(table, f"{table}-{nth}")]))
    aside.settle({"items": {2}})
    assert [(each.change, each.count) for each in aside.upgraded] == [("items-1", 1), ("units-3", 1)]
