"""Sổ: the records of one or several networks as objects, with their columns at hand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, cast

from dlxh.register.coverage import as_partial, join_partial
from dlxh.register.known_tables import Schema
from dlxh.register.own_gaps import append_more
from dlxh.register.pack import Pack, join_packs
from dlxh.register.schema import schema_with
from dlxh.register.shelf import Shelf
from dlxh.register.views import RegisterError, Views
from dlxh.register.writing import write
from dlxh.words.days import plain_day
from dlxh.words.given import need, several
from dlxh.words.record import Record

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from dlxh.register.tables import Tables


class Register(Views):
    """Sổ: a set of records, as known on one day.

    Objects are built from columns on first use, and columns from objects. Registers are immutable: `add` and `+`
    return a new one.

    >>> from dlxh.models.unit import OrgUnit
    >>> register = Register(
    ...     [OrgUnit(id="sl", name="Sơn La", kind="place", level="district")], as_of=date(2022, 7, 4)
    ... )
    >>> register.unit("sl").name
    'Sơn La'
    """

    __slots__ = ("_columns_first", "_tables", "as_of", "empty", "pack", "partial")

    def __init__(
        self,
        records: Iterable[Record] = (),
        *,
        as_of: date,
        empty: Iterable[str] = (),
        partial: Iterable[str] | Mapping[str, Iterable[str]] = (),
        pack: Pack | None = None,
    ) -> None:
        """Take records of any kinds.

        Args:
            records: Any mix of records.
            as_of: The day on which they were true: a date, neither text nor instant.
            empty: Tables for which there was nothing to record: zero, where a kind that is not there is unknown.
            partial: Tables known not to hold every row, or their networks by table: counts are lower bounds.
            pack: What a province has of its own; records of ours become those of its classes.

        Raises:
            RegisterError: an object that is not a record with a table of its own.
            ArgumentError: `as_of` is not a date.
        """
        self.as_of = plain_day(as_of, "as_of")
        self.empty = frozenset(several("empty", empty, str))
        self.partial = as_partial(partial)
        need((Pack, NoneType), pack=pack)
        self.pack = pack
        self._tables: Tables | None = None
        self._columns_first = False
        groups = self.schema.group(several("records", records))
        for unknown in set(groups) - set(self.schema.names):
            raise RegisterError(
                vi=f"{unknown.__name__} không phải bản ghi có bảng riêng; lớp của gói cần Register(…, pack=…)",
                en=f"{unknown.__name__} is not a record with a table of its own; a class of a pack needs Register(…, pack=…)",
            )
        self._shelves = {model: Shelf(groups.get(model, ())) for model in self.schema.roots.values()}

    @classmethod
    def from_tables(cls, tables: "Tables") -> "Register":
        """Return a register over tables; its objects are built on first use."""
        from dlxh.register.tables import Tables

        need(Tables, tables=tables)
        register = cls(as_of=tables.as_of, empty=tables.names, partial=tables.partial, pack=tables.pack)
        register._shelves.clear()
        register._tables = tables
        register._columns_first = True
        return register

    @classmethod
    def from_frames(
        cls,
        frames: "Mapping[str, IntoFrame]",
        *,
        as_of: date,
        partial: Iterable[str] | Mapping[str, Iterable[str]] = (),
        pack: Pack | None = None,
    ) -> "Register":
        """Return a register over frames by table name, as `Tables` takes them; a table that is not passed is unknown.

        Args:
            frames: Frames of one engine.
            as_of: The as-of date of the records.
            partial: Tables known not to hold every row, or their networks by table.
            pack: The province's pack.

        Raises:
            TableError: a frame does not fit the table it is passed as.
            ArgumentError: `as_of` is not a date.

        >>> import polars as pl
        >>> unit = pl.DataFrame({"id": ["sl"], "name": ["Sơn La"], "kind": ["place"], "level": ["district"]})
        >>> Register.from_frames({"units": unit}, as_of=date(2022, 7, 4)).units[0].name
        'Sơn La'
        """
        from dlxh.register.tables import Tables

        return cls.from_tables(Tables(frames, as_of=as_of, partial=partial, pack=pack))

    @property
    def schema(self) -> Schema:
        """The tables that may exist, with their columns."""
        return schema_with(self.pack)

    @property
    def tables(self) -> "Tables":
        """The same records as columns."""
        if self._tables is None:
            from dlxh.register.tables import Tables

            records = (record for shelf in self._shelves.values() for record in shelf.all)
            self._tables = Tables.of(
                records, as_of=self.as_of, empty=self.empty, partial=self.partial, pack=self.pack
            )
        return self._tables

    def add(self, *records: Record) -> "Register":
        """Return a new register with more records; existing columns are reused.

        Raises:
            RegisterError: an id already exists.
        """
        more = Register(records, as_of=self.as_of, pack=self.pack)
        for model, shelf in more._shelves.items():
            for record in shelf.all:
                if self._holds(model, record.id):
                    raise RegisterError.there_already(record)
        return self._with(more)

    def put(self, *records: Record) -> "Register":
        """Return a new register in which these records replace those with the same ids; new ids are added.

        Use it for records edited in a form; `add` refuses an existing id.

        Raises:
            RegisterError: two of the records have the same id.
        """
        return self._with(Register(records, as_of=self.as_of, pack=self.pack), replacing=True)

    def _with(self, more: "Register", *, replacing: bool = False) -> "Register":
        """Return a new register with more records; an id occurs in both only when replacing."""
        merged = Register(as_of=self.as_of, empty=self.empty, partial=self.partial, pack=self.pack)
        merged._columns_first, merged._tables = self._columns_first, self._tables
        merged._shelves = {model: shelf.put(more.all(model)) for model, shelf in self._shelves.items()}
        for name, model in self.schema.roots.items():
            ids = [record.id for record in more.all(model)]  # type: ignore[attr-defined] # every record has one
            for record in more.all(model):
                if more.get(model, record.id) is not record:  # type: ignore[attr-defined]
                    raise RegisterError.there_already(record)
            if replacing and ids and merged._tables is not None and name in merged._tables:
                merged._tables = merged._tables.without(name, ids)
        if merged._tables is not None:
            merged._tables = append_more(merged._tables, more.tables)
            merged.partial = join_partial(merged.partial, merged._tables.partial)
        return merged

    def _holds(self, model: type[Record], key: str) -> bool:
        """Return whether an id is there; columns are searched before objects are built of them."""
        if model in self._shelves:
            return self._shelves[model].get(key) is not None
        return self.tables.holds(self.schema.names[model], key)

    def __add__(self, other: "Register") -> "Register":
        """Return both together; a record that both hold alike counts once, and nothing that was read is lost.

        Where one has a pack, or one that builds on that of the other, it is compared by the fields that both know, and kept
        with its own.

        Raises:
            RegisterError: both hold the same ids with different content; it lists them.
            PackError: each has a pack that the other lacks.
            TableError: this one is held by another engine than Polars, and the other holds more.
        """
        need(Register, other=other)
        if join_packs(self.pack, other.pack) is not self.pack:
            return other + self
        from dlxh.register.own_columns import narrow_to

        mine = self if other.pack is self.pack else Register.from_tables(narrow_to(self.tables, other.pack))
        fresh: list[Any] = []
        alike: dict[str, list[str]] = {name: [] for name in self.schema.roots}
        unlike: list[tuple[type[Record], str]] = []
        for name, model in self.schema.roots.items():
            theirs = other.schema.roots[name]
            for record in cast("Sequence[Any]", other.all(theirs)):
                if not self._holds(model, record.id):
                    fresh.append(record)
                elif mine.get(theirs, record.id) == record:
                    alike[name].append(record.id)
                else:
                    unlike.append((model, record.id))
        if unlike:
            raise RegisterError.unlike(unlike)
        from dlxh.register.tables import Tables
        from dlxh.register.union import gaps, holds_an_id_twice, join_tables

        partial = join_partial(gaps(self, other), gaps(other, self))
        as_of = max(self.as_of, other.as_of)
        if self._columns_first or other._columns_first or holds_an_id_twice(other):
            joined = join_tables(self.tables, other.tables, alike)
            return Register.from_tables(joined.with_metadata(as_of=as_of, partial=partial))
        merged = self.add(*fresh)
        merged.as_of, merged.partial = as_of, partial
        merged.empty |= other.empty
        nothing = other.empty.intersection(self.schema.roots) - set(merged.tables.names)
        zero = Tables.of((), as_of=as_of, empty=nothing, pack=self.pack)
        merged._tables = merged.tables.append(zero).with_metadata(as_of=as_of, partial=partial)
        return merged

    def join(self, other: "Register", *, prefix: str) -> "Register":
        """Return both registers combined, with a prefix in front of the other's ids.

        A record that is identical in both, and refers to nothing that differs, is kept once with its id. All other
        ids of the other register get the prefix, and so do all references to them: in the library's fields and own
        fields, in the ids of allowance lines, and in findings on refused lines. Broken references get it too.

        Args:
            other: Another register; its rows are read into memory.
            prefix: What these ids begin with.

        Raises:
            RegisterError: an id may not begin with this prefix, an id gets too long, or an id with the prefix already
                exists with other content.
            TableError: this one is held by another engine than Polars, and the other holds more.

        >>> from dlxh.models.unit import OrgUnit
        >>> unit = OrgUnit(id="1", name="An Khê", kind="place", level="district")
        >>> other = Register([unit.replace(name="Kim Động")], as_of=date(2024, 7, 1))
        >>> [each.id for each in Register([unit], as_of=date(2024, 7, 1)).join(other, prefix="HY-").units]
        ['1', 'HY-1']
        """
        need(Register, other=other)
        from dlxh.register.prefix import alike, lend_packs, with_prefix
        from dlxh.register.union import gaps

        first, second = (self, other) if self.pack is other.pack else lend_packs(self, other)
        joined = with_prefix(second.tables, prefix, alike(first, second), gaps(second, first))
        return first + Register.from_tables(joined)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: what the register was made of, columns or objects; the others are made again when needed."""
        state = {name: getattr(self, name) for name in Register.__slots__}
        shelves: dict[type[Record], Shelf] = {} if self._columns_first else self._shelves
        tables = self._tables if self._columns_first else None
        return state | {"_tables": tables, "_shelves": shelves}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    def __len__(self) -> int:
        return sum(len(self.all(model)) for model in self.schema.roots.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Register):
            return NotImplemented
        alike = self.pack is other.pack and self.as_of == other.as_of
        return alike and all(self.all(model) == other.all(model) for model in self.schema.roots.values())

    __hash__ = None  # type: ignore[assignment] # compared by content, as lists are

    def __repr__(self) -> str:
        return f"<Register as of {self.as_of}>"

    def write(
        self, path: str | Path, *, personal: bool = False, classified: bool = False, overwrite: bool = False
    ) -> Path:
        """Write the register to a folder, a `.zip` of flat files, or a nested `.json` file; `dlxh.read` reads it back.

        Names and contacts are written only with `personal`, and records with a secrecy mark only with `classified`.
        If existing rows would be lost, it raises WriteError unless you pass `overwrite`. What is there stays intact
        until everything new is written.
        """
        need((str, Path), path=path)
        return write(self, Path(path), personal=personal, classified=classified, overwrite=overwrite)
