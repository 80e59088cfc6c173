"""The shape of a report in plain pydantic, with enums and without any validator of ours."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel


class Kind(StrEnum):
    """Kinds of report."""

    PERIODIC = "periodic"
    AD_HOC = "ad_hoc"
    THEMATIC = "thematic"
    SYNTHESIS = "synthesis"
    RESPONSE = "response"
    YEARLY = "yearly"


class Channel(StrEnum):
    """How a report came in."""

    WRITTEN = "written"
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"
    MEETING = "meeting"
    APP = "app"
    ZALO = "zalo"
    FACEBOOK_GROUP = "facebook_group"
    PORTAL = "portal"
    OTHER = "other"


class PeriodKind(StrEnum):
    """Kinds of period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    FIRST_MONTHS = "first_months"
    TERM = "term"
    CUSTOM = "custom"


class Scope(StrEnum):
    """Reach of a matter."""

    INTERNATIONAL = "international"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    LOCAL = "local"


class Urgency(StrEnum):
    """How urgent a matter is."""

    NORMAL = "normal"
    URGENT = "urgent"
    COMPLICATED = "complicated"


class Grade(StrEnum):
    """How far information is confirmed."""

    CONFIRMED = "confirmed"
    UNVERIFIED = "unverified"
    SUSPECTED_FALSE = "suspected_false"
    RUMOUR = "rumour"


class Stance(StrEnum):
    """The stance of a group."""

    APPROVING = "approving"
    OPPOSED = "opposed"
    HESITANT = "hesitant"
    UNCLEAR = "unclear"


class Breadth(StrEnum):
    """How many of a group."""

    OVERWHELMING_MAJORITY = "overwhelming_majority"
    LARGE_MAJORITY = "large_majority"
    MAJORITY = "majority"
    MANY = "many"
    SOME = "some"
    FEW = "few"


class Intensity(StrEnum):
    """How strongly."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Expression(StrEnum):
    """Words of mood."""

    ENTHUSIASTIC = "enthusiastic"
    TRUSTING = "trusting"
    APPRECIATIVE = "appreciative"
    AGREEING = "agreeing"
    ATTENTIVE = "attentive"
    WISHING = "wishing"
    WONDERING = "wondering"
    WORRIED = "worried"
    INDIGNANT = "indignant"


class SecrecyLevel(StrEnum):
    """Levels of secrecy."""

    TOP_SECRET = "top_secret"
    SECRET = "secret"
    CONFIDENTIAL = "confidential"


class Period(BaseModel):
    """A run of days."""

    kind: PeriodKind
    start: date
    end: date
    convention: str = "calendar"


class Secrecy(BaseModel):
    """A mark of secrecy."""

    level: SecrecyLevel
    decided_by: str
    decided_on: date
    legal_basis: str
    listed_in: str | None = None
    item: str | None = None
    expires: date | None = None


class Stream(BaseModel):
    """Opinions of one group."""

    group: str
    stance: Stance
    breadth: Breadth | None = None
    intensity: Intensity | None = None
    expressions: tuple[Expression, ...] = ()
    basis: str | None = None


class Item(BaseModel):
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
    urgency: Urgency = Urgency.NORMAL
    prominent: bool = False
    grade: Grade | None = None
    streams: tuple[Stream, ...] = ()


class Report(BaseModel):
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
