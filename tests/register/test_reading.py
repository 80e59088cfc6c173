"""Reading a source: what cannot be opened raises, what lies in it is a finding, and nothing is lost."""

import json
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Reading, check, measure, read
from dlxh.errors import ReadError
from tests.lengths import examples
from tests.sample import AS_OF, MARK, item, package, register, report

REPORT = '{"id": "bc1", "network": "gl", "author": "CTV-1", "kind": "periodic", "channel": "written", "received_at": "2024-07-24T08:00:00+07:00"}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _refused(path: Path | str) -> ReadError:
    with pytest.raises(ReadError) as refused:
        read(path)
    assert refused.value.vi != refused.value.en
    return refused.value


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    """A path that does not exist is said in both languages, without the way to it."""
    error = _refused(tmp_path / "gia-lai")

    assert error.en == "gia-lai does not exist; check the path"
    assert str(tmp_path) not in str(error)


@pytest.mark.traced
@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_path_that_cannot_be(name: str) -> None:
    """A path that no system can hold is not there, and no error of the system comes up."""
    _refused(name)


@pytest.mark.parametrize("name", ["so.zip", "so.ndjson", "so"])
def test_a_file_that_is_no_zip(tmp_path: Path, name: str) -> None:
    """A file that is not a zip is refused as what it claims to be."""
    path = tmp_path / name
    path.write_bytes(b"{}\n")

    assert "not a folder, a readable .zip or a .json" in _refused(path).en


DESCRIPTORS = {
    "absent": (None, "so has no datapackage.json; it is not a dlxh package"),
    "no JSON": (b"{", "not valid UTF-8 JSON"),
    "latin-1": ('{"name": "S\xe1"}'.encode("latin-1"), "not valid UTF-8 JSON"),
    "UTF-16": ('{"resources": []}'.encode("utf-16"), "not valid UTF-8 JSON"),
    "deep": (b"[" * 100_000, "not valid UTF-8 JSON"),
    "a list": (b"[]", "lacks the list 'resources'"),
    "without resources": (b"{}", "lacks the list 'resources'"),
    "resources no list": (b'{"resources": {}}', "lacks the list 'resources'"),
}


@pytest.mark.traced
@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.parametrize("case", DESCRIPTORS)
def test_a_package_without_a_right_descriptor(tmp_path: Path, case: str, form: str) -> None:
    """A folder or zip whose datapackage.json is absent, is not JSON or lists no resources is refused."""
    data, said = DESCRIPTORS[case]
    path = tmp_path / "so"
    if form == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("reports.ndjson", REPORT)
            if data is not None:
                archive.writestr("datapackage.json", data)
    else:
        path.mkdir()
        if data is not None:
            (path / "datapackage.json").write_bytes(data)

    assert said in _refused(path).en


@pytest.mark.traced
@pytest.mark.parametrize(
    "stated",
    [
        None,
        0,
        20240724,
        "0",
        "1706659200",
        "20240724",
        "2024-W30-3",
        "2024-02-30",
        "24/7/2024",
        ["2024-07-24"],
    ],
    ids=repr,
)
@pytest.mark.parametrize("form", ["flat", "nested"])
def test_without_a_day_there_is_no_register(tmp_path: Path, form: str, stated: object) -> None:
    """A source that does not say the day of its data, strictly, needs the day as an argument."""
    if form == "flat":
        path = package(tmp_path / "so", {"reports": [REPORT]}, **{"dlxh:asOf": stated})
    else:
        path = tmp_path / "so.json"
        path.write_text(json.dumps({"as_of": stated, "reports": [json.loads(REPORT)]}), encoding="utf-8")

    assert "give as_of=date(year, month, day)" in _refused(path).en
    reading = read(path, as_of=date(2024, 8, 1))
    assert (reading.register.as_of, len(reading.register.reports)) == (date(2024, 8, 1), 1)


def test_the_day_given_stands_before_the_day_stated(tmp_path: Path) -> None:
    """The caller's day counts, also where the source states another."""
    path = package(tmp_path / "so", {"reports": [REPORT]})

    assert read(path).register.as_of == AS_OF
    assert read(path, as_of=date(2025, 1, 1)).register.as_of == date(2025, 1, 1)


