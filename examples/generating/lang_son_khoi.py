"""Đảng ủy Khối các cơ quan tỉnh Lạng Sơn: two terms, a contract for each year, a synthesis for each month."""

from datetime import date, timedelta

from dlxh.models.activity import Activity, Conference, Survey
from dlxh.models.collaborator import Collaborator, Engagement, Membership
from dlxh.models.network import Network, Term
from dlxh.models.regulation import Regulation, RegulationProvision
from dlxh.models.unit import AreaRef, OrgUnit
from dlxh.register.register import Register
from dlxh.words.documents import Document
from dlxh.words.figures import Figure
from dlxh.words.periods import Period

from .dice import Dice
from .people import Seat, collaborators
from .writer import Draft, Manner, items, numbered

NETWORK = "LS-ML"
CONFERENCE = date(2021, 1, 20)
CHANGE = date(2020, 8, 1)
"""First day of the second team; the terms themselves are published by their years only."""
FIRST_TERM, SECOND_TERM = 2015, 2020
SURVEYED = 180
INTERNAL = "Lưu hành nội bộ"
SEATS, LEAVING = 12, 4

_BODIES = (
    "Chi bộ Sở Nội vụ", "Đảng bộ Sở Y tế", "Đảng bộ Sở Giáo dục và Đào tạo", "Chi bộ Sở Tư pháp", "Đảng bộ Sở Công Thương",
    "Đảng bộ Sở Tài chính", "Đảng bộ Sở Xây dựng", "Chi bộ Sở Khoa học và Công nghệ", "Chi bộ Tỉnh đoàn",
    "Chi bộ Hội Nông dân tỉnh", "Đảng bộ Kho bạc Nhà nước tỉnh", "Chi bộ Đài Phát thanh và Truyền hình tỉnh",
)  # fmt: skip
_TOPICS = (
    "cadres", "cadres", "socio_economic_policy", "socio_economic_policy", "epidemics", "epidemics", "health", "education",
    "prices", "online_fraud", "transport", "environment", "natural_disasters", "public_order",
)  # fmt: skip
_MANNER = Manner(
    basis=40,
    forecast=15,
    proposal=15,
    detail=45,
    groups=("cadres", "party_members", "civil_servants", "workers"),
)
"""Streams incomplete and few proposals, as the conference said."""


def _units() -> tuple[list[OrgUnit], list[OrgUnit]]:
    area = AreaRef(code="20", scheme="124/2004")
    owners = [
        OrgUnit(id="LS-TINH", name="tỉnh Lạng Sơn", kind="place", level="province", area=area),
        OrgUnit(id="LS-TU", name="Tỉnh ủy Lạng Sơn", kind="party_committee", level="province", parent="LS-TINH"),
        OrgUnit(id="LS-DUK", name="Đảng ủy Khối các cơ quan tỉnh Lạng Sơn", kind="bloc_party_committee", level="non_territorial", parent="LS-TU"),
        OrgUnit(id="LS-BTG", name="Ban Tuyên giáo Đảng ủy Khối", kind="propaganda_board", level="non_territorial", parent="LS-DUK"),
        OrgUnit(id="LS-TTDUK", name="Thường trực Đảng ủy Khối", kind="standing_committee", level="non_territorial", parent="LS-DUK"),
    ]  # fmt: skip
    bodies = [
        OrgUnit(
            id=f"LS-TCCSD-{n:02}", name=name, kind="party_committee", level="non_territorial", parent="LS-DUK"
        )
        for n, name in enumerate(_BODIES, start=1)
    ]
    return owners, bodies


def _terms() -> list[Term]:
    """Return both terms; their labels give years, so their days stay open."""
    return [
        Term(id=f"LS-NK-{years[:4]}", network=NETWORK, label=f"nhiệm kỳ {years}", regulations=("LS-QC",),
             decision=Document(f"Quyết định thành lập nhiệm kỳ {years} (số không công bố)"))
        for years in ("2015-2020", "2020-2025")
    ]  # fmt: skip


def _members(people: list[Collaborator]) -> list[Membership]:
    """Return who serves: the first team, those of it who go on, and those who come."""

    def member(person: Collaborator, year: int) -> Membership:
        leaves = {"end": CHANGE - timedelta(days=1), "end_reason": "term_end"} if year == FIRST_TERM else {}
        start = date(year, CHANGE.month, CHANGE.day)
        return Membership(id=f"{person.id.replace('CTV', 'TC')}-{year}", network=NETWORK, term=f"LS-NK-{year}", collaborator=person.id,
                          start=start, organisation=person.organisation, paid=True, **leaves)  # fmt: skip

    return [member(person, FIRST_TERM) for person in people[:SEATS]] + [
        member(person, SECOND_TERM) for person in people[LEAVING:]
    ]


