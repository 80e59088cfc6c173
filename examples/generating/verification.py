"""Vụ việc: the way of one matter from the board up to the Standing Committee and down to an answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dlxh.models.case import CaseContent, CaseEvent, VerificationCase
from dlxh.models.opinion import ReportItem

from .dice import Dice

_TITLES = {
    "land": "Quản lý, sử dụng đất đai",
    "compensation": "Đền bù khi thu hồi đất",
    "land_recovery": "Kế hoạch thu hồi đất",
    "site_clearance": "Giải phóng mặt bằng",
    "environment": "Ô nhiễm môi trường",
    "minerals": "Khai thác khoáng sản, cát sỏi",
    "road_damage": "Đường giao thông xuống cấp",
}
_ASPECTS = (
    "Nội dung phản ánh có đúng thực tế không.",
    "Nguyên nhân, trách nhiệm của cơ quan liên quan.",
    "Tiến độ khắc phục.",
)
_FINDINGS = ("correct", "correct", "partly_correct", "partly_correct", "incorrect", "insufficient_grounds")
_OUTCOMES = {
    "correct": ("corrected", "corrected", "in_progress"),
    "partly_correct": ("corrected", "explained"),
    "incorrect": ("explained",),
    "insufficient_grounds": ("explained", "no_action"),
}
"""What was done is not what was found, but not every pair is likely."""


@dataclass(frozen=True)
class Matter:
    """A matter that goes up."""

    key: str
    item: ReportItem
    raised: datetime
    agency: str
    route: str


def case(dice: Dice, network: str, matter: Matter) -> VerificationCase:
    """Return the case of a matter with its contents, each with a finding of its own, and its dated steps."""
    contents = []
    for number, aspect in enumerate(_ASPECTS[: dice.between(1, 3)], start=1):
        finding = dice.pick(_FINDINGS)
        text = f"{matter.item.summary} {aspect}"
        outcome = dice.pick(_OUTCOMES[finding])
        contents.append(CaseContent(id=f"{matter.key}.{number}", text=text, finding=finding, outcome=outcome))
    return VerificationCase(
        id=matter.key,
        network=network,
        title=_TITLES[matter.item.topics[0]],
        items=(matter.item.id,),
        contents=contents,
        route=matter.route,
        events=_events(dice, matter, contents),
    )


def _events(dice: Dice, matter: Matter, contents: list[CaseContent]) -> list[CaseEvent]:
    board, standing, party_body, agency = "LC-BTG", "LC-TTTU", "LC-BCSD", matter.agency
    through = matter.route == "government_party_body"
    steps: list[dict[str, Any]] = [
        {"kind": "drafted", "by": board},
        {"kind": "submitted", "by": board, "to": standing},
        {"kind": "directed", "by": standing, "to": party_body if through else agency},
        {"kind": "assigned", "by": party_body if through else standing, "to": agency},
        {"kind": "accepted", "by": agency},
        *({"kind": "concluded", "by": agency, "contents": (content.id,)} for content in contents),
    ]
    if any(content.outcome == "corrected" for content in contents):
        steps.append({"kind": "resolved", "by": agency})
    steps += [{"kind": "replied", "by": agency, "to": board}, {"kind": "closed", "by": board}]
    at, events = matter.raised, []
    for sequence, step in enumerate(steps, start=1):
        at += timedelta(days=dice.between(1, 4), hours=dice.between(0, 2))
        events.append(CaseEvent(sequence=sequence, at=at.replace(hour=min(at.hour, 16)), **step))
    return events
