"""Dạng trao đổi: a folder or zip of flat NDJSON files with a Frictionless `datapackage.json`."""

import json
import zipfile
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

_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
    Kind.DAY: "date",
    Kind.INSTANT: "datetime",
}


class ReadError(BilingualError):
    """A source that cannot be opened as what it claims to be; faults inside it are findings."""


@dataclass(frozen=True, slots=True)
class Source:
    """A folder or zip: its name, and how to get the bytes of a file in it."""

    name: str
    open: Callable[[str], bytes | None]


def is_inside(path: str) -> bool:
    """Tell whether a path of a package stays inside the package.

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
        with zipfile.ZipFile(path) as archive:
            names = frozenset(archive.namelist())
            yield Source(path.name, lambda name: archive.read(name) if name in names else None)
    except zipfile.BadZipFile as error:
        raise ReadError(
            vi=f"{path.name} không phải tệp zip đọc được", en=f"{path.name} is no readable zip"
        ) from error


def _from_folder(folder: Path, name: str) -> bytes | None:
    target = folder / name
    if not target.resolve().is_relative_to(folder.resolve()) or not target.is_file():
        return None
    return target.read_bytes()


def descriptor_of(source: Source) -> dict[str, Any]:
    """Return the content of `datapackage.json`; raises ReadError when it is not there or is no package of ours."""
    data = source.open(PACKAGE)
    if data is None:
        raise ReadError(
            vi=f"{source.name} không có {PACKAGE}; đây không phải bộ dữ liệu dlxh",
            en=f"{source.name} has no {PACKAGE}; it is no dlxh package",
        )
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
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
