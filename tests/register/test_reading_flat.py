"""Reading flat files: each fault of a file or a row is a finding with its place, and the other rows are read."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from dlxh import Finding, read, read_tables
from dlxh.errors import ReadError
from dlxh.register import Limits
from dlxh.register.schema import schema
from dlxh.register.writing import flat_files
from tests.sample import package, register

REPORT = {
    "id": "bc1",
    "network": "gl",
    "author": "CTV-1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
}
ITEM = {"report": "bc1", "network": "gl", "position": 1, "id": "n1", "scope": "local", "summary": "Đền bù"}
TOPIC = {"item": "n1", "network": "gl", "position": 1, "topic": "land"}
MEMBER = {
    "id": "m1",
    "network": "gl",
    "term": "t1",
    "collaborator": "CTV-1",
    "start": "2021-05-04",
    "paid": True,
}
ACTIVITY = {
    "id": "a1",
    "network": "gl",
    "title": "Tập huấn",
    "start": "2023-05-04",
    "end": "2023-05-06",
    "detail_kind": "training",
    "detail_classes_value": 3,
    "detail_classes_unit": "class_",
    "detail_trainees_value": 361,
    "detail_trainees_unit": "person",
}
PROVISION = json.loads(flat_files(register().tables, {}, personal=True)["scheme_provisions.ndjson"])
EVENT = {
    "case": "xm1",
    "network": "gl",
    "position": 1,
    "sequence": 1,
    "at": "2024-07-02T08:00:00Z",
    "kind": "directed",
}
ROWS: dict[str, dict[str, Any]] = {
    "reports": REPORT,
    "memberships": MEMBER,
    "activities": ACTIVITY,
    "scheme_provisions": PROVISION,
    "events": EVENT,
    "item_topics": TOPIC,
}
ABSENT = "absent: the row has no such field"

FAULTS: list[tuple[str, dict[str, Any], str, str | None]] = [
    ("reports", {"chanel": "zalo"}, "extra_forbidden", "chanel"),
    ("reports", {"received_day": "2024-07-24"}, "extra_forbidden", "received_day"),
    ("reports", {"source_row": 3}, "extra_forbidden", "source_row"),
    ("reports", {"\ud800": 3}, "extra_forbidden", "\\ud800"),
    ("reports", {"Nguyễn Thị Ví Dụ": 3}, "extra_forbidden", "…"),
    ("reports", {"id": ABSENT}, "missing", "id"),
    ("reports", {"channel": None}, "missing", "channel"),
    ("item_topics", {"item": ABSENT}, "missing", "item"),
    ("item_topics", {"position": ABSENT}, "missing", "position"),
    ("item_topics", {"position": 0}, "greater_than_equal", "position"),
    ("item_topics", {"position": "1"}, "int_type", "position"),
    ("item_topics", {"position": 10**400}, "less_than_equal", "position"),
    ("item_topics", {"topic": "Đất đai"}, "string_pattern_mismatch", "topic"),
    ("item_topics", {"network": "Gia Lai"}, "string_pattern_mismatch", "network"),
    ("reports", {"circulation": 7}, "string_type", "circulation"),
    ("reports", {"circulation": "x" * 5000}, "string_too_long", "circulation"),
    ("reports", {"circulation": "a\ud800"}, "string_unicode", "circulation"),
    ("reports", {"number": "a\ud800"}, "string_unicode", "number"),
    ("reports", {"number": 7}, "string_type", "number"),
    ("reports", {"circulation": ["x"]}, "string_type", "circulation"),
    ("reports", {"channel": "fax"}, "enum", "channel"),
    ("reports", {"kind": "ad_hoc", "stage": "1"}, "int_type", "stage"),
    ("reports", {"kind": "ad_hoc", "stage": 1.0}, "int_type", "stage"),
    ("reports", {"kind": "ad_hoc", "stage": True}, "int_type", "stage"),
    ("reports", {"received_at": "2024-07-24T08:00:00"}, "instant_format", "received_at"),
    ("reports", {"received_at": 1706659200}, "instant_format", "received_at"),
    ("reports", {"author_unit": "btg"}, "author_one", None),
    ("reports", {"author": ABSENT}, "author_one", None),
    ("reports", {"stage": 1}, "stage_kind", None),
    ("reports", {"period_kind": "month", "period_start": "2024-07-01"}, "missing", "period_end"),
    (
        "reports",
        {"period_kind": "month", "period_start": "2024-07-02", "period_end": "2024-07-31"},
        "period_window",
        "period_kind",
    ),
    ("memberships", {"start": "0"}, "day_format", "start"),
    ("memberships", {"start": "1706659200"}, "day_format", "start"),
    ("memberships", {"start": 1706659200}, "day_format", "start"),
    ("memberships", {"start": "2024-02-30"}, "date_from_datetime_parsing", "start"),
    ("memberships", {"end": "2021-05-03"}, "dates_order", None),
    ("memberships", {"paid": "yes"}, "bool_type", "paid"),
    ("memberships", {"paid": 1}, "bool_type", "paid"),
    ("activities", {"detail_classes_unit": "lớp"}, "enum", "detail_classes_unit"),
    ("activities", {"detail_classes_value": None}, "figure_unknown", "detail_classes_value"),
    ("activities", {"detail_classes_value": -1}, "figure_negative", "detail_classes_value"),
    ("activities", {"detail_kind": "party"}, "union_tag_invalid", "detail_kind"),
    ("activities", {"detail_kind": None}, "union_tag_not_found", "detail_kind"),
    ("activities", {"detail_award": "merit_certificate"}, "extra_forbidden", "detail_award"),
    ("scheme_provisions", {"rate_coefficient": "0.3"}, "int_type", "rate_coefficient"),
    ("scheme_provisions", {"rate_coefficient": True}, "int_type", "rate_coefficient"),
    ("scheme_provisions", {"rate_coefficient": 3000.0}, "int_type", "rate_coefficient"),
    ("scheme_provisions", {"rate_coefficient": -1}, "coefficient_range", "rate_coefficient"),
    ("scheme_provisions", {"rate_coefficient": 10**300}, "coefficient_range", "rate_coefficient"),
    ("scheme_provisions", {"rate_coefficient": None}, "missing", "rate_coefficient"),
]


def _line(table: str, changes: dict[str, Any]) -> str:
    row = {name: value for name, value in (ROWS[table] | changes).items() if value is not ABSENT}
    return json.dumps(row)


def _only(findings: Iterable[Finding]) -> Finding:
    """Return the one finding; both its sentences say what to do and differ."""
    (finding,) = findings
    for lang in ("vi", "en"):
        assert ";" in finding.message(lang) or ":" in finding.message(lang)
    assert finding.message("vi") != finding.message("en")
    return finding


@pytest.mark.parametrize(("table", "changes", "code", "field"), FAULTS)
def test_a_row_that_does_not_fit(
    tmp_path: Path, table: str, changes: dict[str, Any], code: str, field: str | None
) -> None:
    """A row that does not fit comes back with file, line, field and code, and the row after it is read."""
    bad, good = _line(table, changes), _line(table, {"id": "z9"} if "id" in ROWS[table] else {})
    reading = read(package(tmp_path, {table: [bad, good]}))

    finding = _only(reading.findings)
    assert (finding.code, finding.field, finding.table, finding.row) == (code, field, table, bad)
    assert str(finding.place) == f"{table}.ndjson:1"
    assert reading.register.tables.polars(table)["source_row"].to_list() == [2]
    names = schema()[table].names
    assert field is None or field in names or code == "extra_forbidden"


def test_what_is_allowed_is_told(tmp_path: Path) -> None:
    """A refused value of a list is answered with the list, in both languages."""
    finding = _only(read(package(tmp_path, {"reports": [_line("reports", {"channel": "fax"})]})).findings)

    assert "written (written), e-mail (email)" in finding.message("en")
    assert "chatbot (chatbot), kênh khác (other)" in finding.message("vi")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"7", "model_type"),
        (b"null", "model_type"),
        (b"[]", "model_type"),
        (b'"bc1"', "model_type"),
        (b"{", "json_invalid"),
        (b"NaN", "json_invalid"),
        (b'{"id": Infinity}', "json_invalid"),
        (b'{"id": ' + b"9" * 5000 + b"}", "json_invalid"),
        (b"[" * 100_000, "json_invalid"),
        (b"\0", "json_invalid"),
        (b'{"id": "bc1", "id": "bc2"}', "key_twice"),
        ('{"circulation": "né"}'.encode("latin-1"), "wrong_encoding"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_line_that_is_no_row(tmp_path: Path, raw: bytes, code: str) -> None:
    """A line that is not a JSON object comes back whole, and the lines around it are read."""
    good = _line("reports", {}).encode()
    reading = read(package(tmp_path, {"reports": b"\n".join([good, raw, good])}))

    finding = _only(reading.findings)
    assert (finding.code, finding.record, str(finding.place)) == (code, None, "reports.ndjson:2")
    assert raw in {str(finding.row).encode(), str(finding.row).encode("latin-1", "ignore")}
    assert reading.register.tables.polars("reports")["source_row"].to_list() == [1, 3]


def test_what_editors_do_to_files_is_no_fault(tmp_path: Path) -> None:
    """A byte order mark, Windows line ends, blank lines and a missing last line end change nothing but line numbers."""
    lines = [
        b"\xef\xbb\xbf" + _line("reports", {}).encode(),
        b"",
        b"  \t",
        _line("reports", {"id": "bc2"}).encode(),
    ]
    reading = read(package(tmp_path, {"reports": b"\r\n".join(lines)}))

    assert reading.ok
    assert reading.register.tables.polars("reports").rows_by_key("id", named=False).keys() == {"bc1", "bc2"}
    assert reading.register.tables.polars("reports")["source_row"].to_list() == [1, 4]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_a_file_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    """A file in UTF-16 is one finding with its text, not one per line, and its table stays unknown."""
    text = _line("reports", {"circulation": "Nội bộ"})
    data = ("\ufeff" + text if encoding == "utf-16-be" else text).encode(encoding)
    reading = read(package(tmp_path, {"reports": data}))

    finding = _only(reading.findings)
    assert (finding.code, str(finding.place), finding.table) == (
        "wrong_encoding",
        "reports.ndjson",
        "reports",
    )
    assert encoding == "utf-32" or finding.row == text
    assert "reports" not in reading.register.tables


@pytest.mark.parametrize(
    ("described", "code", "place"),
    [
        ({"name": "report", "path": "reports.ndjson"}, "unknown_table", "reports.ndjson"),
        ({"name": "x" * 999, "path": "reports.ndjson"}, "unknown_table", "reports.ndjson"),
        ({"name": {"a": 1}, "path": 5}, "unknown_table", "so"),
        ({"path": "\ud800"}, "unknown_table", "\\ud800"),
        ("reports", "unknown_table", "so"),
        (None, "unknown_table", "so"),
        ({"name": "reports"}, "path_outside", "so"),
        ({"name": "reports", "path": ["reports.ndjson"]}, "path_outside", "so"),
        ({"name": "reports", "path": ""}, "path_outside", ""),
        ({"name": "reports", "path": "../x"}, "path_outside", "../x"),
        ({"name": "reports", "path": "a/../../x"}, "path_outside", "a/../../x"),
        ({"name": "reports", "path": "/etc/hostname"}, "path_outside", "/etc/hostname"),
        ({"name": "reports", "path": "C:\\x"}, "path_outside", "C:\\x"),
        ({"name": "reports", "path": "..\\x"}, "path_outside", "..\\x"),
        ({"name": "reports", "path": "http://x/y"}, "path_outside", "http://x/y"),
        ({"name": "reports", "path": "none.ndjson"}, "file_missing", "none.ndjson"),
        ({"name": "reports", "path": "."}, "file_missing", "."),
        ({"name": "reports", "path": "a\0b"}, "file_unreadable", "a\\x00b"),
        ({"name": "reports", "path": "a\ud800"}, "file_unreadable", "a\\ud800"),
        ({"name": "reports", "path": "x" * 5000}, "file_unreadable", "x" * 5000),
    ],
    ids=lambda value: str(value)[:40].encode("ascii", "backslashreplace").decode(),
)
def test_a_resource_that_cannot_be_read(tmp_path: Path, described: object, code: str, place: str) -> None:
    """A resource without a known table or a file inside is a finding, its table stays unknown, and the others are read."""
    good = {"name": "memberships", "path": "memberships.ndjson"}
    folder = package(
        tmp_path / "so",
        {"memberships": [_line("memberships", {})], "reports": [_line("reports", {})]},
        resources=[described, good],
    )
    reading = read(folder)

    finding = _only(reading.findings)
    assert (finding.code, str(finding.place)) == (code, place)
    assert len(finding.message("vi")) < 900
    json.dumps(finding.to_dict(), ensure_ascii=False).encode()
    assert "reports" not in reading.register.tables
    assert len(reading.register.memberships) == 1


def test_the_known_tables_are_told(tmp_path: Path) -> None:
    """An unknown table is named, and so are those that there are."""
    reading = read(package(tmp_path, {"report": [_line("reports", {})]}))

    assert reading.findings[0].message("en").startswith("there is no table 'report'; the tables are units, ")


def test_a_link_out_of_the_folder(tmp_path: Path) -> None:
    """A link that leads out of the folder is not followed; the folder itself may be a link."""
    (tmp_path / "secret.ndjson").write_text(_line("reports", {}), encoding="utf-8")
    folder = package(tmp_path / "so", {"reports": []})
    (folder / "reports.ndjson").unlink()
    (folder / "reports.ndjson").symlink_to("../secret.ndjson")
    (tmp_path / "link").symlink_to("so")

    for path in (folder, tmp_path / "link"):
        assert _only(read(path).findings).code == "path_outside"
    (folder / "reports.ndjson").unlink()
    (folder / "reports.ndjson").symlink_to("reports.ndjson")
    assert _only(read(folder).findings).code == "file_unreadable"
    (folder / "inside.ndjson").write_text(_line("reports", {}), encoding="utf-8")
    (folder / "reports.ndjson").unlink()
    (folder / "reports.ndjson").symlink_to("inside.ndjson")
    assert read(tmp_path / "link").ok


def test_a_table_described_twice(tmp_path: Path) -> None:
    """A table that appears twice in the package is read once, and the second file is reported."""
    twice = [{"name": "reports", "path": "reports.ndjson"}, {"name": "reports", "path": "more.ndjson"}]
    reading = read(package(tmp_path, {"reports": [_line("reports", {})]}, resources=twice))

    finding = _only(reading.findings)
    assert (finding.code, str(finding.place)) == ("table_twice", "more.ndjson")
    assert len(reading.register.reports) == 1


@pytest.mark.parametrize(
    ("stated", "network", "expected"),
    [
        (ABSENT, "gl", "exact"),
        (False, "gl", "exact"),
        (True, "gl", "at_least"),
        (["gl"], "gl", "at_least"),
        (["gl"], "lc", "exact"),
        ("yes", "gl", "at_least"),
        ([7], "gl", "at_least"),
    ],
)
def test_a_partial_table(tmp_path: Path, stated: object, network: str, expected: str) -> None:
    """A table that is said not to hold every row gives lower bounds; what cannot be understood promises nothing."""
    described = {"name": "reports", "path": "reports.ndjson"}
    if stated is not ABSENT:
        described["dlxh:partial"] = stated  # type: ignore[assignment] # a descriptor may say anything
    tables = read(
        package(tmp_path, {"reports": [_line("reports", {})]}, resources=[described])
    ).register.tables

    assert tables.qualifier("reports", network=network) == expected


@pytest.mark.parametrize(
    ("bad", "partial"),
    [
        ({"channel": "fax"}, {"gl"}),
        ({"channel": "fax", "network": "lc"}, {"lc"}),
        ({"network": "Gia Lai"}, {"*"}),
        ({"network": ABSENT}, {"*"}),
    ],
    ids=str,
)
def test_a_refused_row_is_missing_for_its_network(
    tmp_path: Path, bad: dict[str, Any], partial: set[str]
) -> None:
    """A refused row makes its table partial for its own network, and for all where it does not say for which."""
    reading = read(package(tmp_path, {"reports": [_line("reports", bad)]}))

    assert reading.register.tables.partial == {"reports": frozenset(partial)}


def test_the_key_of_a_refused_row_is_told_unless_it_is_at_fault(tmp_path: Path) -> None:
    """A finding shows the row's key, but never what is in place of a key."""
    lines = [
        _line("item_topics", {"topic": "Đất"}),
        _line("item_topics", {"item": "Nguyễn Thị Ví Dụ"}),
        _line("item_topics", {"topic": "Đất", "position": "một"}),
        _line("item_topics", {"chu_de": "x", "item": ["n1"]}),
    ]
    findings = read(package(tmp_path, {"item_topics": lines})).findings

    assert [finding.record for finding in findings] == ["n1#1", None, None, None, None]