@pytest.mark.parametrize("name", ["so", "so.zip", "so.json", "so.JSON"])
def test_what_was_written_is_read(tmp_path: Path, name: str) -> None:
    """Each form that a register is written in is read back whole, by a path or its text."""
    path = tmp_path / name
    if name == "so.JSON":
        register().write(tmp_path / "x.json", personal=True).rename(path)
    else:
        register().write(path, personal=True)

    for given_path in (path, str(path)):
        reading = read(given_path)
        assert reading.ok
        assert reading.register == register()


def test_places_of_findings_are_lines_of_files(tmp_path: Path) -> None:
    """A rule's finding on a register read from a folder says in which file and on which line the row is."""
    far = json.dumps({**json.loads(REPORT), "replaces": "bc9"})
    path = package(tmp_path / "so", {"reports": ["", REPORT, far]})

    (finding,) = check(read(path).register, only=["X101"])

    assert str(finding.place) == "reports.ndjson:3"


def test_rows_of_a_refused_parent_stay_in_the_tables(tmp_path: Path) -> None:
    """A row whose parent was refused stays in its table, rule X101 reports that it refers to nothing, and objects leave it out."""
    bad = '{"id": "bc1", "network": "gl", "kind": "periodic"}'
    matter = (
        '{"report": "bc1", "network": "gl", "position": 1, "id": "n1", "scope": "local", "summary": "Đền bù"}'
    )
    topic = '{"item": "n1", "network": "gl", "position": 1, "topic": "land"}'
    reading = read(package(tmp_path / "so", {"reports": [bad], "items": [matter], "item_topics": [topic]}))

    assert {finding.record for finding in reading.findings} == {"bc1"}
    assert reading.register.tables.polars("items")["id"].to_list() == ["n1"]
    assert [f.record for f in check(reading.register, only=["X101"])] == ["n1"]
    assert reading.register.reports == ()


def test_counts_on_a_table_with_a_refused_row_are_lower_bounds(tmp_path: Path) -> None:
    """A figure never pretends: what was refused may be more, so nothing counted on its table is exact."""
    bad = json.dumps({**json.loads(REPORT), "id": "bc2", "channel": "fax"})
    whole = read(package(tmp_path / "whole", {"reports": [REPORT]})).register
    lacking = read(package(tmp_path / "lacking", {"reports": [REPORT, bad]})).register
    nothing = read(package(tmp_path / "nothing", {"reports": [bad]})).register

    said = [measure(each, ["reports"]).to_text("en") for each in (whole, lacking, nothing)]
    assert said == ["reports: 1", "reports: at least 1", "reports: unknown"]


def test_no_personal_value_shows(tmp_path: Path) -> None:
    """A marker in every field of refused contacts and collaborators shows in no message, repr or dict of a finding."""
    rows = [
        _json({"collaborator": "CTV-1", "network": "gl", "name": MARK, "contact_phone": MARK}),
        _json({"collaborator": MARK, "network": "gl", "name": MARK}),
        _json({"collaborator": "CTV-1", "network": MARK, "name": [MARK], "contact_email": MARK}),
        '{"collaborator": "CTV-1", "name": "' + MARK,
    ]
    nested = tmp_path / "so.json"
    nested.write_text(
        json.dumps(
            {
                "as_of": "2024-07-24",
                "collaborators": [
                    {"id": MARK, "network": "gl", "name": [MARK], "contact": {"phone": MARK}},
                    MARK,
                ],
            }
        ),
        encoding="utf-8",
    )
    for path in (package(tmp_path / "so", {"contacts": rows}), nested):
        reading = read(path)
        assert len({str(finding.place) for finding in reading.findings}) == (4 if path != nested else 2)
        for finding in reading.findings:
            shown = [repr(finding), finding.message("vi"), finding.message("en"), str(finding.to_dict())]
            assert not any(MARK in text for text in shown)
            assert MARK in str(finding.row)


# Nothing that was read is lost


def _lines() -> dict[str, list[str]]:
    with TemporaryDirectory() as folder:
        register().write(folder, personal=True)
        texts = {path.stem: path.read_text(encoding="utf-8") for path in Path(folder).glob("*.ndjson")}
    return {name: text.splitlines() for name, text in texts.items() if text}


LINES = _lines()
SPOILT: st.SearchStrategy[object] = st.one_of(
    st.sampled_from(
        ["", "0", "1706659200", "x" * 5000, "\ud800", "{}", None, 7, -1, 10**30, 1.5, True, [], {}, [{}]]
    ),
    st.text(max_size=5),
)
RAW = st.sampled_from(
    [
        b"null",
        b"7",
        b"[]",
        b'"x"',
        b"{",
        b"\xe1",
        b"NaN",
        b"[" * 9999,
        b'{"id": NaN}',
        b'{"a": 1, "a": 1}',
        b"9" * 5000,
        b"\0",
    ]
)


