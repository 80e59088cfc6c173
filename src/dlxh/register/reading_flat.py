"""Đọc dạng phẳng: a folder or zip of flat files, one table each, one row per line."""

import io
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from dlxh.register.coverage import EVERY, as_partial, heard, joined
from dlxh.register.exchange import Source, is_inside, known_tables
from dlxh.register.finding import Finding, Place, refused
from dlxh.register.flatten import frame_of
from dlxh.register.json_text import Twice, parsed, printable
from dlxh.register.register import Register
from dlxh.register.rows import Refusal, RowReader, is_key, row_reader
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.words.bilingual import shown

if TYPE_CHECKING:
    import polars as pl

BOM = b"\xef\xbb\xbf"
_BOMS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a package that can be read.

    Attributes:
        name: The table that it holds.
        file: What it is called.
        data: Its bytes.
        partial: The networks of which it holds a part, as `Tables.partial` has them; empty: it is whole.
    """

    name: str
    file: str
    data: bytes = field(repr=False)
    partial: Mapping[str, frozenset[str]]


@dataclass
class _Package:
    """What has been read of a package so far."""

    findings: list[Finding] = field(default_factory=list)
    frames: "dict[str, pl.DataFrame]" = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)
    """Of tables whose rows may turn out to lack the rows that they need."""
    partial: dict[str, frozenset[str]] = field(default_factory=dict)

    def lacks(self, name: str, network: object) -> None:
        """Note that a table lacks a row of a network, or of any where the row does not say of which."""
        known = network if isinstance(network, str) and is_key(network) else EVERY
        self.partial = joined(self.partial, {name: frozenset({known})})


def read_package(source: Source, descriptor: dict[str, Any], as_of: date) -> tuple[Register, list[Finding]]:
    """Return the rows that fit, and a finding for every fault of every row that does not."""
    package = _Package()
    package.findings.extend(refused("path_outside", Place(printable(name))) for name in source.outside)
    for described in descriptor["resources"]:
        found = resource_of(source, described, package.frames)
        if isinstance(found, Finding):
            package.findings.append(found)
            continue
        package.partial |= found.partial
        package.files[found.name] = found.file
        _read_table(row_reader(found.name), found.data, package)
    _take_out_childless(package)
    tables = Tables(package.frames, as_of=as_of, partial=package.partial, places=package.files, enforced=True)
    return Register.from_tables(tables), package.findings


def resource_of(source: Source, described: object, taken: Container[str]) -> Resource | Finding:
    """Return the file that an entry of the package describes, or what keeps it from being read."""
    told = described if isinstance(described, dict) else {}
    name, file = told.get("name"), told.get("path")
    place = Place(printable(file) if isinstance(file, str) else source.name)
    if not isinstance(name, str) or name not in schema():
        known = {"name": shown(name if isinstance(name, str) else ""), "known": known_tables()}
        return refused("unknown_table", place, parameters=known)
    if name in taken:
        return refused("table_twice", place, table=name)
    data = source.open(file) if isinstance(file, str) and is_inside(file) else "path_outside"
    if isinstance(data, str):
        return refused(data, place, table=name)
    if data.startswith(_BOMS_OF_UTF_16):
        return refused("wrong_encoding", place, row=data.decode("utf-16", "replace"), table=name)
    stated = told.get("dlxh:partial", False)
    if stated is False:
        return Resource(name, place.file, data, {})
    # what cannot be understood promises nothing
    return Resource(name, place.file, data, heard({name: stated}) or as_partial([name]))


def lines_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its number, counted from 1; blank lines say nothing, and are none."""
    for number, line in enumerate(io.BytesIO(data), start=1):
        plain = line.removeprefix(BOM) if number == 1 else line
        if plain.strip():
            yield number, plain.rstrip(b"\r\n")


def _read_table(reader: RowReader, data: bytes, package: _Package) -> None:
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    name = reader.table.name
    records: list[BaseModel] = []
    numbers: list[int] = []
    for number, line in lines_of(data):
        row, faults = _row(line)
        found = faults or reader.read(row)
        if isinstance(found, BaseModel):
            records.append(found)
            numbers.append(number)
            continue
        package.lacks(name, row.get("network") if isinstance(row, dict) else None)
        package.findings.extend(
            _finding(fault, reader, Place(package.files[name], number), line, _key(reader, row, found))
            for fault in found
        )
    rows = pl.Series(SOURCE_ROW, numbers, dtype=pl.Int64)
    fields = [record.__dict__ for record in records]
    package.frames[name] = frame_of(reader.table, fields).with_columns(rows)
    if reader.stand_ins:
        package.data[name] = data


def _finding(fault: Refusal, reader: RowReader, place: Place, line: bytes, key: str | None) -> Finding:
    return refused(
        fault.code,
        place,
        row=_text(line),
        table=reader.table.name,
        record=key,
        field=fault.field,
        parameters=fault.context,
    )


def _text(line: bytes) -> str:
    """Return a line as text; of what is no UTF-8 each byte becomes the character of its number, so none is lost."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _row(line: bytes) -> tuple[Any, tuple[Refusal, ...]]:
    """Return the value of a line, or why it has none."""
    try:
        row = parsed(line.decode())
    except UnicodeDecodeError:
        return None, (Refusal(None, "wrong_encoding", {}),)
    except (ValueError, RecursionError):
        return None, (Refusal(None, "json_invalid", {}),)
    if isinstance(row, Twice):
        return None, (Refusal(None, "key_twice", {}),)
    return row, ()


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
    lines = dict(lines_of(package.data[name]))
    for key, network, number in lost:
        package.lacks(name, network)
        package.findings.append(
            refused(
                "too_short",
                Place(package.files[name], number),
                row=_text(lines[number]),
                table=name,
                record=key,
                field=field,
                parameters={"min_length": 1},
            )
        )
