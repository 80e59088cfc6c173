"""Gia Lai: 35 collaborators, 386 submissions until 24 July 2024, and what the province is since 1 July 2025."""

from datetime import date, datetime, time, timedelta

from dlxh.models.activity import Activity, Conference, Training
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.collaborator import Collaborator, Membership
from dlxh.models.network import Network, Term
from dlxh.models.opinion import ReportItem
from dlxh.models.regulation import Regulation, RegulationProvision
from dlxh.models.unit import OrgUnit
from dlxh.register.register import Register
from dlxh.words.days import VIETNAM
from dlxh.words.figures import Figure
from dlxh.words.periods import Period

from .dice import Dice
from .lands import FIRST_DAY, LAST_DAY, districts, merged_into, new_province, old_province
from .people import Seat, collaborators
from .writer import Draft, Manner, items, numbered

NETWORK, TERM = "GL-ML", "GL-NK-2021"
BEGIN = date(2021, 5, 4)
CONFERENCE = date(2024, 7, 24)
SEATS = 35
SUBMISSIONS, AD_HOC, CORRECTIONS = 386, 16, 6
TRAINEES = (121, 120, 120)

_DISTRICTS = (
    ("thành phố", "Pleiku"),
    ("thị xã", "An Khê"),
    ("thị xã", "Ayun Pa"),
    *(
        ("huyện", name)
        for name in (
            "Chư Păh", "Chư Prông", "Chư Pưh", "Chư Sê", "Đak Đoa", "Đak Pơ", "Đức Cơ", "Ia Grai", "Ia Pa", "Kbang",
            "Kông Chro", "Krông Pa", "Mang Yang", "Phú Thiện",
        )
    ),
)  # fmt: skip
_BODIES = (
    ("SNN", "Sở Nông nghiệp và Phát triển nông thôn", "department", "department"),
    ("STNMT", "Sở Tài nguyên và Môi trường", "department", "department"),
    ("SYT", "Sở Y tế", "department", "department"),
    ("SGDDT", "Sở Giáo dục và Đào tạo", "department", "department"),
    ("STC", "Sở Tài chính", "department", "department"),
    ("SVHTT", "Sở Văn hóa, Thể thao và Du lịch", "department", "department"),
    ("MTTQ", "Ủy ban Mặt trận Tổ quốc tỉnh", "fatherland_front", "fatherland_front"),
    ("LDLD", "Liên đoàn Lao động tỉnh", "trade_union", "fatherland_front"),
    ("TD", "Tỉnh đoàn", "youth_union", "fatherland_front"),
    ("HND", "Hội Nông dân tỉnh", "association", "fatherland_front"),
    ("HPN", "Hội Liên hiệp Phụ nữ tỉnh", "association", "fatherland_front"),
    ("HCCB", "Hội Cựu chiến binh tỉnh", "association", "fatherland_front"),
    ("HNB", "Hội Nhà báo tỉnh", "association", "journalists_association"),
    ("HVHNT", "Hội Văn học nghệ thuật tỉnh", "association", "literature_arts_association"),
    ("LHH", "Liên hiệp các hội khoa học và kỹ thuật tỉnh", "association", "science_technology_union"),
    ("BAO", "Báo của Đảng bộ tỉnh", "press", "other"),
    ("CAT", "Công an tỉnh", "police", "other"),
    ("DUK", "Đảng ủy Khối các cơ quan tỉnh", "bloc_party_committee", "party_committee"),
)
_TOPICS = (
    "land", "land", "compensation", "environment", "agriculture", "agriculture", "farm_prices", "farm_prices",
    "road_damage", "road_damage", "water_supply", "health", "education", "school_fees", "prices", "online_fraud",
    "public_order", "transport", "cadres", "social_security", "socio_economic_policy", "natural_disasters", "minerals",
)  # fmt: skip
_CHANNELS = ("written",) * 5 + ("email",) * 3 + ("zalo",) * 2 + ("meeting", "in_person")
_CHANGES = (("2022-08-15", "2022-10-01", 3, "transfer"), ("2023-11-20", "2024-01-01", 2, "retirement"))
"""Last day, first day of the next, how many, why: before the conference."""
_RENEWAL = ("2024-09-30", "2024-10-01", 5, "transfer")
"""The re-completion that the conference asked for."""


