"""Đọc dạng phẳng: a folder or zip of flat files, one table each, one row per line; or rows of tables from memory."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeAlias

import polars as pl

from dlxh.register.coverage import EVERY
from dlxh.register.exchange import VERSION_KEY
from dlxh.register.finding import Finding, Place, Severity, refuse
from dlxh.register.finding_list import FindingList
from dlxh.register.flatten import empty_frame
from dlxh.register.given_rows import NumberedRow, TextOf, row_of, text_of_line
from dlxh.register.json_text import visible
from dlxh.register.known_tables import Schema
from dlxh.register.limits import Limits
from dlxh.register.line_columns import FEW, lines_in_columns
from dlxh.register.lines import lines_at
from dlxh.register.odd_rows import OddRows
from dlxh.register.own_gaps import absent_own
from dlxh.register.pack import Pack
from dlxh.register.read_options import ReadOptions
from dlxh.register.register import Register
from dlxh.register.resource import Resource, Resources
from dlxh.register.row_changes import NOT_STATED, RowChanges, version_stated
from dlxh.register.rows import is_key, row_reader
from dlxh.register.schema import SOURCE_ROW, Table, schema_with
from dlxh.register.set_aside import Aside
from dlxh.register.sound_rows import doubtful, with_declared_columns
from dlxh.register.source import Source
from dlxh.register.tables import Tables
from dlxh.register.upgrade_step import new_tables
from dlxh.words.record import SCHEMA_VERSION

Texts: TypeAlias = Callable[[Collection[int]], Iterator[tuple[int, str]]]
"""Yields rows by their numbers as texts."""


@dataclass
class FlatReading:
    """What has been read of flat rows so far.

    Attributes:
        known: The tables that there may be.
        limits: How much is read.
        options: What the caller says of the rows.
        aside: What was set aside.
        version: The version of rows that do not state theirs.
    """

    known: Schema
    limits: Limits
    options: ReadOptions
    aside: Aside = field(default_factory=Aside)
    version: int = SCHEMA_VERSION
    lists: list[FindingList] = field(default_factory=list)
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    listed: dict[str, FindingList] = field(default_factory=dict)
    """The findings of each table."""
    texts: dict[str, Texts] = field(default_factory=dict)
    """Of tables whose rows may turn out to lack the rows that they need."""
    partial: dict[str, set[str]] = field(default_factory=dict)
    unfilled: set[str] = field(default_factory=set)
    """Tables that have no rows, since no record is there that could own one."""

    def new_list(self, file: str, table: str | None = None) -> FindingList:
        """Return a list for the findings of one file, which come after those of the files before it."""
        self.lists.append(FindingList(file, self.limits, table))
        return self.lists[-1]

    def lacks(self, name: str, network: object) -> None:
        """Note that a table lacks a row of a network, or of any network where the row does not say which."""
        known = network if isinstance(network, str) and is_key(network) else EVERY
        self.partial.setdefault(name, set()).add(known)

    def odd_rows(self, table: Table, file: str, text: TextOf) -> OddRows:
        """Return what judges the rows of a table one by one."""
        listed = self.listed[table.name] = self.new_list(file, table.name)
        self.files[table.name] = file
        changes = RowChanges(self.known, table, self.options, self.version)
        reader, lacks = row_reader(table), partial(self.lacks, table.name)
        if reader.stand_ins:
            self.aside.wait(table.name)
        return OddRows(reader, file, listed, lacks, text, changes, self.aside)

    def take_rows(
        self, table: Table, rows: Iterable[NumberedRow], text: TextOf, *, file: str | None = None
    ) -> None:
        """Take the rows of a table from memory; `file`: what they are called, where they are cells of another table's rows."""
        judge = self.odd_rows(table, file or table.name, text)
        self.frames[table.name] = judge.judge(rows).sort(SOURCE_ROW)
        if judge.reader.stand_ins:
            self.texts[table.name] = lambda numbers: ((each, text(each)) for each in sorted(numbers))

    def finish(self) -> None:
        """Take out rows whose children are not there, add tables that an earlier version did not have, list what was set aside."""
        self.aside.settle(_take_out_childless(self))
        new = (name for name in new_tables(self.version) if self.known[name].parent in self.frames)
        for name in sorted({*self.unfilled, *new} - {*self.frames}):
            self.frames[name] = empty_frame(self.known[name])
        for name, listed in self.listed.items():
            for finding in self.aside.findings(name):
                listed.add_row([finding])

    def tables(self, as_of: date, pack: Pack | None) -> Tables:
        """Return what was read."""
        gaps = absent_own(self.known, self.frames)
        return Tables(
            self.frames, as_of=as_of, partial=self.partial | gaps, places=self.files, enforced=True, pack=pack
        )

    @property
    def findings(self) -> list[Finding]:
        """What was found, by file."""
        return [finding for listed in self.lists for finding in listed]


