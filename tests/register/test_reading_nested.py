"""Reading nested JSON: each fault is a finding with a pointer to the record, and the other records are read."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dlxh import Finding, Reading, read
from dlxh.errors import ReadError
from dlxh.register import Limits
from tests.sample import register

REPORT: dict[str, Any] = {
    "id": "bc1",
    "network": "gl",
    "author": "CTV-1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
}
ITEM: dict[str, Any] = {"id": "n1", "scope": "local", "topics": ["land"], "summary": "Đền bù"}


def _read(tmp_path: Path, document: object) -> Reading:
    path = tmp_path / "so.json"
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return read(path)


def _reports(*rows: object) -> dict[str, object]:
    return {"as_of": "2024-07-24", "reports": [*rows]}


def _only(reading: Reading) -> Finding:
    (finding,) = reading.findings
    assert finding.message("vi") != finding.message("en")
    json.dumps([finding.to_dict(), finding.row], ensure_ascii=False).encode()
    return finding


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"NaN",
        b'{"as_of": NaN}',
        b"[" * 100_000,
        b'{"reports": ' + b"9" * 5000 + b"}",
        '{"as_of": "2024-07-24"}'.encode("utf-16"),
        '{"name": "é"}'.encode("latin-1"),
        b"[]",
        b'"2024-07-24"',
        b"null",
    ],
    ids=lambda data: str(data[:20]),
)
def test_a_file_that_is_no_document(tmp_path: Path, data: bytes) -> None:
    """A file that is not a JSON object in UTF-8 is refused as what it claims to be."""
    (tmp_path / "so.json").write_bytes(data)

    with pytest.raises(ReadError, match=r"so\.json"):
        read(tmp_path / "so.json")


def test_a_document_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system does not let us read is refused without the system's traceback."""

    def refuse(self: Path) -> bytes:
        raise PermissionError(self)

    (tmp_path / "so.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReadError):
        read(tmp_path / "so.json")


def test_a_document_with_a_byte_order_mark(tmp_path: Path) -> None:
    """A byte order mark at the beginning is not a fault."""
    assert _read(tmp_path, "\ufeff" + json.dumps(_reports(REPORT))).ok


def test_json_that_is_keyed_by_names_shows_none(tmp_path: Path) -> None:
    """Neither field nor pointer nor sentence has a key that is not written like a field's name: it may be somebody's."""
    name = "Nguyễn Thị Ví Dụ"
    keyed = REPORT | {name: 3, "items": [{"id": "n1", name: 3}]}
    text = json.dumps(_reports(keyed) | {name: [], "partial": {name: True}})
    findings = list(_read(tmp_path, text).findings)

    assert {"/…", "/items/0/…"} <= {each.pointer for each in findings}
    assert [each.code for each in findings].count("unknown_table") == 2
    assert not any("Nguy" in json.dumps(each.to_dict(), ensure_ascii=False) for each in findings)


FAULTS: list[tuple[object, str, str | None, str | None]] = [
    (REPORT | {"chanel": "zalo"}, "extra_forbidden", "chanel", "bc1"),
    (REPORT | {"\ud800": "zalo"}, "string_unicode", None, "bc1"),
    (REPORT | {"circulation": "a\ud800"}, "string_unicode", "circulation", "bc1"),
    (REPORT | {"channel": "fax"}, "enum", "channel", "bc1"),
    (REPORT | {"stage": "1", "kind": "ad_hoc"}, "int_type", "stage", "bc1"),
    (REPORT | {"received_at": "0"}, "instant_format", "received_at", "bc1"),
    (REPORT | {"author_unit": "btg"}, "author_one", None, "bc1"),
    (REPORT | {"items": [ITEM | {"topics": []}]}, "too_short", "items.0.topics", "bc1"),
    (REPORT | {"items": {}}, "tuple_type", "items", "bc1"),
    (REPORT | {"id": "Nguyễn Thị Ví Dụ"}, "string_pattern_mismatch", "id", None),
    (7, "model_type", None, None),
    (None, "model_type", None, None),
    ([REPORT], "model_type", None, None),
]


@pytest.mark.parametrize(("bad", "code", "field", "record"), FAULTS, ids=lambda value: ascii(value)[:40])
def test_a_record_that_does_not_fit(
    tmp_path: Path, bad: object, code: str, field: str | None, record: str | None
) -> None:
    """A record that does not fit comes back whole with a pointer, field and code, and the record after it is read."""
    reading = _read(tmp_path, _reports(bad, REPORT | {"id": "bc2"}))

    finding = _only(reading)
    assert (finding.code, finding.field, finding.record, finding.table) == (code, field, record, "reports")
    assert str(finding.place) == "so.json/reports/0"
    assert json.loads(str(finding.row)) == bad
    assert [report.id for report in reading.register.reports] == ["bc2"]


@pytest.mark.parametrize("inner", ["report", "item"])
def test_a_name_that_stands_twice(tmp_path: Path, inner: str) -> None:
    """An object with a name twice, at any depth, comes back with both values: which one holds is not guessed."""
    text = json.dumps(REPORT | {"items": [ITEM]})
    twice = (
        '"kind": "periodic", "kind": "yearly"' if inner == "report" else '"scope": "local", "scope": "local"'
    )
    text = text.replace(twice.split(",", 1)[0], twice)
    reading = _read(tmp_path, f'{{"as_of": "2024-07-24", "reports": [{text}]}}')

    finding = _only(reading)
    assert (finding.code, finding.row, finding.record) == (
        "key_twice",
        text.replace("\\u0110", "Đ").replace("\\u1ec1", "ề").replace("\\u00f9", "ù"),
        "bc1",
    )
    assert reading.register.reports == ()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("report", [], "unknown_table"),
        ("items", [ITEM], "unknown_table"),
        ("a/b~c", 7, "unknown_table"),
        ("\ud800", 7, "unknown_table"),
        ("reports", {}, "list_type"),
        ("reports", None, "list_type"),
        ("partial", ["reports"], "dict_type"),
        ("partial", 7, "dict_type"),
    ],
)
def test_an_entry_that_is_no_table(tmp_path: Path, name: str, value: object, code: str) -> None:
    """An entry that is not a list of a known kind comes back whole, and the other kinds are read."""
    reading = _read(tmp_path, {"as_of": "2024-07-24", name: value, "units": []})

    finding = _only(reading)
    assert finding.code == code
    pointer = {"a/b~c": "…", "\ud800": "\\ud800"}.get(name, name)
    assert str(finding.place) == f"so.json/{pointer}"
    assert json.loads(str(finding.row)) == value
    assert "units" in reading.register.tables
    assert "reports" not in reading.register.tables


