"""Lào Cai: collaborators over nine districts and other bodies, and contents that were directed and verified."""

from datetime import date, timedelta

from dlxh.models.activity import Activity, Commendation, Conference, Training
from dlxh.models.case import VerificationCase
from dlxh.models.collaborator import Membership
from dlxh.models.network import Network, Term
from dlxh.models.report import Report
from dlxh.models.unit import OrgUnit
from dlxh.register.register import Register
from dlxh.words.figures import Figure
from dlxh.words.periods import Period

from .dice import Dice
from .lands import FIRST_DAY, LAST_DAY, districts, merged_into, new_province, old_province
from .people import Seat, collaborators
from .verification import Matter, case
from .writer import Draft, Manner, items, numbered

NETWORK, TERM = "LC-ML", "LC-NK-2021"
CONFERENCE = date(2022, 1, 20)
BEGIN = date(2021, 1, 4)

_DISTRICTS = (
    ("thành phố", "Lào Cai"), ("thị xã", "Sa Pa"), ("huyện", "Bát Xát"), ("huyện", "Mường Khương"), ("huyện", "Si Ma Cai"),
    ("huyện", "Bắc Hà"), ("huyện", "Bảo Thắng"), ("huyện", "Bảo Yên"), ("huyện", "Văn Bàn"),
)  # fmt: skip
_BODIES = (
    ("STNMT", "Sở Tài nguyên và Môi trường", "department", "department"),
    ("SNN", "Sở Nông nghiệp và Phát triển nông thôn", "department", "department"),
    ("SGTVT", "Sở Giao thông vận tải - Xây dựng", "department", "department"),
    ("SYT", "Sở Y tế", "department", "department"),
    ("SGDDT", "Sở Giáo dục và Đào tạo", "department", "department"),
    ("MTTQ", "Ủy ban Mặt trận Tổ quốc tỉnh", "fatherland_front", "fatherland_front"),
    ("CAT", "Đảng ủy Công an tỉnh", "party_committee", "party_committee"),
    ("DUK", "Đảng ủy Khối các cơ quan tỉnh", "bloc_party_committee", "party_committee"),
    ("DUKDN", "Đảng ủy Khối doanh nghiệp tỉnh", "bloc_party_committee", "party_committee"),
)
_TOPICS = (
    "land", "compensation", "compensation", "site_clearance", "environment", "environment", "minerals", "minerals",
    "socio_economic_policy", "social_security", "land_recovery", "road_damage", "epidemics",
)  # fmt: skip
_AGENCIES = {
    "land": "LC-STNMT",
    "compensation": "LC-STNMT",
    "land_recovery": "LC-STNMT",
    "site_clearance": "LC-STNMT",
    "environment": "LC-STNMT",
    "minerals": "LC-STNMT",
    "road_damage": "LC-SGTVT",
}
"""Who verifies what, by competence."""


def _owners() -> list[OrgUnit]:
    now = new_province("LC-TINH-15", "Lào Cai", "15")
    rows = (
        ("TU", "Tỉnh ủy Lào Cai", "party_committee", "LC-TINH-10", "LC-TU-2025"),
        ("BTG", "Ban Tuyên giáo Tỉnh ủy Lào Cai", "propaganda_board", "LC-TU", "LC-BTG-2025"),
        ("TTTU", "Thường trực Tỉnh ủy Lào Cai", "standing_committee", "LC-TU", None),
        (
            "BCSD",
            "Ban cán sự đảng Ủy ban nhân dân tỉnh Lào Cai",
            "government_party_affairs_body",
            "LC-TU",
            None,
        ),
    )
    before = [
        OrgUnit(id=f"LC-{key}", name=name, kind=kind, level="province", parent=parent,
                valid_to=LAST_DAY if then else None, successors=merged_into(then) if then else ())
        for key, name, kind, parent, then in rows
    ]  # fmt: skip
    after = [
        OrgUnit(id="LC-TU-2025", name="Tỉnh ủy Lào Cai", kind="party_committee", level="province", parent=now.id, valid_from=FIRST_DAY),
        OrgUnit(id="LC-BTG-2025", name="Ban Tuyên giáo và Dân vận Tỉnh ủy Lào Cai", kind="propaganda_and_mass_board",
                level="province", parent="LC-TU-2025", valid_from=FIRST_DAY),
    ]  # fmt: skip
    provinces = [
        old_province("LC-TINH-10", "Lào Cai", "10", now.id),
        old_province("LC-TINH-YB-15", "Yên Bái", "15", now.id),
        now,
    ]
    return [*provinces, *before, *after]


