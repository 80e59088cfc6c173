"""Rows of the flat files as plain pydantic models with the same constraints, and no validator in Python."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

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

Id = Annotated[str, StringConstraints(max_length=64, pattern=ID_PATTERN)]
Code = Annotated[str, StringConstraints(max_length=64, pattern=CODE_PATTERN)]
Line = Annotated[str, StringConstraints(max_length=300, pattern=LINE_PATTERN)]
Document = Annotated[str, StringConstraints(max_length=300, pattern=r"\S")]
Prose = Annotated[str, StringConstraints(max_length=20_000, pattern=PROSE_PATTERN)]
Convention = Annotated[str, StringConstraints(pattern=f"^({'|'.join(CONVENTIONS)})$")]
Position = Annotated[int, Field(ge=1, le=1_000_000)]
Stage = Annotated[int, Field(ge=1, le=3)]


class Row(BaseModel):
    """One line of a file."""

    model_config = ConfigDict(extra="forbid", strict=True, cache_strings="keys")


class Report(Row):
    """A line of `reports`."""

    id: Id
    network: Id
    author: Id | None = None
    author_unit: Id | None = None
    kind: Kind
    stage: Stage | None = None
    previous_stage: Id | None = None
    event_at: AwareDatetime | None = None
    number: Document | None = None
    period_kind: PeriodKind | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_convention: Convention | None = None
    received_at: AwareDatetime
    channel: Channel
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

    report: Id
    network: Id
    position: Position
    id: Id
    scope: Scope
    place: Id | None = None
    local_topic: Line | None = None
    summary: Prose
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
