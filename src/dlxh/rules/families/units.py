"""Đơn vị: units on days on which they cannot have been, and codes that then meant another place."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Final

from dlxh.data.area_codes import area_codes
from dlxh.data.provinces import MERGED, all_provinces
from dlxh.models.unit import AreaScheme, Level, SuccessionKind, UnitKind
from dlxh.register.finding import Severity
from dlxh.rules.language.declared import AREA_CODES
from dlxh.rules.language.functions import AS_OF, coalesce, concat_str, when
from dlxh.rules.language.parts import Given, given
from dlxh.rules.language.rows import Row, those
from dlxh.rules.language.values import Value
from dlxh.rules.rule import rule

LAST_DISTRICT_DAY: Final = date(2025, 6, 30)
"""The district level ended on 2025-07-01 (Luật 72/2025/QH15)."""
_OLD, _NEW = AreaScheme.DECISION_124_2004, AreaScheme.DECISION_19_2025
_PROVINCE_DIGITS: Final = 2
_DISTRICT_DIGITS: Final = 3
_KINDS: Final = ("Tỉnh ", "Thành phố ", "tỉnh ", "thành phố ")
_PROVINCES_KNOWN: Final = {
    _OLD.value: (LAST_DISTRICT_DAY, LAST_DISTRICT_DAY),
    _NEW.value: (MERGED, all_provinces()[0].known_to),
}
"""From when to when the codes of provinces of each decision are known to be these."""
_AREAS_KNOWN: Final = {codes.scheme: (codes.known_from, codes.known_to) for codes in area_codes()}
"""The same of the codes of districts and communes."""


def _is_lower_place(u: Row) -> Value:
    return u.level.is_in([Level.DISTRICT, Level.COMMUNE]) & (u.kind == UnitKind.PLACE)


def _names_province(u: Row) -> Value:
    """Return whether the code is to be a province's: a place goes by its level, a body by the length of the code."""
    is_province = (u.level == Level.PROVINCE) & (u.kind == UnitKind.PLACE)
    is_short = (u.area_code.str.len_chars() == _PROVINCE_DIGITS) & ~_is_lower_place(u)
    return ~u.area_code.is_null() & (is_province | is_short)


def _was_while_known(u: Row, known: Mapping[str, tuple[date, date]]) -> Value:
    """Return whether the unit existed on a day on which the codes of its decision are known."""
    last = coalesce(u.valid_to, AS_OF)
    return reduce(
        or_,
        (
            (u.area_scheme == scheme) & (u.valid_from.is_null() | (u.valid_from <= until)) & (last >= since)
            for scheme, (since, until) in known.items()
        ),
    )


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
)
def district_after_abolition(u: Row) -> Given:
    """There is no district level since 2025-07-01; what is counted on such a unit later belongs to another one."""
    return given(u.level == Level.DISTRICT, coalesce(u.valid_to, AS_OF) > LAST_DISTRICT_DAY)


@rule(
    "U102",
    table="units",
    field="area_scheme",
    severity=Severity.ERROR,
    vi="đơn vị {record}: mã địa bàn ghi theo quyết định không có hiệu lực vào thời gian của đơn vị",
    en="unit {record}: its area code is read by a decision that was not in force on its days",
    cure_vi="dùng 124/2004 cho đơn vị đến 30/6/2025, 19/2025 cho đơn vị từ 1/7/2025",
    cure_en="use 124/2004 for a unit until 2025-06-30 and 19/2025 for one since 2025-07-01",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Cùng một mã trước và sau 1/7/2025 là hai nơi: 52 là Bình Định, rồi là Gia Lai.",
)
def area_code_of_another_time(u: Row) -> Given:
    """One code names two places before and after 2025-07-01: 52 was Bình Định and is Gia Lai."""
    begins_later = (u.area_scheme == _OLD) & (u.valid_from >= MERGED)
    ended_before = (u.area_scheme == _NEW) & (u.valid_to < MERGED)
    return given(~u.area_code.is_null(), begins_later | ended_before)