def _units() -> list[tuple[OrgUnit, OrgUnit]]:
    """Return each sending organisation with the place it speaks of."""
    old = old_province("GL-TINH-64", "Gia Lai", "64", "GL-TINH-52")
    bodies = [
        OrgUnit(id=f"GL-{key}", name=name, kind=kind, level="non_territorial" if key == "DUK" else "province",
                parent=old.id, valid_to=LAST_DAY)
        for key, name, kind, _ in _BODIES
    ]  # fmt: skip
    local = [(committee, place) for place, committee in districts("GL", old.id, _DISTRICTS)]
    return local + [(body, old) for body in bodies]


def _owners() -> list[OrgUnit]:
    """Return the Party bodies of the province, before and after."""
    now = new_province("GL-TINH-52", "Gia Lai", "52")
    names = (
        ("TU", "Tỉnh ủy Gia Lai", "party_committee", "GL-TINH-64"),
        ("BTG", "Ban Tuyên giáo Tỉnh ủy Gia Lai", "propaganda_board", "GL-TU"),
    )
    before = [
        OrgUnit(id=f"GL-{key}", name=name, kind=kind, level="province", parent=parent, valid_to=LAST_DAY,
                successors=merged_into(f"GL-{key}-2025"))
        for key, name, kind, parent in names
    ]  # fmt: skip
    after = [
        OrgUnit(id="GL-TU-2025", name="Tỉnh ủy Gia Lai", kind="party_committee", level="province", parent=now.id, valid_from=FIRST_DAY),
        OrgUnit(id="GL-BTG-2025", name="Ban Tuyên giáo và Dân vận Tỉnh ủy Gia Lai", kind="propaganda_and_mass_board",
                level="province", parent="GL-TU-2025", valid_from=FIRST_DAY),
    ]  # fmt: skip
    return [now, old_province("GL-TINH-BD-52", "Bình Định", "52", now.id), *before, *after]


def _seats(senders: list[OrgUnit]) -> list[Seat]:
    compositions = ["district_propaganda_board"] * len(_DISTRICTS) + [group for *_, group in _BODIES]
    positions = ["Trưởng ban Tuyên giáo"] * len(_DISTRICTS) + ["Phó thủ trưởng"] * len(_BODIES)
    return [Seat(*seat) for seat in zip(senders, compositions, positions, strict=True)]


def _members(dice: Dice, seats: list[Seat]) -> tuple[list[Collaborator], list[Membership]]:
    """Return all who ever sat on the seats: each change hands some seats on."""
    order = list(dice.some(range(SEATS), sum(count for *_, count, _ in (*_CHANGES, _RENEWAL))))
    holders = list(range(SEATS))
    starts, ends, sitting = dict.fromkeys(holders, BEGIN), {}, list(seats)
    for last, first, count, reason in (*_CHANGES, _RENEWAL):
        for _ in range(count):
            seat = order.pop()
            ends[holders[seat]] = (date.fromisoformat(last), reason)
            holders[seat] = len(sitting)
            starts[holders[seat]] = date.fromisoformat(first)
            sitting.append(seats[seat])
    people = collaborators(dice, NETWORK, "GL", sitting)
    members = []
    for place, person in enumerate(people):
        end, reason = ends.get(place, (LAST_DAY, "merged"))
        key = person.id.replace("CTV", "TC")
        members.append(
            Membership(id=key, network=NETWORK, term=TERM, collaborator=person.id, start=starts[place], end=end,
                       organisation=person.organisation, paid=True, end_reason=reason)
        )  # fmt: skip
    return people, members


def _reports(dice: Dice, members: list[Membership], places: dict[str, OrgUnit]) -> list[Draft]:
    """Return as many drafts as the conference counted: quarterly ones, quick ones and corrections."""
    wanted = SUBMISSIONS - AD_HOC - CORRECTIONS
    first = Period.custom(BEGIN, date(2021, 6, 30))
    quarters = [first, *(q for q in Period.tile("quarter", date(2021, 7, 1), date(2024, 6, 30)))]
    owed = [
        (quarter, member)
        for quarter in quarters
        for member in members
        if member.start <= quarter.start and quarter.end + timedelta(days=20) <= (member.end or LAST_DAY)
    ]
    drafts = []
    for quarter, member in dice.some(owed, wanted):
        place = places[str(member.organisation)]
        matters = _items_on(dice, quarter.end, place)
        received = dice.moment(quarter.end + timedelta(days=1), quarter.end + timedelta(days=12))
        drafts.append(
            Draft(received, matters, author=member.collaborator, period=quarter, channel=dice.pick(_CHANNELS))
        )
    drafts += _quick(dice, members[:SEATS], places)
    for wrong in dice.some(drafts[:wanted], CORRECTIONS):
        better = wrong.items[0].replace(
            proposal="Đã bổ sung căn cứ và kiến nghị sau khi kiểm tra lại ở cơ sở."
        )
        day = wrong.received.date() + timedelta(days=1)
        drafts.append(
            Draft(dice.moment(day, day + timedelta(days=3)), (better, *wrong.items[1:]), author=wrong.author,
                  period=wrong.period, channel=wrong.channel, replaces=wrong)
        )  # fmt: skip
    return drafts


