"""Vắng mặt: days on which a collaborator is on leave, or a unit sends nothing."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dlxh.data.code_lists import code_list
from dlxh.words.code_marks import In
from dlxh.words.days import Day
from dlxh.words.disclosure import Internal
from dlxh.words.documents import Document
from dlxh.words.ids import AbsenceId, CollaboratorId, NetworkId, UnitId
from dlxh.words.record import Record


class Absence(Record):
    """Nghỉ, vắng: an absence of one collaborator or one unit; the regulation determines whether it excuses a report.

    >>> Absence(
    ...     id="v1", network="gl", collaborator="CTV-1", start="2024-02-01", reason="sick_leave"
    ... ).end is None
    True
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)
    one_of: ClassVar[tuple[str, ...]] = ("collaborator", "unit")

    id: Internal[AbsenceId] = Field(description="Given by your software; never changed or reused.")
    network: Internal[NetworkId] = Field(description="The network that the record belongs to.")
    collaborator: Internal[CollaboratorId | None] = Field(default=None, description="Who is absent.")
    unit: Internal[UnitId | None] = Field(
        default=None, description="Or the unit that has not to report, under whatever name."
    )
    start: Internal[Day] = Field(description="First day, inclusive.")
    end: Internal[Day | None] = Field(default=None, description="Last day, inclusive; empty: not back yet.")
    reason: Internal[Annotated[str, In(code_list("absence_reasons"))]] = Field(
        description="A code of the open list absence_reasons, or of the network's own."
    )
    decision: Internal[Document | None] = Field(default=None, description="The decision or approval.")

    @model_validator(mode="after")
    def _one_absentee(self) -> Self:
        if (self.collaborator is None) == (self.unit is None):
            raise PydanticCustomError("absence_one", "an absence is of one collaborator or one unit")
        return self
