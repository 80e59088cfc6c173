"""Loại địa bàn: kinds of place that a unit cannot have, and parts of communes that are in none."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any, Final

from dlxh.data.code_lists import list_of
from dlxh.data.place_kinds import PlaceKind
from dlxh.models.unit import Level, UnitKind
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, given, part
from dlxh.rules.language.examples import case
from dlxh.rules.language.parts import Part

_KINDS: Final = list_of(PlaceKind)
_PARTS: Final = _KINDS.having("part_of_commune")
_LEVELS: Final = {
    level: [code.key for code in _KINDS if code.group == level]
    for level in sorted({code.group for code in _KINDS if code.group is not None})
}
"""The kinds of place of each level."""
_PLACE: Final[dict[str, Any]] = {"kind": UnitKind.PLACE, "level": Level.COMMUNE}
_WARD: Final[dict[str, Any]] = {"place_kind": PlaceKind.WARD}
_HAMLET: Final[dict[str, Any]] = _PLACE | {"place_kind": PlaceKind.AP}


@rule(
    "U115",
    table="units",
    field="place_kind",
    severity=Severity.ERROR,
    vi="đơn vị {record}: loại địa bàn không phải của cấp đã ghi, hoặc đơn vị không phải là địa bàn",
    en="unit {record}: its kind of place does not fit its level, or it is a body",
    cure_vi="sửa loại địa bàn hoặc cấp; của cơ quan, tổ chức thì để trống loại địa bàn",
    cure_en="correct the kind of place or the level; leave the kind of place empty for a body",
    source="Luật 72/2025/QH15; Luật 80/2015/QH13, Điều 4; Thông tư 04/2012/TT-BNV",
    why_vi="Số liệu theo loại địa bàn đếm cả cơ quan, hoặc đếm một xã vào số huyện. Thôn, tổ dân phố không phải một cấp, ghi cấp xã.",
    right=[
        case(
            units=[
                _PLACE | {"level": level, "place_kind": kind}
                for level, kinds in _LEVELS.items()
                for kind in kinds
            ]
        ),
        case(units=_PLACE | {"place_kind": None}, judged=False),
    ],
    wrong=[
        *(
            case(units=_PLACE | {"level": other, "place_kind": kinds[0]})
            for level, kinds in _LEVELS.items()
            for other in Level
            if other != level
        ),
        case(units=_PLACE | _WARD | {"kind": UnitKind.PEOPLES_COMMITTEE}),
    ],
)
def place_kind_of_another_level(u: Row) -> Given:
    """Figures by kind of place would count bodies, or a commune among the districts; thôn and tổ dân phố have the commune's level."""
    fits = reduce(or_, ((u.level == level) & u.place_kind.is_in(kinds) for level, kinds in _LEVELS.items()))
    return given(~u.place_kind.is_null(), (u.kind != UnitKind.PLACE) | ~fits)


@rule(
    "U116",
    table="units",
    field="parent",
    severity=Severity.WARNING,
    vi="đơn vị {record} là thôn hoặc tổ dân phố nhưng đơn vị cấp trên không phải cấp xã",
    en="unit {record} is part of a commune, but its parent is not a commune",
    cure_vi="ghi xã, phường, đặc khu là đơn vị cấp trên (parent)",
    cure_en="give the commune, ward or special zone as its parent",
    source="Thông tư 04/2012/TT-BNV",
    why_vi="Thôn, tổ dân phố ghi cấp xã; không nằm dưới một xã, phường thì số liệu theo cấp xã đếm nơi đó như một xã.",
    right=[
        case(
            units=[*(_HAMLET | {"place_kind": kind, "parent": "unit14"} for kind in _PARTS), _PLACE | _WARD]
        ),
        case(units=_PLACE | _WARD | {"parent": None}, judged=False),
        case(units=_PLACE | {"place_kind": None, "parent": None}, judged=False),
    ],
    wrong=[
        *(case(units=_HAMLET | {"place_kind": kind, "parent": None}) for kind in _PARTS),
        *(
            case(units=[_HAMLET | {"place_kind": kind, "parent": "unit2"}, {"level": Level.PROVINCE}])
            for kind in _PARTS
        ),
    ],
)
def part_of_no_commune(u: Row) -> Iterator[Part]:
    """A thôn or tổ dân phố has the level of communes; below none of them it would count as one."""
    is_part = u.place_kind.is_in(_PARTS)
    yield part(u, given(is_part, u.parent.is_null()))
    yield part(u, given(is_part, u.ref("parent").level != Level.COMMUNE))


RULES = (place_kind_of_another_level, part_of_no_commune)
