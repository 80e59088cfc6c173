"""Đơn vị: units, their parents and successors on days on which they cannot have been."""

from datetime import date
from typing import Final

from dlxh.models.unit import Level, SuccessionKind
from dlxh.register.finding import Severity
from dlxh.rules.language.examples import DAY, ONE, case
from dlxh.rules.language.functions import AS_OF, coalesce
from dlxh.rules.language.parts import Given, given
from dlxh.rules.language.rows import Row
from dlxh.rules.language.values import Value
from dlxh.rules.rule import rule

LAST_DISTRICT_DAY: Final = date(2025, 6, 30)
"""The district level ended on 2025-07-01 (Luật 72/2025/QH15)."""


@rule(
    "U101",
    table="units",
    field="valid_to",
    severity=Severity.WARNING,
    vi="đơn vị cấp huyện {record} còn hiệu lực sau ngày 30/6/2025",
    en="the district-level unit {record} is valid after 2025-06-30",
    cure_vi="ghi valid_to đến 2025-06-30 và đơn vị kế thừa (successors)",
    cure_en="set valid_to to 2025-06-30 at the latest and name its successors",
    source="Luật 72/2025/QH15",
    why_vi="Từ 1/7/2025 không còn cấp huyện; số liệu ghi cho đơn vị đó về sau thuộc về đơn vị khác.",
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
    """There is no district level since 2025-07-01; what is counted on such a unit later belongs to another one."""
    return given(u.level == Level.DISTRICT, coalesce(u.valid_to, AS_OF) > LAST_DISTRICT_DAY)


@rule(
    "U105",
    table="units",
    evidence="parent",
    field="parent",
    severity=Severity.WARNING,
    vi="đơn vị {record} và đơn vị cấp trên {evidence} không cùng tồn tại ngày nào",
    en="unit {record} and its parent {evidence} have no day in common",
    cure_vi="trỏ tới đơn vị cấp trên của thời gian đó; tên mới hoặc bản đồ mới là đơn vị khác",
    cure_en="name the parent of those days; a new name or a new map is another unit",
    source="dlxh: own choice",
    why_vi="Cộng dồn theo đơn vị cấp trên đã hết trước khi đơn vị này có thì cộng vào chỗ không còn.",
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
    """Rolled up to a parent that had ended before the unit began, figures go to what no longer was."""
    parent = u.ref("parent")
    return given(~u.parent.is_null(), (parent.valid_to < u.valid_from) | (u.valid_to < parent.valid_from))


@rule(
    "U106",
    table="unit_successors",
    evidence="successor",
    field="on",
    severity=Severity.WARNING,
    vi="đơn vị kế thừa {evidence} bắt đầu khi đơn vị cũ chưa kết thúc ({record})",
    en="the successor {evidence} begins while the old unit has not ended ({record})",
    cure_vi="ghi valid_to của đơn vị cũ là ngày liền trước ngày kế thừa",
    cure_en="set the old unit's valid_to to the day before the succession",
    source="dlxh: own choice",
    why_vi="""Hai đơn vị cùng tồn tại thì một nơi bị đếm hai lần; chia tách thì đơn vị cũ có thể còn.

Đơn vị cũ không ghi ngày cuối thì coi là hết vào ngày liền trước ngày kế thừa.""",
    right=[
        case(unit_successors={"kind": SuccessionKind.MERGE, "on": DAY}, units={"valid_to": DAY - ONE}),
        case(
            unit_successors={"kind": SuccessionKind.SPLIT, "on": DAY}, units={"valid_to": DAY}, judged=False
        ),
    ],
    wrong=[case(unit_successors={"kind": SuccessionKind.MERGE, "on": DAY}, units={"valid_to": DAY})],
)
def succession_before_end(s: Row) -> Given:
    """While both exist, one place is counted twice; only a split leaves the old unit as it is.

    An old unit without a last day ended on the day before the succession, on every map and in the ledger.
    """
    return given(s.kind != SuccessionKind.SPLIT, s.on <= s.ref("unit").valid_to)


@rule(
    "U107",
    table="unit_successors",
    evidence="successor",
    field="successor",
    severity=Severity.WARNING,
    vi="đơn vị kế thừa {evidence} chưa có hoặc đã hết vào ngày kế thừa ({record})",
    en="the successor {evidence} does not exist on the day of the succession ({record})",
    cure_vi="trỏ tới đơn vị có hiệu lực vào ngày đó",
    cure_en="name the unit that is valid on that day",
    source="dlxh: own choice",
    why_vi="Gộp số liệu đi theo kế thừa; mắt xích không có vào ngày đó thì số liệu mất.",
    right=[
        case(unit_successors={"successor": "unit1", "on": DAY}, units={"valid_from": DAY, "valid_to": DAY}),
    ],
    wrong=[
        case(unit_successors={"successor": "unit1", "on": DAY}, units={"valid_from": DAY + ONE}),
        case(unit_successors={"successor": "unit1", "on": DAY}, units={"valid_to": DAY - ONE}),
    ],
)
def successor_not_there(s: Row) -> Value:
    """Roll-ups follow successions; a link that does not exist on its day loses what it carries."""
    successor = s.ref("successor")
    return (successor.valid_from > s.on) | (successor.valid_to < s.on)


RULES = (
    district_after_abolition,
    parent_of_another_time,
    succession_before_end,
    successor_not_there,
)
