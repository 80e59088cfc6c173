"""Writing commits: whatever step fails, a reader finds the old package or the new one, and never half taken for whole."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dlxh import Register, read, read_tables
from dlxh.errors import ReadError
from dlxh.register import commit, writing
from dlxh.register.writing import WriteError
from tests.sample import AS_OF, package, register, report, unit

FORMS = ["so", "so.zip", "so.json"]
OLD = Register([*(unit(f"x{n}") for n in range(9)), *register().networks], as_of=AS_OF)
NEW = Register(
    [unit("x1", name="Huyện B"), *(unit(f"x{n}") for n in range(4, 20)), *register().terms], as_of=AS_OF
)
REPORTS = Register([report(f"b{n}") for n in range(9)], as_of=AS_OF)


class StoppedError(OSError):
    """The power is off, or the disk is full."""


STEPS: list[tuple[Any, str]] = [
    (os, "open"),
    (os, "fsync"),
    (Path, "replace"),
    (Path, "unlink"),
    (Path, "chmod"),
]
"""All that touches the disk when a register is written."""


def stop_at(patch: pytest.MonkeyPatch, step: int) -> list[str]:
    """Let the disk fail from one step on: all later steps fail too. Return the names of the steps that were begun."""
    begun: list[str] = []

    def failing(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def tried(*given: Any, **options: Any) -> Any:  # noqa: ANN401 - of any call
            begun.append(name)
            if len(begun) >= step:
                if name == "fsync" and not stat.S_ISDIR(os.fstat(given[0]).st_mode):
                    os.ftruncate(given[0], os.fstat(given[0]).st_size // 2)  # what the cache held is lost
                raise StoppedError(name)
            return act(*given, **options)

        return tried

    for place, name in STEPS:
        patch.setattr(place, name, failing(name, getattr(place, name)))
    return begun


def state(path: Path) -> str:
    """Return what a reader finds: the old register, the new one, or a part that is reported as one."""
    try:
        reading = read(path, verify=True)
    except ReadError:
        return "nothing"
    if reading.findings:
        return "told"
    tables = reading.register.tables
    given = {"new": NEW.tables, "old": OLD.tables}
    return next(
        name
        for name, whole in given.items()
        if whole.names == tables.names
        and all(whole.polars(each)[:, :-1].equals(tables.polars(each)[:, :-1]) for each in tables)
    )


@pytest.mark.traced
@pytest.mark.parametrize("form", FORMS)
def test_every_step_may_fail(tmp_path: Path, form: str) -> None:
    """At each single step of writing over a register the old or the new one is read, whole; later steps never go back."""
    states: list[str] = []
    for step in range(1, 500):
        path = tmp_path / str(step) / form
        OLD.write(path)
        with pytest.MonkeyPatch.context() as patch:
            stop_at(patch, step)
            try:
                NEW.write(path, overwrite=True)
            except StoppedError:
                finished = False
            else:
                finished = True
        states.append(state(path))
        if step % 8 == 0 or finished:
            NEW.write(path, overwrite=True)  # what is left lying about hinders no later writing
            assert state(path) == "new"
            assert not list(path.parent.rglob("*.new"))
        if finished:
            break
    assert states[-1] == "new"
    assert states == sorted(states, reverse=True)
    assert set(states) == {"old", "new"}


@pytest.mark.parametrize("form", FORMS)
def test_a_first_writing_may_fail(tmp_path: Path, form: str) -> None:
    """Where nothing was, there is nothing or the whole register after each step."""
    states: list[str] = []
    for step in range(1, 500):
        path = tmp_path / str(step) / form
        with pytest.MonkeyPatch.context() as patch:
            stop_at(patch, step)
            try:
                NEW.write(path)
            except StoppedError:
                finished = False
            else:
                finished = True
        states.append(state(path))
        if finished:
            break
    assert states == sorted(states, reverse=True)
    assert set(states) == {"nothing", "new"}


def test_a_folder_that_was_left_between_two_packages(tmp_path: Path) -> None:
    """A package whose files could not all be put in their places is whole for both readers, and is written on from there."""
    OLD.write(tmp_path / "so")
    with pytest.MonkeyPatch.context() as patch:
        names = stop_at(patch, 10**9)
        NEW.write(tmp_path / "so", overwrite=True)
    first = len(names) - 1 - names[::-1].index("replace")
    OLD.write(tmp_path / "so", overwrite=True)
    with pytest.MonkeyPatch.context() as patch:
        stop_at(patch, first)
        with pytest.raises(StoppedError):
            NEW.write(tmp_path / "so", overwrite=True)

    assert list((tmp_path / "so").glob("*.new"))
    assert state(tmp_path / "so") == "new"
    assert read_tables(tmp_path / "so", verify=True).polars("units").height == 17
    NEW.add(unit("x99")).write(tmp_path / "so", overwrite=True)  # a file of the old package still lies there
    again = read(tmp_path / "so", verify=True)
    assert not again.findings
    assert len(again.register.units) == 18


def _fail(_: int) -> None:
    raise StoppedError


def test_what_failed_takes_itself_away(tmp_path: Path) -> None:
    """A writing that fails while the disk still works leaves no file behind, for it may hold names."""
    OLD.write(tmp_path / "so")
    before = {path.name: path.read_bytes() for path in (tmp_path / "so").iterdir()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", _fail)
        with pytest.raises(StoppedError):
            NEW.write(tmp_path / "so", personal=True, overwrite=True)

    assert {path.name: path.read_bytes() for path in (tmp_path / "so").iterdir()} == before


def _cut(data: bytes) -> bytes:
    return b"".join(data.splitlines(keepends=True)[:-1])


@pytest.mark.parametrize("reader", [read, read_tables])
@pytest.mark.parametrize(
    ("change", "code", "is_error"),
    [
        (lambda data: data, None, False),
        (_cut, "file_short", True),
        (lambda data: data[:0], "file_short", True),
        (lambda data: data[: len(data) // 2], "file_short", True),
        (lambda data: data.replace(b"written", b"email"), "file_edited", False),
        (lambda data: data + _cut(data).replace(b'"b', b'"c'), "file_edited", False),
        (lambda data: data.replace(b"\n", b"\r\n"), "file_edited", False),
        (lambda data: data.removesuffix(b"\n"), "file_edited", False),
    ],
    ids=["same", "a row less", "empty", "half", "other bytes", "more rows", "windows", "no last line end"],
)
def test_a_file_that_is_not_what_was_written(
    tmp_path: Path,
    reader: Callable[..., Any],
    change: Callable[[bytes], bytes],
    code: str | None,
    *,
    is_error: bool,
) -> None:
    """Fewer rows than were written are an error, and those that are there stay; a file mended by hand is read, and reported."""
    path = REPORTS.write(tmp_path / "so") / "reports.ndjson"
    path.write_bytes(change(path.read_bytes()))
    if reader is read_tables:
        if is_error:
            with pytest.raises(ReadError, match=r"were written|not valid JSON"):
                read_tables(path.parent)
        else:
            assert read_tables(path.parent).polars("reports").height >= 9
        return
    reading = read(path.parent)
    found = [finding for finding in reading.findings if finding.code.startswith("file_")]
    assert [(finding.code, finding.table) for finding in found] == (
        [] if code is None else [(code, "reports")]
    )
    assert reading.ok is not is_error
    rows = sum(1 for line in path.read_bytes().splitlines() if line.strip())
    assert len(reading.register.reports) + sum(f.code == "json_invalid" for f in reading.findings) == rows
    assert reading.register.tables.qualifier("reports", network="gl") == ("at_least" if is_error else "exact")


@pytest.mark.traced
def test_the_same_rows_and_bytes_with_other_content(tmp_path: Path) -> None:
    """A change that keeps rows and bytes is seen by the hash, which is compared when that is asked for."""
    path = REPORTS.write(tmp_path / "so") / "reports.ndjson"
    path.write_bytes(path.read_bytes().replace(b'"b3"', b'"c3"'))

    assert not read(path.parent).findings
    assert [(f.code, f.severity) for f in read(path.parent, verify=True).findings] == [
        ("file_edited", "warning")
    ]
    assert read_tables(path.parent).polars("reports").height == 9
    with pytest.raises(ReadError, match="was changed after it was written"):
        read_tables(path.parent, verify=True)


@pytest.mark.traced
@pytest.mark.parametrize("described", [{}, {"hash": "5d41402abc4b2a76b9719d911017c592"}, {"hash": 7}])
def test_what_cannot_be_verified_is_told(tmp_path: Path, described: dict[str, object]) -> None:
    """Where no SHA-256 is stated, asking for it is answered with a warning, and reading without asking with none."""
    entry = {"name": "reports", "path": "reports.ndjson", **described}
    folder = package(tmp_path, {"reports": [""]}, resources=[entry])

    assert not read(folder).findings
    assert [finding.code for finding in read(folder, verify=True).findings] == ["hash_missing"]


@pytest.mark.traced
def test_bytes_alone_are_compared(tmp_path: Path) -> None:
    """A package of another maker that states bytes and no rows is compared by these."""
    entry = {"name": "reports", "path": "reports.ndjson", "bytes": 99}
    folder = package(tmp_path, {"reports": [""]}, resources=[entry])

    (finding,) = read(folder).findings
    assert (finding.code, finding.severity) == ("file_cut", "error")
    assert "99" in finding.message("vi")


@pytest.mark.traced
@pytest.mark.skipif(os.name != "posix", reason="this system gives modes and links otherwise")
@pytest.mark.parametrize("form", FORMS)
def test_links_and_modes(tmp_path: Path, form: str) -> None:
    """A link is replaced and what it leads to stays; who might read the old file might read the new one, and nobody else."""
    file = tmp_path / form / "datapackage.json" if form == "so" else tmp_path / form
    other = tmp_path / "other"
    OLD.write(tmp_path / form)
    file.rename(other)
    other.chmod(0o600)
    before = other.read_bytes()
    file.symlink_to(other)
    NEW.write(tmp_path / form, overwrite=True)

    assert other.read_bytes() == before
    assert not file.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert state(tmp_path / form) == "new"


@pytest.mark.skipif(os.name != "posix", reason="this system gives links otherwise")
def test_a_link_in_the_place_of_a_new_file(tmp_path: Path) -> None:
    """A link that is where a new file is written first leads nowhere any more: what it led to stays."""
    other = tmp_path / "other"
    other.write_text("x", encoding="utf-8")
    (tmp_path / "so").mkdir()
    for name in ("datapackage.json", "reports.ndjson"):
        (tmp_path / "so" / f"{name}.new").symlink_to(other)
    NEW.write(tmp_path / "so")

    assert other.read_text(encoding="utf-8") == "x"
    assert state(tmp_path / "so") == "new"


@pytest.mark.traced
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    "place", ["so.zip", "so.json", "so", "folder/reports.ndjson", "folder/datapackage.json"]
)
@pytest.mark.parametrize("thing", ["pipe", "folder"])
def test_what_stands_in_the_way(tmp_path: Path, place: str, thing: str) -> None:
    """A pipe or a folder in the place of a file, or a file in that of a folder, is refused before anything is written."""
    target = tmp_path / place
    target.parent.mkdir(exist_ok=True)
    if thing == "pipe":
        os.mkfifo(target)
    elif place == "so":
        target.write_text("x", encoding="utf-8")
    else:
        target.mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(WriteError, match="exists and is not"):
        NEW.write(tmp_path / place.split("/", maxsplit=1)[0], overwrite=True)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "name", ["so.JSON", "so.Json", "so.ZIP", "so.zip", "so.json", "so.2026", "so.v2.Json"]
)
def test_the_ending_decides_in_any_case(tmp_path: Path, name: str) -> None:
    """An ending in capital letters means the same form, to the writer as to the reader; other names are folders."""
    path = NEW.write(tmp_path / name)

    assert path.is_dir() == (name == "so.2026")
    assert state(path) == "new"


@pytest.mark.traced
@pytest.mark.parametrize("ending", [".ndjson", ".jsonl", ".csv", ".xlsx", ".XLSX", ".parquet", ".toml"])
def test_the_ending_of_another_form(tmp_path: Path, ending: str) -> None:
    """No folder is made where somebody asks for a file of another form."""
    with pytest.raises(WriteError, match="or the name of a folder"):
        NEW.write(tmp_path / f"so{ending}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.traced
@pytest.mark.parametrize("name", ["con", "AUX.json", "nul .zip", "lpt9"])
def test_a_name_that_windows_keeps_for_a_device(tmp_path: Path, name: str) -> None:
    """What is written anywhere can be copied to a computer with Windows: names of devices are refused."""
    with pytest.raises(WriteError, match="name of a device on Windows"):
        NEW.write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not list open files")
@pytest.mark.parametrize("name", FORMS)
def test_only_closed_files_take_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Neither the new file nor the one in its place is open when it is put there: Windows would refuse."""
    OLD.write(tmp_path / name)
    replace, places = Path.replace, []

    def watch(path: Path, target: Path) -> Path:
        handles = [os.path.realpath(handle) for handle in Path("/proc/self/fd").iterdir()]
        assert not {str(path), str(target)} & set(handles)
        places.append(target)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watch)
    NEW.write(tmp_path / name, overwrite=True)
    assert places


def test_an_archive_does_not_tell_its_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files give the same archive on Windows as elsewhere."""
    here = writing._zip({"a": b"x"})
    monkeypatch.setattr(sys, "platform", "linux" if sys.platform == "win32" else "win32")
    assert writing._zip({"a": b"x"}) == here


@pytest.mark.traced
def test_where_folders_cannot_be_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot be asked to settle a folder writes all the same."""
    monkeypatch.setattr("dlxh.register.commit.os.name", "nt")
    commit.write_file(tmp_path / "x", b"x")

    assert (tmp_path / "x").read_bytes() == b"x"
