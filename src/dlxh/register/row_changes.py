"""Đổi dòng: what is done to a row before its model sees it, so that the model sees a row of ours, of this version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

from dlxh.register.columns import Kind
from dlxh.register.exchange import ReadError
from dlxh.register.json_text import Json
from dlxh.register.known_tables import Schema
from dlxh.register.read_options import ReadOptions
from dlxh.register.rows import Refusal, Refusals
from dlxh.register.schema import Table
from dlxh.register.set_aside import Notes
from dlxh.register.upgrades import Changes, chains_below, upgrade_flat, upgrade_nested
from dlxh.words.record import SCHEMA_VERSION, VERSION_FIELD

_BLANK: Final = ""
_LONGEST_VERSION: Final = 10
"""Nobody writes a version with this many digits."""
NOT_STATED: Final = object()
"""In place of a version that a package or document does not state at all."""
Changed: TypeAlias = tuple[dict[str, Any], Notes | None]
"""A row of ours, and what became of it on the way; None: nothing."""


def refuse_row(code: str, field: str | None = None, **context: object) -> Refusals:
    """Return the refusal of a whole row.

    >>> refuse_row("key_twice").first[0].code
    'key_twice'
    """
    return Refusals((Refusal(field, code, context),))


def version_of(stated: object, otherwise: int) -> int | Refusals:
    """Return the version in which a row is stored, or why what it states is none.

    >>> version_of(None, 2), version_of(1, 2), version_of("new", 2).first[0].code
    (2, 1, 'int_type')
    """
    if stated is None:
        return otherwise
    if type(stated) is not int:
        return refuse_row("int_type", VERSION_FIELD)
    return stated if stated >= 1 else refuse_row("greater_than_equal", VERSION_FIELD, ge=1)


def version_stated(stated: object, given: int | None, source: str) -> int | None:
    """Return the version that a package or document states, as a number or, as 2026.11.0 did, as a text of one.

    Args:
        stated: What it says; `NOT_STATED`: nothing. Null is not nothing: it takes the place of a version.
        given: The version that the caller gives, which counts where the source says none.
        source: What it is called.

    Raises:
        ReadError: what it states is not a version, and the caller gives none: to take its rows for those of today would be a guess.

    >>> (
    ...     version_stated("1", None, "a.json"),
    ...     version_stated(2, None, "a.json"),
    ...     version_stated("một", 1, "a.json"),
    ... )
    (1, 2, 1)
    """
    if isinstance(stated, str) and stated.isascii() and stated.isdecimal() and len(stated) < _LONGEST_VERSION:
        stated = int(stated)
    if type(stated) is int and stated >= 1:
        return stated
    if stated is NOT_STATED or given is not None:
        return given
    raise ReadError(
        vi=f"{source} ghi bản của dạng lưu không phải số nguyên từ 1; hãy đưa version=, bản hiện nay là {SCHEMA_VERSION}",
        en=f"{source} states a version of the stored form that is not a whole number from 1 upwards; give version=, the current one is {SCHEMA_VERSION}",
    )


@dataclass
class RowChanges:
    """What is done to the rows of one table, flat ones and whole records.

    Attributes:
        known: The tables that there are.
        table: The table.
        options: What the caller says of the rows.
        version: The version of rows that do not state theirs.
    """

    known: Schema
    table: Table
    options: ReadOptions
    version: int = SCHEMA_VERSION

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that a flat row may have."""
        return frozenset(each.name for each in self.table.columns if each.local_day_of is None)

    @cached_property
    def _renames(self) -> Mapping[str, str]:
        return self.options.names(self.table.name)

    @cached_property
    def _instants(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.table.columns if each.kind is Kind.INSTANT)

    @cached_property
    def _inner(self) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...]:
        """The instants of a whole record: their paths in each object at the end of a chain of lists."""
        return tuple(
            (chain, tuple(each.path for each in self.known.wide(name).columns if each.kind is Kind.INSTANT))
            for name, chain in chains_below(self.known, self.table.name)
        )

    @cached_property
    def _is_plain(self) -> bool:
        """Whether a row that states no version is one of ours as it is."""
        options = self.options
        is_zoned = options.zone is not None and bool(self._instants)
        return self.version == SCHEMA_VERSION and not (
            options.names(self.table.name) or is_zoned or options.blanks
        )

    def keeps(self, notes: Notes | None) -> bool:
        """Return whether what is not known is set aside: where the caller says so, and where a later version wrote it."""
        return self.options.keeps or (notes.version if notes else self.version) > SCHEMA_VERSION

    def change_row(self, row: dict[str, Any]) -> Changed | Refusals:
        """Return a flat row as one of ours of this version, or why it cannot be one."""
        if self._is_plain and self.names.issuperset(row):
            return row, None
        begun = self._begin(row)
        if isinstance(begun, Refusals):
            return begun
        found, notes = begun
        if notes.version < SCHEMA_VERSION:
            changes = upgrade_flat(self.table.name, found, notes.version)
            if changes.unclear is not None:
                return refuse_row("ambiguous_upgrade", changes.unclear.replace(".", "_"), to=SCHEMA_VERSION)
            _note(changes, notes)
        if self.options.blanks:
            found = {name: value if value != _BLANK else None for name, value in found.items()}
        if self.options.zone is not None:
            found |= {name: self.options.instant(found[name]) for name in self._instants if name in found}
        if self.keeps(notes) and self.table.pack is None:
            unknown = [name for name in found if name not in self.names]
            notes.aside += [("unknown_field", f"/{name}", found.pop(name)) for name in unknown]
        return found, notes if self._is_worth_telling(notes) else None

    def _is_worth_telling(self, notes: Notes) -> bool:
        """Return whether notes say more of a row than that it is one of the table."""
        return bool(notes.aside or notes.made) or max(notes.version, self.version) > SCHEMA_VERSION

    def change_record(self, row: dict[str, Any]) -> tuple[dict[str, Any], Notes] | Refusals:
        """Return a whole record as one of ours of this version, or why it cannot be one."""
        begun = self._begin(row)
        if isinstance(begun, Refusals):
            return begun
        found, notes = begun
        if notes.version < SCHEMA_VERSION:
            changes = upgrade_nested(self.known, self.table.name, found, notes.version)
            if changes.unclear is not None:
                return refuse_row("ambiguous_upgrade", changes.unclear, to=SCHEMA_VERSION)
            _note(changes, notes)
        if self.options.blanks:
            found = {name: _without_blanks(value) for name, value in found.items()}
        if self.options.zone is not None:
            for chain, paths in self._inner:
                if paths:
                    found = self._in_zone(found, chain, paths)
        return found, notes

    def _begin(self, row: dict[str, Any]) -> tuple[dict[str, Any], Notes] | Refusals:
        """Return a copy of a row by our names, without its version, and notes of that."""
        if {*map(type, row)} - {str} and not all(isinstance(name, str) for name in row):
            return refuse_row("invalid_key")
        names = self._renames
        found = {names.get(name, name): value for name, value in row.items()} if names else dict(row)
        if len(found) < len(row):
            return refuse_row("key_twice")
        version = version_of(found.pop(VERSION_FIELD, None), self.version)
        return version if isinstance(version, Refusals) else (found, Notes(version))

    def _in_zone(self, row: Json, chain: tuple[str, ...], paths: Iterable[tuple[str, ...]]) -> Json:
        """Return a record with the instants at some paths, in each object at the end of a chain of lists, in their zone."""
        if not isinstance(row, Mapping):
            return row
        if not chain:
            for path in paths:
                row = _replace(row, path, self.options.instant)
            return row
        first, *rest = chain
        inner = row.get(first)
        if not isinstance(inner, list | tuple):
            return row
        return {**row, first: [self._in_zone(each, tuple(rest), paths) for each in inner]}


def _note(changes: Changes, notes: Notes) -> None:
    notes.made += changes.made
    notes.aside += [("value_dropped", pointer, value) for pointer, value in changes.dropped]


def _replace(row: Json, path: tuple[str, ...], change: Json) -> Json:
    first, *rest = path
    if not isinstance(row, Mapping) or row.get(first) is None:
        return row
    inner = row[first]
    return {**row, first: _replace(inner, tuple(rest), change) if rest else change(inner)}


def _without_blanks(value: Json) -> Json:
    """Return a value of a form without what was left blank: of a group of fields nothing where all of them were."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, Mapping):
        filled = {name: _without_blanks(each) for name, each in value.items()}
        return filled if not filled or any(each is not None for each in filled.values()) else None
    if isinstance(value, list | tuple):
        pairs = [(each, _without_blanks(each)) for each in value]
        return [made for each, made in pairs if made is not None or each is None]
    return value
