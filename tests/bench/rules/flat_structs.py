"""Rows of the flat files as msgspec structs with the constraints of the models; what it cannot say is in `in_python`."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from dlxh.words.ids import CODE_PATTERN, ID_PATTERN
from dlxh.words.period_windows import CONVENTIONS
from dlxh.words.text import LINE_PATTERN, PROSE_PATTERN
from tests.bench.structs import (
    Breadth,
    Channel,
    Expression,
    Grade,
    Intensity,
    Kind,
    PeriodKind,
    Scope,
    SecrecyLevel,
    Stance,
    Urgency,
)


def _whole(pattern: str) -> str:
    r"""Return a pattern as Python reads it: a last `$` would let a line break through."""
    return pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern


Id = Annotated[str, Meta(max_length=64, pattern=_whole(ID_PATTERN))]
Code = Annotated[str, Meta(max_length=64, pattern=_whole(CODE_PATTERN))]
Line = Annotated[str, Meta(max_length=300, pattern=_whole(LINE_PATTERN))]
Document = Annotated[str, Meta(max_length=300, pattern=r"\S")]
Prose = Annotated[str, Meta(max_length=20_000, pattern=PROSE_PATTERN)]
Convention = Annotated[str, Meta(pattern=f"^({'|'.join(CONVENTIONS)})\\Z")]
Position = Annotated[int, Meta(ge=1, le=1_000_000)]
Stage = Annotated[int, Meta(ge=1, le=3)]
Instant = Annotated[datetime, Meta(tz=True)]


class Row(msgspec.Struct, kw_only=True, gc=False, forbid_unknown_fields=True):
    """One line of a file."""


class Report(Row):
    """A line of `reports`."""

    id: Id
    network: Id
    kind: Kind
    received_at: Instant
    channel: Channel
    author: Id | None = None
    author_unit: Id | None = None
    stage: Stage | None = None
    previous_stage: Id | None = None
    event_at: Instant | None = None
    number: Document | None = None
    period_kind: PeriodKind | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_convention: Convention | None = None
    replaces: Id | None = None
    secrecy_level: SecrecyLevel | None = None
    secrecy_decided_by: Line | None = None
    secrecy_decided_on: date | None = None
    secrecy_legal_basis: Document | None = None
    secrecy_listed_in: Code | None = None
    secrecy_item: Line | None = None
    secrecy_expires: date | None = None
    circulation: Line | None = None
    erase_after: date | None = None


class Item(Row):
    """A line of `items`."""

    id: Id
    report: Id
    network: Id
    position: Position
    scope: Scope
    summary: Prose
    place: Id | None = None
    local_topic: Line | None = None
    basis: Prose | None = None
    cause: Prose | None = None
    forecast: Prose | None = None
    proposal: Prose | None = None
    urgency: Urgency = "normal"
    prominent: bool = False
    grade: Grade | None = None


class Stream(Row):
    """A line of `streams`."""

    item: Id
    network: Id
    position: Position
    group: Code
    stance: Stance
    breadth: Breadth | None = None
    intensity: Intensity | None = None
    basis: Prose | None = None


class Topic(Row):
    """A line of `item_topics`."""

    item: Id
    network: Id
    position: Position
    topic: Code


class Source(Row):
    """A line of `report_sources`."""

    report: Id
    network: Id
    position: Position
    source: Id


class Mood(Row):
    """A line of `stream_expressions`."""

    item: Id
    network: Id
    stream: Position
    position: Position
    expression: Expression


ROWS: dict[str, type[Row]] = {
    "reports": Report,
    "report_sources": Source,
    "items": Item,
    "item_topics": Topic,
    "streams": Stream,
    "stream_expressions": Mood,
}
