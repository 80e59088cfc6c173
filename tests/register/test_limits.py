"""Whatever a source holds, reading ends, in memory and work that are linear in it, and what is not listed is counted."""

import json
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from dlxh import Finding, read, read_tables
from dlxh.errors import ReadError
from dlxh.register import Limits
from dlxh.register.limits import LimitError
from dlxh.register.reading import Reading
from dlxh.register.rows import RowReader
from tests.register.test_reading_flat import REPORT
from tests.register.test_reading_nested import ITEM
from tests.sample import package, register

HEAD = {"dlxh:asOf": "2024-07-24", "resources": [{"name": "units", "path": "units.ndjson"}]}


def work(call: Callable[[], Any]) -> int:
    """Return how many lines and calls of our own code a call runs: unlike seconds, the same on every machine."""
    done = 0

    def trace(frame: FrameType, _event: str, _: object) -> Any:  # noqa: ANN401 - as sys.settrace has it
        nonlocal done
        if "dlxh" not in frame.f_code.co_filename:
            return None
        done += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return done


def peak(call: Callable[[], Any]) -> int:
    """Return the most memory that a call holds at one time, in bytes."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def a_wide_line(folder: Path, size: int) -> Path:
    """Return a package whose one row has a number of fields that no table knows."""
    return package(folder, {"units": [json.dumps({f"k{number}": 1 for number in range(size)})]})


def a_wide_record(folder: Path, size: int) -> Path:
    """Return a document whose one record has a number of fields that no model knows."""
    return _document(folder, {"units": [{f"k{number}": 1 for number in range(size)}]})


def wrong_items(folder: Path, size: int) -> Path:
    """Return a document whose one report has a number of items with a wrong code."""
    items = [ITEM | {"id": f"n{number}", "grade": "x"} for number in range(size)]
    return _document(folder, {"reports": [REPORT | {"items": items}]})


def nested_wide(folder: Path, size: int) -> Path:
    """Return a document with unknown fields on each of many levels."""
    inner: dict[str, Any] = {}
    for level in range(40):
        inner = {f"k{number}": 1 for number in range(size // 40)} | {f"in{level}": inner}
    return _document(folder, {"units": [inner]})


def refused_networks(folder: Path, size: int) -> Path:
    """Return a package of refused rows, each of another network."""
    rows = (json.dumps(REPORT | {"network": f"n{number}", "channel": "fax"}) for number in range(size))
    return package(folder, {"reports": rows})


def unknown_entries(folder: Path, size: int) -> Path:
    """Return a document with many entries that are not tables."""
    return _document(folder, {f"k{number}": [1] for number in range(size)})


def unknown_resources(folder: Path, size: int) -> Path:
    """Return a package that describes many files of no table."""
    resources = [{"name": f"k{number}", "path": "x"} for number in range(size)]
    return package(folder, {}, resources=resources)


def childless(folder: Path, size: int) -> Path:
    """Return a package of items without the topics that they need."""
    row = {"report": "bc1", "network": "gl", "scope": "local", "summary": "Đền bù"}
    rows = (json.dumps(row | {"id": f"n{n}", "position": n + 1}) for n in range(size))
    return package(folder, {"items": rows})


def _document(folder: Path, entries: dict[str, Any]) -> Path:
    folder.mkdir(parents=True)
    path = folder / "so.json"
    path.write_text(json.dumps({"as_of": "2024-07-24", **entries}), encoding="utf-8")
    return path


SHAPES = [
    a_wide_line,
    a_wide_record,
    wrong_items,
    nested_wide,
    refused_networks,
    unknown_entries,
    unknown_resources,
    childless,
]


@pytest.mark.no_cover
@pytest.mark.parametrize("shape", SHAPES)
def test_work_and_memory_are_linear(tmp_path: Path, shape: Callable[[Path, int], Path]) -> None:
    """Four times the input takes at most five times the work and the memory, whatever is wrong with it."""
    small, large = shape(tmp_path / "small", 1000), shape(tmp_path / "large", 4000)
    read(small)  # what is made once, such as the readers of rows, is made

    assert work(lambda: read(large)) < 5 * work(lambda: read(small))
    assert peak(lambda: read(large)) < 5 * peak(lambda: read(small))


def _rows_told(reading: Reading) -> Iterator[tuple[Finding, int]]:
    """Return each finding with the rows that it speaks of."""
    for finding in reading.findings:
        yield finding, finding.parameters["count"] if finding.code == "rows_unlisted" else 1


@pytest.mark.parametrize("bound", [1, 2, 3, 7, 20])
def test_rows_beyond_the_bound_are_counted(tmp_path: Path, bound: int) -> None:
    """Rows in are rows kept and rows in findings: those without a finding of their own are reported by their number."""
    rows = [REPORT | {"id": f"b{n}", "channel": "fax" if n % 3 else "email"} for n in range(20)]
    flat = package(tmp_path / "flat", {"reports": map(json.dumps, rows)})
    nested = _document(tmp_path / "nested", {"reports": rows})
    for path in (flat, nested):
        reading = read(path, limits=Limits(file_findings=bound))
        assert len(reading.register.reports) + sum(count for _, count in _rows_told(reading)) == 20
        assert len(reading.findings) <= bound + 1
        assert reading.register.partial["reports"] == {"gl"}
        if bound < 13:
            last = reading.findings[-1]
            assert (last.code, last.parameters["count"]) == ("rows_unlisted", 13 - bound)
            assert "limits=Limits(file_findings=...)" in last.message("en")
            assert f"còn {13 - bound} dòng" in last.message("vi")


@pytest.mark.parametrize("shape", [a_wide_line, a_wide_record, wrong_items])
@pytest.mark.parametrize("bound", [1, 5, 100])
def test_faults_beyond_the_bound_are_counted(
    tmp_path: Path, shape: Callable[[Path, int], Path], bound: int
) -> None:
    """Of one row the first faults are listed, then how many there are beyond; all share the text of the row."""
    path = shape(tmp_path / "so", 20)
    everything = read(path).findings
    listed = read(path, limits=Limits(row_findings=bound)).findings

    assert listed[:bound] == everything[:bound]
    if bound >= len(everything):
        assert listed == everything
        return
    assert [finding.code for finding in listed[bound:]] == ["faults_unlisted"]
    assert listed[-1].parameters["count"] == len(everything) - bound
    assert (listed[-1].place, listed[-1].table) == (listed[0].place, listed[0].table)
    assert all(finding.row is listed[0].row for finding in listed)


def test_a_full_list_still_holds_what_is_told_of_the_file(tmp_path: Path) -> None:
    """A finding about a file itself is listed however many rows of it are refused."""
    described = [{"name": "reports", "path": "reports.ndjson", "rows": 9, "dlxh:partial": "yes"}]
    folder = package(tmp_path, {"reports": ["{", "{", "{"]}, resources=described)

    codes = [finding.code for finding in read(folder, limits=Limits(file_findings=1)).findings]
    assert codes == ["json_invalid", "partial_unclear", "file_short", "rows_unlisted"]


@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.parametrize(
    ("data", "lines"), [(b"\n" * 9, 9), (b"{}\n" * 9, 9), (b"{}\n" * 8 + b"{}", 9), (b"{}", 1)]
)
def test_a_file_of_too_many_lines_is_left_unread(tmp_path: Path, form: str, data: bytes, lines: int) -> None:
    """A file with more lines than allowed, blank ones included, is a finding and its table unknown; one fewer is read."""
    path = package(tmp_path / "so", {"units": data})
    if form == "zip":
        path = tmp_path / "so.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("datapackage.json", json.dumps(HEAD))
            archive.writestr("units.ndjson", data)
    assert "units" in read(path, limits=Limits(lines=lines)).register.tables
    if lines == 1:
        return
    short = Limits(lines=lines - 1)
    reading = read(path, limits=short)
    assert [(finding.code, finding.parameters["lines"]) for finding in reading.findings] == [
        ("lines_too_many", lines)
    ]
    assert "units" not in reading.register.tables
    with pytest.raises(ReadError, match="limits=Limits"):
        read_tables(path, limits=short)


@pytest.mark.parametrize("name", ["unpacked", "lines", "row_findings", "file_findings"])
@pytest.mark.parametrize("bound", [0, -1, 1.5, True, "9", None])
def test_a_bound_is_a_whole_number(name: str, bound: Any) -> None:  # noqa: ANN401 - the mistake that is tested
    """A bound that is not a whole number from 1 upwards is the caller's mistake."""
    with pytest.raises(LimitError, match=name):
        Limits(**{name: bound})


