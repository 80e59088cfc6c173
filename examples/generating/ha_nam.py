"""Hà Nam: every stream states its basis, and each matter its forecast and its proposal."""

from datetime import date, timedelta

from dlxh.models.activity import Activity, Conference
from dlxh.models.collaborator import Membership
from dlxh.models.network import Network, Term
from dlxh.models.unit import OrgUnit
from dlxh.register.register import Register
from dlxh.words.documents import Document
from dlxh.words.periods import Period

from .dice import Dice
from .lands import FIRST_DAY, LAST_DAY, districts, merged_into, new_province, old_province
from .people import Seat, collaborators
from .writer import Draft, Manner, items, numbered

NETWORK, TERM = "HN-ML", "HN-NK-2015"
WORKSHOP = date(2018, 11, 13)
BEGIN, END = date(2016, 1, 4), date(2020, 12, 31)

# Without their types: some of them were made towns while the register's days run.
_DISTRICTS = tuple(
    ("", name) for name in ("Phủ Lý", "Duy Tiên", "Kim Bảng", "Lý Nhân", "Thanh Liêm", "Bình Lục")
)
_BODIES = (
    ("DUK", "Đảng ủy Khối các cơ quan tỉnh", "bloc_party_committee", "party_committee"),
    ("DUKDN", "Đảng ủy Khối doanh nghiệp tỉnh", "bloc_party_committee", "party_committee"),
    ("DUQS", "Đảng ủy Quân sự tỉnh", "party_committee", "party_committee"),
    ("CAT", "Công an tỉnh", "police", "other"),
    ("BAO", "Báo của Đảng bộ tỉnh", "press", "journalists_association"),
    ("DAI", "Đài Phát thanh và Truyền hình tỉnh", "press", "journalists_association"),
    ("MTTQ", "Ủy ban Mặt trận Tổ quốc tỉnh", "fatherland_front", "fatherland_front"),
    ("HND", "Hội Nông dân tỉnh", "association", "fatherland_front"),
)
_TOPICS = (
    "land", "site_clearance", "environment", "environment", "agriculture", "school_fees", "public_order", "cadres", "transport",
    "health", "prices", "building_order", "online_fraud", "social_security",
)  # fmt: skip
_MANNER = Manner(basis=100, forecast=100, proposal=100, detail=90)


def _owners() -> list[OrgUnit]:
    now = new_province("HN-TINH-37", "Ninh Bình", "37")
    before = [
        old_province("HN-TINH-35", "Hà Nam", "35", now.id),
        old_province("HN-TINH-ND-36", "Nam Định", "36", now.id),
        old_province("HN-TINH-NB-37", "Ninh Bình", "37", now.id),
    ]
    party = [
        OrgUnit(id="HN-TU", name="Tỉnh ủy Hà Nam", kind="party_committee", level="province", parent="HN-TINH-35",
                valid_to=LAST_DAY, successors=merged_into("HN-TU-NB-2025")),
        OrgUnit(id="HN-TU-NB-2025", name="Tỉnh ủy Ninh Bình", kind="party_committee", level="province", parent=now.id, valid_from=FIRST_DAY),
        OrgUnit(id="HN-BTG", name="Ban Tuyên giáo Tỉnh ủy Hà Nam", kind="propaganda_board", level="province", parent="HN-TU", valid_to=LAST_DAY),
    ]  # fmt: skip
    return [*before, now, *party]


def _senders(province: OrgUnit) -> list[tuple[OrgUnit, OrgUnit, str]]:
    """Return each sending organisation, the place it speaks of, and its composition group."""
    local = [
        (committee, place, "district_propaganda_board")
        for place, committee in districts("HN", province.id, _DISTRICTS)
    ]
    bodies = [
        (OrgUnit(id=f"HN-{key}", name=name, kind=kind, level="non_territorial" if "Khối" in name else "province",
                 parent=province.id, valid_to=LAST_DAY), province, group)
        for key, name, kind, group in _BODIES
    ]  # fmt: skip
    return local + bodies


def _reports(dice: Dice, members: list[Membership], places: dict[str, OrgUnit]) -> list[Draft]:
    """Return reports for two months each until the workshop, with what police and press units add in between."""
    drafts = []
    for first in range(1, 10, 2):
        period = Period.two_months(2018, first)
        after = period.end + timedelta(days=1)
        for member in members:
            if dice.chance(10):
                continue
            matters = items(
                dice,
                sorted(set(dice.some(_TOPICS, dice.between(1, 2)))),
                places[str(member.organisation)],
                _MANNER,
            )
            drafts.append(
                Draft(
                    dice.moment(after, after + timedelta(days=6)),
                    matters,
                    author=member.collaborator,
                    period=period,
                )
            )
        for unit, channel in (("HN-CAT", "meeting"), ("HN-BAO", "email")):
            matters = items(
                dice,
                dice.some(("public_order", "online_fraud", "transport", "environment"), 1),
                places[unit],
                _MANNER,
            )
            drafts.append(
                Draft(dice.moment(period.start, period.end), matters, "thematic", channel, author_unit=unit)
            )
    return drafts


def ha_nam() -> Register:
    """Return the register of Hà Nam."""
    dice = Dice("ha-nam")
    owners = _owners()
    senders = _senders(owners[0])
    places = {body.id: place for body, place, _ in senders}
    people = collaborators(dice, NETWORK, "HN", [Seat(body, group, "Cấp phó") for body, _, group in senders])
    members = [
        Membership(id=person.id.replace("CTV", "TC"), network=NETWORK, term=TERM, collaborator=person.id, start=BEGIN, end=END,
                   organisation=person.organisation, paid=False, end_reason="term_end")
        for person in people
    ]  # fmt: skip
    workshop = Activity(
        id="HN-HT-2018",
        network=NETWORK,
        title="Hội thảo nâng cao chất lượng công tác nắm bắt, tổng hợp, báo cáo dư luận xã hội",
        start=WORKSHOP,
        end=WORKSHOP,
        organiser="HN-BTG",
        documents=(Document("Kết luận 100-KL/TW, 18/8/2014"),),
        detail=Conference(),
    )
    units = {unit.id: unit for unit in [*owners, *places.values(), *(body for body, *_ in senders)]}
    return Register(
        [
            *units.values(),
            Network(
                id=NETWORK, name="Cộng tác viên dư luận xã hội tỉnh Hà Nam", owner="HN-BTG", level="province"
            ),
            Term(id=TERM, network=NETWORK, label="nhiệm kỳ 2015-2020"),
            *people,
            *members,
            *numbered(NETWORK, "HN", _reports(dice, members, places)),
            workshop,
        ],
        as_of=FIRST_DAY,
    )
