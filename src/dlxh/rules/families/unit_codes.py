"""Mã địa bàn: codes of units that mean no place, or that then meant another one."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from dlxh.data.area_files import LAST_OLD_DAY, area_facts
from dlxh.data.province_facts import MERGED, all_provinces
from dlxh.models.unit import AreaScheme, Level, SuccessionKind, UnitKind
from dlxh.register.finding import Severity
from dlxh.register.units_over_time import ENDING
from dlxh.rules.declaration import rule
from dlxh.rules.families.units import LAST_DISTRICT_DAY
from dlxh.rules.language import AS_OF, Given, Row, Value, coalesce, concat_str, given, part, those, when
from dlxh.rules.language.declared import AREA_CODES
from dlxh.rules.language.examples import ONE, case
from dlxh.rules.language.parts import Part

_OLD, _NEW = AreaScheme.DECISION_124_2004, AreaScheme.DECISION_19_2025
PROVINCE_DIGITS: Final = 2
_DISTRICT_DIGITS: Final = 3
_KINDS: Final = ("Tỉnh ", "Thành phố ", "tỉnh ", "thành phố ")
_PROVINCES_KNOWN: Final = {
    _OLD.value: (LAST_DISTRICT_DAY, LAST_DISTRICT_DAY),
    _NEW.value: (MERGED, all_provinces()[0].known_to),
}
"""From when to when the codes of provinces of each decision are known to be these."""
AREAS_KNOWN: Final = {
    _OLD.value: (LAST_OLD_DAY, LAST_OLD_DAY),
    _NEW.value: (MERGED, area_facts().known_to),
}
"""The same of the codes of districts and communes."""
PROVINCE: Final[dict[str, Any]] = {"level": Level.PROVINCE, "kind": UnitKind.PLACE}
DISTRICT: Final[dict[str, Any]] = {"level": Level.DISTRICT, "kind": UnitKind.PLACE}
COMMUNE: Final[dict[str, Any]] = {"level": Level.COMMUNE, "kind": UnitKind.PLACE}
_ELSEWHERE: Final[dict[str, Any]] = {"level": Level.NON_TERRITORIAL, "kind": UnitKind.PLACE}
COMMITTEE: Final[dict[str, Any]] = {"level": Level.COMMUNE, "kind": UnitKind.PARTY_COMMITTEE}
_PROVINCE_COMMITTEE: Final = COMMITTEE | {"level": Level.PROVINCE}
_RENAME: Final = SuccessionKind.RENAME
_SPLIT: Final = SuccessionKind.SPLIT
_BELOW: Final[dict[str, Any]] = {"parent": "unit2"}
_BEGUN: Final[dict[str, Any]] = {"unit": "unit9", "successor": "unit1", "kind": _RENAME, "on": MERGED}
_EARLY: Final = _BEGUN | {"on": MERGED - ONE}
_ENDED: Final[dict[str, Any]] = {"unit": "unit1", "successor": "unit9", "kind": _RENAME, "on": MERGED}
_LATE: Final = _ENDED | {"on": MERGED + ONE}
_LAO_CAI: Final = PROVINCE | {"name": "Tỉnh Lào Cai", "area_scheme": _NEW}


def old_code(code: str | None, **days: date) -> dict[str, Any]:
    """Return the cells of a code under the old decision, in examples."""
    return {"area_code": code, "area_scheme": _OLD, **days}


def new_code(code: str | None, **days: date) -> dict[str, Any]:
    """Return the cells of a code under the new decision, in examples."""
    return {"area_code": code, "area_scheme": _NEW, **days}


OUTSIDE: Final = (
    {"area_scheme": _OLD, "valid_from": LAST_DISTRICT_DAY + ONE},
    {"area_scheme": _OLD, "valid_to": LAST_DISTRICT_DAY - ONE},
    {"area_scheme": _NEW, "valid_to": MERGED - ONE},
)
"""Days of units on which the codes of a decision are not known."""


def is_lower_place(u: Row) -> Value:
    """Return whether the unit is a district or a commune, and no body."""
    return u.level.is_in([Level.DISTRICT, Level.COMMUNE]) & (u.kind == UnitKind.PLACE)


def _names_province(u: Row) -> Value:
    """Return whether the code is to be a province's: a place goes by its level, a body by the length of the code."""
    is_province = (u.level == Level.PROVINCE) & (u.kind == UnitKind.PLACE)
    is_short = (u.area_code.str.len_chars() == PROVINCE_DIGITS) & ~is_lower_place(u)
    return is_province | is_short


