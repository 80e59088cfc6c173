"""Sổ: the records of one or several networks as objects, with their columns at hand."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from dlxh.models.absence import Absence
from dlxh.models.activity import Activity
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.allowance_line import AllowanceLine
from dlxh.models.case import VerificationCase
from dlxh.models.collaborator import Collaborator, Engagement, Membership
from dlxh.models.matter import Matter
from dlxh.models.network import Network, Term
from dlxh.models.regulation import Regulation
from dlxh.models.report import Report
from dlxh.models.unit import OrgUnit
from dlxh.register.coverage import as_partial, joined, narrowed
from dlxh.register.nest import records_of
from dlxh.register.schema import ROOTS
from dlxh.register.tables import Tables
from dlxh.register.writing import write
from dlxh.words.bilingual import BilingualError
from dlxh.words.record import Record

R = TypeVar("R", bound=Record)


class RegisterError(BilingualError, LookupError):
    """An id that is not there, or is there twice; the caller's mistake.

    >>> try:
    ...     Register(as_of=date(2024, 7, 24)).report("BC-1")
    ... except RegisterError as error:
    ...     print(error.en)
    the register holds no Report with id 'BC-1'; check the id
    """


class Register:
    """Records together, as they were known on one day.

    Objects are built from the columns when they are first asked for, and the other way round. A register never changes:
    `add` and `+` give a new one.

    >>> register = Register(
    ...     [OrgUnit(id="sl", name="Sơn La", kind="place", level="district")], as_of=date(2022, 7, 4)
    ... )
    >>> register.unit("sl").name
    'Sơn La'
    >>> register.tables.names
    ('units', 'unit_successors')
    """

    __slots__ = ("_index", "_records", "_tables", "as_of", "empty", "partial")

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

    def all(self, model: type[R]) -> tuple[R, ...]:
        """Return all records of one kind.

        Raises:
            pydantic.ValidationError: a row of the tables that no model can hold.
        """
        if model not in self._records:
            name = next(table for table, kind in ROOTS.items() if kind is model)
            self._records[model] = tuple(records_of(self.tables, name))
        return self._records[model]

    def get(self, model: type[R], key: str) -> R:
        """Return one record by its id; raises RegisterError when there is none."""
        index = self._index.get(model)
        if index is None:
            index = self._index[model] = {record.id: record for record in reversed(self.all(model))}  # type: ignore[attr-defined]
        try:
            return index[key]  # type: ignore[no-any-return] # the index holds records of this kind
        except KeyError:
            raise RegisterError(
                vi=f"không có {model.__name__} mã {key!r} trong sổ; kiểm tra lại mã",
                en=f"the register holds no {model.__name__} with id {key!r}; check the id",
            ) from None

    def add(self, *records: Record) -> "Register":
        """Return a new register with more records; the columns that are there are kept as they are.

        Raises:
            RegisterError: an id is there already.
        """
        more = Register(records, as_of=self.as_of)
        for model in more._records:
            for record in more.all(model):
                self._refuse_known(record)
        merged = Register(as_of=self.as_of, empty=self.empty, partial=self.partial)
        merged._records = {model: (*group, *more.all(model)) for model, group in self._records.items()}
        merged._tables = None if self._tables is None else self._tables.append(more.tables)
        return merged

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

    def write(self, path: str | Path) -> Path:
        """Write the register: a folder, a `.zip` of flat files, or nested `.json`; `dlxh.read` is the way back."""
        return write(self, Path(path))

    @property
    def units(self) -> tuple[OrgUnit, ...]:
        """Đơn vị."""
        return self.all(OrgUnit)

    @property
    def networks(self) -> tuple[Network, ...]:
        """Mạng lưới."""
        return self.all(Network)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Nhiệm kỳ."""
        return self.all(Term)

    @property
    def collaborators(self) -> tuple[Collaborator, ...]:
        """Cộng tác viên."""
        return self.all(Collaborator)

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """Tư cách cộng tác viên trong nhiệm kỳ."""
        return self.all(Membership)

    @property
    def engagements(self) -> tuple[Engagement, ...]:
        """Hợp đồng."""
        return self.all(Engagement)

    @property
    def absences(self) -> tuple[Absence, ...]:
        """Vắng mặt."""
        return self.all(Absence)

    @property
    def regulations(self) -> tuple[Regulation, ...]:
        """Quy chế."""
        return self.all(Regulation)

    @property
    def schemes(self) -> tuple[AllowanceScheme, ...]:
        """Chế độ chi."""
        return self.all(AllowanceScheme)

    @property
    def reports(self) -> tuple[Report, ...]:
        """Báo cáo."""
        return self.all(Report)

    @property
    def matters(self) -> tuple[Matter, ...]:
        """Vấn đề."""
        return self.all(Matter)

    @property
    def cases(self) -> tuple[VerificationCase, ...]:
        """Vụ việc xác minh."""
        return self.all(VerificationCase)

    @property
    def activities(self) -> tuple[Activity, ...]:
        """Hoạt động."""
        return self.all(Activity)

    @property
    def allowance_lines(self) -> tuple[AllowanceLine, ...]:
        """Dòng chi trả."""
        return self.all(AllowanceLine)

    def unit(self, key: str) -> OrgUnit:
        """Return one unit; raises RegisterError."""
        return self.get(OrgUnit, key)

    def network(self, key: str) -> Network:
        """Return one network; raises RegisterError."""
        return self.get(Network, key)

    def term(self, key: str) -> Term:
        """Return one term; raises RegisterError."""
        return self.get(Term, key)

    def collaborator(self, key: str) -> Collaborator:
        """Return one collaborator; raises RegisterError."""
        return self.get(Collaborator, key)

    def report(self, key: str) -> Report:
        """Return one report; raises RegisterError."""
        return self.get(Report, key)

    def case(self, key: str) -> VerificationCase:
        """Return one case; raises RegisterError."""
        return self.get(VerificationCase, key)
