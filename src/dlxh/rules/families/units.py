"""Đơn vị: units, their parents and successors on days on which they cannot have been."""

from datetime import date
from typing import Final

from dlxh.models.unit import Level, SuccessionKind
from dlxh.register.finding import Severity
from dlxh.register.units_over_time import ENDING
from dlxh.rules.declaration import rule
from dlxh.rules.language import AS_OF, Given, Row, Value, coalesce, given
from dlxh.rules.language.examples import DAY, ONE, case

LAST_DISTRICT_DAY: Final = date(2025, 6, 30)
"""The district level ended on 2025-07-01 (Luật 72/2025/QH15)."""


@rule(
    "U101",
    table="units",
    field="valid_to",
    severity=Severity.WARNING,
    vi="đơn vị cấp huyện {record} còn hiệu lực sau ngày 30/6/2025",
    en="district-level unit {record} is still valid after 2025-06-30",
    cure_vi="ghi ngày kết thúc (valid_to) không sau 30/6/2025 và đơn vị kế thừa (successors)",
    cure_en="set valid_to to 2025-06-30 at the latest and give its successors",
    source="Luật 72/2025/QH15",
    why_vi="Từ 1/7/2025 không còn cấp huyện; số liệu phát sinh sau đó thuộc đơn vị khác.",
    right=[
        case(units={"level": Level.DISTRICT, "valid_to": LAST_DISTRICT_DAY}),
        case(units={"level": Level.COMMUNE}, judged=False),
    ],
    wrong=[
        case(units={"level": Level.DISTRICT, "valid_to": LAST_DISTRICT_DAY + ONE}),
        case(units={"level": Level.DISTRICT}),
    ],
)
def district_after_abolition(u: Row) -> Given:
    """The district level was abolished on 2025-07-01; anything counted for such a unit after that belongs to another one."""
    return given(u.level == Level.DISTRICT, coalesce(u.valid_to, AS_OF) > LAST_DISTRICT_DAY)


@rule(
    "U105",
    table="units",
    evidence="parent",
    field="parent",
    severity=Severity.WARNING,
    vi="đơn vị {record} và đơn vị cấp trên {evidence} không có ngày nào cùng tồn tại",
    en="unit {record} and its parent {evidence} never existed at the same time",
    cure_vi="ghi đơn vị cấp trên của thời gian đó; đổi tên hoặc sắp xếp lại thì ghi thành đơn vị khác",
    cure_en="give the parent of that time; a renamed or reorganised unit is a unit of its own",
    source="dlxh: own choice",
    why_vi="Số liệu cộng theo đơn vị cấp trên sẽ dồn vào đơn vị đã kết thúc hoạt động.",
    right=[
        case(
            units=[
                {"parent": "unit2", "valid_from": DAY, "valid_to": DAY},
                {"valid_from": DAY, "valid_to": DAY},
            ]
        ),
        case(units={"parent": None}, judged=False),
    ],
    wrong=[
        case(units=[{"parent": "unit2", "valid_from": DAY}, {"valid_to": DAY - ONE}]),
        case(units=[{"parent": "unit2", "valid_to": DAY}, {"valid_from": DAY + ONE}]),
    ],
)
def parent_of_another_time(u: Row) -> Given:
    """Figures would be rolled up to a parent that no longer existed."""
    parent = u.ref("parent")
    return given(~u.parent.is_null(), (parent.valid_to < u.valid_from) | (u.valid_to < parent.valid_from))


@rule(
    "U106",
    table="unit_successors",
    evidence="successor",
    field="on",
    severity=Severity.WARNING,
    vi="đơn vị kế thừa {evidence} bắt đầu khi đơn vị cũ chưa kết thúc ({record})",
    en="successor {evidence} begins before the old unit has ended ({record})",
    cure_vi="ghi ngày kết thúc (valid_to) của đơn vị cũ là ngày liền trước ngày kế thừa",
    cure_en="set the old unit's valid_to to the day before the succession",
    source="dlxh: own choice",
    why_vi="""Hai đơn vị cùng tồn tại thì một nơi bị đếm hai lần; riêng chia tách thì đơn vị cũ có thể vẫn còn.

Đơn vị cũ không ghi ngày cuối thì coi là kết thúc vào ngày liền trước ngày kế thừa.""",
    right=[
        case(unit_successors={"kind": SuccessionKind.MERGE, "on": DAY}, units={"valid_to": DAY - ONE}),
        case(
            unit_successors={"kind": SuccessionKind.SPLIT, "on": DAY}, units={"valid_to": DAY}, judged=False
        ),
    ],
    wrong=[case(unit_successors={"kind": kind, "on": DAY}, units={"valid_to": DAY}) for kind in ENDING],
)
def succession_before_end(s: Row) -> Given:
    """While both exist, one place is counted twice; only after a split may the old unit remain.

    An old unit without a last day is taken to have ended on the day before the succession, in every figure and in
    the ledger.
    """
    return given(s.kind.is_in(ENDING), s.on <= s.ref("unit").valid_to)


@rule(
    "U107",
    table="unit_successors",
    evidence="successor",
    field="successor",
    severity=Severity.WARNING,
    vi="đơn vị kế thừa {evidence} chưa có, hoặc đã kết thúc hoạt động, vào ngày kế thừa ({record})",
    en="successor {evidence} does not exist on the day of the succession ({record})",
    cure_vi="ghi đơn vị đang hoạt động vào ngày đó",
    cure_en="give a unit that exists on that day",
    source="dlxh: own choice",
    why_vi="Số liệu cộng theo quan hệ kế thừa; đơn vị kế thừa không có vào ngày đó thì số liệu bị mất.",
    right=[
        case(unit_successors={"successor": "unit1", "on": DAY}, units={"valid_from": DAY, "valid_to": DAY}),
    ],
    wrong=[
        case(unit_successors={"successor": "unit1", "on": DAY}, units={"valid_from": DAY + ONE}),
        case(unit_successors={"successor": "unit1", "on": DAY}, units={"valid_to": DAY - ONE}),
    ],
)
def successor_not_there(s: Row) -> Value:
    """Figures are rolled up along successions; a link that does not exist on its day loses them."""
    successor = s.ref("successor")
    return (successor.valid_from > s.on) | (successor.valid_to < s.on)


RULES = (
    district_after_abolition,
    parent_of_another_time,
    succession_before_end,
    successor_not_there,
)