def test_a_case_whose_contents_were_refused(tmp_path: Path) -> None:
    """A case without any content that fits cannot be held; its events stay and are reported by X101."""
    case = '{"id": "xm1", "network": "gl", "title": "Đền bù"}'
    content = '{"case": "xm1", "network": "gl", "position": 1, "id": "nd1", "text": ""}'
    files = {"cases": [case], "contents": [content], "events": [_line("events", {})]}
    reading = read(package(tmp_path, files))

    assert [(f.table, f.code, f.row) for f in reading.findings] == [
        ("cases", "too_short", case),
        ("contents", "string_too_short", content),
    ]
    assert reading.register.cases == ()
    assert reading.register.tables.polars("events").height == 1


@pytest.mark.parametrize(
    ("described", "code", "said"),
    [
        ({"path": "reports.ndjson", "format": "csv"}, "format_unknown", "'csv' and not NDJSON"),
        ({"path": "reports.ndjson", "format": "x" * 999}, "format_unknown", "…' and not NDJSON"),
        ({"path": "reports.csv"}, "format_unknown", "'.csv' and not NDJSON"),
        ({"path": "reports.XLSX"}, "format_unknown", "'.xlsx' and not NDJSON"),
        ({"data": [{"id": "bc1"}]}, "data_inline", "write them to an .ndjson file"),
        ({"data": []}, "data_inline", "write them to an .ndjson file"),
        ({"path": ["reports.ndjson"], "data": []}, "path_outside", "is not a file name"),
    ],
    ids=str,
)
def test_rows_that_are_no_lines_of_json(
    tmp_path: Path, described: dict[str, Any], code: str, said: str
) -> None:
    """CSV, workbooks and inline rows are reported as what they are, once and not for each row."""
    folder = package(
        tmp_path, {"reports": [_line("reports", {})]}, resources=[{"name": "reports", **described}]
    )

    finding = _only(read(folder).findings)
    assert (finding.code, finding.table) == (code, "reports")
    assert said in finding.message("en")
    assert "data" not in described or code == "path_outside" or finding.row == json.dumps(described["data"])


