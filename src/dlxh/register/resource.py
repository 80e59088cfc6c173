"""Tệp của bộ dữ liệu: the file that an entry of a package describes, or what keeps it from being read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from dlxh.register.coverage import EVERY, heard
from dlxh.register.descriptor import Stated, digest
from dlxh.register.exchange import PENDING
from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.findings_text import plural
from dlxh.register.json_text import Twice, text_of, visible
from dlxh.register.known_tables import Schema
from dlxh.register.limits import Limits
from dlxh.register.own_gaps import gaps_of_file
from dlxh.register.source import Source, is_inside
from dlxh.words.bilingual import quote
from dlxh.words.numbers import format_int

_BOMS_OF_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_FORMATS: Final = ("ndjson", "jsonl")
_OTHER_ENDINGS: Final = frozenset({".csv", ".tsv", ".json", ".xlsx", ".xls", ".ods", ".parquet", ".xml"})
"""Endings of files that are certainly no lines of JSON; any other name may be."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a package that can be read.

    Attributes:
        name: The table that it holds.
        file: What it is called.
        data: Its bytes.
        partial: The networks whose rows, or own cells, it holds in part, as `Tables.partial` has them; empty: it is whole.
        stated: What the package records of the file.
        unclear: A finding about what the package says of it that cannot be understood.
    """

    name: str
    file: str
    data: bytes = field(repr=False)
    partial: Mapping[str, frozenset[str]]
    stated: Stated
    unclear: Finding | None = None

    def compare(self, rows: int, *, verify: bool) -> Finding | None:
        """Return a finding where the file is not what was written; `rows` were read of it."""
        return self.stated.compare(self.name, self.file, self.data, rows, verify=verify)


class Resources:
    """The files of a package, found one after the other: each table once, and each file once."""

    def __init__(self, source: Source, limits: Limits, known: Schema) -> None:
        self._known = known
        self._source = source
        self._limits = limits
        self._tables: set[str] = set()
        self._paths: set[PurePosixPath] = set()

    def find(self, described: object) -> Resource | Finding:
        """Return the file that an entry describes, or the finding that says why it is not read."""
        entry = described if isinstance(described, dict) else {}
        name, file = entry.get("name"), entry.get("path")
        place = Place(visible(file) if isinstance(file, str) else self._source.name)
        if isinstance(described, Twice):
            return refuse("key_twice", place, row=text_of(described))
        pack = entry.get("dlxh:pack")
        if isinstance(name, str) and name not in self._known and isinstance(pack, str):
            rows = Stated.of(entry).rows
            parameters = {
                "name": quote(name),
                "pack": quote(pack),
                "rows": {
                    "vi": "không rõ số dòng" if rows is None else f"{format_int(rows, 'vi')} dòng",
                    "en": "number of rows unknown" if rows is None else plural(rows, "row"),
                },
            }
            return refuse("pack_unknown", place, parameters=parameters)
        if not isinstance(name, str) or name not in self._known:
            known = {"name": quote(name if isinstance(name, str) else ""), "known": ", ".join(self._known)}
            return refuse("unknown_table", place, parameters=known)
        if name in self._tables:
            return refuse("table_twice", place, table=name)
        return self._locate(name, file, place, entry)

    def _locate(self, name: str, file: object, place: Place, entry: dict[str, Any]) -> Resource | Finding:
        if file is None and "data" in entry:
            return refuse("data_inline", place, row=text_of(entry["data"]), table=name)
        if not isinstance(file, str) or not is_inside(file):
            return refuse("path_outside", place, table=name)
        if other := _other_format(entry.get("format"), file):
            return refuse("format_unknown", place, table=name, parameters={"format": quote(other)})
        if PurePosixPath(file) in self._paths:
            return refuse("file_twice", place, table=name)
        return self._open(name, file, place, entry)

    def _open(self, name: str, file: str, place: Place, entry: dict[str, Any]) -> Resource | Finding:
        stated = Stated.of(entry)
        data = self._data(file, stated)
        if isinstance(data, str):
            return refuse(data, place, table=name)
        if data.startswith(_BOMS_OF_UTF_16):
            return refuse("wrong_encoding", place, row=data.decode("utf-16", "replace"), table=name)
        if (lines := _count_lines(data, self._limits.lines)) > self._limits.lines:
            parameters = {"lines": lines, "limit": self._limits.lines}
            return refuse("lines_too_many", place, table=name, parameters=parameters)
        self._tables.add(name)
        self._paths.add(PurePosixPath(file))
        networks = heard(entry.get("dlxh:partial", False))
        unclear = None
        if networks is None:  # what cannot be understood promises nothing
            unclear = refuse("partial_unclear", place, table=name)
            networks = frozenset({EVERY})
        partial = gaps_of_file(self._known[name], entry.get("schema")) | (
            {name: networks} if networks else {}
        )
        return Resource(name, place.file, data, partial, stated, unclear)

    def _data(self, file: str, stated: Stated) -> bytes | str:
        """Return the bytes of a file; those that were written and not yet put in its place, where it is so stated."""
        if stated.mark is not None:
            pending = self._source.open(file + PENDING)
            if isinstance(pending, bytes) and digest(pending) == stated.mark:
                return pending
        return self._source.open(file)


def _count_lines(data: bytes, limit: int) -> int:
    """Return how many lines there are; 0 where there cannot be more than the limit, as counting takes its time."""
    return data.count(b"\n") + (not data.endswith(b"\n")) if len(data) > limit else 0


def _other_format(stated: object, file: str) -> str | None:
    """Return the name of a format that is not read here, as the package states it or the file is called."""
    if isinstance(stated, str) and stated:
        return None if stated.lower() in _FORMATS else stated
    ending = PurePosixPath(file).suffix.lower()
    return ending if ending in _OTHER_ENDINGS else None
