"""The exchange form: what a zip or folder gives out, and what its description says."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import read, read_tables
from dlxh.errors import ReadError
from dlxh.register.exchange import describe_table
from dlxh.register.limits import Limits
from dlxh.register.schema import schema
from dlxh.register.source import is_inside, open_source
from tests.lengths import examples
from tests.sample import register


def _zip(path: Path) -> Path:
    return register().write(path / "so.zip", personal=True)


def _changed(path: Path, name: str, data: bytes | None, *, method: int = zipfile.ZIP_STORED) -> Path:
    """Copy a zip with one entry changed, or left out."""
    copy = path.with_name("copy.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.namelist():
            if entry != name:
                target.writestr(entry, source.read(entry))
        if data is not None:
            target.writestr(name, data, method)
    return copy


def test_a_zip_that_lacks_a_file(tmp_path: Path) -> None:
    """A file that the package names and the zip lacks is a finding; its table is unknown and the others are read."""
    reading = read(_changed(_zip(tmp_path), "activities.ndjson", None))

    assert [(f.code, f.table) for f in reading.findings] == [("file_missing", "activities")]
    assert "activities" not in reading.register.tables
    assert reading.register.reports == register().reports


@pytest.mark.parametrize("name", ["../reports.ndjson", "/reports.ndjson", "a/../../b", "C:/x", "..\\x"])
def test_a_zip_with_an_entry_outside_itself(tmp_path: Path, name: str) -> None:
    """An entry that would lie outside the zip is reported and never read, also when no resource names it."""
    reading = read(_changed(_zip(tmp_path), name, b"{}"))

    assert [(f.code, str(f.place)) for f in reading.findings] == [("path_outside", name)]
    assert reading.register == register()


@pytest.mark.parametrize(
    ("method", "code"),
    [
        (zipfile.ZIP_STORED, "file_unreadable"),
        (zipfile.ZIP_DEFLATED, "file_unreadable"),
        (zipfile.ZIP_BZIP2, "packing_unknown"),
        (zipfile.ZIP_LZMA, "packing_unknown"),
    ],
)
def test_damaged_entries_are_findings(tmp_path: Path, method: int, code: str) -> None:
    """An entry whose content is damaged, by any compression, is a finding, and the other tables are read."""
    path = _changed(_zip(tmp_path), "reports.ndjson", b"{}" * 500, method=method)
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("reports.ndjson")
    data = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len("reports.ndjson")
    for place in range(start, start + entry.compress_size):
        data[place] ^= 0x5A
    path.write_bytes(data)
    reading = read(path)

    assert [(f.code, f.table) for f in reading.findings] == [(code, "reports")]
    assert reading.register.collaborators == register().collaborators


@pytest.mark.traced
@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_is_packed_otherwise(tmp_path: Path, method: int) -> None:
    """An archive packed as a whole in another way is a package, and the refusal says how to pack it."""
    path = tmp_path / "packed.zip"
    with zipfile.ZipFile(_zip(tmp_path)) as whole, zipfile.ZipFile(path, "w", method) as other:
        for name in whole.namelist():
            other.writestr(name, whole.read(name))
    readers: tuple[Callable[[Path], object], ...] = (read, read_tables)
    for reader in readers:
        with pytest.raises(ReadError) as refused:
            reader(path)
        assert refused.value.vi.startswith("packed.zip/datapackage.json: tệp được nén theo cách khác")
        assert "(deflate), and was not read; pack it again" in refused.value.en
        assert "not a dlxh package" not in refused.value.en


def test_an_entry_with_a_password_is_a_finding(tmp_path: Path) -> None:
    """An encrypted entry is reported; the reader asks for no password."""
    path = _zip(tmp_path)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + offset] |= 1
    path.write_bytes(data)

    (finding,) = read(path).findings
    assert finding.code == "file_unreadable"
    assert "password" in finding.message("en")


@pytest.mark.traced
def test_a_zip_that_unpacks_to_too_much(tmp_path: Path) -> None:
    """A zip that says it unpacks to more than the limit is refused before anything is unpacked, with the way out."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("reports.ndjson", b"x")
        archive.filelist[1].file_size = Limits().unpacked
    with pytest.raises(ReadError, match="unpack it into a folder and read that") as refused:
        read(path)

    assert "1,073,741,826 bytes" in refused.value.en
    assert "1.073.741.826 byte, nhiều nhất 1.073.741.824;" in refused.value.vi


