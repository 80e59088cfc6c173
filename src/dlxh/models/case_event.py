"""Nội dung và sự kiện của vụ việc: what is verified, and the dated steps from which all else is derived."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dlxh.models.case_kinds import AssignmentTask, CaseEventKind, CaseOutcome, ContentFinding, Route
from dlxh.words.days import Instant
from dlxh.words.deadlines import Deadline
from dlxh.words.disclosure import Internal
from dlxh.words.documents import Document
from dlxh.words.ids import CaseId, ContentId, UnitId
from dlxh.words.record import Value
from dlxh.words.text import Line, Prose


class CaseContent(Value):
    """Nội dung xác minh: one content of a case, with a finding of its own.

    >>> CaseContent(id="c1", text="Đền bù chưa đúng diện tích", finding="partly_correct").outcome is None
    True
    """

    id: Internal[ContentId] = Field(description="Given by your software; never changed or reused.")
    text: Internal[Prose] = Field(description="What is to be verified.")
    finding: Internal[ContentFinding | None] = Field(
        default=None, description="How far the content is correct; empty: not concluded."
    )
    outcome: Internal[CaseOutcome | None] = Field(
        default=None, description="What was done about the content; empty: nothing said yet."
    )


class CaseEvent(Value):
    """One dated step, with the unit that took it.

    >>> event = CaseEvent(sequence=1, at="2021-04-10T08:00:00+07:00", kind="drafted", by="LC-BTG")
    >>> event.contents
    ()
    """

    sequence: Internal[Annotated[int, Field(strict=True, ge=1, le=1_000_000)]] = Field(
        description="Number from 1 that orders events of the same time."
    )
    at: Internal[Instant] = Field(description="When it happened.")
    kind: Internal[CaseEventKind] = Field(description="What happened.")
    by: Internal[UnitId | None] = Field(default=None, description="The unit that acted.")
    actor: Internal[Line | None] = Field(
        default=None,
        description="The office that acted for the unit, such as vice chair (Phó Chủ tịch), not a person's name.",
    )
    to: Internal[UnitId | None] = Field(default=None, description="The unit that it was handed to.")
    contents: Internal[tuple[ContentId, ...]] = Field(
        default=(), description="The contents meant; none: the whole case."
    )
    task: Internal[AssignmentTask | None] = Field(
        default=None, description="What was assigned; empty: not said."
    )
    allowed: Internal[Deadline | None] = Field(
        default=None, description="The time allowed from here, or the time added by an extension."
    )
    finding: Internal[ContentFinding | None] = Field(
        default=None, description="What was found on the contents."
    )
    outcome: Internal[CaseOutcome | None] = Field(
        default=None, description="What was done about the contents."
    )
    route: Internal[Route | None] = Field(default=None, description="The route on which the case was sent.")
    other: Internal[CaseId | None] = Field(default=None, description="The other case of a merger or a split.")
    document: Internal[Document | None] = Field(default=None, description="The paper behind the step.")
    note: Internal[Prose | None] = Field(default=None, description="Reason, facts or measures.")

    @model_validator(mode="after")
    def _extended_by_events(self) -> Self:
        if self.allowed is not None and self.allowed.extensions:
            raise PydanticCustomError("extension_event", "an extension is an event of its own: kind extended")
        return self
