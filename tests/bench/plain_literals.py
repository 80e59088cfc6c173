"""The shape of a report in plain pydantic, with literals and without any validator of ours."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

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


class Plain(BaseModel):
    """What costs nothing and spares pydantic the search for long texts among its cached ones."""

    model_config = ConfigDict(cache_strings="keys")


class Period(Plain):
    """A run of days."""

    kind: PeriodKind
    start: date
    end: date
    convention: str = "calendar"


class Secrecy(Plain):
    """A mark of secrecy."""

    level: SecrecyLevel
    decided_by: str
    decided_on: date
    legal_basis: str
    listed_in: str | None = None
    item: str | None = None
    expires: date | None = None


class Stream(Plain):
    """Opinions of one group."""

    group: str
    stance: Stance
    breadth: Breadth | None = None
    intensity: Intensity | None = None
    expressions: tuple[Expression, ...] = ()
    basis: str | None = None


class Item(Plain):
    """One matter."""

    id: str
    scope: Scope
    place: str | None = None
    topics: tuple[str, ...]
    local_topic: str | None = None
    summary: str
    basis: str | None = None
    cause: str | None = None
    forecast: str | None = None
    proposal: str | None = None
    urgency: Urgency = "normal"
    prominent: bool = False
    grade: Grade | None = None
    streams: tuple[Stream, ...] = ()


class Report(Plain):
    """One report."""

    id: str
    network: str
    author: str | None = None
    author_unit: str | None = None
    kind: Kind
    stage: int | None = None
    previous_stage: str | None = None
    event_at: datetime | None = None
    number: str | None = None
    period: Period | None = None
    received_at: datetime
    channel: Channel
    replaces: str | None = None
    sources: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    secrecy: Secrecy | None = None
    circulation: str | None = None
    erase_after: date | None = None
