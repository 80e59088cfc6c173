"""Báo cáo: what was reported, about which matters, never by which citizen."""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dlxh.data.code_lists import code_list
from dlxh.models.opinion import ReportItem
from dlxh.models.secrecy import SecrecyMark
from dlxh.words.days import Day, Instant
from dlxh.words.disclosure import Internal, Restricted
from dlxh.words.documents import Document
from dlxh.words.ids import CollaboratorId, NetworkId, ReportId, UnitId
from dlxh.words.periods import Period
from dlxh.words.record import Record
from dlxh.words.text import Line


class ReportKind(StrEnum):
    """Loại báo cáo."""

    PERIODIC = "periodic"
    AD_HOC = "ad_hoc"
    THEMATIC = "thematic"
    SYNTHESIS = "synthesis"
    RESPONSE = "response"
    YEARLY = "yearly"


STAGED: Final = code_list("report_kind").having("staged")
"""Kinds whose reports come in stages."""


class Channel(StrEnum):
    """Kênh: the channel through which a report arrived."""

    WRITTEN = "written"
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"
    MEETING = "meeting"
    APP = "app"
    ZALO = "zalo"
    FACEBOOK_GROUP = "facebook_group"
    PORTAL = "portal"
    WEBSITE = "website"
    CHATBOT = "chatbot"
    OTHER = "other"


class Report(Record):
    """Báo cáo dư luận xã hội: from one collaborator or one unit.

    A correction gives the report that it `replaces`: the replaced one remains and is not counted.

    >>> report = Report(
    ...     id="BC-1",
    ...     network="gl",
    ...     author="CTV-1",
    ...     kind="periodic",
    ...     channel="written",
    ...     received_at="2024-07-24T08:00:00+07:00",
    ...     period=Period.parse("2024-07"),
    ... )
    >>> report
    Report(id='BC-1', network='gl', author_unit=None, kind=<ReportKind.PERIODIC: 'periodic'>, ...)
    """

    one_of: ClassVar[tuple[str, ...]] = ("author", "author_unit")

    id: Internal[ReportId] = Field(description="Given by your software; never changed or reused.")
    network: Internal[NetworkId] = Field(description="The network whose work it is.")
    author: Restricted[CollaboratorId | None] = Field(
        default=None, description="The collaborator who reports."
    )
    author_unit: Internal[UnitId | None] = Field(default=None, description="Or the unit that reports.")
    kind: Internal[ReportKind] = Field(description="Periodic, ad hoc, thematic and so on.")
    stage: Internal[Annotated[int, Field(strict=True, ge=1, le=3)] | None] = Field(
        default=None,
        description="Of an ad hoc report: 1 quick, 2 written facts, 3 conclusion (QĐ 775/QĐ-CT).",
    )
    previous_stage: Internal[ReportId | None] = Field(
        default=None, description="The report of the stage before."
    )
    event_at: Internal[Instant | None] = Field(
        default=None,
        description="Of an ad hoc report: when the matter became known; its clock runs from then.",
    )
    number: Internal[Document | None] = Field(default=None, description="As written on the report.")
    period: Internal[Period | None] = Field(
        default=None, description="The days that it reports on, both inclusive."
    )
    received_at: Internal[Instant] = Field(description="When it was received.")
    channel: Internal[Channel] = Field(description="How it came in.")
    replaces: Internal[ReportId | None] = Field(default=None, description="The report that it corrects.")
    sources: Internal[tuple[ReportId, ...]] = Field(
        default=(), description="Reports that a synthesis drew on."
    )
    items: Internal[tuple[ReportItem, ...]] = Field(default=(), description="The matters reported, in order.")
    secrecy: Internal[SecrecyMark | None] = Field(
        default=None, description="Set by the competent person; the library never sets one."
    )
    circulation: Internal[Line | None] = Field(
        default=None, description="Who may see it, apart from the secrecy mark."
    )
    erase_after: Internal[Day | None] = Field(default=None, description="Last day of keeping, inclusive.")

    @model_validator(mode="after")
    def _one_author(self) -> Self:
        if (self.author is None) == (self.author_unit is None):
            raise PydanticCustomError("author_one", "a report has one author: a collaborator or a unit")
        return self

    @model_validator(mode="after")
    def _stage_is_ad_hoc(self) -> Self:
        if self.kind not in STAGED and (self.stage, self.previous_stage, self.event_at) != (
            None,
            None,
            None,
        ):
            raise PydanticCustomError("stage_kind", "only an ad hoc report has stages and an event")
        return self