def _bomb(path: Path, data: bytes, method: int, declared: int | None) -> Path:
    """Write a zip whose one table unpacks to some bytes and declares another size, as only a forger does."""
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("datapackage.json", json.dumps(HEAD), zipfile.ZIP_STORED)
        archive.writestr("units.ndjson", data)
        if declared is not None:
            archive.filelist[1].file_size = declared
    return path


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("method", "code"),
    [
        (zipfile.ZIP_DEFLATED, "file_unreadable"),
        (zipfile.ZIP_BZIP2, "packing_unknown"),
        (zipfile.ZIP_LZMA, "packing_unknown"),
    ],
)
def test_a_member_is_not_unpacked_beyond_what_it_declares(tmp_path: Path, method: int, code: str) -> None:
    """An archive of some kilobytes that declares ten bytes and holds forty megabytes never takes them into memory."""
    path = _bomb(tmp_path / "so.zip", bytes(40_000_000), method, 10)
    found: list[Reading] = []

    assert peak(lambda: found.append(read(path))) < 10_000_000
    assert [finding.code for finding in found[0].findings] == [code]
    with pytest.raises(ReadError):
        read_tables(path)


def test_a_member_that_holds_less_than_it_declares(tmp_path: Path) -> None:
    """A member shorter than it declares is damaged, and not taken for whole."""
    path = _bomb(tmp_path / "so.zip", b"{}\n", zipfile.ZIP_DEFLATED, 400)

    assert [finding.code for finding in read(path).findings] == ["file_unreadable"]