def _senders(province: OrgUnit) -> list[tuple[OrgUnit, OrgUnit, str]]:
    """Return each sending organisation, the place it speaks of, and its composition group."""
    local = [
        (committee, place, "district_propaganda_board")
        for place, committee in districts("LC", province.id, _DISTRICTS)
    ]
    bodies = [
        (OrgUnit(id=f"LC-{key}", name=name, kind=kind, level="non_territorial" if "Khối" in name else "province",
                 parent=province.id, valid_to=LAST_DAY), province, group)
        for key, name, kind, group in _BODIES
    ]  # fmt: skip
    return local + bodies


def _reports(dice: Dice, members: list[Membership], places: dict[str, OrgUnit]) -> list[Draft]:
    """Return the quarterly reports of 2021, and the board's synthesis of each quarter."""
    drafts = []
    for quarter in Period.tile("quarter", date(2021, 1, 1), date(2021, 12, 31)):
        after = quarter.end + timedelta(days=1)
        came = [
            Draft(dice.moment(after, after + timedelta(days=4)),
                  items(dice, sorted(set(dice.some(_TOPICS, dice.between(1, 3)))), places[str(member.organisation)], Manner()),
                  channel=dice.pick(("written", "written", "email")), author=member.collaborator, period=quarter)
            for member in members
            if dice.chance(92)
        ]  # fmt: skip
        matters = tuple(matter for report in came[::4] for matter in report.items)
        day = after + timedelta(days=6)
        drafts += [
            *came,
            Draft(
                dice.moment(day, day),
                matters,
                "synthesis",
                author_unit="LC-BTG",
                period=quarter,
                sources=came,
            ),
        ]
    return drafts


def _cases(dice: Dice, reports: list[Report]) -> list[VerificationCase]:
    """Return the matters of each synthesis that went up: of those that an agency is competent for, two to four."""
    cases = []
    for synthesis in (report for report in reports if report.kind == "synthesis"):
        fitting = [matter for matter in synthesis.items if matter.topics[0] in _AGENCIES]
        for matter in dice.some(fitting, min(len(fitting), dice.between(2, 4))):
            number = len(cases) + 1
            agency = _AGENCIES[matter.topics[0]]
            direct = dice.chance(40)
            up = Matter(
                f"LC-XM-{number:02}",
                matter,
                synthesis.received_at,
                agency,
                "direct" if direct else "government_party_body",
            )
            cases.append(case(dice, NETWORK, up))
    return cases


def _activities() -> list[Activity]:
    training = Training(classes=Figure(1, "class_"), trainees=Figure.unknown("person"))
    praise = Commendation(award="merit_certificate", awards=Figure.unknown("merit_certificate"))
    rows = (
        ("TH", "Tập huấn kết hợp tổng kết công tác dư luận xã hội năm 2021", training),
        ("HN", "Hội nghị tổng kết công tác cộng tác viên dư luận xã hội năm 2021", Conference()),
        ("KT", "Khen thưởng cá nhân trong công tác dư luận xã hội năm 2021", praise),
    )
    return [
        Activity(id=f"LC-{key}-2021", network=NETWORK, title=title, start=CONFERENCE, end=CONFERENCE, organiser="LC-BTG", detail=detail)
        for key, title, detail in rows
    ]  # fmt: skip


def lao_cai() -> Register:
    """Return the register of Lào Cai."""
    dice = Dice("lao-cai")
    owners = _owners()
    senders = _senders(owners[0])
    places = {body.id: place for body, place, _ in senders}
    people = collaborators(dice, NETWORK, "LC", [Seat(body, group, "Cấp phó") for body, _, group in senders])
    members = [
        Membership(id=person.id.replace("CTV", "TC"), network=NETWORK, term=TERM, collaborator=person.id, start=BEGIN, end=LAST_DAY,
                   organisation=person.organisation, paid=True, end_reason="merged")
        for person in people
    ]  # fmt: skip
    reports = numbered(NETWORK, "LC", _reports(dice, members, places))
    units = {unit.id: unit for unit in [*owners, *places.values(), *(body for body, *_ in senders)]}
    return Register(
        [
            *units.values(),
            Network(
                id=NETWORK, name="Cộng tác viên dư luận xã hội tỉnh Lào Cai", owner="LC-BTG", level="province"
            ),
            Term(id=TERM, network=NETWORK, label="giai đoạn 2021-2025"),
            *people,
            *members,
            *reports,
            *_cases(dice, reports),
            *_activities(),
        ],
        as_of=FIRST_DAY,
    )
