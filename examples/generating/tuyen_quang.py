"""Tuyên Quang: 124 communes and 18 political centres that owe a return each month as units, on the map since 1 July 2025."""

from datetime import date, timedelta
from pathlib import Path

from dlxh.data.code_lists import code_list
from dlxh.ledger.regulation_file import read_regulation
from dlxh.models.absence import Absence
from dlxh.models.activity import Activity, Meeting, Training, WatchTopic
from dlxh.models.case import VerificationCase
from dlxh.models.network import Network
from dlxh.models.opinion import ReportItem
from dlxh.models.report import Report
from dlxh.models.unit import OrgUnit
from dlxh.register.register import Register
from dlxh.register.units_of_places import place_units
from dlxh.words.figures import Figure
from dlxh.words.periods import Period

from .commune import Commune, village_network
from .dice import Dice
from .lands import FIRST_DAY
from .writer import Draft, Manner, items, numbered

HOME = Path(__file__).resolve().parents[1] / "tuyen-quang"
NETWORK, BOARD = "TQ-ML", "TQ-BTGDV"
PROVINCE, DISTRICT = "T19-08", "T124-075"
AS_OF = date(2026, 7, 31)
MONTHS = tuple(Period.month(2026, number) for number in range(1, 7))
BEFORE = (Period.month(2025, 4), Period.month(2025, 5))
"""Months that the communes of one former district reported on, as they were then."""
OWN_BODIES = ("02449", "02536", "00769", "01153", "02287", "02374")
"""Communes whose Ban Xây dựng Đảng sends the return; the first has a network of its own."""
VILLAGES_OF = "T19-02449"
FLOODED = ("T19-01141", 5)
"""The commune that a flood kept from reporting, and the month."""

_CENTRES = (
    "Đồng Văn", "Mèo Vạc", "Yên Minh", "Quản Bạ", "Vị Xuyên", "Bắc Mê", "Hoàng Su Phì", "Xín Mần", "Bắc Quang", "Quang Bình",
    "Hà Giang", "Tuyên Quang", "Lâm Bình", "Na Hang", "Chiêm Hóa", "Hàm Yên", "Yên Sơn", "Sơn Dương",
)  # fmt: skip
_TOPICS = (
    "administrative_procedures", "administrative_procedures", "two_level_government", "two_level_government", "unit_rearrangement",
    "digital_services", "digital_services", "household_businesses", "taxes", "poor_households", "cyberspace", "false_news",
    "road_damage", "land", "agriculture", "natural_disasters", "online_fraud", "health", "environment",
)  # fmt: skip
TRAINING_KINDS = code_list(HOME / "training_kinds.toml")
_KINDS_OF_CENTRES = tuple(entry.key for entry in TRAINING_KINDS)
_KINDS_OF_COMMUNES = ("opinion_skills", "unions")
_TOPICS_BEFORE = ("unit_rearrangement", "unit_rearrangement", "agriculture", "road_damage", "poor_households")
_WATCHED = {4: ("household_businesses",), 5: ("digital_services", "natural_disasters")}
"""By the month of a meeting, what it asked to watch in the month after."""
_CHANNELS = ("portal", "portal", "portal", "written", "email")
_MANNER = Manner(basis=25, forecast=15, proposal=30, detail=25)


def _bodies() -> tuple[list[OrgUnit], list[OrgUnit]]:
    """Return the Party bodies of the province, and the political centres.

    A centre works for several communes, so no commune is above it.
    """
    now = {"level": "province", "valid_from": FIRST_DAY}
    owners = [
        OrgUnit(id="TQ-TU", name="Tỉnh ủy Tuyên Quang", kind="party_committee", parent=PROVINCE, **now),
        OrgUnit(id=BOARD, name="Ban Tuyên giáo và Dân vận Tỉnh ủy Tuyên Quang", kind="propaganda_and_mass_board", parent="TQ-TU", **now),
    ]  # fmt: skip
    centres = [
        OrgUnit(id=f"TQ-TTCT-{number:02}", name=f"Trung tâm chính trị khu vực {name}", kind="political_centre", level="commune",
                parent="TQ-TU", valid_from=FIRST_DAY)
        for number, name in enumerate(_CENTRES, start=1)
    ]  # fmt: skip
    return owners, centres


def _places() -> list[OrgUnit]:
    """Return the province, its communes, what it was merged from, and one former district with its communes."""
    every = place_units("08")
    return [
        unit
        for unit in every
        if unit.level == "province"
        or (unit.level == "commune" and unit.parent in (PROVINCE, DISTRICT))
        or unit.id == DISTRICT
    ]


def _received(dice: Dice, month: Period) -> Draft | None:
    """Return a return without matters: in time, late, or none."""
    after = month.end + timedelta(days=1)
    if dice.chance(2):
        return None
    first, last = (11, 18) if dice.chance(6) else (0, 9)
    moment = dice.moment(after + timedelta(days=first), after + timedelta(days=last))
    return Draft(moment, (), channel=dice.pick(_CHANNELS), period=month)


