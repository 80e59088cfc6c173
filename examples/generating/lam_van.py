"""Lam Vân: a province that does not exist, whose reports hold what is its own; all of it is invented."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from lam_van import FROM, PACK, Item, Report

from dlxh.models.case import VerificationCase
from dlxh.models.case_event import CaseContent, CaseEvent
from dlxh.models.collaborator import Membership
from dlxh.models.network import Network, Term
from dlxh.models.opinion import ReportItem
from dlxh.models.unit import OrgUnit
from dlxh.register.register import Register
from dlxh.words.days import VIETNAM
from dlxh.words.deadlines import Deadline
from dlxh.words.periods import Period

from .dice import Dice
from .lands import FIRST_DAY, slug
from .people import Seat, collaborators
from .writer import Draft, Manner, items, numbered

NETWORK, TERM = "LV-ML", "LV-NK-2025"
LAST = date(2026, 3, 31)
HAMLETS: Final = {
    "xã Bản Mây": ("bản Mây Trên", "bản Mây Giữa", "bản Mây Dưới"),
    "xã Khe Gió": ("thôn Gió Sớm", "thôn Gió Chiều", "thôn Gió Lành"),
    "xã Đồi Sương": ("bản Sương Sớm", "bản Sương Muối", "bản Sương Tan"),
    "phường Lam Vân": ("tổ dân phố Lam Thượng", "tổ dân phố Lam Hạ"),
}
LAGGING: Final = 3
"""How many periodic reports do not state the hamlet that they have to."""
TEN_DAYS: Final = Deadline(10, "working_day", "giao việc")
_TOPICS = ("agriculture", "health", "school_fees", "transport", "water_supply", "land", "social_security")


def _units() -> tuple[list[OrgUnit], list[tuple[OrgUnit, OrgUnit, str]]]:
    """Return the offices of the province, and each sending organisation with its place and its composition group."""
    province = OrgUnit(id="LV-TINH", name="tỉnh Lam Vân", kind="place", level="province")
    rows = (
        ("TU", "Tỉnh ủy Lam Vân", "party_committee", "LV-TINH"),
        ("TTTU", "Thường trực Tỉnh ủy Lam Vân", "standing_committee", "LV-TU"),
        ("BTGDV", "Ban Tuyên giáo và Dân vận Tỉnh ủy Lam Vân", "propaganda_and_mass_board", "LV-TU"),
        ("SXD", "Sở Xây dựng tỉnh Lam Vân", "department", "LV-TINH"),
        ("SCT", "Sở Công Thương tỉnh Lam Vân", "department", "LV-TINH"),
    )
    offices = [
        OrgUnit(id=f"LV-{key}", name=name, kind=kind, level="province", parent=parent)
        for key, name, kind, parent in rows
    ]
    bodies = (
        ("MTTQ", "Ủy ban Mặt trận Tổ quốc tỉnh Lam Vân", "fatherland_front"),
        ("HND", "Hội Nông dân tỉnh Lam Vân", "association"),
    )
    senders = [
        (
            OrgUnit(id=f"LV-{key}", name=name, kind=kind, level="province", parent=province.id),
            province,
            "fatherland_front",
        )
        for key, name, kind in bodies
    ]
    for name in HAMLETS:
        key = f"LV-{slug(name.split(' ', 1)[1])}"
        place = OrgUnit(
            id=key, name=name, kind="place", level="commune", parent=province.id, valid_from=FIRST_DAY
        )
        for end, body, kind, group in (
            ("DU", f"Đảng ủy {name}", "party_committee", "party_committee"),
            ("MT", f"Ủy ban Mặt trận Tổ quốc {name}", "fatherland_front", "fatherland_front"),
        ):
            unit = OrgUnit(
                id=f"{key}-{end}",
                name=body,
                kind=kind,
                level="commune",
                parent=place.id,
                valid_from=FIRST_DAY,
            )
            senders.append((unit, place, group))
    return [province, *offices], senders


def _items(dice: Dice, place: OrgUnit, topics: tuple[str, ...]) -> tuple[Item, ...]:
    return tuple(_own(matter) for matter in items(dice, topics, place, Manner()))


def _own(matter: ReportItem, **fields: Any) -> Item:  # noqa: ANN401 - values of any field
    return Item(**{**dict(matter), **fields})


def _months(dice: Dice, members: list[Membership], places: dict[str, OrgUnit]) -> Iterator[list[Draft]]:
    """Yield the reports of each month: nearly every collaborator's, and of market days in three communes."""
    for month in Period.tile("month", date(2026, 1, 1), LAST):
        came: list[Draft] = []
        for member in members:
            if dice.chance(4):
                continue
            place = places[str(member.organisation)]
            received = dice.moment(month.end - timedelta(days=5), month.end)
            hamlets = HAMLETS.get(place.name) or dice.pick(tuple(HAMLETS.values()))
            hamlet = dice.pick(hamlets) if received.date() >= FROM or dice.chance(50) else None
            came.append(
                Draft(received, _items(dice, place, dice.some(_TOPICS, dice.between(1, 2))), author=member.collaborator,
                      period=month, channel=dice.pick(("app", "app", "written")), own={"hamlet": hamlet})
            )  # fmt: skip
        yield [*came, *_market_days(dice, month, members, places)]