def was_while_known(u: Row, known: Mapping[str, tuple[date, date]]) -> Value:
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
    "U102",
    table="units",
    field="area_scheme",
    severity=Severity.ERROR,
    vi="đơn vị {record}: mã đơn vị hành chính theo quyết định không có hiệu lực trong thời gian đơn vị tồn tại",
    en="unit {record}: its area code belongs to a list that was not in force at the time",
    cure_vi="dùng 124/2004 cho đơn vị đến 30/6/2025, 19/2025 cho đơn vị từ 1/7/2025",
    cure_en="use 124/2004 for a unit until 2025-06-30 and 19/2025 for one since 2025-07-01",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="""Cùng một mã, trước và sau 1/7/2025 chỉ hai nơi khác nhau: 52 trước là Bình Định, nay là Gia Lai.

Đơn vị không ghi đủ ngày thì xét theo ngày của đơn vị cấp trên, của đơn vị mà nó kế thừa hoặc đơn vị kế thừa nó.""",
    right=[
        case(units=old_code("52", valid_from=MERGED - ONE, valid_to=MERGED - ONE)),
        case(units=new_code("52", valid_from=MERGED, valid_to=MERGED)),
        case(units={"area_scheme": _OLD, "valid_from": MERGED}, judged=False),
        case(units=[_BELOW | old_code("52"), {"valid_from": MERGED - ONE}], unit_successors=_EARLY),
        case(
            units=[_BELOW | old_code("52", valid_from=MERGED - ONE), {"valid_from": MERGED}],
            unit_successors=_BEGUN,
        ),
        case(units=[_BELOW | new_code("52"), {"valid_to": MERGED}], unit_successors=_LATE),
        case(
            units=[_BELOW | new_code("52", valid_to=MERGED), {"valid_to": MERGED - ONE}],
            unit_successors=_ENDED,
        ),
        case(units=[_BELOW | new_code("52"), {"valid_from": MERGED}], unit_successors=_LATE),
        case(units=[_BELOW | old_code("52"), {"valid_to": MERGED - ONE}], unit_successors=_EARLY),
        case(units=old_code("52"), unit_successors=_BEGUN | {"kind": _SPLIT}),
        case(units=new_code("52"), unit_successors=_ENDED | {"kind": _SPLIT}),
        case(units=[_BELOW | old_code(None), {"valid_from": MERGED}], unit_successors=_BEGUN, judged=False),
        case(units=old_code("52", valid_to=MERGED - ONE), unit_successors=_BEGUN),
        case(units=new_code("52", valid_from=MERGED), unit_successors=_ENDED),
    ],
    wrong=[
        case(units=old_code("52", valid_from=MERGED)),
        case(units=old_code("52", valid_from=MERGED, valid_to=MERGED)),
        case(units=new_code("52", valid_from=MERGED - ONE, valid_to=MERGED - ONE)),
        case(units=new_code("52", valid_from=MERGED - 2 * ONE, valid_to=MERGED - ONE)),
        case(units=old_code("52", valid_to=MERGED), unit_successors=_BEGUN),
        case(units=new_code("52", valid_from=MERGED - ONE), unit_successors=_ENDED),
        case(units=new_code("52", valid_to=MERGED - ONE)),
        case(units=[_BELOW | old_code("52"), {"valid_from": MERGED}], unit_successors=_EARLY),
        case(units=[_BELOW | new_code("52"), {"valid_to": MERGED - ONE}], unit_successors=_LATE),
        *(case(units=old_code("52"), unit_successors=_BEGUN | {"kind": kind}) for kind in ENDING),
        *(case(units=new_code("52"), unit_successors=_ENDED | {"kind": kind}) for kind in ENDING),
    ],
)
def area_code_of_another_time(u: Row) -> Iterator[Part]:
    """The same code means different places before and after 2025-07-01: 52 was Bình Định and is now Gia Lai.

    Where one of its days is open, the other says when a unit was; then its parent, what it followed and what followed it.
    """
    has_code, is_old, is_new = ~u.area_code.is_null(), u.area_scheme == _OLD, u.area_scheme == _NEW
    of_old = when(u.valid_to <= LAST_DISTRICT_DAY).then(False).otherwise(u.valid_from >= MERGED)
    of_new = when(u.valid_from > LAST_DISTRICT_DAY).then(False).otherwise(u.valid_to < MERGED)
    yield part(u, given(has_code, (is_old & of_old) | (is_new & of_new)))
    above = those("units", id=u.parent)
    before, after = those("unit_successors", successor=u.id), those("unit_successors", unit=u.id)
    was_later = (
        above.where(above.valid_from >= MERGED).exists()
        | before.where(before.kind.is_in(ENDING), before.on >= MERGED).exists()
    )
    was_earlier = (
        above.where(above.valid_to < MERGED).exists()
        | after.where(after.kind.is_in(ENDING), after.on <= MERGED).exists()
    )
    may_begin_later = u.valid_from.is_null() & (u.valid_to.is_null() | (u.valid_to >= MERGED))
    may_end_before = u.valid_to.is_null() & (u.valid_from.is_null() | (u.valid_from < MERGED))
    fault = (is_old & may_begin_later & was_later) | (is_new & may_end_before & was_earlier)
    yield part(u, given(has_code, fault), optional=True)