def _contracts(members: list[Membership]) -> list[Engagement]:
    """Return one contract for each year inside a membership that has begun."""
    return [
        Engagement(id=f"{member.id}-HD-{year}", network=NETWORK, membership=member.id, start=date(year, 8, 1), end=date(year + 1, 7, 31))
        for member in members
        for year in range(member.start.year, CHANGE.year if member.end else CHANGE.year + 1)
    ]  # fmt: skip


def _reports(dice: Dice, members: list[Membership], units: dict[str, OrgUnit]) -> list[Draft]:
    """Return a year of monthly reports, some late, and each month's synthesis of what had come in."""
    drafts = []
    for month in Period.tile("month", date(2020, 1, 1), date(2020, 12, 31)):
        after = month.end + timedelta(days=1)
        came = []
        for member in members:
            if member.start > month.start or (member.end or CONFERENCE) < month.end or not dice.chance(85):
                continue
            late = dice.chance(12)
            days = (10, 14) if late else (0, 4)
            topics = sorted(set(dice.some(_TOPICS, dice.between(1, 2))))
            matters = items(dice, topics, units[str(member.organisation)], _MANNER)
            report = Draft(dice.moment(after + timedelta(days=days[0]), after + timedelta(days=days[1])), matters, channel=dice.pick(("written", "email")),
                           author=member.collaborator, period=month, circulation=INTERNAL)  # fmt: skip
            came.append(report)
        day = after + timedelta(days=6)
        ready = [report for report in came if report.received.date() < day]
        matters = tuple(matter for report in ready[:3] for matter in report.items)
        synthesis = Draft(dice.moment(day, day + timedelta(days=2)), matters, "synthesis", author_unit="LS-BTG", period=month,
                          sources=ready, circulation=INTERNAL)  # fmt: skip
        drafts += [*came, synthesis]
    return drafts


def _regulation() -> Regulation:
    texts = (
        ("Cộng tác viên giữ kỷ luật phát ngôn, giữ gìn bí mật của Đảng và Nhà nước.", True),
        ("Hằng tháng tổng hợp, báo cáo Ban Tuyên giáo và Thường trực Đảng ủy Khối.", True),
        ("Cộng tác viên gửi báo cáo tháng trong 5 ngày đầu của tháng sau.", False),
    )
    provisions = [
        RegulationProvision(
            id=f"LS-QC-{n}",
            article="không nêu điều, khoản",
            text=text,
            published=published,
            valid_from="2015-08-01",
        )
        for n, (text, published) in enumerate(texts, start=1)
    ]
    return Regulation(
        id="LS-QC",
        network=NETWORK,
        name="Nhiệm vụ của cộng tác viên dư luận xã hội",
        valid_from="2015-08-01",
        provisions=provisions,
    )


def _activities() -> list[Activity]:
    survey = Survey(people_surveyed=Figure(SURVEYED, "person"))
    return [
        Activity(id="LS-DT-2020", network=NETWORK, title="Điều tra dư luận xã hội đối với công chức", start="2020-10-12", end="2020-10-23",
                 organiser="LS-DUK", detail=survey),
        Activity(id="LS-HN-2021", network=NETWORK, title="Hội nghị cộng tác viên dư luận xã hội", start=CONFERENCE, end=CONFERENCE,
                 organiser="LS-DUK", detail=Conference()),
    ]  # fmt: skip


def lang_son_khoi() -> Register:
    """Return the register of the bloc of provincial agencies of Lạng Sơn."""
    dice = Dice("lang-son-khoi")
    owners, bodies = _units()
    seats = [Seat(body, "party_committee", "Cấp ủy viên") for body in bodies]
    people = collaborators(dice, NETWORK, "LS", seats + seats[:LEAVING])
    members = _members(people)
    reports = numbered(NETWORK, "LS", _reports(dice, members, {body.id: owners[0] for body in bodies}))
    return Register(
        [
            *owners,
            *bodies,
            Network(id=NETWORK, name="Cộng tác viên dư luận xã hội Đảng ủy Khối các cơ quan tỉnh Lạng Sơn", owner="LS-DUK", level="non_territorial"),
            *_terms(),
            _regulation(),
            *people,
            *members,
            *_contracts(members),
            *reports,
            *_activities(),
        ],
        as_of=CONFERENCE,
    )  # fmt: skip