def _is_one_line(data: bytes) -> bool:
    """Leave out what is more than a line: a line end, or the mark that a whole file begins with."""
    return b"\n" not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))


@st.composite
def _spoilt(draw: st.DrawFn, line: str) -> bytes:
    """Return a valid line with a field changed, left out, added or renamed, or something else altogether."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.one_of(RAW, st.binary(max_size=20).filter(_is_one_line)))
    row = json.loads(line)
    name = draw(st.sampled_from(sorted(row)))
    change = draw(st.sampled_from(["value", "out", "extra", "rename"]))
    if change == "value":
        row[name] = draw(SPOILT)
    elif change == "out":
        del row[name]
    elif change == "extra":
        row[draw(st.text(max_size=5))] = draw(SPOILT)
    else:
        row[name + "s"] = row.pop(name)
    return json.dumps(row, ensure_ascii=draw(st.booleans()) or "\\ud" in json.dumps(row)).encode()


@st.composite
def _files(draw: st.DrawFn) -> dict[str, list[bytes]]:
    files: dict[str, list[bytes]] = {}
    for name in draw(st.sets(st.sampled_from(sorted(LINES)), min_size=1, max_size=4)):
        lines = [line.encode() for line in LINES[name]]
        for place in draw(st.sets(st.integers(0, len(lines) - 1))):
            lines[place] = draw(_spoilt(lines[place].decode()))
        files[name] = lines
    return files


def _read_lines(reading: Reading, name: str) -> list[int]:
    kept: list[int] = reading.register.tables.polars(name)["source_row"].to_list()
    return kept


@settings(max_examples=examples(60))
@given(_files())
def test_nothing_that_was_read_is_lost(files: dict[str, list[bytes]]) -> None:
    """A fault in the data is a finding; nothing that was read is lost: each line is a row or has a finding that holds it."""
    with TemporaryDirectory() as folder:
        reading = read(package(Path(folder), {name: b"\n".join(lines) for name, lines in files.items()}))

    for name, lines in files.items():
        refused = {f.place.line: f for f in reading.findings if f.place is not None and f.table == name}
        kept = _read_lines(reading, name)
        written = {number for number, line in enumerate(lines, 1) if line.strip()}
        assert set(kept).isdisjoint(refused)
        assert set(kept) | set(refused) == written
        assert len(kept) + len(refused) == len(written)
        for number, finding in refused.items():
            row = str(finding.row)
            assert number is not None
            assert lines[number - 1].removeprefix(b"\xef\xbb\xbf").rstrip(b"\r") in {
                row.encode(),
                row.encode("latin-1", "ignore"),
            }
            assert finding.message("vi")
            assert finding.message("en")
            json.dumps(finding.to_dict(), ensure_ascii=False).encode()
    assert len(reading.register) >= 0
    check(reading.register)


def test_the_property_sees_a_line_that_is_lost() -> None:
    """The sample has rows in twenty tables, so the property speaks of every shape of table."""
    assert len(LINES) >= 20


def test_items_without_topics_are_told(tmp_path: Path) -> None:
    """A matter whose only topic was refused, or whose table of topics is absent, cannot be held and comes back whole."""
    bad = '{"item": "n1", "network": "gl", "position": 1, "topic": "Đất đai"}'
    good = register().add(report("bc7", items=[item("n7", topics=["schools"])]))
    files = {name: LINES[name] for name in ("reports", "items")}
    for topics in ({"item_topics": [bad]}, {}):
        reading = read(package(tmp_path / str(len(topics)), {**files, **topics}))
        told = {finding.record: finding for finding in reading.findings if finding.table == "items"}
        assert set(told) == {"n0", "n1"}
        assert (told["n1"].code, told["n1"].field, str(told["n1"].place)) == (
            "too_short",
            "topics",
            "items.ndjson:2",
        )
        assert told["n1"].row == LINES["items"][1]
        assert "at least 1" in told["n1"].message("en")
        assert {report.items for report in reading.register.reports} == {()}
        assert "items" in reading.register.tables.partial
    assert read(good.write(tmp_path / "good", personal=True, classified=True)).ok