@rule(
    "U103",
    table="units",
    field="area_code",
    severity=Severity.ERROR,
    vi="đơn vị {record}: không có tỉnh, thành phố nào mang mã này theo quyết định đã ghi",
    en="unit {record}: no province has this code under the decision cited",
    cure_vi="tra mã bằng dlxh.data.provinces(on=...)",
    cure_en="look the code up with dlxh.data.provinces(on=...)",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Mã không tồn tại thì số liệu của đơn vị không cộng được vào tỉnh nào. Không xét mã đã thôi dùng trước 30/6/2025.",
    right=[
        case(
            units=[PROVINCE | {"area_code": row.code, "area_scheme": row.scheme} for row in all_provinces()]
        ),
        *(case(units=PROVINCE | {"area_code": "97"} | days, judged=False) for days in OUTSIDE),
        case(
            units=PROVINCE | new_code("97", valid_from=_PROVINCES_KNOWN[_NEW][1] + ONE),
            judged=False,
        ),
        case(units=PROVINCE | new_code(None), judged=False),
        case(units=DISTRICT | new_code("97"), judged=False),
        case(units=COMMUNE | new_code("97"), judged=False),
        case(units=_PROVINCE_COMMITTEE | new_code("097"), judged=False),
    ],
    wrong=[
        case(units=PROVINCE | old_code("97", valid_from=LAST_DISTRICT_DAY, valid_to=LAST_DISTRICT_DAY)),
        case(units=PROVINCE | new_code("97", valid_to=MERGED)),
        case(units=PROVINCE | new_code("97", valid_from=_PROVINCES_KNOWN[_NEW][1])),
        case(units=PROVINCE | new_code("097")),
        case(units=COMMITTEE | new_code("97")),
        case(units=_ELSEWHERE | new_code("97")),
    ],
)
def unknown_province_code(u: Row) -> Given:
    """With a code that does not exist, the unit's figures count for no province; a code that ended before 2025-06-30 is not checked."""
    listed = [f"{row.scheme}#{row.code}" for row in all_provinces()]
    named = concat_str(u.area_scheme, u.area_code, separator="#")
    return given(
        ~u.area_code.is_null() & _names_province(u) & was_while_known(u, _PROVINCES_KNOWN),
        ~named.is_in(listed),
    )