@pytest.mark.no_cover
def test_empty_objects_by_the_thousand(tmp_path: Path) -> None:
    """A kilobyte that unpacks to rows without a field costs one look at each row, and lists as many as are allowed."""
    path = _bomb(tmp_path / "so.zip", b"{}\n" * 20_000, zipfile.ZIP_DEFLATED, None)
    found: list[Reading] = []

    assert work(lambda: found.append(read(path))) < 20_000 * 300
    assert 10_000 <= len(found[0].findings) < 10_000 + 100
    assert found[0].findings[-1].code == "rows_unlisted"
    listed = len({finding.place for finding in found[0].findings[:-1]})
    assert listed + found[0].findings[-1].parameters["count"] == 20_000


@pytest.mark.no_cover
def test_a_row_beyond_the_bound_is_not_described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a list is full, a refused row costs no finding, no text and no description of its faults."""
    described: list[int] = []
    given = RowReader._refusal

    def count(self: RowReader, *parts: Any) -> Any:  # noqa: ANN401 - pydantic's line
        described.append(1)
        return given(self, *parts)

    monkeypatch.setattr(RowReader, "_refusal", count)
    rows = [json.dumps(REPORT | {"channel": "fax"})] * 50
    read(package(tmp_path, {"reports": rows}), limits=Limits(file_findings=3))

    assert len(described) == 3


@pytest.mark.parametrize("doubled", ["units.ndjson", "datapackage.json", "x.txt"])
def test_two_members_of_one_name(tmp_path: Path, doubled: str) -> None:
    """A file that an archive holds twice is not read: which one holds is not guessed. No member is lost in silence."""
    path = register().write(tmp_path / "so.zip", personal=True)
    with (
        pytest.warns(UserWarning, match="Duplicate name") if doubled != "x.txt" else nullcontext(),
        zipfile.ZipFile(path, "a") as archive,
    ):
        archive.writestr(doubled, b"{}")
    if doubled == "x.txt":
        with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
            archive.writestr(doubled, b"")
    if doubled == "datapackage.json":
        readers: tuple[Callable[[Path], object], ...] = (read, read_tables)
        for reader in readers:
            with pytest.raises(
                ReadError, match=r"so\.zip/datapackage\.json: the archive contains two files of this name"
            ):
                reader(path)
        return
    reading = read(path)
    assert {(finding.code, str(finding.place)) for finding in reading.findings} == {("member_twice", doubled)}
    assert ("units" in reading.register.tables) == (doubled != "units.ndjson")
    if doubled == "units.ndjson":
        with pytest.raises(ReadError, match="two files of this name"):
            read_tables(path)