@pytest.mark.parametrize("stated", ["NDJSON", "jsonl", "", None, 7])
def test_a_format_that_is_read(tmp_path: Path, stated: object) -> None:
    """Lines of JSON have two names, in any case; what names no format is read as lines."""
    described = {"name": "reports", "path": "reports.ndjson", "format": stated}

    assert read(package(tmp_path, {"reports": [_line("reports", {})]}, resources=[described])).ok


def test_a_file_described_as_two_tables(tmp_path: Path) -> None:
    """One file is one table: described as a second one, by any spelling of its name, it is reported and not read again."""
    twice = [{"name": "reports", "path": "reports.ndjson"}, {"name": "items", "path": "./reports.ndjson"}]
    reading = read(package(tmp_path, {"reports": [_line("reports", {})]}, resources=twice))

    assert (_only(reading.findings).code, _only(reading.findings).table) == ("file_twice", "items")


@pytest.mark.parametrize(
    "inner", ['"name": "reports", "name": "items"', '"dlxh:partial": true, "dlxh:partial": false']
)
def test_a_description_that_says_a_thing_twice(tmp_path: Path, inner: str) -> None:
    """An entry with a name twice is reported, whole; twice in the package itself the package is refused."""
    folder = package(tmp_path, {"reports": [_line("reports", {})]})
    text = f'{{"dlxh:asOf": "2024-07-24", "resources": [{{"path": "reports.ndjson", {inner}}}]}}'
    (folder / "datapackage.json").write_text(text, encoding="utf-8")

    finding = _only(read(folder).findings)
    assert finding.code == "key_twice"
    assert inner in str(finding.row)
    (folder / "datapackage.json").write_text(
        text.replace('"resources"', '"resources": [], "resources"'), encoding="utf-8"
    )
    with pytest.raises(ReadError, match="appears twice"):
        read(folder)


