"""Hoạt động: training, meetings, surveys, commendations and conferences, each with its figures."""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from pydantic import Field

from dlxh.data.code_lists import code_list
from dlxh.words.code_marks import In
from dlxh.words.days import Day
from dlxh.words.disclosure import Internal, Public
from dlxh.words.documents import Document
from dlxh.words.figures import Figure
from dlxh.words.ids import ActivityId, NetworkId, UnitId
from dlxh.words.record import Record, Value
from dlxh.words.text import Line

_KINDS: Final = In(code_list("activity_kind"))


class AwardKind(StrEnum):
    """Hình thức khen thưởng."""

    MERIT_CERTIFICATE = "merit_certificate"
    CERTIFICATE_OF_COMMENDATION = "certificate_of_commendation"


class Training(Value):
    """Tập huấn: training. Trainees are persons; they may outnumber the collaborators.

    >>> Training(classes=Figure(3, "class_"), trainees=Figure(361, "person")).trainees.text("vi")
    '361 người'
    """

    kind: Public[Annotated[Literal["training"], _KINDS]] = Field(
        default="training", description="Which figures the activity has depends on it."
    )
    classes: Public[Figure] = Field(description="How many classes were held.")
    trainees: Public[Figure] = Field(description="There may be more than there are collaborators.")
    invited: Public[Figure | None] = Field(default=None, description="Empty when it is not known.")
    training_kind: Public[Annotated[str, In(code_list("training_kinds"))] | None] = Field(
        default=None, description="What the classes were on; a province may add codes; empty: not stated."
    )


class Meeting(Value):
    """Giao ban.

    >>> Meeting(attended=Figure(20, "person"), invited=Figure(20, "person")).kind
    'meeting'
    """

    kind: Public[Annotated[Literal["meeting"], _KINDS]] = Field(
        default="meeting", description="Which figures the activity has depends on it."
    )
    attended: Public[Figure] = Field(description="How many were present.")
    invited: Public[Figure | None] = Field(default=None, description="Empty when it is not known.")


class Survey(Value):
    """Điều tra dư luận xã hội.

    >>> Survey(people_surveyed=Figure(180, "person")).forms_returned is None
    True
    """

    kind: Public[Annotated[Literal["survey"], _KINDS]] = Field(
        default="survey", description="Which figures the activity has depends on it."
    )
    people_surveyed: Public[Figure | None] = Field(default=None, description="Empty when it is not known.")
    forms_issued: Public[Figure | None] = Field(default=None, description="Empty when it is not known.")
    forms_returned: Public[Figure | None] = Field(default=None, description="Empty when it is not known.")
    forms_valid: Public[Figure | None] = Field(
        default=None, description="Of those returned; empty when it is not known."
    )


class Commendation(Value):
    """Khen thưởng.

    >>> Commendation(award="merit_certificate", awards=Figure.unknown("merit_certificate")).awards.text("en")
    'unknown number of merit certificates'
    """

    kind: Public[Annotated[Literal["commendation"], _KINDS]] = Field(
        default="commendation", description="Which figures the activity has depends on it."
    )
    award: Public[AwardKind] = Field(
        description="A merit certificate (giấy khen) or a certificate of commendation (bằng khen)."
    )
    awards: Public[Figure] = Field(description="Recorded as unknown when nobody counted.")


class Conference(Value):
    """Hội nghị sơ kết, tổng kết, hội thảo, gặp mặt.

    >>> Conference().attended is None
    True
    """

    kind: Public[Annotated[Literal["conference"], _KINDS]] = Field(
        default="conference", description="Which figures the activity has depends on it."
    )
    attended: Public[Figure | None] = Field(default=None, description="How many were present.")


Detail: TypeAlias = Annotated[
    Training | Meeting | Survey | Commendation | Conference, Field(discriminator="kind")
]


class WatchTopic(Value):
    """Lĩnh vực cần theo dõi: what a meeting asks the network to watch on the days to come (định hướng nắm bắt kỳ sau).

    >>> WatchTopic(topic="land", start="2024-08-01", end="2024-08-31").topic
    'land'
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    topic: Internal[Annotated[str, In(code_list("topics"))]] = Field(
        description="A code; codes of your own that count as it are watched with it."
    )
    start: Internal[Day] = Field(description="First day, inclusive.")
    end: Internal[Day] = Field(description="Last day, inclusive.")
    title: Internal[Line | None] = Field(
        default=None, description="What exactly to watch, as the office put it; never about a person."
    )


class Activity(Record):
    """Hoạt động: an activity of a network.

    >>> from dlxh.words.figures import Figure
    >>> training = Training(classes=Figure(3, "class_"), trainees=Figure(361, "person"))
    >>> Activity(
    ...     id="a1", network="gl", title="Tập huấn", start="2023-05-04", end="2023-05-06", detail=training
    ... ).detail.trainees.value
    361
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    id: Internal[ActivityId] = Field(description="Given by your software; never changed or reused.")
    network: Internal[NetworkId] = Field(description="The network whose activity it is.")
    title: Public[Line] = Field(description="Name of the activity.")
    start: Public[Day] = Field(description="First day, inclusive.")
    end: Public[Day] = Field(description="Last day, inclusive.")
    organiser: Public[UnitId | None] = Field(default=None, description="The unit that held it.")
    documents: Internal[tuple[Document, ...]] = Field(default=(), description="Papers about it.")
    detail: Public[Detail] = Field(description="What kind it was, with its figures.")
    watch_topics: Internal[tuple[WatchTopic, ...]] = Field(
        default=(), description="The topics that it set for the days to come."
    )
