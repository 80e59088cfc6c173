"""Đọc dạng phẳng: a folder or zip of flat files, one table each, one row per line."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import polars as pl

from dlxh.register.coverage import EVERY
from dlxh.register.finding import Finding, Place, Severity, refuse
from dlxh.register.finding_list import FindingList
from dlxh.register.json_text import visible
from dlxh.register.known_tables import Schema
from dlxh.register.limits import Limits
from dlxh.register.line_columns import in_columns
from dlxh.register.lines import lines_at
from dlxh.register.odd_lines import OddLines, text_of_line
from dlxh.register.own_gaps import absent_own
from dlxh.register.pack import Pack
from dlxh.register.register import Register
from dlxh.register.resource import Resource, Resources
from dlxh.register.rows import RowReader, is_key, row_reader
from dlxh.register.schema import SOURCE_ROW, schema_with
from dlxh.register.sound_rows import doubtful, with_declared_columns
from dlxh.register.source import Source
from dlxh.register.tables import Tables


@dataclass
class _Package:
    """What has been read of a package so far."""

    limits: Limits
    verify: bool
    known: Schema
    lists: list[FindingList] = field(default_factory=list)
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    listed: dict[str, FindingList] = field(default_factory=dict)
    """The findings of each table."""
    data: dict[str, bytes] = field(default_factory=dict)
    """Of tables whose rows may turn out to lack the rows that they need."""
    partial: dict[str, set[str]] = field(default_factory=dict)

    def new_list(self, file: str, table: str | None = None) -> FindingList:
        """Return a list for the findings of one file, which come after those of the files before it."""
        self.lists.append(FindingList(file, self.limits, table))
        return self.lists[-1]

    def lacks(self, name: str, network: object) -> None:
        """Note that a table lacks a row of a network, or of any network where the row does not say which."""
        known = network if isinstance(network, str) and is_key(network) else EVERY
        self.partial.setdefault(name, set()).add(known)


def read_package(  # noqa: PLR0913 - what is read, and how
    source: Source,
    descriptor: dict[str, Any],
    as_of: date,
    *,
    pack: Pack | None,
    limits: Limits,
    verify: bool,
) -> tuple[Register, list[Finding]]:
    """Return the rows that fit, and findings for those that do not, as many as the limits allow."""
    known = schema_with(pack)
    package = _Package(limits, verify, known)
    whole = package.new_list(source.name)
    seen: set[str] = set()
    resources = Resources(source, limits, known)
    for described in descriptor["resources"]:
        found = resources.find(described)
        if isinstance(found, Finding):
            whole.add_row([found])
            seen.add(found.place.file if found.place is not None else "")
        else:
            _read_table(row_reader(known[found.name]), found, package)
    for fault, names in (("path_outside", source.outside), ("member_twice", source.twice)):
        for name in map(visible, names):
            if name not in seen:
                whole.add_row([refuse(fault, Place(name))])
    _take_out_childless(package)
    partial = package.partial | absent_own(known, package.frames)
    tables = Tables(
        package.frames, as_of=as_of, partial=partial, places=package.files, enforced=True, pack=pack
    )
    return Register.from_tables(tables), [finding for listed in package.lists for finding in listed]


def _read_table(reader: RowReader, resource: Resource, package: _Package) -> None:
    name = resource.name
    listed = package.listed[name] = package.new_list(resource.file, name)
    package.files[name] = resource.file
    package.partial |= {gap: set(networks) for gap, networks in resource.partial.items()}
    lines = in_columns(reader.table, resource.data)
    rows = with_declared_columns(reader.table, lines.frame)
    doubted = frozenset(doubtful(reader.table, rows))
    if odd := lines.odd | dict(lines_at(resource.data, doubted) if doubted else ()):
        judge = OddLines(reader, resource.file, listed, partial(package.lacks, name))
        sound = rows.filter(~pl.col(SOURCE_ROW).is_in(doubted))
        rows = pl.concat([sound, judge.judge(sorted(odd.items()))]).sort(SOURCE_ROW)
    package.frames[name] = rows
    if reader.stand_ins:
        package.data[name] = resource.data
    _compare(resource, lines.written, package)


def _compare(resource: Resource, written: int, package: _Package) -> None:
    """Report where a file is not as the package states it; missing rows make its table partial."""
    listed = package.listed[resource.name]
    if resource.unclear is not None:
        listed.add(resource.unclear)
    change = resource.compare(written, verify=package.verify)
    if change is not None:
        listed.add(change)
        if change.severity is Severity.ERROR:
            package.lacks(resource.name, EVERY)


def _take_out_childless(package: _Package) -> None:
    """Take out rows whose model needs values in another table that are not there, such as a topic."""
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


def _tell_childless(name: str, field: str, lost: list[tuple[str, str, int]], package: _Package) -> None:
    listed = package.listed[name]
    keys = {number: key for key, _, number in lost}
    for _, network, _ in lost:
        package.lacks(name, network)
    for number, line in lines_at(package.data[name], keys):
        if listed.room:
            place, least = Place(package.files[name], number), {"min_length": 1}
            seen: dict[str, Any] = {"table": name, "record": keys[number], "field": field}
            listed.add_row([refuse("too_short", place, row=text_of_line(line), parameters=least, **seen)])
        else:
            listed.count_row()
