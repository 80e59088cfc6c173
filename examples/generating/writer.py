"""Người viết: invented matters and reports, and reports put in order of receipt."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dlxh.models.opinion import OpinionStream, ReportItem
from dlxh.models.report import Report
from dlxh.models.unit import OrgUnit
from dlxh.words.periods import Period

from .dice import Dice

_MATTERS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("matters.toml").read_text(encoding="utf-8")
)
_BASES = (
    "Qua ý kiến tại các cuộc họp thôn, tổ dân phố.",
    "Qua sinh hoạt chi bộ và giao ban cụm dân cư.",
    "Qua các buổi tiếp xúc cử tri.",
    "Qua trao đổi trực tiếp tại cơ sở.",
    "Qua theo dõi báo chí và mạng xã hội, đã đối chiếu với cơ sở.",
)
_MOODS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "approving": (
        ("enthusiastic", "trusting", "appreciative", "agreeing"),
        ("large_majority", "majority", "many"),
    ),
    "hesitant": (("wondering", "worried", "attentive", "wishing"), ("majority", "many", "some")),
    "opposed": (("indignant", "worried"), ("some", "few")),
    "unclear": (("attentive", "wishing"), ("some", "few")),
}
"""By stance, the words of mood and the breadths that go with it."""
_PLEASED = (
    "đồng tình",
    "phấn khởi",
    "tin tưởng",
    "ủng hộ",
    "đánh giá cao",
    "ghi nhận",
    "chấp hành",
    "ổn định,",
)
"""Words of a summary after which the first stream approves."""
_GROUPS = (
    "people",
    "farmers",
    "cadres",
    "party_members",
    "workers",
    "women",
    "youth",
    "retirees",
    "veterans",
)
_NAMELESS = "x"


@dataclass(frozen=True)
class Manner:
    """How fully a network writes, each in a number of cases of a hundred."""

    basis: int = 70
    forecast: int = 60
    proposal: int = 60
    detail: int = 80
    """Breadth, intensity and mood of a stream."""
    groups: tuple[str, ...] = _GROUPS


def item(dice: Dice, topic: str, place: OrgUnit, manner: Manner) -> ReportItem:
    """Return one invented matter at a place; its id comes with its report."""
    said = _MATTERS[topic]
    fields: dict[str, Any] = {
        "scope": "provincial" if place.level == "province" else "local",
        "place": place.id,
        "topics": (topic,),
        "summary": dice.pick(said["summary"]).format(place=place.name),
        "urgency": dice.pick(("normal",) * 8 + ("urgent", "complicated")),
        "grade": dice.pick(("confirmed", "confirmed", "unverified")),
    }
    if dice.chance(manner.basis):
        fields["basis"] = dice.pick(_BASES)
    if dice.chance(50):
        fields["cause"] = dice.pick(said["cause"])
    if dice.chance(manner.forecast):
        fields["forecast"] = dice.pick(said["forecast"])
    if dice.chance(manner.proposal):
        fields["proposal"] = dice.pick(said["proposal"])
    pleased = any(word in fields["summary"] for word in _PLEASED)
    critical = ("hesitant", "hesitant", "opposed", "unclear")
    stances = (
        ("approving", dice.pick(tuple(_MOODS))) if pleased else (dice.pick(critical[:3]), dice.pick(critical))
    )
    groups = dice.some(manner.groups, dice.between(1, 2))
    streams = tuple(
        _stream(dice, group, stance, manner) for group, stance in zip(groups, stances, strict=False)
    )
    return ReportItem(id=_NAMELESS, streams=streams, **fields)


def items(dice: Dice, topics: Sequence[str], place: OrgUnit, manner: Manner) -> tuple[ReportItem, ...]:
    """Return one matter for each topic."""
    return tuple(item(dice, topic, place, manner) for topic in topics)


def _stream(dice: Dice, group: str, stance: str, manner: Manner) -> OpinionStream:
    moods, breadths = _MOODS[stance]
    fields: dict[str, Any] = {"group": group, "stance": stance}
    if dice.chance(manner.detail):
        fields |= {"breadth": dice.pick(breadths), "intensity": dice.pick(("low", "medium", "high"))}
        fields["expressions"] = dice.some(moods, dice.between(1, 2))
    if dice.chance(manner.basis):
        fields["basis"] = dice.pick(_BASES)
    return OpinionStream(**fields)


@dataclass(eq=False)
class Draft:
    """A report before its number is known; it names other reports as drafts."""

    received: datetime
    items: tuple[ReportItem, ...]
    kind: str = "periodic"
    channel: str = "written"
    author: str | None = None
    author_unit: str | None = None
    period: Period | None = None
    stage: int | None = None
    event: datetime | None = None
    circulation: str | None = None
    previous: "Draft | None" = None
    replaces: "Draft | None" = None
    sources: list["Draft"] = field(default_factory=list)
    own: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the province's own."""


def numbered(network: str, prefix: str, drafts: list[Draft], *, model: type[Report] = Report) -> list[Report]:
    """Return the reports with ids in order of receipt."""
    ordered = sorted(drafts, key=lambda draft: draft.received)
    keys = {id(draft): f"{prefix}-BC-{number:03}" for number, draft in enumerate(ordered, start=1)}

    def key(draft: Draft | None) -> str | None:
        return None if draft is None else keys[id(draft)]

    return [
        model(
            id=keys[id(draft)],
            network=network,
            author=draft.author,
            author_unit=draft.author_unit,
            kind=draft.kind,
            stage=draft.stage,
            event_at=draft.event,
            previous_stage=key(draft.previous),
            period=draft.period,
            received_at=draft.received,
            channel=draft.channel,
            replaces=key(draft.replaces),
            sources=tuple(keys[id(source)] for source in draft.sources),
            items=[matter.replace(id=f"{key(draft)}.{n}") for n, matter in enumerate(draft.items, start=1)],
            circulation=draft.circulation,
            **draft.own,
        )
        for draft in ordered
    ]
