"""Đọc dạng phẳng: a folder or zip of flat files, one table each, one row per line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from dlxh.register.coverage import EVERY
from dlxh.register.finding import Finding, Place, Severity, refused
from dlxh.register.finding_list import FindingList
from dlxh.register.flatten import frame_of
from dlxh.register.json_text import Twice, parsed, visible
from dlxh.register.limits import Limits
from dlxh.register.lines import lines_of
from dlxh.register.register import Register
from dlxh.register.resource import Resource, Resources
from dlxh.register.rows import Refusal, Refusals, RowReader, is_key, row_reader
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.source import Source
from dlxh.register.tables import Tables

if TYPE_CHECKING:
    import polars as pl

_WRONG_ENCODING, _JSON_INVALID, _KEY_TWICE = (
    Refusals((Refusal(None, code, {}),)) for code in ("wrong_encoding", "json_invalid", "key_twice")
)


@dataclass
class _Package:
    """What has been read of a package so far."""

    limits: Limits
    verify: bool
    lists: list[FindingList] = field(default_factory=list)
    frames: "dict[str, pl.DataFrame]" = field(default_factory=dict)
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
        """Note that a table lacks a row of a network, or of any where the row does not say of which."""
        known = network if isinstance(network, str) and is_key(network) else EVERY
        self.partial.setdefault(name, set()).add(known)


def read_package(
    source: Source, descriptor: dict[str, Any], as_of: date, *, limits: Limits, verify: bool
) -> tuple[Register, list[Finding]]:
    """Return the rows that fit, and findings for those that do not, as many as the limits allow."""
    package = _Package(limits, verify)
    whole = package.new_list(source.name)
    told: set[str] = set()
    resources = Resources(source, limits)
    for described in descriptor["resources"]:
        found = resources.find(described)
        if isinstance(found, Finding):
            whole.add_row([found])
            told.add(found.place.file if found.place is not None else "")
        else:
            _read_table(row_reader(found.name), found, package)
    for fault, names in (("path_outside", source.outside), ("member_twice", source.twice)):
        for name in map(visible, names):
            if name not in told:
                whole.add_row([refused(fault, Place(name))])
    _take_out_childless(package)
    tables = Tables(package.frames, as_of=as_of, partial=package.partial, places=package.files, enforced=True)
    return Register.from_tables(tables), [finding for listed in package.lists for finding in listed]


def _read_table(reader: RowReader, resource: Resource, package: _Package) -> None:
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    name = resource.name
    listed = package.listed[name] = package.new_list(resource.file, name)
    package.files[name] = resource.file
    for network in resource.partial.get(name, ()):
        package.lacks(name, network)
    records: list[BaseModel] = []
    numbers: list[int] = []
    written = 0
    for number, line in lines_of(resource.data):
        written += 1
        row, fault = _row(line)
        found = fault or reader.read(row, listed.room)
        if isinstance(found, BaseModel):
            records.append(found)
            numbers.append(number)
            continue
        package.lacks(name, row.get("network") if isinstance(row, dict) else None)
        if listed.room:
            place = Place(resource.file, number)
            listed.add_row(_findings(reader, place, line, row, found.first), found.beyond)
        else:
            listed.count_row()
    rows = pl.Series(SOURCE_ROW, numbers, dtype=pl.Int64)
    fields = [record.__dict__ for record in records]
    package.frames[name] = frame_of(reader.table, fields).with_columns(rows)
    if reader.stand_ins:
        package.data[name] = resource.data
    _compare(resource, written, package)


def _compare(resource: Resource, written: int, package: _Package) -> None:
    """Tell what of a file is not as the package states it; rows that are gone make its table partial."""
    listed = package.listed[resource.name]
    if resource.unclear is not None:
        listed.add(resource.unclear)
    change = resource.compare(written, verify=package.verify)
    if change is not None:
        listed.add(change)
        if change.severity is Severity.ERROR:
            package.lacks(resource.name, EVERY)


def _findings(
    reader: RowReader, place: Place, line: bytes, row: object, faults: Sequence[Refusal]
) -> list[Finding]:
    """Return one finding for each listed reason; they share the text of the row."""
    text, key = _text(line), _key(reader, row, faults)
    return [
        refused(
            fault.code,
            place,
            row=text,
            table=reader.table.name,
            record=key,
            field=fault.field,
            parameters=fault.context,
        )
        for fault in faults
    ]


def _text(line: bytes) -> str:
    """Return a line as text; of what is no UTF-8 each byte becomes the character of its number, so none is lost."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _row(line: bytes) -> tuple[Any, Refusals | None]:
    """Return the value of a line, or why it has none."""
    try:
        row = parsed(line.decode())
    except UnicodeDecodeError:
        return None, _WRONG_ENCODING
    except (ValueError, RecursionError):
        return None, _JSON_INVALID
    if isinstance(row, Twice):
        return None, _KEY_TWICE
    return row, None


def _key(reader: RowReader, row: object, faults: Sequence[Refusal]) -> str | None:
    """Return the key of a refused row, unless the key itself is at fault: then anything may stand there."""
    at_fault = {fault.field for fault in faults}
    if not isinstance(row, dict) or at_fault.intersection(reader.table.key):
        return None
    parts = [row.get(name) for name in reader.table.key]
    return "#".join(map(str, parts)) if all(map(is_key, parts)) else None


def _take_out_childless(package: _Package) -> None:
    """Take out rows whose model needs values that stand in another table and are not there, such as a topic."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    for child in reversed(schema().values()):
        owner = package.frames.get(str(child.parent))
        if owner is None or child.field is None or child.field not in row_reader(str(child.parent)).stand_ins:
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
    for number, line in lines_of(package.data[name]):
        if number not in keys:
            continue
        if listed.room:
            place, least = Place(package.files[name], number), {"min_length": 1}
            told: dict[str, Any] = {"table": name, "record": keys[number], "field": field}
            listed.add_row([refused("too_short", place, row=_text(line), parameters=least, **told)])
        else:
            listed.count_row()
