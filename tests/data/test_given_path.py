"""What a caller names as a file: a text that is not a path is not repeated, and what has no end is not opened."""

import os
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh import read, read_tables
from dlxh.errors import ReadError
from dlxh.ledger import read_regulation
from dlxh.payroll import read_scheme, salary_table
from dlxh.words.bilingual import Error
from tests.register.test_reading_flat import REPORT, _line
from tests.sample import MARK, package

TOML_READERS: list[Callable[[Any], object]] = [read_scheme, read_regulation, salary_table]
READERS = [read, read_tables, *TOML_READERS]
DOCUMENTS = [
    f'{{"as_of": "2024-07-24", "collaborators": [{{"id": "c1", "name": "{MARK}"}}]}}',
    f"{{'name': '{MARK}'}}",
    f'name = "{MARK}"\nid = 1',
    f"a/{{}}/{MARK}",
    f"{MARK}\u2028",
    f"{MARK}\0",
    f"{MARK} " * 40,
    f"{MARK} ý kiến " * 8,
    f"# {MARK}\r\n" * 4000,
]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", DOCUMENTS, ids=range(len(DOCUMENTS)))
def test_a_text_that_is_no_path_is_not_repeated(reader: Callable[[Any], object], text: str) -> None:
    """A document given instead of its path is refused with what to do, and nothing of it is in the error."""
    for given_text in (text, Path(text)):
        with pytest.raises(Error, match="write it to a file and give its path") as caught:
            reader(given_text)
        assert MARK not in str(caught.value) + repr(caught.value.__cause__) + repr(caught.value.__context__)


@given(st.text(min_size=1).filter(lambda text: not os.path.exists(text.replace("\0", "x"))))  # noqa: PTH110 - Path raises where a name is too long
def test_no_error_quotes_what_no_path_holds(text: str) -> None:
    """An error quotes a name only where it is short, printable and without braces."""
    with pytest.raises(ReadError) as caught:
        read(text)
    name = Path(text).name
    if name in caught.value.en and len(name) > 20:
        assert name.isprintable()
        assert not set("{}") & set(name)
        assert len(name.encode()) <= 255


NO_PATHS = [None, 7, "", [MARK]]
IN_MEMORY = [b"so", {"reports": []}]
"""What `read` and `read_tables` may take, or say of it what is missing."""


@pytest.mark.parametrize(
    ("reader", "wrong"),
    [*product(READERS, NO_PATHS), *product(TOML_READERS, IN_MEMORY)],
    ids=lambda value: getattr(value, "__name__", None) or repr(value),
)
def test_what_is_no_path_at_all(reader: Callable[[Any], object], wrong: object) -> None:
    """Nothing, a blank or a list is the caller's mistake, and so are bytes and rows where they are not read."""
    with pytest.raises(Error, match="a path is a str or a Path") as caught:
        reader(wrong)
    assert MARK not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ["so", "so.json", "so.zip", "so.toml"])
def test_a_pipe_is_refused(tmp_path: Path, reader: Callable[[Any], object], name: str) -> None:
    """A pipe, also behind a link, is refused at once: reading it would never end."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / name).symlink_to("pipe")
    for path in (tmp_path / "pipe", tmp_path / name):
        with pytest.raises(Error, match="is not a regular file"):
            reader(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no devices in its tree")
@pytest.mark.parametrize("reader", READERS)
def test_a_device_is_refused(reader: Callable[[Any], object]) -> None:
    """A device, which gives bytes without end, is refused at once."""
    with pytest.raises(Error, match="zero is not a regular file"):
        reader("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_inside_a_package(tmp_path: Path) -> None:
    """A member of a folder that is a pipe is a finding, and the other files are read; as the description it is refused."""
    folder = package(tmp_path / "so", {"reports": [_line("reports", {})], "memberships": []})
    (folder / "memberships.ndjson").unlink()
    os.mkfifo(folder / "memberships.ndjson")
    reading = read(folder)

    assert [(finding.code, finding.table) for finding in reading.findings] == [
        ("file_unreadable", "memberships")
    ]
    assert reading.register.reports[0].id == REPORT["id"]
    (folder / "datapackage.json").unlink()
    os.mkfifo(folder / "datapackage.json")
    with pytest.raises(ReadError):
        read(folder)


@pytest.mark.parametrize("reader", TOML_READERS)
def test_a_folder_is_no_toml_file(tmp_path: Path, reader: Callable[[Any], object]) -> None:
    """Where a file is wanted a folder is refused, before the system says so."""
    with pytest.raises(Error, match="give the path of a file"):
        reader(tmp_path)


@pytest.mark.parametrize("reader", TOML_READERS)
@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"a=" + b"9" * 5000, "number that is too long"),
        (b"a=" + b"[" * 100_000, "nested too deeply"),
        (b"a" * 5000 + b"\na = 1", "is not valid UTF-8 TOML"),
        (b"a = 1\na = 2", "is not valid UTF-8 TOML"),
        (MARK.encode("utf-16"), "is not valid UTF-8 TOML"),
        (f"# {MARK}\n=".encode(), "line 2, column 1"),
    ],
    ids=["number", "deep", "long key", "twice", "utf-16", "syntax"],
)
def test_whatever_a_toml_file_holds(
    tmp_path: Path, reader: Callable[[Any], object], data: bytes, match: str
) -> None:
    """What is not TOML ends in one documented error, which is short and carries nothing of the file."""
    path = tmp_path / "so.toml"
    path.write_bytes(data)
    with pytest.raises(Error, match=match) as caught:
        reader(path)
    assert len(str(caught.value)) < 500
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("reader", TOML_READERS)
def test_a_toml_file_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Callable[[Any], object]
) -> None:
    """A file that the system does not let us read is refused in words."""

    def refuse(self: Path, **_: object) -> str:
        raise PermissionError(self)

    (tmp_path / "so.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(Error, match="cannot be read"):
        reader(tmp_path / "so.toml")


@pytest.mark.parametrize("name", ["so.json", "so.zip", "so", "package"])
@pytest.mark.parametrize(
    "data", [f'{{"name": "{MARK}",,'.encode(), MARK.encode("utf-16"), f'{{"{MARK}": NaN}}'.encode()]
)
def test_an_error_carries_nothing_of_the_file(tmp_path: Path, name: str, data: bytes) -> None:
    """What a file holds is neither in the error nor in what it was raised from: error trackers send both out."""
    path = tmp_path / name
    if name == "package":
        path.mkdir()
        (path / "datapackage.json").write_bytes(data)
    else:
        path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert MARK not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b'{"as_of": 1,,', "line 1, column 13"),
        (b'{\n "as_of": 1\n "x": 2}', "line 3, column 2"),
        ('{\n "tên": "é'.encode() + b"\xff", "not UTF-8, line 2, column 11"),
        (b"", "line 1, column 1"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"x": ' + b"9" * 5000 + b"}", "a number that is not valid"),
    ],
    ids=["comma", "line 3", "bytes", "empty", "deep", "digits"],
)
def test_a_syntax_error_has_its_place(tmp_path: Path, data: bytes, where: str) -> None:
    """Where JSON breaks is shown by line and column, in a document and in the description of a package."""
    (tmp_path / "so.json").write_bytes(data)
    (tmp_path / "datapackage.json").write_bytes(data)
    for path in (tmp_path / "so.json", tmp_path):
        with pytest.raises(ReadError) as caught:
            read(path)
        assert f"({where})" in caught.value.en
        assert caught.value.vi != caught.value.en
