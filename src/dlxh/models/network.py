"""Mạng lưới cộng tác viên: a network of collaborators and its terms."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from dlxh.models.unit import Level
from dlxh.words.days import Day
from dlxh.words.disclosure import Internal, Public
from dlxh.words.documents import Document
from dlxh.words.ids import NetworkId, RegulationId, TermId, UnitId
from dlxh.words.record import Record
from dlxh.words.text import Line


class NetworkForm(StrEnum):
    """Persons, or groups (tổ cộng tác viên)."""

    PERSONS = "persons"
    GROUPS = "groups"


class CombinedRole(StrEnum):
    """Other roles that the same people hold."""

    REPORTER = "reporter"
    PROPAGANDIST = "propagandist"


class Network(Record):
    """Mạng lưới cộng tác viên dư luận xã hội: that of one owner.

    >>> Network(id="gl", name="CTV DLXH tỉnh Gia Lai", owner="gl-btg", level="province").form.value
    'persons'
    """

    id: Public[NetworkId] = Field(
        description="Given by your software; never changed or reused: one id over all terms."
    )
    name: Public[Line] = Field(description="Name of the network.")
    owner: Public[UnitId] = Field(description="The unit that runs it.")
    level: Public[Level] = Field(description="Level of the owner.")
    form: Public[NetworkForm] = Field(default=NetworkForm.PERSONS, description="Persons or groups (tổ).")
    combined_roles: Public[tuple[CombinedRole, ...]] = Field(
        default=(), description="Roles that the collaborators hold as well (báo cáo viên, tuyên truyền viên)."
    )


class Term(Record):
    """Nhiệm kỳ, giai đoạn: a run of years of a network.

    A label with years only gives no dates: they stay None until a decision states them.

    >>> Term(id="t1", network="gl", label="giai đoạn 2021-2025").start is None
    True
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    id: Public[TermId] = Field(description="Given by your software; never changed or reused.")
    network: Public[NetworkId] = Field(description="The network it is a term of.")
    label: Public[Line] = Field(description="As written (nhiệm kỳ 2020 - 2025, giai đoạn 2021-2025).")
    start: Public[Day | None] = Field(default=None, description="First day, inclusive; empty: not known.")
    end: Public[Day | None] = Field(default=None, description="Last day, inclusive; empty: not known.")
    decision: Internal[Document | None] = Field(
        default=None, description="Founding decision (quyết định thành lập)."
    )
    regulations: Internal[tuple[RegulationId, ...]] = Field(
        default=(),
        description="Regulations (quy chế) in force during the term; one may be issued in its middle.",
    )