def _reports(
    dice: Dice, communes: list[OrgUnit], centres: list[OrgUnit], sender: dict[str, str]
) -> list[Draft]:
    """Return the returns of six months: three communes fall silent, one is excused, five returns are corrected."""
    silent = {unit.id: dice.between(1, 4) for unit in dice.some(communes, 3) if unit.id not in sender}
    drafts = []
    for number, month in enumerate(MONTHS, start=1):
        for unit in (*communes, *centres):
            draft = _received(dice, month)
            if draft is None or number > silent.get(unit.id, 6) or (unit.id, number) == FLOODED:
                continue
            draft.author_unit = sender.get(unit.id, unit.id)
            if unit.kind == "place":
                draft.items = _matters(dice, unit, _TOPICS, dice.pick((0, 0, 1, 1, 1, 2)))
            drafts.append(draft)
    for wrong in dice.some([draft for draft in drafts if draft.items], 5):
        day = wrong.received.date() + timedelta(days=2)
        drafts.append(
            Draft(dice.moment(day, day), wrong.items[:1], channel=wrong.channel, author_unit=wrong.author_unit,
                  period=wrong.period, replaces=wrong)
        )  # fmt: skip
    return drafts


def _matters(dice: Dice, place: OrgUnit, topics: tuple[str, ...], count: int) -> tuple[ReportItem, ...]:
    return tuple(
        matter.replace(streams=matter.streams[: dice.between(0, 1)], prominent=dice.chance(45))
        for matter in items(dice, sorted(set(dice.some(topics, count))), place, _MANNER)
    )


def _before(dice: Dice, communes: list[OrgUnit]) -> list[Draft]:
    """Return what communes of the former district sent before their map ended."""
    return [
        Draft(dice.moment(month.end + timedelta(days=1), month.end + timedelta(days=8)), _matters(dice, unit, _TOPICS_BEFORE, dice.between(0, 1)),
              author_unit=unit.id, period=month)
        for month in BEFORE
        for unit in communes
    ]  # fmt: skip


def _cases(dice: Dice, named: list[Commune], reports: list[Report]) -> list[VerificationCase]:
    """Return what six communes handled: the first matter of one return, or of two."""
    found: list[VerificationCase] = []
    replaced = {report.replaces for report in reports}
    for commune in named:
        own = [report for report in reports if report.author_unit == commune.key("BXDD") and report.items]
        standing = [report for report in own if report.id not in replaced and report.replaces is None]
        for report in standing[: dice.between(1, 2)]:
            found.append(commune.case(dice, NETWORK, f"TQ-VV-{len(found) + 1:02}", report))
    return found


def _classes(dice: Dice, centres: list[OrgUnit], communes: list[OrgUnit]) -> list[Activity]:
    """Return the classes of the centres, and of a few communes."""
    found: list[Activity] = []
    for month in MONTHS:
        for unit in (*centres, *dice.some(communes, 6)):
            if unit.kind != "place" and dice.chance(35):
                continue
            day = dice.moment(month.start, month.end).date()
            classes = dice.between(1, 2)
            kind = dice.pick(_KINDS_OF_CENTRES if unit.kind == "political_centre" else _KINDS_OF_COMMUNES)
            found.append(
                Activity(id=f"TQ-LOP-{len(found) + 1:03}", network=NETWORK, title=f"Lớp {TRAINING_KINDS.label(kind, 'vi')}", start=day, end=day, organiser=unit.id,
                         detail=Training(classes=Figure(classes, "class_"), trainees=Figure(classes * dice.between(28, 75), "person"), training_kind=kind))
            )  # fmt: skip
    return found


def _meetings() -> list[Activity]:
    """Return the meetings that set topics to watch in the next month."""
    return [
        Activity(
            id=f"TQ-GB-{number:02}",
            network=NETWORK,
            title=f"Giao ban công tác dư luận xã hội tháng {number}/2026",
            start=MONTHS[number - 1].end - timedelta(days=1),
            end=MONTHS[number - 1].end - timedelta(days=1),
            organiser=BOARD,
            detail=Meeting(attended=Figure(142, "person"), invited=Figure(142, "person")),
            watch_topics=tuple(
                WatchTopic(topic=topic, start=MONTHS[number].start, end=MONTHS[number].end)
                for topic in topics
            ),
        )
        for number, topics in _WATCHED.items()
    ]


def tuyen_quang() -> Register:
    """Return the register of Tuyên Quang."""
    dice = Dice("tuyen-quang")
    owners, centres = _bodies()
    places = _places()
    communes = [unit for unit in places if unit.parent == PROVINCE]
    named = [Commune(unit) for unit in communes if unit.id.removeprefix("T19-") in OWN_BODIES]
    sender = {commune.place.id: commune.key("BXDD") for commune in named}
    drafts = _before(dice, [unit for unit in places if unit.parent == DISTRICT])
    reports = numbered(NETWORK, "TQ", drafts + _reports(dice, communes, centres, sender))
    village = next(commune for commune in named if commune.place.id == VILLAGES_OF)
    return Register(
        [
            *places,
            *owners,
            *centres,
            *(body for commune in named for body in commune.bodies()),
            Network(
                id=NETWORK,
                name="Công tác dư luận xã hội cấp xã tỉnh Tuyên Quang",
                owner=BOARD,
                level="province",
            ),
            *(read_regulation(HOME / name) for name in ("regulation.toml", "regulation-xuan-van.toml")),
            *reports,
            *_cases(dice, named, reports),
            Absence(
                id="TQ-VM-1",
                network=NETWORK,
                unit=FLOODED[0],
                start=date(2026, 5, 6),
                end=date(2026, 6, 4),
                reason="other",
            ),
            *_meetings(),
            *_classes(dice, centres, communes),
            *village_network(dice, village, "TQ-XV-ML", "TQ-XV-QC", MONTHS),
        ],
        as_of=AS_OF,
    )