@rule(
    "U104",
    table="units",
    field="area_code",
    severity=Severity.ERROR,
    vi="đơn vị {record}: theo quyết định đã ghi, mã này thuộc tỉnh khác với tên đơn vị",
    en="unit {record}: under the decision cited, its code belongs to another province than its name says",
    cure_vi="sửa mã hoặc quyết định: Lào Cai là 10 (124/2004) rồi 15 (19/2025)",
    cure_en="correct the code or the decision: Lào Cai was 10 (124/2004) and is 15 (19/2025)",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Bảy mã đổi nghĩa từ 1/7/2025; ghi nhầm thì số liệu chuyển sang tỉnh khác mà không ai biết.",
    right=[
        case(units=_LAO_CAI | old_code("10")),
        case(units=_LAO_CAI | new_code("15")),
        case(units=_LAO_CAI, judged=False),
        case(units=_PROVINCE_COMMITTEE | new_code("10"), judged=False),
        case(units=COMMUNE | new_code("10"), judged=False),
    ],
    wrong=[case(units=_LAO_CAI | new_code("10"))],
)
def code_of_another_province(u: Row) -> Given:
    """Seven codes changed meaning on 2025-07-01; a wrong one silently moves figures to another province."""
    codes = {f"{row.scheme}#{kind}{row.name}": row.code for row in all_provinces() for kind in _KINDS}
    right = concat_str(u.area_scheme, u.name, separator="#").replace_strict(codes)
    is_province = (u.level == Level.PROVINCE) & (u.kind == UnitKind.PLACE)
    return given(is_province & ~u.area_code.is_null(), right != u.area_code)


@rule(
    "U108",
    table="units",
    field="area_code",
    severity=Severity.ERROR,
    vi="đơn vị {record}: không có huyện, xã nào mang mã này theo quyết định đã ghi",
    en="unit {record}: no district or commune has this code under the decision cited",
    cure_vi="sửa mã theo bảng mã của quyết định đó; từ 1/7/2025 không còn mã cấp huyện",
    cure_en="correct the code from that decision's list; there have been no district codes since 2025-07-01",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Mã không tồn tại thì số liệu của đơn vị không cộng được vào xã, tỉnh nào. Không xét mã đã thôi dùng trước 30/6/2025.",
    right=[
        case(
            units=[
                DISTRICT | old_code("001"),
                COMMUNE | old_code("00001"),
                _ELSEWHERE | old_code("001"),
                COMMITTEE | old_code("001"),
                COMMITTEE | old_code("00001"),
            ]
        ),
        *(case(units=COMMUNE | {"area_code": "97"} | days, judged=False) for days in OUTSIDE),
        case(
            units=COMMUNE | new_code("97", valid_from=AREAS_KNOWN[_NEW][1] + ONE),
            judged=False,
        ),
        case(units=COMMUNE | new_code(None), judged=False),
        case(units=PROVINCE | new_code("097"), judged=False),
        case(units=COMMITTEE | new_code("97"), judged=False),
        case(units=_ELSEWHERE | new_code("97"), judged=False),
    ],
    wrong=[
        case(units=COMMUNE | new_code("00001")),
        case(units=COMMUNE | new_code("97")),
        case(units=DISTRICT | old_code("97")),
        case(units=DISTRICT | old_code("00001")),
        case(units=COMMUNE | old_code("001")),
        case(units=_PROVINCE_COMMITTEE | new_code("097")),
        case(units=COMMUNE | old_code("99999", valid_from=LAST_DISTRICT_DAY, valid_to=LAST_DISTRICT_DAY)),
        case(units=COMMUNE | new_code("99999", valid_to=MERGED)),
        case(units=COMMUNE | new_code("99999", valid_from=AREAS_KNOWN[_NEW][1])),
    ],
)
def unknown_area_code(u: Row) -> Given:
    """With a code that does not exist, the unit's figures count for no commune and no province; a code that ended before 2025-06-30 is not checked."""
    is_of_district = u.area_code.str.len_chars() == _DISTRICT_DIGITS
    by_length = when(is_of_district).then(Level.DISTRICT).otherwise(Level.COMMUNE)
    level = when(is_lower_place(u)).then(u.level).otherwise(by_length)
    names_lower = ~u.area_code.is_null() & ~_names_province(u)
    listed = those(AREA_CODES, scheme=u.area_scheme, level=level, code=u.area_code)
    return given(names_lower & was_while_known(u, AREAS_KNOWN), ~listed.exists())


RULES = (
    area_code_of_another_time,
    unknown_province_code,
    code_of_another_province,
    unknown_area_code,
)