def read_package(  # noqa: PLR0913 - what is read, and how
    source: Source,
    descriptor: dict[str, Any],
    as_of: date,
    *,
    pack: Pack | None,
    limits: Limits,
    verify: bool,
    options: ReadOptions,
) -> tuple[Register, list[Finding], Aside]:
    """Return the rows that fit, findings for those that do not, as many as the limits allow, and what was set aside."""
    known = schema_with(pack)
    stated = descriptor.get(VERSION_KEY, NOT_STATED)
    version = version_stated(stated, options.version, source.name) or SCHEMA_VERSION
    package = FlatReading(known, limits, options, Aside(version), version)
    whole = package.new_list(source.name)
    if version > SCHEMA_VERSION:
        newer = {"version": version, "ours": SCHEMA_VERSION}
        whole.add(refuse("stored_by_newer", Place(source.name), parameters=newer))
    seen: set[str] = set()
    resources = Resources(source, limits, known)
    for described in descriptor["resources"]:
        found = resources.find(described)
        if isinstance(found, Finding):
            whole.add_row([found])
            seen.add(found.place.file if found.place is not None else "")
        else:
            _read_table(known[found.name], found, package, verify=verify)
    for fault, names in (("path_outside", source.outside), ("member_twice", source.twice)):
        for name in map(visible, names):
            if name not in seen:
                whole.add_row([refuse(fault, Place(name))])
    package.finish()
    return Register.from_tables(package.tables(as_of, pack)), package.findings, package.aside


def _read_table(table: Table, resource: Resource, package: FlatReading, *, verify: bool) -> None:
    name, data = resource.name, resource.data
    package.partial |= {gap: set(networks) for gap, networks in resource.partial.items()}
    lines = lines_in_columns(table, data, package.version)
    rows = with_declared_columns(table, lines.frame)
    doubted = frozenset(doubtful(table, rows))
    odd = lines.odd | dict(lines_at(data, doubted) if doubted else ())
    judge = package.odd_rows(table, resource.file, lambda number: text_of_line(odd[number]))
    if odd:
        sound = rows.filter(~pl.col(SOURCE_ROW).is_in(doubted))
        are_doubted = len(lines.odd) < FEW  # of the others columns have already said that they are in doubt
        lines_at_fault = ((number, *row_of(line)) for number, line in sorted(odd.items()))
        judged = judge.judge(lines_at_fault, one_by_one=are_doubted)
        rows = pl.concat([sound, judged]).sort(SOURCE_ROW)
    package.frames[name] = rows
    if judge.reader.stand_ins:
        package.texts[name] = lambda numbers: (
            (number, text_of_line(line)) for number, line in lines_at(data, numbers)
        )
    _compare(resource, lines.written, package, verify=verify)


def _compare(resource: Resource, written: int, package: FlatReading, *, verify: bool) -> None:
    """Report where a file is not as the package states it; missing rows make its table partial."""
    listed = package.listed[resource.name]
    if resource.unclear is not None:
        listed.add(resource.unclear)
    change = resource.compare(written, verify=verify)
    if change is not None:
        listed.add(change)
        if change.severity is Severity.ERROR:
            package.lacks(resource.name, EVERY)


def _take_out_childless(package: FlatReading) -> dict[str, set[int | None]]:
    """Take out rows whose model needs values in another table that are not there, such as a topic; return their numbers by table."""
    gone: dict[str, set[int | None]] = {}
    for child in reversed([*package.known.values()]):
        owner = package.frames.get(str(child.parent))
        if (
            owner is None
            or child.field is None
            or child.field not in row_reader(package.known[str(child.parent)]).stand_ins
        ):
            continue
        children = package.frames.get(child.name)
        present = pl.Series([], dtype=pl.String) if children is None else children[child.link[0]]
        is_lost = ~pl.col("id").is_in(present.unique().implode())
        lost = owner.filter(is_lost).select("id", "network", SOURCE_ROW).rows()
        package.frames[str(child.parent)] = owner.filter(~is_lost)
        if lost:
            _tell_childless(str(child.parent), child.field, lost, package)
            gone.setdefault(str(child.parent), set()).update(number for *_, number in lost)
    return gone


def _tell_childless(name: str, field: str, lost: list[tuple[str, str, int]], package: FlatReading) -> None:
    listed = package.listed[name]
    keys = {number: key for key, _, number in lost}
    for _, network, _ in lost:
        package.lacks(name, network)
    for number, text in package.texts[name](keys):
        if listed.room:
            place, least = Place(package.files[name], number), {"min_length": 1}
            seen: dict[str, Any] = {"table": name, "record": keys[number], "field": field}
            listed.add_row([refuse("too_short", place, row=text, parameters=least, **seen)])
        else:
            listed.count_row()
