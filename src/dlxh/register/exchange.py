"""Dạng trao đổi: a folder or zip of flat NDJSON files with a Frictionless `datapackage.json`."""

import json
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dlxh.register.columns import Kind
from dlxh.register.schema import Table, schema
from dlxh.words.bilingual import BilingualError

PACKAGE = "datapackage.json"
VERSION = "1"
LARGEST_ZIP = 2**30
"""Bytes that a zip may hold when unpacked. A few kilobytes can unpack to any size, while the size of a folder is seen
beforehand; registers that are larger are read from a folder, or as frames into `Tables`."""

_DAMAGED = (
    OSError,
    ValueError,
    EOFError,
    RuntimeError,  # encrypted, a loop of links, or a compression that Python does not know
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)

_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
    Kind.DAY: "date",
    Kind.INSTANT: "datetime",
}


class ReadError(BilingualError):
    """A source that cannot be opened as what it claims to be; faults inside it are findings.

    >>> print(ReadError(vi="không có tệp", en="no such file"))
    không có tệp / no such file
    """


@dataclass(frozen=True, slots=True)
class Source:
    """A folder or zip.

    Attributes:
        name: Its name, without the way to it.
        open: Returns the bytes of a file in it, or the code of the fault that keeps them from being read.
        outside: Names of entries that would lie outside of it; they are never read.
    """

    name: str
    open: Callable[[str], bytes | str]
    outside: tuple[str, ...] = ()


def is_inside(path: str) -> bool:
    """Tell whether a path of a package stays inside the package, on every operating system.

    >>> is_inside("reports.ndjson"), is_inside("../reports.ndjson"), is_inside("C:/x")
    (True, False, False)
    """
    pure = PurePosixPath(path)
    return (
        bool(path)
        and "\\" not in path
        and ":" not in path
        and not pure.is_absolute()
        and ".." not in pure.parts
    )


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a folder or a zip; raises ReadError when it is neither."""
    if path.is_dir():
        yield Source(path.name, lambda name: _from_folder(path, name))
        return
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGED as error:
        raise ReadError(
            vi=f"{path.name} không phải thư mục, tệp .zip hay tệp .json đọc được",
            en=f"{path.name} is no folder, no readable .zip and no .json",
        ) from error
    with archive:
        _refuse_bomb(path.name, sum(entry.file_size for entry in archive.infolist()))
        names = archive.namelist()
        outside = tuple(name for name in names if not is_inside(name))
        yield Source(path.name, lambda name: _from_zip(archive, name), outside)


def _refuse_bomb(name: str, size: int) -> None:
    if size > LARGEST_ZIP:
        raise ReadError(
            vi=f"{name} giải nén ra {size:,} byte, nhiều nhất {LARGEST_ZIP:,}; nếu đúng là dữ liệu thật, hãy giải nén "
            "thành thư mục rồi đọc thư mục",
            en=f"{name} unpacks to {size:,} bytes, at most {LARGEST_ZIP:,} are read; if it is real, unpack it into a "
            "folder and read that",
        )


def _from_zip(archive: zipfile.ZipFile, name: str) -> bytes | str:
    try:
        return archive.read(name)
    except KeyError:
        return "file_missing"
    except _DAMAGED:
        return "file_unreadable"


def _from_folder(folder: Path, name: str) -> bytes | str:
    try:
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            return "path_outside"
        return target.read_bytes() if target.is_file() else "file_missing"
    except _DAMAGED:  # a name that the system cannot hold, a loop of links, a file that may not be read
        return "file_unreadable"


def descriptor_of(source: Source) -> dict[str, Any]:
    """Return the content of `datapackage.json`; raises ReadError when it is not there or is no package of ours."""
    data = source.open(PACKAGE)
    if isinstance(data, str):
        raise ReadError(
            vi=f"{source.name} không có {PACKAGE} đọc được; đây không phải bộ dữ liệu dlxh",
            en=f"{source.name} has no readable {PACKAGE}; it is no dlxh package",
        )
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(
            vi=f"{source.name}/{PACKAGE} không phải JSON mã hóa UTF-8",
            en=f"{source.name}/{PACKAGE} is no JSON in UTF-8",
        ) from error
    if not isinstance(found, dict) or not isinstance(found.get("resources"), list):
        raise ReadError(
            vi=f"{source.name}/{PACKAGE} thiếu danh sách 'resources'",
            en=f"{source.name}/{PACKAGE} lacks the list 'resources'",
        )
    return found


def resource(table: Table, *, partial: bool | list[str] | None) -> dict[str, Any]:
    """Return the Frictionless description of one table, with keys, references and who may see each column."""
    fields = []
    for column in table.columns:
        if column.local_day_of is None:
            needed = not column.nullable and column.default is None
            fields.append(
                {
                    "name": column.name,
                    "type": _TYPES[column.kind],
                    "constraints": {"required": needed},
                    "dlxh:disclosure": column.disclosure.value,
                }
            )
    links = [
        {"fields": [column.name], "reference": {"resource": column.references, "fields": ["id"]}}
        for column in table.columns
        if column.references is not None and column.references != table.name
    ]
    described: dict[str, Any] = {
        "name": table.name,
        "path": f"{table.name}.ndjson",
        "format": "ndjson",
        "mediatype": "application/x-ndjson",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": list(table.key), "foreignKeys": links},
    }
    return described | ({"dlxh:partial": partial} if partial else {})


def known_tables() -> str:
    """Return the names of all tables for an error message."""
    return ", ".join(schema())