@pytest.mark.parametrize("stated", [["\ud800"], ["gl", "\ud800"], ["Gia Lai"], "yes", [], {}, 1])
def test_what_is_partial_and_not_understood_is_told(tmp_path: Path, stated: object) -> None:
    """What the package says of a table and nobody understands is a warning, promises nothing, and can be written again."""
    described = {"name": "reports", "path": "reports.ndjson", "dlxh:partial": stated}
    folder = package(tmp_path / "so", {"reports": [_line("reports", {})]}, resources=[described])
    reading = read(folder)

    assert reading.ok
    assert [(finding.code, finding.severity) for finding in reading.findings] == [
        ("partial_unclear", "warning")
    ]
    assert reading.register.partial == {"reports": frozenset({"*"})}
    again = read(reading.register.write(tmp_path / "again"))
    assert not again.findings
    assert again.register.partial == reading.register.partial


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\ufeffid", "\\ufeffid"),
        ("id\u200b", "id\\u200b"),
        ("\u202edi", "\\u202edi"),
        ("i\nd", "i\\nd"),
        ("tên", "…"),
    ],
)
def test_what_does_not_show_in_a_name_is_shown(tmp_path: Path, name: str, shown: str) -> None:
    """A byte order mark or another unseen character in a field's name is written as its escape, in both readers."""
    folder = package(tmp_path, {"reports": [_line("reports", {name: "x"})]})

    assert _only(read(folder).findings).field == shown
    assert _only(read_tables(folder).refused).field == shown


