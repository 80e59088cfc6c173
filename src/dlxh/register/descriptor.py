"""Mô tả bộ dữ liệu: what `datapackage.json` says of a package and of each file in it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from dlxh.data.refusals import refusal
from dlxh.register.exchange import PACKAGE, ReadError
from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.json_file import NoJson, read_json
from dlxh.register.json_text import Twice
from dlxh.register.source import Source

HASH = "sha256:"
"""The prefix of a hash in Frictionless; other algorithms are not compared."""


def descriptor_of(source: Source) -> dict[str, Any]:
    """Return the content of `datapackage.json`; raises ReadError when it is not there or is not a package of ours."""
    data = source.open(PACKAGE)
    if data == "file_missing":
        raise ReadError(
            vi=f"{source.name} không có {PACKAGE}; đây không phải bộ dữ liệu dlxh",
            en=f"{source.name} has no {PACKAGE}; it is not a dlxh package",
        )
    if isinstance(data, str):
        raise ReadError(
            vi=f"{source.name}/{PACKAGE}: {refusal(data, None, 'vi')}",
            en=f"{source.name}/{PACKAGE}: {refusal(data, None, 'en')}",
        )
    found = read_json(data)
    if isinstance(found, NoJson):
        raise ReadError(
            vi=f"{source.name}/{PACKAGE} không phải JSON mã hóa UTF-8 ({found.vi})",
            en=f"{source.name}/{PACKAGE} is not valid UTF-8 JSON ({found.en})",
        )
    if isinstance(found, Twice):
        raise ReadError(
            vi=f"{source.name}/{PACKAGE} có một tên trường bị lặp, không rõ giá trị nào đúng; hãy bỏ một",
            en=f"in {source.name}/{PACKAGE} a name appears twice, and it is not clear which value is right; remove one",
        )
    if not isinstance(found, dict) or not isinstance(found.get("resources"), list):
        raise ReadError(
            vi=f"{source.name}/{PACKAGE} thiếu danh sách 'resources'",
            en=f"{source.name}/{PACKAGE} lacks the list 'resources'",
        )
    return found


def digest(data: bytes) -> str:
    """Return the hash of a file as a package states it.

    >>> digest(b"")[:20]
    'sha256:e3b0c44298fc1'
    """
    return HASH + hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Stated:
    """What a package records of a file as it was written; None: nothing.

    Attributes:
        rows: How many rows it held.
        size: How many bytes.
        mark: Their SHA-256.
    """

    rows: int | None = None
    size: int | None = None
    mark: str | None = None

    @classmethod
    def of(cls, described: dict[str, Any]) -> "Stated":
        """Return what an entry of the package records; what is not a number or hash is ignored.

        >>> Stated.of({"rows": 386, "bytes": "many", "hash": "5d41402abc4b2a76b9719d911017c592"})
        Stated(rows=386, size=None, mark=None)
        """
        rows, size, mark = described.get("rows"), described.get("bytes"), described.get("hash")
        return cls(
            rows if type(rows) is int else None,
            size if type(size) is int else None,
            mark if isinstance(mark, str) and mark.startswith(HASH) else None,
        )

    def compare(self, name: str, file: str, data: bytes, rows: int, *, verify: bool) -> Finding | None:
        """Return a finding where a file is not what was written: an error if something of it is missing.

        Args:
            name: The table that it holds.
            file: What it is called.
            data: Its bytes.
            rows: How many rows it holds, those that do not fit included.
            verify: Whether hashes are compared, which also sees a change that keeps rows and bytes.
        """
        parameters = {"rows": rows, "stated": self.rows, "bytes": len(data), "stated_bytes": self.size}
        place = Place(file)
        if self.rows is not None and rows < self.rows:
            return refuse("file_short", place, table=name, parameters=parameters)
        if self.rows is None and self.size is not None and len(data) < self.size:
            return refuse("file_cut", place, table=name, parameters=parameters)
        if verify and self.mark is None:
            return refuse("hash_missing", place, table=name)
        is_other = self.rows not in {None, rows} or self.size not in {None, len(data)}
        if is_other or (verify and digest(data) != self.mark):
            return refuse("file_edited", place, table=name, parameters=parameters)
        return None
