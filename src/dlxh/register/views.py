"""Các loại bản ghi trong sổ: one look at each kind of record, and look-ups by id."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

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
from dlxh.models.work import OtherAllowance, WorkEntry
from dlxh.register.known_tables import Schema
from dlxh.register.labels import label_of
from dlxh.register.nest import records_of
from dlxh.register.schema import schema
from dlxh.register.shelf import Shelf
from dlxh.words.bilingual import ArgumentError, Error, quote
from dlxh.words.given import need_text
from dlxh.words.numbers import format_int
from dlxh.words.record import Record

if TYPE_CHECKING:
    from dlxh.register.register import Register
    from dlxh.register.tables import Tables

R = TypeVar("R", bound=Record)
_LISTED = 20
"""How many records an error lists."""


class RegisterError(Error, LookupError):
    """An id that does not exist or exists twice; the caller's mistake.

    >>> from datetime import date
    >>> from dlxh.register.register import Register
    >>> try:
    ...     Register(as_of=date(2024, 7, 24)).report("BC-1")
    ... except RegisterError as error:
    ...     print(error.en)
    the register has no report with id 'BC-1'; check the id
    """

    @classmethod
    def missing(cls, model: type[Record], key: str) -> "RegisterError":
        """There is no record of this id."""
        row = label_of(model)
        return cls(
            vi=f"không có {row.vi} mã {quote(key)} trong sổ; kiểm tra lại mã",
            en=f"the register has no {row.en} with id {quote(key)}; check the id",
        )

    @classmethod
    def there_already(cls, record: Any) -> "RegisterError":  # noqa: ANN401 - any record with an id
        """The id of a record is there already."""
        row = label_of(type(record))
        return cls(
            vi=f"{row.vi} mã {record.id!r} đã có trong sổ; dùng mã khác",
            en=f"the register already has {row.en} {record.id!r}; give it another id",
        )

    @classmethod
    def unlike(cls, found: Sequence[tuple[type[Record], str]]) -> "RegisterError":
        """Records of one id differ: each has its kind and its id."""
        rows = [(label_of(kind), key) for kind, key in found[:_LISTED]]
        more = ", …" if len(found) > _LISTED else ""
        vi = ", ".join(f"{row.vi} {key!r}" for row, key in rows) + more
        en = ", ".join(f"{row.en} {key!r}" for row, key in rows) + more
        return cls(
            vi=f"hai sổ có {format_int(len(found), 'vi')} bản ghi cùng mã mà khác nội dung: {vi}; sửa cho giống nhau, "
            "hoặc ghép bằng first.join(second, prefix=...) để mã của sổ thứ hai có tiền tố",
            en=f"the two registers have {format_int(len(found), 'en')} records of one id and different content: {en}; make them alike, or "
            "join them with first.join(second, prefix=...), so that ids of the second begin with a prefix",
        )


class Views(ABC):
    """What a register shows of each kind of record; objects are built from the columns on first use."""

    __slots__ = ("_shelves",)

    _shelves: dict[type[Record], Shelf]

    @property
    @abstractmethod
    def schema(self) -> Schema:
        """The tables that there may be."""

    @property
    @abstractmethod
    def tables(self) -> "Tables":
        """The records as columns."""

    def all(self, model: type[R]) -> tuple[R, ...]:
        """Return all records of one kind.

        Raises:
            TableError: a day or an instant of the tables that no calendar has.
            pydantic.ValidationError: a row of the tables that no model can hold.
        """
        return self._shelf(model).all

    def get(self, model: type[R], key: str) -> R:
        """Return one record by its id; raises RegisterError when there is none."""
        need_text(key=key)
        found: R | None = self._shelf(model).get(key)
        if found is None:
            raise RegisterError.missing(model, key)
        return found

    def _shelf(self, model: type[Record]) -> Shelf:
        found = next((name for kind, name in self.schema.names.items() if kind is model), None)
        if found is None and isinstance(model, type):
            ours = next((kind for kind in schema().roots.values() if issubclass(model, kind)), None)
            if ours is not None:
                raise ArgumentError(
                    vi=f"model= nhận {model.__module__}.{model.__qualname__}, lớp riêng mà gói của sổ không có; đọc sổ với pack=, hoặc dùng {ours.__name__} của dlxh",
                    en=f"model= is {model.__module__}.{model.__qualname__}, a class of your own that no pack of the register has; read it with pack=, or take {ours.__name__} of dlxh",
                )
        if found is None:
            known = ", ".join(kind.__name__ for kind in self.schema.roots.values())
            raise ArgumentError(
                vi=f"model= nhận loại bản ghi có bảng riêng, không nhận {quote(model)}; các loại: {known}",
                en=f"model= takes a kind of record with a table of its own, not {quote(model)}; choose from: {known}",
            )
        kind = self.schema.roots[found]
        if kind not in self._shelves:
            self._shelves[kind] = Shelf(records_of(self.tables, found))
        return self._shelves[kind]

    def about(self, collaborator: str) -> dict[str, list[dict[str, Any]]]:
        """Return what is held on one person, rows by table, as that person may ask for (Luật 91/2025/QH15).

        The rows are those of the person's id and of all records that state the same `person`: name and contact, memberships,
        contracts, absences, pay and its steps, own fields, and of the reports when each came in. What the reports are about is
        not among them, and neither is the id of anybody else. Days are `date`, instants `datetime` in UTC.

        Args:
            collaborator: The id of a collaborator.

        Raises:
            RegisterError: there is no collaborator of this id.

        >>> import dlxh
        >>> register = dlxh.read(dlxh.example("gia-lai")).register
        >>> held = register.about(register.collaborators[0].id)
        >>> held["contacts"][0]["collaborator"] == register.collaborators[0].id
        True
        """
        from dlxh.register.personal_rows import rows_about

        return rows_about(self.tables, collaborator)

    def forget(self, collaborator: str) -> "Register":
        """Return a new register without what identifies one person; figures and findings are the same.

        Name, contact and post are gone, and restricted own fields in the person's rows; so they are from all records of the
        register that stated the same `person`, which have a code for counting in its place. What other registers hold of
        other networks of the person is forgotten there. Ids, organisation, composition, memberships,
        reports and pay are kept: figures rest on them. Texts that somebody wrote are as they were.

        Args:
            collaborator: The id of a collaborator.

        Raises:
            RegisterError: there is no collaborator of this id.

        >>> import dlxh
        >>> register = dlxh.read(dlxh.example("gia-lai")).register
        >>> key = register.collaborators[0].id
        >>> "contacts" in register.forget(key).about(key)
        False
        """
        from dlxh.register.personal_rows import forget_in
        from dlxh.register.register import Register

        return Register.from_tables(forget_in(self.tables, collaborator))

    def replace(self, *, as_of: date) -> "Register":
        """Return a register of the same records as of another day; each table stays as whole as it is.

        >>> import dlxh
        >>> dlxh.Register(as_of=date(2024, 7, 1)).replace(as_of=date(2024, 7, 2))
        <Register as of 2024-07-02>
        """
        from dlxh.register.register import Register

        same = self.tables
        return Register.from_tables(same.with_metadata(as_of=as_of, partial=same.partial))

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
    def work_entries(self) -> tuple[WorkEntry, ...]:
        """Công việc được chi trả."""
        return self.all(WorkEntry)

    @property
    def other_allowances(self) -> tuple[OtherAllowance, ...]:
        """Phụ cấp khác đang hưởng."""
        return self.all(OtherAllowance)

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
