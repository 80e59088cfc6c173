"""Sổ: the records of one or several networks as objects, with their columns at hand."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dlxh.register.coverage import as_partial, joined, narrowed
from dlxh.register.schema import ROOTS
from dlxh.register.tables import Tables
from dlxh.register.views import RegisterError, Views
from dlxh.register.writing import write
from dlxh.words.record import Record


class Register(Views):
    """Records together, as they were known on one day.

    Objects are built from the columns when they are first asked for, and the other way round. A register never changes:
    `add` and `+` give a new one.

    >>> from dlxh.models.unit import OrgUnit
    >>> register = Register(
    ...     [OrgUnit(id="sl", name="Sơn La", kind="place", level="district")], as_of=date(2022, 7, 4)
    ... )
    >>> register.unit("sl").name
    'Sơn La'
    >>> register.tables.names
    ('units', 'unit_successors')
    """

    __slots__ = ("_tables", "as_of", "empty", "partial")

    def __init__(
        self,
        records: Iterable[Record] = (),
        *,
        as_of: date,
        empty: Iterable[str] = (),
        partial: Iterable[str] | Mapping[str, Iterable[str]] = (),
    ) -> None:
        """Take records of any kinds.

        Args:
            records: Any mix of records.
            as_of: The day on which they were true.
            empty: Tables of which there was nothing to record: zero, where a kind that is not there is unknown.
            partial: Tables known not to hold every row, or their networks by table: counts are lower bounds.

        Raises:
            RegisterError: an object that is no record with a table of its own.
        """
        self.as_of = as_of
        self.empty = frozenset(empty)
        self.partial = as_partial(partial)
        self._index: dict[type[Record], dict[str, Any]] = {}
        self._tables: Tables | None = None
        groups: dict[type[Record], list[Record]] = {}
        for record in records:
            groups.setdefault(type(record), []).append(record)
        for unknown in set(groups) - set(ROOTS.values()):
            raise RegisterError(
                vi=f"{unknown.__name__} không phải bản ghi có bảng riêng",
                en=f"{unknown.__name__} is no record with a table of its own",
            )
        self._records: dict[type[Record], tuple[Any, ...]]
        self._records = {model: tuple(groups.get(model, ())) for model in ROOTS.values()}

    @classmethod
    def from_tables(cls, tables: Tables) -> "Register":
        """Return a register over tables; its objects are built when they are first asked for."""
        register = cls(as_of=tables.as_of, empty=tables.names, partial=tables.partial)
        register._records.clear()
        register._tables = tables
        return register

    @property
    def tables(self) -> Tables:
        """The same records as columns."""
        if self._tables is None:
            records = (record for group in self._records.values() for record in group)
            self._tables = Tables.of(records, as_of=self.as_of, empty=self.empty, partial=self.partial)
        return self._tables

    def add(self, *records: Record) -> "Register":
        """Return a new register with more records; the columns that are there are kept as they are.

        Raises:
            RegisterError: an id is there already.
        """
        more = Register(records, as_of=self.as_of)
        for model in more._records:
            for record in more.all(model):
                self._refuse_known(record)
                if more.get(model, record.id) is not record:  # type: ignore[attr-defined] # every record has an id
                    more._refuse_known(record)
        merged = Register(as_of=self.as_of, empty=self.empty, partial=self.partial)
        merged._records = {model: (*group, *more.all(model)) for model, group in self._records.items()}
        merged._tables = None if self._tables is None else self._tables.append(more.tables)
        return merged

    def put(self, *records: Record) -> "Register":
        """Return a new register in which these records stand for those of the same id; new ids are added.

        What is edited in a form is put; `add` refuses an id that is there.
        """
        kept = Register(as_of=self.as_of, empty=self.empty, partial=self.partial)
        kept._records, kept._tables = dict(self._records), self._tables
        for name, model in ROOTS.items():
            ids = {record.id for record in records if type(record) is model}  # type: ignore[attr-defined] # every record has one
            if not ids:
                continue
            if model in kept._records:
                kept._records[model] = tuple(known for known in kept._records[model] if known.id not in ids)
            if kept._tables is not None and name in kept._tables:
                kept._tables = kept._tables.without(name, ids)
        return kept.add(*records)

    def _refuse_known(self, record: Any) -> None:  # noqa: ANN401 - any record with an id
        try:
            self.get(type(record), record.id)
        except RegisterError:
            return
        raise RegisterError(
            vi=f"{type(record).__name__} mã {record.id!r} đã có trong sổ; dùng mã khác",
            en=f"the register already holds {type(record).__name__} {record.id!r}; give it another id",
        )

    def __add__(self, other: "Register") -> "Register":
        """Return both together; a record that both hold alike counts once.

        Raises:
            RegisterError: both hold the same id with different content.
        """
        fresh: list[Record] = []
        for model in ROOTS.values():
            for record in other.all(model):
                known = self._known(record)
                if known is None:
                    fresh.append(record)
                elif known != record:
                    self._refuse_known(record)
        merged = self.add(*fresh)
        merged.as_of = max(self.as_of, other.as_of)
        merged.empty |= other.empty
        merged.partial = joined(self._gaps(other), other._gaps(self))
        if merged._tables is not None:
            nothing = other.empty.intersection(ROOTS) - set(merged.tables.names)
            zero = Tables.of((), as_of=merged.as_of, empty=nothing)
            merged._tables = merged._tables.append(zero).stated(as_of=merged.as_of, partial=merged.partial)
        return merged

    def _gaps(self, other: "Register") -> dict[str, frozenset[str]]:
        absent = set(other.tables.names) - set(self.tables.names)
        return narrowed(self.partial, (network.id for network in self.networks), absent)

    def _known(self, record: Any) -> Record | None:  # noqa: ANN401 - any record with an id
        model: type[Record] = type(record)
        try:
            return self.get(model, record.id)
        except RegisterError:
            return None

    def __len__(self) -> int:
        return sum(len(self.all(model)) for model in ROOTS.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Register):
            return NotImplemented
        return self.as_of == other.as_of and all(
            self.all(model) == other.all(model) for model in ROOTS.values()
        )

    __hash__ = None  # type: ignore[assignment] # compared by content, as lists are

    def __repr__(self) -> str:
        return f"<Register as of {self.as_of}>"

    def write(
        self, path: str | Path, *, personal: bool = False, classified: bool = False, overwrite: bool = False
    ) -> Path:
        """Write the register: a folder, a `.zip` of flat files, or nested `.json`; `dlxh.read` is the way back.

        Names and contacts go out only with `personal`, records with a secrecy mark only with `classified`, and rows that
        are there and are not written go only with `overwrite`; without it they raise WriteError. What is there stays
        whole until all that is new is written.
        """
        target = Path(path)
        return write(self, target, personal=personal, classified=classified, overwrite=overwrite)
