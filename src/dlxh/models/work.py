"""Khối lượng công việc: what the payer confirmed that a person did, and what else the person draws."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from dlxh.words.days import Day
from dlxh.words.disclosure import Internal
from dlxh.words.documents import Document
from dlxh.words.ids import Code, CollaboratorId, NetworkId, OtherAllowanceId, WorkEntryId
from dlxh.words.money import Coefficient
from dlxh.words.record import Record
from dlxh.words.text import Line


class WorkKind(StrEnum):
    """What can be paid for besides reports, which are counted from the reports themselves."""

    FORM = "form"
    SESSION = "session"
    DAY = "day"
    ITEM = "item"


class WorkEntry(Record):
    """Công việc được xác nhận: forms collected, a session held, a day worked, opinions on an issue.

    >>> WorkEntry(
    ...     id="w1",
    ...     network="vl",
    ...     collaborator="CTV-1",
    ...     day="2024-07-03",
    ...     kind="item",
    ...     issue="dat_dai",
    ...     quantity=2,
    ... ).quantity
    2
    """

    id: Internal[WorkEntryId] = Field(description="Given by your software; never changed or reused.")
    network: Internal[NetworkId] = Field(description="The network that the record belongs to.")
    collaborator: Internal[CollaboratorId] = Field(description="Who did it.")
    day: Internal[Day] = Field(description="When; a day outside the engagement is not paid.")
    kind: Internal[WorkKind] = Field(description="What was done.")
    quantity: Internal[Annotated[int, Field(strict=True, ge=0, le=100_000)]] = Field(
        default=1, description="How many; a day is 1."
    )
    minutes: Internal[Annotated[int, Field(strict=True, ge=0, le=1440)] | None] = Field(
        default=None, description="Of a day: minutes worked; empty: the whole day."
    )
    issue: Internal[Code | None] = Field(
        default=None, description="Of items: the issue (vấn đề); empty: one of its own."
    )
    confirmed_by: Internal[Document | None] = Field(default=None, description="The paper that confirms it.")


class OtherAllowance(Record):
    """Phụ cấp khác: an allowance that a person draws elsewhere; it may lower or exclude what is due here.

    >>> OtherAllowance(
    ...     id="k1",
    ...     network="bl",
    ...     collaborator="CTV-1",
    ...     name="Báo cáo viên",
    ...     start="2018-01-01",
    ...     coefficient="0.2",
    ... ).end is None
    True
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    id: Internal[OtherAllowanceId] = Field(description="Given by your software; never changed or reused.")
    network: Internal[NetworkId] = Field(description="The network whose collaborator it is.")
    collaborator: Internal[CollaboratorId] = Field(description="Who draws it.")
    name: Internal[Line] = Field(description="What it is called.")
    start: Internal[Day] = Field(description="First day, inclusive.")
    end: Internal[Day | None] = Field(default=None, description="Last day, inclusive; empty: goes on.")
    coefficient: Internal[Coefficient | None] = Field(
        default=None, description="The coefficient it is paid by; empty: a fixed sum."
    )