@rule(
    "U103",
    table="units",
    field="area_code",
    severity=Severity.ERROR,
    vi="đơn vị {record}: không có tỉnh, thành phố nào mang mã này theo quyết định đã ghi",
    en="unit {record}: no province has this code under the decision named",
    cure_vi="tra mã bằng dlxh.provinces(on=...)",
    cure_en="look the code up with dlxh.provinces(on=...)",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Mã không có thì số liệu của đơn vị không gộp được vào tỉnh nào. Mã đã thôi dùng trước 30/6/2025 thì không xét.",
)
def unknown_province_code(u: Row) -> Given:
    """A code that is none adds the unit's figures to no province; one that ended before 2025-06-30 is not judged."""
    listed = [f"{row.scheme}#{row.code}" for row in all_provinces()]
    named = concat_str(u.area_scheme, u.area_code, separator="#")
    return given(_names_province(u) & _was_while_known(u, _PROVINCES_KNOWN), ~named.is_in(listed))


@rule(
    "U104",
    table="units",
    field="area_code",
    severity=Severity.ERROR,
    vi="đơn vị {record}: theo quyết định đã ghi, mã này là của tỉnh khác với tên đơn vị",
    en="unit {record}: under the decision named, the code is that of another province than its name says",
    cure_vi="sửa mã hoặc quyết định: Lào Cai là 10 (124/2004) rồi 15 (19/2025)",
    cure_en="correct the code or the decision: Lào Cai was 10 (124/2004) and is 15 (19/2025)",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Bảy mã đổi nghĩa ngày 1/7/2025; ghi nhầm thì số liệu sang tỉnh khác mà không ai thấy.",
)
def code_of_another_province(u: Row) -> Given:
    """Seven codes changed their meaning on 2025-07-01; a wrong one moves figures to another province unseen."""
    codes = {f"{row.scheme}#{kind}{row.name}": row.code for row in all_provinces() for kind in _KINDS}
    right = concat_str(u.area_scheme, u.name, separator="#").replace_strict(codes)
    is_province = (u.level == Level.PROVINCE) & (u.kind == UnitKind.PLACE)
    return given(is_province & ~u.area_code.is_null(), right != u.area_code)


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
)
def successor_not_there(s: Row) -> Value:
    """Roll-ups follow successions; a link that does not exist on its day loses what it carries."""
    successor = s.ref("successor")
    return (successor.valid_from > s.on) | (successor.valid_to < s.on)


@rule(
    "U108",
    table="units",
    field="area_code",
    severity=Severity.ERROR,
    vi="đơn vị {record}: không có huyện, xã nào mang mã này theo quyết định đã ghi",
    en="unit {record}: no district or commune has this code under the decision named",
    cure_vi="sửa mã theo bảng mã của quyết định đó; từ 1/7/2025 không còn mã cấp huyện",
    cure_en="correct the code by the list of that decision; since 2025-07-01 there are no codes of districts",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Mã không có thì số liệu của đơn vị không gộp được vào xã, tỉnh nào. Mã đã thôi dùng trước 30/6/2025 thì không xét.",
)
def unknown_area_code(u: Row) -> Given:
    """A code that is none adds the unit's figures to no commune and no province; one that ended before 2025-06-30 is not judged."""
    is_of_district = u.area_code.str.len_chars() == _DISTRICT_DIGITS
    by_length = when(is_of_district).then(Level.DISTRICT).otherwise(Level.COMMUNE)
    level = when(_is_lower_place(u)).then(u.level).otherwise(by_length)
    names_lower = ~u.area_code.is_null() & ~_names_province(u)
    listed = those(AREA_CODES, scheme=u.area_scheme, level=level, code=u.area_code)
    return given(names_lower & _was_while_known(u, _AREAS_KNOWN), ~listed.exists())


RULES = (
    district_after_abolition,
    area_code_of_another_time,
    unknown_province_code,
    code_of_another_province,
    parent_of_another_time,
    succession_before_end,
    successor_not_there,
    unknown_area_code,
)
