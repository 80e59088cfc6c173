"""Mất dữ liệu khi ghi đè: what a folder or file would lose if it were written over."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydantic import BaseModel

from dlxh.register.columns import Kind
from dlxh.register.descriptor import Stated, descriptor_of
from dlxh.register.exchange import PACKAGE, ReadError, file_of
from dlxh.register.finding import Finding
from dlxh.register.json_file import NoJson, read_json
from dlxh.register.json_text import Twice, parse
from dlxh.register.known_tables import Schema
from dlxh.register.limits import DEFAULT_LIMITS, Limits
from dlxh.register.lines import lines_of
from dlxh.register.odd_rows import read_without_codes
from dlxh.register.own_fields import own_rows, packs_of_fields
from dlxh.register.own_tables import parse_own
from dlxh.register.pack import PACK_NAME
from dlxh.register.read_options import ReadOptions
from dlxh.register.resource import Resource, Resources
from dlxh.register.rows import row_reader
from dlxh.register.schema import ASIDE, ROOTS, Table
from dlxh.register.source import Source, open_source
from dlxh.register.upgrades import upgrade_flat
from dlxh.words.record import VERSION_FIELD

if TYPE_CHECKING:
    from dlxh.register.tables import Tables

FIRST_VERSION: Final = 1
"""The earliest version of the stored form; its steps leave rows of a later one as they are."""
_ALL: Final = Limits(row_findings=sys.maxsize, file_findings=sys.maxsize)
_UNKNOWN_FIELD: Final = "extra_forbidden"
_SET_ASIDE: Final = ("unknown_field", "unknown_code")
_Key: TypeAlias = tuple[Any, ...]
UNREAD: Final = "?"
"""Means what is there and is none of our tables: how much of it would go is unknown."""


def files_of_packs(path: Path) -> list[str]:
    """Return the files of the own tables that the package in a folder lists, whichever pack they are of.

    They are called as a writing calls them, whatever the package says: it may name somebody else's file.
    """
    with open_source(path) as source:
        entries = [each for each in _described_entries(source) or [] if isinstance(each, dict)]
    return [file_of(each["name"]) for each in entries if _is_of_pack(each.get("name"), each.get("dlxh:pack"))]


def _is_of_pack(name: object, pack: object) -> bool:
    if not isinstance(name, str) or not isinstance(pack, str) or not PACK_NAME.match(pack):
        return False
    own = parse_own(name) if name.isascii() and name.isidentifier() else None
    return own is not None and own[1] == pack


def losses_of_package(
    path: Path, files: Mapping[str, bytes], tables: "Tables", hidden: Mapping[str, frozenset[str]]
) -> Counter[str]:
    """Return by table how many rows a folder or zip holds that a writing over it would not hold.

    A record whose id is written again was edited, and is none; neither is a row that a record owned before it was
    edited. A row that was refused when it was read is one, whatever it belongs to, and so is the other
    of two records with one id if only one is written.
    """
    lost: Counter[str] = Counter()
    with open_source(path) as source:
        described = _described_entries(source)
        is_other = path.is_file() or source.open(PACKAGE) != "file_missing"
        lost[UNREAD] += described is None and is_other
        for entry, found in _files_held(source, described or [], tables.schema):
            if isinstance(found, Resource):
                lost[found.name] += _count_lost_rows(
                    found, files.get(file_of(found.name), b""), tables, hidden.get(found.name, frozenset())
                )
            elif found.code == "pack_unknown" and _is_of_pack(entry.get("name"), entry.get("dlxh:pack")):
                lost[entry["name"]] += Stated.of(entry).rows or 1
            elif found.code != "file_missing":
                lost[found.table or UNREAD] += 1
    return +lost


def _described_entries(source: Source) -> list[Any] | None:
    """Return the entries of a package; None: this is none."""
    try:
        return list(descriptor_of(source)["resources"])
    except ReadError:
        return None


def _files_held(
    source: Source, described: list[Any], known: Schema
) -> Iterator[tuple[Any, Resource | Finding]]:
    """Yield the files of a package, and those that are called as the files of one, described or not, each with its entry."""
    names = [each.get("name") for each in described if isinstance(each, dict)]
    others = [{"name": name, "path": file_of(name)} for name in known if name not in names]
    resources = Resources(source, DEFAULT_LIMITS, known)
    yield from ((each, resources.find(each)) for each in [*described, *others])


def _count_lost_rows(held: Resource, written: bytes, tables: "Tables", hidden: frozenset[str]) -> int:
    """Return how many rows of a file are neither written again nor, being a part of a record, edited away."""
    after = written.splitlines()
    same = set(after)
    lines = [line for _, line in lines_of(held.data)]
    rest = [line for line in lines if line not in same]
    if not rest:
        return 0
    table = tables.schema[held.name]
    keys = _keys(after, table, tables)
    known = set(keys)
    is_part = table.parent is not None and table.field is not None and not tables.partial.get(table.name)
    gone, edited = 0, dict[_Key, list[bytes]]()
    for line in rest:
        row = _read_row(line, table)
        if row is None or not _is_written_or_edited(row, table, known, hidden, is_part=is_part):
            gone += 1
        elif not is_part:
            edited.setdefault(_key_of(row, table), []).append(line)
    return gone + _count_twins(edited, set(lines), list(zip(keys, after, strict=True)), table)


def _count_twins(
    edited: Mapping[_Key, list[bytes]], held: set[bytes], written: Sequence[tuple[_Key, bytes]], table: Table
) -> int:
    """Return how many rows would go because others have their key: each new row can take the place of one only.

    Only the lines of a key that has more edited ones than new ones are read once more. The order of their fields makes
    no difference.
    """
    new = Counter(key for key, line in written if line not in held) if edited else Counter[_Key]()
    crowded = {key: lines for key, lines in edited.items() if len(lines) > new[key]}
    again: dict[_Key, list[bytes]] = {key: [] for key in crowded}
    for key, line in written if crowded else ():
        if key in again:
            again[key].append(line)
    lost = 0
    for key, lines in crowded.items():
        before = {_contents(line, table) for line in (*lines, *held.intersection(again[key]))}
        after = {_contents(line, table) for line in again[key]}
        lost += max(0, len(before - after) - len(after - before))
    return lost


def _contents(line: bytes, table: Table) -> str:
    """Return what a line holds, whatever the order of its fields and whether empty ones are written."""
    row = _read_row(line, table) or {}
    filled = {name: each for name, each in row.items() if each is not None and name != VERSION_FIELD}
    return json.dumps(filled, sort_keys=True)


def _keys(lines: list[bytes], table: Table, tables: "Tables") -> list[_Key]:
    """Return the keys of written lines, which come in the order of the table unless rows without a shown cell are left out."""
    keys = list(tables.polars(table.name).select(table.key).iter_rows()) if lines else []
    return (
        keys if len(keys) == len(lines) else [_key_of(_read_row(line, table) or {}, table) for line in lines]
    )


def _key_of(row: Mapping[str, Any], table: Table) -> _Key:
    return tuple(row.get(name) for name in table.key)


def _read_row(line: bytes, table: Table) -> dict[str, Any] | None:
    """Return the row of a line under our names, which an earlier version may have called otherwise; None: it is none."""
    try:
        row = parse(line.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or isinstance(row, Twice):
        return None
    upgrade_flat(table.name, row, FIRST_VERSION)
    return row


def _is_written_or_edited(
    row: Mapping[str, Any], table: Table, keys: set[_Key], hidden: frozenset[str], *, is_part: bool
) -> bool:
    unknown = row.keys() - {*table.names, VERSION_FIELD}
    if any(row.get(name) is not None for name in hidden | unknown):
        return False
    key = _key_of(row, table)
    reader = row_reader(table)
    plain = {name: row[name] for name in row.keys() & reader.known}
    if all(isinstance(part, str | int) for part in key) and key in keys:
        return read_without_codes(reader, plain) is None  # such a code was set aside, and would go
    return is_part and isinstance(reader.read(plain, 0), BaseModel)


def losses_of_document(
    path: Path,
    written: Mapping[str, Any],
    tables: "Tables",
    hidden: Mapping[str, frozenset[str]],
    *,
    personal: bool,
) -> Counter[str]:
    """Return by table how many records, and rows of own fields, a nested document holds that `written` does not hold."""
    held = read_json(path.read_bytes())
    if isinstance(held, NoJson) or not isinstance(held, dict):
        return Counter({UNREAD: 1})
    lost: Counter[str] = Counter()
    for name, rows in held.pairs if isinstance(held, Twice) else held.items():
        if name not in ROOTS:
            lost[UNREAD] += name not in {"dlxh", "as_of", "partial", "packs"}
            continue
        again: dict[str, list[Any]] = {}
        for record in written.get(name, ()):
            again.setdefault(record["id"], []).append(record)
        edited = []
        listed = rows if isinstance(rows, list) else [rows]
        for row in listed:
            fields = row if isinstance(row, dict) else {}
            key = fields.get("id")
            there = again.get(key) if isinstance(key, str) else None
            lost[name] += there is None
            if there is not None and row not in there:
                edited.append(row)
            for aside, columns in () if personal else ASIDE.get(name, ()):
                lost[aside] += any(fields.get(field) is not None for field in columns)
        lost[name] += max(
            _count_unknown(name, edited, held, tables),
            _count_unplaced(edited, listed, again) if edited else 0,
        )
    return +(lost + _lost_own_rows(held, written, tables, hidden))


def _count_unplaced(edited: Iterable[Any], held: Sequence[Any], again: Mapping[str, list[Any]]) -> int:
    """Return how many records would go because others have their id: each new one can take the place of one only."""
    before = Counter(row["id"] for row in edited)
    old: dict[str, list[Any]] = {}
    for row in held:
        key = row.get("id") if isinstance(row, dict) else None
        if isinstance(key, str) and key in before:
            old.setdefault(key, []).append(row)
    after = Counter({key: sum(row not in old[key] for row in again[key]) for key in before})
    return (before - after).total()


def _count_unknown(name: str, rows: list[Any], held: Mapping[str, Any], tables: "Tables") -> int:
    """Return how many records of a document hold a field or a code that no table or list has, whether it was read or refused."""
    from dlxh.register.reading_nested import read_document

    if not rows:
        return 0
    document = [*((head, held[head]) for head in ("dlxh", "packs") if head in held), (name, rows)]
    options = ReadOptions(keeps=True, version=FIRST_VERSION)
    _, found, aside = read_document(
        document, "", tables.as_of, limits=_ALL, options=options, pack=tables.pack
    )
    counts = (each.parameters["count"] for each in aside.findings(name) if each.code in _SET_ASIDE)
    refused = {each.place for each in found if each.table == name and each.code == _UNKNOWN_FIELD}
    return max(counts, default=0) + len(refused)


def _lost_own_rows(
    held: Mapping[str, Any],
    written: Mapping[str, Any],
    tables: "Tables",
    hidden: Mapping[str, frozenset[str]],
) -> Counter[str]:
    """Return by own table how many of its rows are not written again, or not with every cell, as for the files of a folder."""
    known = tables.schema
    packs = packs_of_fields(held.get("packs"), known)
    kept = {(table, key) for table, key, _ in own_rows(written, packs, known)}
    lost: Counter[str] = Counter()
    for name, key, cells in own_rows(held, packs, known):
        table = known.get(name)
        out = frozenset(table.names if table else ()) - hidden.get(name, frozenset())
        is_kept = (name, key) in kept or (name not in tables.partial and _is_value(table, cells))
        lost[name] += not (cells.keys() <= out and is_kept)
    return lost


def _is_value(table: Table | None, cells: Mapping[str, Any]) -> bool:
    """Return whether cells are one of several values of an own field: it was read, and edited away where it is not there again."""
    if table is None or table.value is None:
        return False
    stand_ins = {each.name: 1 if each.kind is Kind.INTEGER else "1" for each in table.columns}
    return isinstance(row_reader(table).read({**stand_ins, **cells}, 0), BaseModel)