def test_a_table_that_stands_twice(tmp_path: Path) -> None:
    """A kind that appears twice is read once; the second list comes back whole."""
    one, two = json.dumps([REPORT]), json.dumps([REPORT | {"id": "bc2"}])
    reading = _read(tmp_path, f'{{"as_of": "2024-07-24", "reports": {one}, "reports": {two}}}')

    assert (_only(reading).code, _only(reading).row) == ("key_twice", two)
    assert [report.id for report in reading.register.reports] == ["bc1"]


def test_a_document_that_says_what_it_lacks(tmp_path: Path) -> None:
    """What the document calls partial is partial; an unknown table is reported, and nonsense promises nothing."""
    stated = {"reports": ["gl"], "units": "x", "report": True}
    reading = _read(tmp_path, _reports(REPORT) | {"partial": stated})

    assert [(finding.code, str(finding.place), finding.row) for finding in reading.findings] == [
        ("partial_unclear", "so.json/partial/units", '"x"'),
        ("unknown_table", "so.json/partial/report", "true"),
    ]
    assert reading.register.partial == {"reports": frozenset({"gl"}), "units": frozenset({"*"})}


def test_what_is_said_twice_holds_for_nothing(tmp_path: Path) -> None:
    """A day that appears twice is not a day, a table that is said not to be partial is whole, and entries are counted too."""
    text = '{"as_of": "2024-07-24", "as_of": "2024-07-25", "x": 1, "y": 2, "partial": {"units": false}, "units": []}'
    with pytest.raises(ReadError, match="give as_of"):
        _read(tmp_path, text)

    reading = read(tmp_path / "so.json", as_of=date(2024, 7, 25), limits=Limits(file_findings=1))
    assert [finding.code for finding in reading.findings] == ["key_twice", "rows_unlisted"]
    assert reading.findings[1].parameters["count"] == 2
    assert reading.register.partial == {}


def test_a_refused_record_is_missing_for_its_network(tmp_path: Path) -> None:
    """A refused record makes its kind partial for its network; an empty list says that there was nothing."""
    tables = _read(tmp_path, _reports(REPORT | {"channel": "fax"}) | {"units": []}).register.tables

    assert tables.qualifier("reports", network="gl") == "at_least"
    assert tables.qualifier("reports", network="lc") == "exact"
    assert (tables.qualifier("units"), tables.qualifier("cases")) == ("exact", "unknown")
    again = _read(tmp_path, _reports(REPORT | {"channel": "fax", "network": "Gia Lai"})).register
    assert again.partial == {"reports": frozenset({"*"})}


def test_a_record_nested_too_deeply(tmp_path: Path) -> None:
    """A document that is read but cannot be written again, so deep is it, is refused and no record is lost silently."""
    for depth in (300, 800, 950, 985):
        deep = f'{{"as_of": "2024-07-24", "reports": [{{"id": {"[" * depth}{"]" * depth}}}]}}'
        told = _told_or_refused(tmp_path, deep)
        assert told == "a finding" or "nested too deeply" in told


def _told_or_refused(tmp_path: Path, document: str) -> str:
    try:
        reading = _read(tmp_path, document)
    except ReadError as error:
        return error.en
    return "a finding" if reading.findings else "nothing"


def test_children_come_with_their_parent(tmp_path: Path) -> None:
    """What nested JSON gives is the register that was written, with every child in its place."""
    path = register().write(tmp_path / "so.json", personal=True)
    again = read(path)

    assert again.ok
    assert again.register == register()
    assert again.register.tables.names == register().tables.names


def test_a_record_that_is_too_deep_to_be_told_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Python itself gives up on the depth of a record, the source is refused in our words."""

    def too_deep(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("dlxh.register.reading_nested._read", too_deep)
    path = tmp_path / "deep.json"
    path.write_text('{"as_of": "2024-07-24"}', encoding="utf-8")
    with pytest.raises(ReadError, match=r"deep[.]json is nested too deeply"):
        read(path)


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"channel": "fax"}, "/channel"),
        ({"kind": None}, "/kind"),
        ({"items": [ITEM, {**ITEM, "id": "n2", "topics": ["land", 7]}]}, "/items/1/topics/1"),
        ({"a/b~c": 1}, "/…"),
    ],
)
def test_a_fault_is_pointed_at(tmp_path: Path, fields: dict[str, Any], pointer: str) -> None:
    """Besides the place of the record a finding has the pointer from the record on, as a finding about a form has."""
    finding = _only(_read(tmp_path, _reports({**REPORT, **fields})))

    assert (str(finding.place), finding.root, finding.pointer) == ("so.json/reports/0", "bc1", pointer)
