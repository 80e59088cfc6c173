"""Nội dung, luồng ý kiến: a matter that people talk about, and how groups see it.

A stream describes a group. No field is for who voiced an opinion.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from dlxh.data.code_lists import code_list
from dlxh.words.code_marks import In
from dlxh.words.disclosure import Internal
from dlxh.words.ids import ItemId, UnitId
from dlxh.words.record import Value
from dlxh.words.text import Line, Prose


class Scope(StrEnum):
    """Phạm vi: how far a matter reaches."""

    INTERNATIONAL = "international"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    LOCAL = "local"


class Urgency(StrEnum):
    """Mức độ: bình thường, khẩn, phức tạp (iHanoi, QĐ 1207/QĐ-UBND)."""

    NORMAL = "normal"
    URGENT = "urgent"
    COMPLICATED = "complicated"


class InformationGrade(StrEnum):
    """Độ tin cậy: how far the information is confirmed; a rumour (tin đồn) is not an opinion."""

    CONFIRMED = "confirmed"
    UNVERIFIED = "unverified"
    SUSPECTED_FALSE = "suspected_false"
    RUMOUR = "rumour"


class Stance(StrEnum):
    """Khuynh hướng: stance. "Quan tâm" and "mong muốn" are not stances but expressions."""

    APPROVING = "approving"
    OPPOSED = "opposed"
    HESITANT = "hesitant"
    UNCLEAR = "unclear"


class Breadth(StrEnum):
    """Độ rộng, from widest to narrowest: an order of words, never a percentage."""

    OVERWHELMING_MAJORITY = "overwhelming_majority"
    LARGE_MAJORITY = "large_majority"
    MAJORITY = "majority"
    MANY = "many"
    SOME = "some"
    FEW = "few"


class Intensity(StrEnum):
    """Cường độ: intensity, from weakest to strongest."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Expression(StrEnum):
    """Words that reports use for the mood of a group."""

    ENTHUSIASTIC = "enthusiastic"
    TRUSTING = "trusting"
    APPRECIATIVE = "appreciative"
    AGREEING = "agreeing"
    ATTENTIVE = "attentive"
    WISHING = "wishing"
    WONDERING = "wondering"
    WORRIED = "worried"
    INDIGNANT = "indignant"


class OpinionStream(Value):
    """Luồng ý kiến: similar opinions of one population group on one matter.

    >>> OpinionStream(group="farmers", stance="hesitant", breadth="many").intensity is None
    True
    """

    group: Internal[Annotated[str, In(code_list("population_groups"))]] = Field(
        description="Population group, a code: never a person."
    )
    stance: Internal[Stance] = Field(
        description="Whether the group approves or objects; interest and wishes are not stances."
    )
    breadth: Internal[Breadth | None] = Field(
        default=None, description="How many of the group, in words; empty: not stated."
    )
    intensity: Internal[Intensity | None] = Field(
        default=None, description="How strongly the group feels; empty: not stated."
    )
    expressions: Internal[tuple[Expression, ...]] = Field(default=(), description="Words of mood.")
    basis: Internal[Prose | None] = Field(default=None, description="What the stream rests on.")


class ReportItem(Value):
    """Nội dung: one matter in a report, with what people say and what is proposed.

    >>> ReportItem(id="n1", scope="local", topics=("land",), summary="Đền bù chậm.").urgency.value
    'normal'
    """

    id: Internal[ItemId] = Field(description="Given by your software; never changed or reused.")
    scope: Internal[Scope] = Field(
        description="Whether the matter is international, national, of the province or local."
    )
    place: Internal[UnitId | None] = Field(default=None, description="Where: a unit, never an address.")
    topics: Internal[tuple[Annotated[str, In(code_list("topics"))], ...]] = Field(
        min_length=1, description="Codes of topics, the main one first."
    )
    local_topic: Internal[Line | None] = Field(
        default=None, description="The network's own words for the topic."
    )
    summary: Internal[Prose] = Field(description="What people talk about.")
    basis: Internal[Prose | None] = Field(default=None, description="What the item rests on.")
    cause: Internal[Prose | None] = Field(
        default=None, description="Why people say so, as the report sees it."
    )
    forecast: Internal[Prose | None] = Field(
        default=None, description="What may happen, as the report sees it."
    )
    proposal: Internal[Prose | None] = Field(
        default=None, description="What the report asks the competent authorities to do."
    )
    urgency: Internal[Urgency] = Field(default=Urgency.NORMAL, description="Normal, urgent or complicated.")
    prominent: Internal[bool] = Field(
        default=False,
        description="Whether the report puts it among the prominent matters (vấn đề nổi cộm).",
        strict=True,
    )
    grade: Internal[InformationGrade | None] = Field(
        default=None, description="How far the information is confirmed; empty: not graded."
    )
    streams: Internal[tuple[OpinionStream, ...]] = Field(
        default=(), description="In the order of the report."
    )
