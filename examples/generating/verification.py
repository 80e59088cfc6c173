"""Vụ việc: the way of one matter from the board up to the Standing Committee and down to an answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dlxh.models.case import CaseContent, CaseEvent, VerificationCase
from dlxh.models.opinion import ReportItem
from dlxh.words.deadlines import Deadline

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
_TEN_DAYS = Deadline(10, "working_day", "giao việc")
_FIVE_DAYS = Deadline(5, "working_day")
"""Assumed: for opinion work itself no statutory deadline was found."""


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
    assignor = party_body if through else standing
    steps: list[dict[str, Any]] = [
        {"kind": "drafted", "by": board},
        {"kind": "submitted", "by": board, "to": standing},
        {"kind": "directed", "by": standing, "to": party_body if through else agency, "route": matter.route},
        {"kind": "assigned", "by": assignor, "to": agency, "task": "verify", "allowed": _TEN_DAYS},
        {"kind": "accepted", "by": agency},
        *(
            {
                "kind": "concluded",
                "by": agency,
                "contents": (c.id,),
                "finding": c.finding,
                "outcome": c.outcome,
            }
            for c in contents
        ),
    ]
    corrected = tuple(content.id for content in contents if content.outcome == "corrected")
    if corrected:
        steps.append({"kind": "resolved", "by": agency, "contents": corrected, "outcome": "corrected"})
    steps += [{"kind": "replied", "by": agency, "to": board}, {"kind": "closed", "by": board}]
    at, dated = matter.raised, []
    for step in steps:
        at += timedelta(days=dice.between(1, 4), hours=dice.between(0, 2))
        dated.append({"at": at.replace(hour=min(at.hour, 16)), **step})
        if step["kind"] == "accepted":
            dated += _between(dated[-1]["at"], matter.key, assignor, agency)
    return [CaseEvent(sequence=sequence, **step) for sequence, step in enumerate(dated, start=1)]


def _between(accepted: datetime, key: str, assignor: str, agency: str) -> list[dict[str, Any]]:
    """Return what happens within a day of acceptance: every third case is paused overnight, every fourth gets more time."""
    number, steps = int(key[-2:]), []
    if number % 4 == 0:
        steps.append(
            {
                "kind": "extended",
                "at": accepted + timedelta(hours=1),
                "by": assignor,
                "to": agency,
                "allowed": _FIVE_DAYS,
            }
        )
    if number % 3 == 0:
        pause = {"kind": "paused", "by": assignor, "note": "Chờ kết quả đo đạc, quan trắc."}
        steps.append({"at": accepted + timedelta(hours=2), **pause})
        steps.append({"kind": "resumed", "at": accepted + timedelta(hours=20), "by": assignor})
    return steps
