"""Đọc thành cột: flat files as tables, without an object for any row that columns can hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from types import NoneType
from typing import IO, Any, Final, NoReturn

import polars as pl

from dlxh.register.columns import Column, Kind
from dlxh.register.coverage import EVERY
from dlxh.register.descriptor import descriptor_of
from dlxh.register.exchange import VERSION_KEY, ReadError
from dlxh.register.finding import Finding, Place, Severity, refuse
from dlxh.register.finding_list import FindingList
from dlxh.register.flatten import empty_frame
from dlxh.register.given_rows import row_of, text_of_line
from dlxh.register.given_source import given_source
from dlxh.register.json_text import printable
from dlxh.register.known_tables import Schema
from dlxh.register.limits import DEFAULT_LIMITS, Limits
from dlxh.register.line_columns import as_written, columns_in_file, in_types, lines_in_columns
from dlxh.register.lines import lines_at
from dlxh.register.odd_rows import OddRows
from dlxh.register.own_gaps import absent_own
from dlxh.register.pack import Pack
from dlxh.register.read_options import PLAIN, ReadOptions
from dlxh.register.reading import day_stated
from dlxh.register.resource import Resource, Resources
from dlxh.register.row_changes import NOT_STATED, RowChanges, version_stated
from dlxh.register.rows import Refusals, is_key, row_reader
from dlxh.register.schema import SOURCE_ROW, Table, schema_with
from dlxh.register.set_aside import Aside, Notes
from dlxh.register.sound_rows import compose_texts, with_declared_columns
from dlxh.register.source import Archive, Source, open_source
from dlxh.register.table_error import TableError
from dlxh.register.tables import Tables
from dlxh.register.upgrade_step import new_tables
from dlxh.words.bilingual import quote
from dlxh.words.given import need, several
from dlxh.words.record import SCHEMA_VERSION

_TYPES: Final[dict[Kind, type]] = {Kind.INTEGER: int, Kind.BOOLEAN: bool}
"""The JSON type of each kind; days and instants are texts."""
_LARGEST: Final = 2**63 - 1


def read_tables(  # noqa: PLR0913 - what is read, and how
    source: str | Path | bytes | IO[bytes],
    *,
    as_of: date | None = None,
    only: Iterable[str] = (),
    verify: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    pack: Pack | None = None,
    version: int | None = None,
) -> Tables:
    """Read a folder or `.zip` of flat files with `datapackage.json` as columns, for millions of rows.

    Every line that fits into columns becomes a row: `check` then checks the constraints of the models together with
    the rules, and its findings have file and line like those of `read`. A line that does not fit (invalid JSON, an
    unknown field, a repeated name, a value of another type, a date that does not exist) is passed to the model as in
    `read`: its faults are in `Tables.refused`, `check` reports them too, and its table is partial. Both ways of
    reading find the same faults.

    Args:
        source: A folder or zip, the bytes of a zip, or a file opened in binary mode. For rows in memory and
            documents, use `read`.
        as_of: The as-of date of the records; None: the source states it.
        only: Names of the tables to read; empty means all.
        verify: Whether to refuse a file that was changed since it was written, by its hash.
        limits: How much to read, and how many refused lines to list.
        pack: As for `read`.
        version: The version of the stored form, if the source does not state it; None: the current one.

    Raises:
        ReadError: the source does not exist or does not have a valid format; one of its files cannot be read, or has
            fewer rows than were written.
        TableError: `only` is not a list, or contains a name that is not a table.

    >>> import dlxh
    >>> read_tables(dlxh.example("gia-lai"), only=["networks", "reports"])
    <Tables as of 2025-07-01: networks, reports>
    """
    if isinstance(only, str):
        raise TableError(
            vi=f"only= là danh sách tên bảng; hãy viết only=[{quote(only)}]",
            en=f"only= is a list of names of tables; write only=[{quote(only)}]",
        )
    wanted = frozenset(several("only", only, str))
    need(Limits, limits=limits)
    need(bool, verify=verify)
    need((Pack, NoneType), pack=pack)
    package = _Package(limits, pack)
    TableError.refuse_unknown(wanted, package.schema)
    options = ReadOptions.of(
        package.schema, version=version, extra="refuse", blank_is_none=False, zone=None, renames=None
    )
    with open_source(_archive(source, limits), limits) as opened:
        descriptor = descriptor_of(opened)
        day = day_stated(as_of, descriptor.get("dlxh:asOf"), opened.name)
        stated = descriptor.get(VERSION_KEY, NOT_STATED)
        package.begin(opened.name, version_stated(stated, options.version, opened.name))
        _read_files(opened, descriptor["resources"], package, wanted, verify=verify)
    return package.tables(day)


def _read_files(
    source: Source, entries: Iterable[object], package: "_Package", wanted: frozenset[str], *, verify: bool
) -> None:
    """Read the wanted files of a package, or raise ReadError for one that is not as it was written."""
    resources = Resources(source, package.limits, package.schema)
    for described in entries:
        if wanted and not _is_wanted(described, wanted):
            continue
        found = resources.find(described)
        if isinstance(found, Finding):
            if found.severity is Severity.ERROR:
                _refuse(found)
            package.refused.append(found)
            continue
        written = package.take(found)
        change = found.compare(written, verify=verify)
        if change is not None and (verify or change.severity is Severity.ERROR):
            _refuse(change)
        package.refused += filter(None, (found.unclear, change))


def _archive(source: object, limits: Limits) -> Path | Archive:
    """Return a folder or an archive; raises ReadError for what has no columns."""
    opened = None if isinstance(source, Mapping) else given_source(source, limits)
    if isinstance(opened, Path | Archive):
        return opened
    raise ReadError(
        vi="read_tables đọc thư mục hoặc tệp .zip gồm các bảng; JSON lồng nhau và dòng trong bộ nhớ thì dùng dlxh.read",
        en="read_tables reads a folder or .zip of tables; for nested documents and rows from memory use dlxh.read",
    )


def _is_wanted(described: object, wanted: frozenset[str]) -> bool:
    """Return whether an entry of the package may be one of the wanted tables; what is not an entry has no name."""
    name = described.get("name") if isinstance(described, dict) else None
    return isinstance(name, str) and name in wanted


def _refuse(finding: Finding) -> NoReturn:
    raise ReadError(
        vi=f"{finding.place}: {finding.message('vi')}; dlxh.read vẫn đọc các tệp khác và nêu mọi lỗi của bộ dữ liệu",
        en=f"{finding.place}: {finding.message('en')}; dlxh.read reads the other files and lists every fault of the package",
    )


@dataclass
class _Package:
    """What has been read of a package so far."""

    limits: Limits
    pack: Pack | None = None
    version: int = SCHEMA_VERSION
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    partial: dict[str, frozenset[str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    refused: list[Finding] = field(default_factory=list)

    @property
    def schema(self) -> Schema:
        """The tables that there may be."""
        return schema_with(self.pack)

    def begin(self, source: str, version: int | None) -> None:
        """Take the version that a source or the caller states; what a later one wrote is reported once."""
        self.version = version or SCHEMA_VERSION
        if self.version > SCHEMA_VERSION:
            newer = {"version": version, "ours": SCHEMA_VERSION}
            self.refused.append(refuse("stored_by_newer", Place(source), parameters=newer))

    def take(self, resource: Resource) -> int:
        """Take the rows of a file, and return how many it has."""
        self.partial |= resource.partial
        self.files[resource.name] = resource.file
        table = self.schema[resource.name]
        lines = lines_in_columns(table, resource.data, self.version)
        changes = RowChanges(self.schema, table, PLAIN, self.version)
        aside = Aside(self.version)
        held, numbers = _hold_odd_lines(table, lines.odd, changes)
        frame, long = compose_texts(table, pl.concat([lines.frame, held]))
        rows = with_declared_columns(table, frame)
        rest = frozenset(lines.odd) - frozenset(numbers) | frozenset(long)
        if rest:
            listed = FindingList(resource.file, self.limits, table.name)
            odd = dict(lines_at(resource.data, rest))
            lacks, text = partial(self._lacks, table.name), lambda number: text_of_line(odd[number])
            judge = OddRows(row_reader(table), resource.file, listed, lacks, text, changes, aside)
            more = judge.judge(((number, *row_of(line)) for number, line in odd.items()), one_by_one=True)
            self.refused += [*listed, *aside.findings(table.name)]
            rows = pl.concat([rows, more])
        self.frames[table.name] = rows.sort(SOURCE_ROW) if lines.odd or long else rows
        return lines.written

    def tables(self, as_of: date) -> Tables:
        """Return what has been read, with tables that an earlier version did not have."""
        for name in sorted(new_tables(self.version) - {*self.frames}):
            if self.schema[name].parent in self.frames:
                self.frames[name] = empty_frame(self.schema[name])
        stated: dict[str, Any] = {
            "partial": self.partial | absent_own(self.schema, self.frames),
            "places": self.files,
            "refused": self.refused,
            "pack": self.pack,
        }
        return Tables(self.frames, as_of=as_of, **stated)

    def _lacks(self, name: str, network: object) -> None:
        known = network if isinstance(network, str) and is_key(network) else EVERY
        self.partial[name] = self.partial.get(name, frozenset()) | {known}


def _hold_odd_lines(
    table: Table, lines: Mapping[int, bytes], changes: RowChanges
) -> tuple[pl.DataFrame, list[int]]:
    """Return of odd lines those that columns can hold after all, and their numbers."""
    columns = columns_in_file(table)
    read = ((number, row_of(line)[0]) for number, line in lines.items())
    changed = ((number, changes.change_row(row)) for number, row in read if isinstance(row, dict))
    rows = [
        (*map(made[0].get, (column.name for column in columns)), number)
        for number, made in changed
        if not isinstance(made, Refusals) and _is_whole(made[1]) and _fits(columns, made[0])
    ]
    types = {**as_written(columns), SOURCE_ROW: pl.Int64()}
    frame, _ = in_types(columns, pl.DataFrame(rows, schema=types, orient="row"))
    return frame, frame[SOURCE_ROW].to_list()


def _is_whole(notes: Notes | None) -> bool:
    """Return whether nothing of a row was set aside, which only a judge of rows reports."""
    return notes is None or not notes.aside


def _fits(columns: Iterable[Column], row: dict[str, Any]) -> bool:
    """Return whether each value of a row can be a cell of its column."""
    kinds = {column.name: column.kind for column in columns}
    return all(name in kinds and _is_cell(kinds[name], value) for name, value in row.items())


def _is_cell(kind: Kind, value: object) -> bool:
    if value is None:
        return True
    if type(value) is not _TYPES.get(kind, str):
        return False
    if isinstance(value, int):
        return -_LARGEST - 1 <= value <= _LARGEST
    return not isinstance(value, str) or printable(value) == value