def _market_days(
    dice: Dice, month: Period, members: list[Membership], places: dict[str, OrgUnit]
) -> Iterator[Draft]:
    """Yield what was heard on the market days of three communes: of tea and of the road."""
    for member in members[2:8:2]:
        place = places[str(member.organisation)]
        day = month.start + timedelta(days=dice.between(4, 20))
        tea, slide = items(dice, ("farm_prices", "natural_disasters"), place, Manner())
        said = slide.replace(
            summary=f"Người dân {place.name} phản ánh đất sạt lở xuống đường, xe không qua được."
        )
        matters = (
            _own(
                tea, topics=("tea_prices",), summary=f"Nông dân {place.name} phản ánh giá chè búp tươi giảm."
            ),
            _own(said, topics=("landslide",), road_spot=f"đường lên {place.name}, Km {dice.between(1, 9)}"),
        )
        yield Draft(dice.moment(day, day), matters[: dice.between(1, 2)], "thematic", "in_person", author=member.collaborator,
                    own={"hamlet": dice.pick(HAMLETS[place.name]), "local_kind": "market_day"})  # fmt: skip


def _reports(dice: Dice, members: list[Membership], places: dict[str, OrgUnit]) -> list[Draft]:
    """Return the reports with two corrections; three state no hamlet, and nobody wrote where a road slid."""
    drafts = [draft for month in _months(dice, members, places) for draft in month]
    for late in dice.some([d for d in drafts if d.kind == "periodic" and d.received.date() >= FROM], LAGGING):
        late.own = {"hamlet": None}
    slid = [draft for draft in drafts if any(matter.topics == ("landslide",) for matter in draft.items)]
    slid[-1].items = tuple(_own(matter, road_spot=None) for matter in slid[-1].items)
    for wrong in dice.some([draft for draft in drafts if draft.received.date() < FROM], 2):
        day = wrong.received.date() + timedelta(days=2)
        hamlet = wrong.own["hamlet"] or "bản Mây Giữa"
        own = {**wrong.own, "hamlet": hamlet}
        drafts.append(replace(wrong, received=dice.moment(day, day), replaces=wrong, own=own))
    return drafts


def _case(number: int, item: str, title: str, agency: str, *, is_closed: bool) -> VerificationCase:
    """Return a case on one matter: assigned to a department, and perhaps answered."""
    key = f"LV-XM-{number}"
    content = CaseContent(id=f"{key}.1", text=f"{title}: mức độ và hướng khắc phục.")
    board, standing = "LV-BTGDV", "LV-TTTU"
    steps: list[dict[str, Any]] = [
        {"kind": "drafted", "by": board},
        {"kind": "submitted", "by": board, "to": standing},
        {"kind": "directed", "by": standing, "to": agency, "route": "direct"},
        {"kind": "assigned", "by": standing, "to": agency, "task": "verify", "allowed": TEN_DAYS},
        {"kind": "accepted", "by": agency},
    ]
    if is_closed:
        steps += [
            {"kind": "concluded", "by": agency, "contents": (content.id,), "finding": "correct", "outcome": "corrected"},
            {"kind": "resolved", "by": agency, "contents": (content.id,), "outcome": "corrected"},
            {"kind": "replied", "by": agency, "to": board},
            {"kind": "closed", "by": board},
        ]  # fmt: skip
        content = content.replace(finding="correct", outcome="corrected")
    begin = datetime(2026, 3, 16, 8, tzinfo=VIETNAM)
    events = [
        CaseEvent(sequence=nth, at=begin + timedelta(days=nth), **step)
        for nth, step in enumerate(steps, start=1)
    ]
    return VerificationCase(
        id=key,
        network=NETWORK,
        title=title,
        items=(item,),
        contents=(content,),
        route="direct",
        events=events,
    )


def _cases(reports: list[Report]) -> list[VerificationCase]:
    """Return a case on the first landslide, which is closed, and one on the price of tea, which is open."""
    first = {
        topic: next(matter.id for report in reports for matter in report.items if matter.topics == (topic,))
        for topic in ("landslide", "tea_prices")
    }
    return [
        _case(1, first["landslide"], "Sạt lở trên đường", "LV-SXD", is_closed=True),
        _case(2, first["tea_prices"], "Giá chè giảm", "LV-SCT", is_closed=False),
    ]


def lam_van() -> Register:
    """Return the register of Lam Vân."""
    dice = Dice("lam-van")
    offices, senders = _units()
    places = {body.id: place for body, place, _ in senders}
    people = collaborators(dice, NETWORK, "LV", [Seat(body, group, "Cấp phó") for body, _, group in senders])
    members = [
        Membership(id=person.id.replace("CTV", "TC"), network=NETWORK, term=TERM, collaborator=person.id, start="2025-10-01",
                   organisation=person.organisation, paid=False)
        for person in people
    ]  # fmt: skip
    reports = numbered(NETWORK, "LV", _reports(dice, members, places), model=Report)
    units = {unit.id: unit for unit in [*offices, *places.values(), *(body for body, *_ in senders)]}
    network = Network(
        id=NETWORK, name="Cộng tác viên dư luận xã hội tỉnh Lam Vân", owner="LV-BTGDV", level="province"
    )
    term = Term(id=TERM, network=NETWORK, label="nhiệm kỳ 2025-2030")
    return Register(
        [*units.values(), network, term, *people, *members, *reports, *_cases(reports)], as_of=LAST, pack=PACK
    )
