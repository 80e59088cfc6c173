"""The shape of a report as msgspec structs, which check types and nothing else."""

from datetime import date, datetime
from typing import Literal

import msgspec

Kind = Literal["periodic", "ad_hoc", "thematic", "synthesis", "response", "yearly"]
Channel = Literal[
    "written", "email", "phone", "in_person", "meeting", "app", "zalo", "facebook_group", "portal", "other"
]
PeriodKind = Literal[
    "day",
    "week",
    "month",
    "two_months",
    "quarter",
    "half_year",
    "nine_months",
    "year",
    "first_months",
    "term",
    "custom",
]
Scope = Literal["international", "national", "provincial", "local"]
Urgency = Literal["normal", "urgent", "complicated"]
Grade = Literal["confirmed", "unverified", "suspected_false", "rumour"]
Stance = Literal["approving", "opposed", "hesitant", "unclear"]
Breadth = Literal["overwhelming_majority", "large_majority", "majority", "many", "some", "few"]
Intensity = Literal["low", "medium", "high", "very_high"]
Expression = Literal[
    "enthusiastic",
    "trusting",
    "appreciative",
    "agreeing",
    "attentive",
    "wishing",
    "wondering",
    "worried",
    "indignant",
]
SecrecyLevel = Literal["top_secret", "secret", "confidential"]


class Period(msgspec.Struct, frozen=True):
    """A run of days."""

    kind: PeriodKind
    start: date
    end: date
    convention: str = "calendar"


class Secrecy(msgspec.Struct, frozen=True):
    """A mark of secrecy."""

    level: SecrecyLevel
    decided_by: str
    decided_on: date
    legal_basis: str
    listed_in: str | None = None
    item: str | None = None
    expires: date | None = None


class Stream(msgspec.Struct, frozen=True):
    """Opinions of one group."""

    group: str
    stance: Stance
    breadth: Breadth | None = None
    intensity: Intensity | None = None
    expressions: tuple[Expression, ...] = ()
    basis: str | None = None


class Item(msgspec.Struct, frozen=True):
    """One matter."""

    id: str
    scope: Scope
    topics: tuple[str, ...]
    summary: str
    place: str | None = None
    local_topic: str | None = None
    basis: str | None = None
    cause: str | None = None
    forecast: str | None = None
    proposal: str | None = None
    urgency: Urgency = "normal"
    prominent: bool = False
    grade: Grade | None = None
    streams: tuple[Stream, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """One report."""

    id: str
    network: str
    kind: Kind
    received_at: datetime
    channel: Channel
    author: str | None = None
    author_unit: str | None = None
    stage: int | None = None
    previous_stage: str | None = None
    event_at: datetime | None = None
    number: str | None = None
    period: Period | None = None
    replaces: str | None = None
    sources: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    secrecy: Secrecy | None = None
    circulation: str | None = None
    erase_after: date | None = None
