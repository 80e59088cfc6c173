"""Vụ việc xác minh: from a matter raised to an answer given."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from dlxh.models.secrecy import SecrecyMark
from dlxh.words.days import Instant
from dlxh.words.disclosure import Internal
from dlxh.words.documents import Document
from dlxh.words.ids import CaseId, ContentId, ItemId, NetworkId, UnitId
from dlxh.words.record import Record, Value
from dlxh.words.text import Line, Prose


class Route(StrEnum):
    """By whom a case is directed: the Standing Committee itself, or through the Party body of the government."""

    DIRECT = "direct"
    GOVERNMENT_PARTY_BODY = "government_party_body"


class ContentFinding(StrEnum):
    """Kết luận on one content: đúng, đúng một phần, không đúng, chưa đủ cơ sở (KL 18/KL-UBND, 15/6/2021)."""

    CORRECT = "correct"
    PARTLY_CORRECT = "partly_correct"
    INCORRECT = "incorrect"
    INSUFFICIENT_GROUNDS = "insufficient_grounds"


class CaseOutcome(StrEnum):
    """What was done, apart from what was found."""

    EXPLAINED = "explained"
    CORRECTED = "corrected"
    SANCTIONED = "sanctioned"
    RULE_CHANGE_PROPOSED = "rule_change_proposed"
    FORWARDED = "forwarded"
    NO_ACTION = "no_action"
    IN_PROGRESS = "in_progress"


class CaseEventKind(StrEnum):
    """What may happen to a case."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    DIRECTED = "directed"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    EXTENDED = "extended"
    REMINDED = "reminded"
    PAUSED = "paused"
    RESUMED = "resumed"
    CONCLUDED = "concluded"
    MEASURE_PROPOSED = "measure_proposed"
    RESOLVED = "resolved"
    REPLIED = "replied"
    CLOSED = "closed"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    REJECTED = "rejected"
    MERGED = "merged"
    SPLIT = "split"
    REOPENED = "reopened"
    ROUTED_OUT = "routed_out"


class CaseContent(Value):
    """Nội dung xác minh: one content of a case, with a finding of its own.

    >>> CaseContent(id="c1", text="Đền bù chưa đúng diện tích", finding="partly_correct").outcome is None
    True
    """

    id: Internal[ContentId] = Field(description="Id of the content.")
    text: Internal[Prose] = Field(description="What is to be verified.")
    finding: Internal[ContentFinding | None] = Field(default=None, description="None: not concluded.")
    outcome: Internal[CaseOutcome | None] = Field(default=None, description="None: nothing said yet.")


class CaseEvent(Value):
    """One dated step, with the unit that took it."""

    sequence: Internal[Annotated[int, Field(strict=True, ge=1, le=1_000_000)]] = Field(
        description="Number from 1 that orders events of the same time."
    )
    at: Internal[Instant] = Field(description="When it happened.")
    kind: Internal[CaseEventKind] = Field(description="What happened.")
    by: Internal[UnitId | None] = Field(default=None, description="The unit that acted.")
    to: Internal[UnitId | None] = Field(default=None, description="The unit that it was handed to.")
    content: Internal[ContentId | None] = Field(
        default=None, description="The content meant; None: the whole case."
    )
    document: Internal[Document | None] = Field(default=None, description="The paper behind the step.")
    note: Internal[Prose | None] = Field(default=None, description="Reason or remark.")


class VerificationCase(Record):
    """Vụ việc xác minh: contents, links to report items, and dated events.

    >>> case = VerificationCase(
    ...     id="XM-1",
    ...     network="lc",
    ...     title="Đền bù dự án A",
    ...     contents=[CaseContent(id="XM-1.1", text="Đơn giá đền bù")],
    ... )
    >>> case.events
    ()
    """

    id: Internal[CaseId] = Field(description="Id of the case.")
    network: Internal[NetworkId] = Field(description="The network whose reports raised it.")
    title: Internal[Line] = Field(description="Short name of the matter, without names of persons.")
    items: Internal[tuple[ItemId, ...]] = Field(default=(), description="The report items it rests on.")
    contents: Internal[tuple[CaseContent, ...]] = Field(
        min_length=1, description="What is verified, one by one."
    )
    route: Internal[Route | None] = Field(default=None, description="None: not directed yet.")
    events: Internal[tuple[CaseEvent, ...]] = Field(default=(), description="Dated, numbered steps.")
    secrecy: Internal[SecrecyMark | None] = Field(
        default=None, description="Set by a competent person, never here."
    )