@pytest.mark.traced
def test_an_entry_that_lies_about_its_size(tmp_path: Path) -> None:
    """An entry that holds more than it says is damaged: no more than it says is ever unpacked."""
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "datapackage.json", '{"dlxh:asOf": "2024-07-24", "resources": [{"name": "reports", "path": "r"}]}'
        )
        archive.writestr("r", b"\n" * 10_000_000)
        archive.filelist[1].file_size = 5
    assert [finding.code for finding in read(path).findings] == ["file_unreadable"]


def test_the_largest_zip_is_read(tmp_path: Path) -> None:
    """The limit itself is allowed, one byte more is not."""
    path = _zip(tmp_path)
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    assert read(path, limits=Limits(unpacked=size)).ok
    with pytest.raises(ReadError):
        read(path, limits=Limits(unpacked=size - 1))


def _bytes() -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "datapackage.json",
            '{"dlxh:asOf": "2024-07-24", "resources": [{"name": "units", "path": "units"}]}',
        )
        archive.writestr(
            "units", '{"id": "x1", "name": "Huyện A", "kind": "place", "level": "district"}\n' * 3
        )
    return data.getvalue()


WHOLE = _bytes()


@settings(max_examples=examples(150))
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=3),
    st.integers(len(WHOLE) - 80, len(WHOLE)),
)
def test_a_damaged_zip_never_raises_from_below(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], length: int
) -> None:
    """A broken file is a clear error or finding, never a traceback from below: any bytes of a zip may be wrong."""
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(data[:length])
    try:
        reading = read(path)
    except ReadError:
        return
    assert reading.findings or len(reading.register.units) == 3


@pytest.mark.traced
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system does not let us read is a finding about that file."""

    def refuse(self: Path) -> bytes:
        raise PermissionError(self)

    (tmp_path / "x").write_text("x", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with open_source(tmp_path) as source:
        assert source.open("x") == "file_unreadable"


def test_a_source_gives_bytes(tmp_path: Path) -> None:
    """A folder and a zip give out the same bytes under the same name."""
    register().write(tmp_path / "so", personal=True)
    with open_source(tmp_path / "so") as folder, open_source(_zip(tmp_path)) as archive:
        assert folder.open("units.ndjson") == archive.open("units.ndjson")
        assert isinstance(folder.open("units.ndjson"), bytes)
        assert folder.open("x") == archive.open("x") == "file_missing"
        assert folder.outside == archive.outside == ()


@pytest.mark.parametrize("path", ["a", "a/b.ndjson", "a/./b", "..a", "a..", "..."])
def test_paths_inside(path: str) -> None:
    """A relative path without a way up is inside, also where a name begins or ends with dots."""
    assert is_inside(path)


@pytest.mark.parametrize(
    "path", ["", "/", "//x", "..", "a/..", "a\\b", "\\\\host\\x", "c:x", "file:///x", "com1.ndjson", "a/NUL"]
)
def test_paths_outside(path: str) -> None:
    """An absolute path, a way up, a drive, a device, another address or no name at all is outside on every system."""
    assert not is_inside(path)


def test_the_description_of_a_table() -> None:
    """A resource lists its columns with types, keys and references, and who may see each; computed columns stay out."""
    described = describe_table(schema()["reports"], within=schema(), partial={})
    fields = {each["name"]: each for each in described["schema"]["fields"]}

    assert described["schema"]["primaryKey"] == ["id"]
    assert "received_day" not in fields
    assert fields["received_at"]["type"] == "datetime"
    assert fields["author"]["dlxh:disclosure"] == "restricted"
    assert fields["id"]["constraints"] == {"required": True}
    assert fields["author"]["constraints"] == {"required": False}
    links = [(link["fields"], link["reference"]["resource"]) for link in described["schema"]["foreignKeys"]]
    assert (["author"], "collaborators") in links
    assert "dlxh:partial" not in described
    stated = describe_table(schema()["reports"], within=schema(), partial={"reports": ["gl"]})
    assert stated["dlxh:partial"] == ["gl"]


def test_a_reference_leads_to_a_table_of_the_package() -> None:
    """What refers to a table that is not in the package is not a reference there, and all columns are named for each row."""
    described = describe_table(schema()["reports"], within=["reports", "networks"], partial={})
    linked = [each["reference"]["resource"] for each in described["schema"]["foreignKeys"]]

    assert linked == ["networks"]
    assert described["dialect"]["json"]["keys"] == [field["name"] for field in described["schema"]["fields"]]
