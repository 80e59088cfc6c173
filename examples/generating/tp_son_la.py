"""Thành ủy Sơn La: 15 collaborators, and a number of reports that nobody published."""

from datetime import date, datetime, time, timedelta

from dlxh.models.activity import Activity, Conference, Training
from dlxh.models.collaborator import Membership
from dlxh.models.network import Network, Term
from dlxh.models.unit import AreaRef, OrgUnit
from dlxh.register.register import Register
from dlxh.words.days import VIETNAM
from dlxh.words.figures import Figure
from dlxh.words.periods import Period

from .dice import Dice
from .lands import LAST_DAY
from .people import Seat, collaborators
from .writer import Draft, Manner, items, numbered

NETWORK, TERM = "SL-ML", "SL-NK-2020"
CONFERENCE = date(2022, 7, 4)
FIELD_TOPICS = ("urban_order", "building_order", "water_supply")
"""What the register puts into the synthesis of field reports that came by the app Sơn La Smart."""

_BODIES = (
    ("VP", "Văn phòng Thành ủy Sơn La", "other", "party_committee"),
    ("TC", "Ban Tổ chức Thành ủy Sơn La", "other", "party_committee"),
    ("MTTQ", "Ủy ban Mặt trận Tổ quốc thành phố Sơn La", "fatherland_front", "fatherland_front"),
    ("LDLD", "Liên đoàn Lao động thành phố Sơn La", "trade_union", "fatherland_front"),
    ("TD", "Thành đoàn Sơn La", "youth_union", "fatherland_front"),
    ("HPN", "Hội Liên hiệp Phụ nữ thành phố Sơn La", "association", "fatherland_front"),
    ("HND", "Hội Nông dân thành phố Sơn La", "association", "fatherland_front"),
    ("HCCB", "Hội Cựu chiến binh thành phố Sơn La", "association", "fatherland_front"),
    ("CA", "Công an thành phố Sơn La", "police", "other"),
    ("QLDT", "Phòng Quản lý đô thị thành phố Sơn La", "department", "department"),
    ("TNMT", "Phòng Tài nguyên và Môi trường thành phố Sơn La", "department", "department"),
    ("YT", "Phòng Y tế thành phố Sơn La", "department", "department"),
    ("GDDT", "Phòng Giáo dục và Đào tạo thành phố Sơn La", "department", "department"),
    ("VHTT", "Phòng Văn hóa và Thông tin thành phố Sơn La", "department", "department"),
    ("TTVH", "Trung tâm Truyền thông - Văn hóa thành phố Sơn La", "press", "other"),
)
_TOPICS = (
    "key_projects", "building_order", "urban_order", "vaccination", "health", "water_supply", "online_fraud", "agriculture",
)  # fmt: skip
"""The topics of the conference; the last is for the Prime Minister's dialogue with farmers."""


def _units() -> tuple[list[OrgUnit], list[OrgUnit]]:
    """Return the places and owners, and the bodies that send a collaborator."""
    area = AreaRef(code="14", scheme="124/2004")
    province = OrgUnit(id="SL-TINH", name="tỉnh Sơn La", kind="place", level="province", area=area)
    rest = (("TP", "thành phố Sơn La", "place", "SL-TINH"), ("TU", "Thành ủy Sơn La", "party_committee", "SL-TP"),
            ("BTG", "Ban Tuyên giáo Thành ủy Sơn La", "propaganda_board", "SL-TU"))  # fmt: skip
    owners = [
        OrgUnit(id=f"SL-{key}", name=name, kind=kind, level="district", parent=parent, valid_to=LAST_DAY)
        for key, name, kind, parent in rest
    ]
    bodies = [
        OrgUnit(id=f"SL-{key}", name=name, kind=kind, level="district", parent="SL-TP", valid_to=LAST_DAY)
        for key, name, kind, _ in _BODIES
    ]
    return [province, *owners], bodies


def _reports(dice: Dice, city: OrgUnit) -> list[Draft]:
    """Return what the office itself wrote; how many reports the collaborators sent is not known."""
    half = Period.half_year(2022, 1)
    evening = datetime.combine(half.end, time(16, 30), VIETNAM)
    manner = Manner(basis=100, forecast=80, proposal=80, detail=100)
    by_app = Draft(
        evening - timedelta(days=3),
        items(dice, FIELD_TOPICS, city, manner),
        "thematic",
        "app",
        author_unit="SL-BTG",
    )
    matters = items(dice, _TOPICS, city, manner)
    farmers = matters[-1].replace(
        local_topic="Thủ tướng đối thoại với nông dân; lễ hội trái cây",
        summary="Cán bộ, nhân dân thành phố Sơn La phấn khởi về hội nghị Thủ tướng đối thoại với nông dân và lễ hội trái cây.",
        forecast=None,
        proposal=None,
        cause=None,
    )
    synthesis = Draft(
        evening + timedelta(days=1),
        (*matters[:-1], farmers),
        "synthesis",
        author_unit="SL-BTG",
        period=half,
        sources=[by_app],
    )
    return [by_app, synthesis]


def _activities() -> list[Activity]:
    training = Training(classes=Figure.unknown("class_"), trainees=Figure.unknown("person"))
    return [
        Activity(id="SL-TH-2022", network=NETWORK, title="Tập huấn sử dụng Sơn La Smart, chức năng phản ánh hiện trường",
                 start=CONFERENCE, end=CONFERENCE, organiser="SL-BTG", detail=training),
        Activity(id="SL-HN-2022", network=NETWORK, title="Hội nghị báo cáo viên, cộng tác viên dư luận xã hội, sơ kết 6 tháng đầu năm 2022",
                 start=CONFERENCE, end=CONFERENCE, organiser="SL-BTG", detail=Conference()),
    ]  # fmt: skip


def tp_son_la() -> Register:
    """Return the register of the city of Sơn La."""
    dice = Dice("tp-son-la")
    owners, bodies = _units()
    seats = [Seat(body, row[3], "Cấp phó") for body, row in zip(bodies, _BODIES, strict=True)]
    people = collaborators(dice, NETWORK, "SL", seats)
    members = [
        Membership(id=person.id.replace("CTV", "TC"), network=NETWORK, term=TERM, collaborator=person.id, start="2021-01-04",
                   organisation=person.organisation, paid=False)
        for person in people
    ]  # fmt: skip
    network = Network(id=NETWORK, name="Cộng tác viên dư luận xã hội thành phố Sơn La", owner="SL-BTG", level="district",
                      combined_roles=("reporter",))  # fmt: skip
    return Register(
        [
            *owners,
            *bodies,
            network,
            Term(id=TERM, network=NETWORK, label="nhiệm kỳ 2020 - 2025"),
            *people,
            *members,
            *numbered(NETWORK, "SL", _reports(dice, next(unit for unit in owners if unit.id == "SL-TP"))),
            *_activities(),
        ],
        as_of=CONFERENCE,
        partial=("reports",),
    )