def test_rows_without_what_they_need_are_told_up_to_the_bound(tmp_path: Path) -> None:
    """Of three items two lack a topic: both are reported with their line, or one is and the other counted."""
    items = [
        json.dumps(
            {
                "id": f"n{n}",
                "report": "bc1",
                "network": "gl",
                "position": n,
                "scope": "local",
                "summary": "Giá.",
            }
        )
        for n in (1, 2, 3)
    ]
    topics = [json.dumps({"item": "n2", "network": "gl", "position": 1, "topic": "land"})]
    folder = package(tmp_path, {"items": items, "item_topics": topics})
    told = [finding for finding in read(folder).findings if finding.table == "items"]
    assert [(f.code, f.record, f.place and f.place.line) for f in told] == [
        ("too_short", "n1", 1),
        ("too_short", "n3", 3),
    ]
    bounded = [f.code for f in read(folder, limits=Limits(file_findings=1)).findings if f.table == "items"]
    assert bounded == ["too_short", "rows_unlisted"]


def test_files_that_were_joined(tmp_path: Path) -> None:
    """A byte order mark in the midst of a file, as `copy a+b` leaves it, is not part of a row, wherever it is."""
    mark = b"\xef\xbb\xbf"
    rows = [json.dumps(REPORT | {"id": f"b{number}"}).encode() for number in range(3)]
    reading = read(
        package(tmp_path, {"reports": b"".join(mark + row + b"\n" for row in rows) + mark + b"\n"})
    )

    assert [report.id for report in reading.register.reports] == ["b0", "b1", "b2"]
    assert reading.ok
