"""Xã: the Party bodies of a commune since 1 July 2025, the cases that it handles, and a network of its villages."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dlxh.models.case import CaseContent, CaseEvent, VerificationCase
from dlxh.models.collaborator import Membership
from dlxh.models.network import Network, Term
from dlxh.models.report import Report
from dlxh.models.unit import OrgUnit
from dlxh.words.days import VIETNAM
from dlxh.words.deadlines import Deadline
from dlxh.words.periods import Period
from dlxh.words.record import Record

from .dice import Dice
from .lands import FIRST_DAY
from .people import Seat, collaborators
from .writer import Draft, Manner, items, numbered

VILLAGES = 8
BEGIN = date(2025, 10, 1)
_TOPICS = (
    "administrative_procedures", "two_level_government", "unit_rearrangement", "digital_services", "poor_households", "land",
    "road_damage", "agriculture", "environment", "water_supply", "false_news",
)  # fmt: skip
_MANNER = Manner(basis=60, forecast=30, proposal=50, detail=60)
_TEN_DAYS = Deadline(10, "day")


@dataclass(frozen=True)
class Commune:
    """A commune with the bodies that its Party committee and its People's Committee have."""

    place: OrgUnit

    @property
    def name(self) -> str:
        """The name as it stands inside a longer one."""
        return self.place.name[0].lower() + self.place.name[1:]

    def key(self, body: str) -> str:
        """Return the id of a body of it."""
        return f"TQ-{self.place.id.removeprefix('T19-')}-{body}"

    def bodies(self) -> list[OrgUnit]:
        """Return the Party committee, its standing members and its board, and the People's Committee."""
        name, committee = self.name, self.key("DU")
        rows = (
            ("DU", f"Đảng ủy {name}", "party_committee", self.place.id),
            ("TT", f"Thường trực Đảng ủy {name}", "standing_committee", committee),
            ("BXDD", f"Ban Xây dựng Đảng Đảng ủy {name}", "party_building_board", committee),
            ("UBND", f"Ủy ban nhân dân {name}", "peoples_committee", self.place.id),
        )
        return [
            OrgUnit(
                id=self.key(key), name=title, kind=kind, level="commune", parent=parent, valid_from=FIRST_DAY
            )
            for key, title, kind, parent in rows
        ]

    def case(self, dice: Dice, network: str, key: str, report: Report) -> VerificationCase:
        """Return the case of the first matter of a report, which the People's Committee verified and answered."""
        matter = report.items[0]
        board, standing, office = self.key("BXDD"), self.key("TT"), self.key("UBND")
        content = CaseContent(
            id=f"{key}.1",
            text=matter.summary,
            finding=dice.pick(("correct", "partly_correct")),
            outcome=dice.pick(("corrected", "explained")),
        )
        settled = {"contents": (content.id,), "finding": content.finding, "outcome": content.outcome}
        steps: list[dict[str, Any]] = [
            {"kind": "drafted", "by": board},
            {"kind": "submitted", "by": board, "to": standing},
            {"kind": "assigned", "by": standing, "to": office, "task": "verify", "allowed": _TEN_DAYS},
            {"kind": "accepted", "by": office},
            {"kind": "concluded", "by": office, **settled},
            {"kind": "replied", "by": office, "to": board},
            {"kind": "closed", "by": board},
        ]
        at, events = report.received_at, []
        for sequence, step in enumerate(steps, start=1):
            at += timedelta(days=dice.between(0, 2), hours=1)
            events.append(CaseEvent(sequence=sequence, at=at.replace(hour=8 + sequence), **step))
        return VerificationCase(
            id=key,
            network=network,
            title=f"Nội dung phản ánh tại {self.place.name}",
            items=(matter.id,),
            contents=[content],
            route="direct",
            events=events,
        )


def village_network(
    dice: Dice, commune: Commune, network: str, regulation: str, months: tuple[Period, ...]
) -> list[Record]:
    """Return the network of a commune: a collaborator of each village cell, one of the Front, one of the People's Committee.

    Each reports by month, and the board sums the month up.
    """
    villages, cells = _villages(commune)
    front = OrgUnit(id=commune.key("MTTQ"), name=f"Ủy ban Mặt trận Tổ quốc {commune.name}", kind="fatherland_front", level="commune",
                    parent=commune.place.id, valid_from=FIRST_DAY)  # fmt: skip
    office = next(body for body in commune.bodies() if body.kind == "peoples_committee")
    seats = [
        *(Seat(cell, "party_cell", "Bí thư chi bộ") for cell in cells),
        Seat(front, "commune_fatherland_front", "Phó Chủ tịch"),
        Seat(office, "commune_peoples_committee", "Công chức văn hóa - xã hội"),
    ]
    people = collaborators(dice, network, network.removesuffix("-ML"), seats)
    places = {cell.id: village for cell, village in zip(cells, villages, strict=True)}
    term = Term(id=f"{network}-NK", network=network, label="nhiệm kỳ 2025 - 2030", regulations=(regulation,))
    members = [
        Membership(id=person.id.replace("CTV", "TC"), network=network, term=term.id, collaborator=person.id, start=BEGIN,
                   organisation=person.organisation, paid=False)
        for person in people
    ]  # fmt: skip
    drafts = [draft for month in months for draft in _month(dice, month, members, places, commune)]
    owner = Network(
        id=network,
        name=f"Cộng tác viên dư luận xã hội {commune.name}",
        owner=commune.key("BXDD"),
        level="commune",
    )
    reports = numbered(network, network.removesuffix("-ML"), drafts)
    return [*villages, *cells, front, owner, term, *people, *members, *reports]


def _villages(commune: Commune) -> tuple[list[OrgUnit], list[OrgUnit]]:
    """Return the villages, which are parts of the commune, and the Party cell of each."""
    villages = [
        OrgUnit(id=commune.key(f"T{number}"), name=f"Thôn {number}", kind="place", place_kind="thon", level="commune",
                parent=commune.place.id, valid_from=FIRST_DAY)
        for number in range(1, VILLAGES + 1)
    ]  # fmt: skip
    cells = [
        OrgUnit(id=f"{village.id}-CB", name=f"Chi bộ {village.name.lower()}", kind="party_cell", level="commune",
                parent=commune.key("DU"), valid_from=FIRST_DAY)
        for village in villages
    ]  # fmt: skip
    return villages, cells


def _month(
    dice: Dice, month: Period, members: list[Membership], places: dict[str, OrgUnit], commune: Commune
) -> list[Draft]:
    """Return what members sent of a month by its 28th, and the synthesis of the board on its last day."""
    came = [
        Draft(dice.moment(month.start + timedelta(days=19), month.start + timedelta(days=26)),
              items(dice, dice.some(_TOPICS, 1), places.get(str(member.organisation), commune.place), _MANNER),
              channel=dice.pick(("zalo", "zalo", "meeting", "written")), author=member.collaborator, period=month)
        for member in members
        if dice.chance(92)
    ]  # fmt: skip
    matters = tuple(matter for draft in dice.some(came, 3) for matter in draft.items)
    evening = datetime.combine(month.end, time(16), VIETNAM)
    return [
        *came,
        Draft(evening, matters, "synthesis", author_unit=commune.key("BXDD"), period=month, sources=came),
    ]