def _quick(dice: Dice, members: list[Membership], places: dict[str, OrgUnit]) -> list[Draft]:
    """Return ad hoc reports in pairs: first by phone or message, then in writing."""
    drafts: list[Draft] = []
    for pair in range(AD_HOC // 2):
        member = dice.pick([m for m in members if (m.end or LAST_DAY) > CONFERENCE])
        day = BEGIN + timedelta(days=10 + 140 * pair)
        known = datetime.combine(day, time(7), VIETNAM)
        matters = _items_on(dice, day, places[str(member.organisation)])
        alert = Draft(
            dice.moment(day, day),
            matters,
            "ad_hoc",
            dice.pick(("phone", "zalo")),
            author=member.collaborator,
            stage=1,
            event=known,
        )
        facts = Draft(
            dice.moment(day + timedelta(days=2), day + timedelta(days=5)),
            matters,
            "ad_hoc",
            author=member.collaborator,
            stage=2,
            event=known,
            previous=alert,
        )
        drafts += (alert, facts)
    return drafts


def _items_on(dice: Dice, day: date, place: OrgUnit) -> tuple[ReportItem, ...]:
    topics = _TOPICS + (("vaccination", "epidemics") * 4 if day < date(2022, 7, 1) else ())
    return items(dice, sorted(set(dice.some(topics, dice.between(1, 2)))), place, Manner())


def _activities() -> list[Activity]:
    days = ("2022-05-19", "2023-05-25", "2024-05-16")
    classes = [
        Activity(id=f"GL-TH-{n}", network=NETWORK, title="Tập huấn công tác dư luận xã hội cho cộng tác viên cấp tỉnh, cấp huyện",
                 start=day, end=day, organiser="GL-BTG", detail=Training(classes=Figure(1, "class_"), trainees=Figure(trainees, "person")))
        for n, (day, trainees) in enumerate(zip(days, TRAINEES, strict=True), start=1)
    ]  # fmt: skip
    review = Activity(id="GL-HN-2024", network=NETWORK, title="Hội nghị cộng tác viên dư luận xã hội giai đoạn 2021-2025",
                      start=CONFERENCE, end=CONFERENCE, organiser="GL-BTG", detail=Conference())  # fmt: skip
    return [*classes, review]


def _rules() -> tuple[Regulation, AllowanceScheme]:
    provisions = (
        RegulationProvision(id="GL-QC-1", article="không nêu điều, khoản", text="Cộng tác viên được chi phụ cấp hằng tháng theo đúng quy định.",
                            published=True, valid_from=BEGIN),
        RegulationProvision(id="GL-QC-2", article="không nêu điều, khoản", text="Cộng tác viên gửi báo cáo mỗi quý một lần và khi có việc đột xuất.",
                            published=False, valid_from=BEGIN),
    )  # fmt: skip
    regulation = Regulation(
        id="GL-QC",
        network=NETWORK,
        name="Quy chế hoạt động của cộng tác viên dư luận xã hội",
        valid_from=BEGIN,
        provisions=provisions,
    )
    return regulation, AllowanceScheme(
        id="GL-PC", network=NETWORK, name="Phụ cấp hằng tháng (mức chi không công bố)"
    )


def gia_lai() -> Register:
    """Return the register of Gia Lai."""
    dice = Dice("gia-lai")
    senders = _units()
    owners = _owners()
    places = {sender.id: place for sender, place in senders}
    people, members = _members(dice, _seats([sender for sender, _ in senders]))
    reports = numbered(NETWORK, "GL", _reports(dice, members, places))
    units = {unit.id: unit for pair in senders for unit in reversed(pair)} | {
        unit.id: unit for unit in owners
    }
    return Register(
        [
            *units.values(),
            Network(
                id=NETWORK, name="Cộng tác viên dư luận xã hội tỉnh Gia Lai", owner="GL-BTG", level="province"
            ),
            Term(id=TERM, network=NETWORK, label="giai đoạn 2021-2025", regulations=("GL-QC",)),
            *_rules(),
            *people,
            *members,
            *reports,
            *_activities(),
        ],
        as_of=FIRST_DAY,
    )
