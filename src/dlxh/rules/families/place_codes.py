"""Mã của nơi khác: units whose code is that of another place than their name or their parent says."""

from typing import Final

from dlxh.data.area_codes import KINDS
from dlxh.data.area_files import LAST_OLD_DAY
from dlxh.data.province_facts import MERGED
from dlxh.models.unit import AreaScheme, Level, UnitKind
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.families.unit_codes import (
    AREAS_KNOWN,
    COMMITTEE,
    COMMUNE,
    DISTRICT,
    OUTSIDE,
    PROVINCE,
    new_code,
    old_code,
    was_while_known,
)
from dlxh.rules.language import Given, Row, given, those
from dlxh.rules.language.declared import AREA_CODES
from dlxh.rules.language.examples import ONE, case

_KNOWN_TO: Final = AREAS_KNOWN[AreaScheme.DECISION_19_2025][1]
_BA_DINH: Final = {"name": "Phường Ba Đình"}
_PLEIKU: Final = COMMUNE | new_code("23575") | {"parent": "unit2"}
_TAY_SON: Final = COMMUNE | old_code("23575") | {"parent": "unit2"}
_KIND: Final = f"^({'|'.join((*KINDS, *(kind.lower() for kind in KINDS)))}) "


@rule(
    "U111",
    table="units",
    field="area_code",
    severity=Severity.WARNING,
    vi="đơn vị {record}: theo quyết định đã ghi, mã này là của nơi khác với tên đơn vị",
    en="unit {record}: under the decision cited, its code is that of another place than its name says",
    cure_vi="sửa mã hoặc quyết định; tra mã theo ngày bằng dlxh.data.commune(..., on=...)",
    cure_en="correct the code or the decision; look codes up by day with dlxh.data.commune(..., on=...)",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="""3.316 mã xã có ở cả hai quyết định mà chỉ 132 mã chỉ cùng một nơi: 23575 trước là Phường Tây Sơn, nay là Phường Pleiku.

Chỉ xét tên trùng với tên một xã, huyện khác; tên viết khác đi, thôn, tổ dân phố và cơ quan mang tên địa bàn thì không xét.""",
    right=[
        case(units=COMMUNE | new_code("23575") | {"name": "Phường Pleiku"}),
        case(units=COMMUNE | new_code("23575") | {"name": "xã Pleiku"}),
        case(units=COMMUNE | new_code("23575") | {"name": "Pleiku"}),
        case(units=COMMUNE | old_code("23575") | {"name": "Phường Tây Sơn"}),
        case(units=DISTRICT | old_code("622") | {"name": "Thành phố Pleiku"}),
        case(units=COMMUNE | new_code("23575") | {"name": "Xã Ví Dụ"}, judged=False),
        case(units=COMMUNE | new_code("99999") | {"name": "Phường Tây Sơn"}, judged=False),
        case(units=COMMITTEE | new_code("23575") | {"name": "Tây Sơn"}, judged=False),
        case(
            units=[COMMUNE | new_code("23575") | {"name": "Tây Sơn", "parent": "unit2"}, COMMUNE],
            judged=False,
        ),
        case(units=COMMUNE | new_code("23575", valid_from=_KNOWN_TO + ONE) | _BA_DINH, judged=False),
        case(units=COMMUNE | new_code("23575") | {"name": "Xã Kon Rẫy"}, judged=False),
        *(case(units=COMMUNE | {"area_code": "23575"} | _BA_DINH | days, judged=False) for days in OUTSIDE),
    ],
    wrong=[
        case(units=COMMUNE | new_code("23575") | {"name": "Phường Tây Sơn"}),
        case(units=[COMMUNE | new_code("23575") | {"name": "Phường Tây Sơn", "parent": "unit2"}, PROVINCE]),
        case(units=COMMUNE | old_code("23575") | _BA_DINH),
        case(units=COMMUNE | old_code("23575", valid_from=LAST_OLD_DAY, valid_to=LAST_OLD_DAY) | _BA_DINH),
        case(units=COMMUNE | new_code("23575", valid_to=MERGED) | _BA_DINH),
        case(units=COMMUNE | new_code("23575", valid_from=_KNOWN_TO) | _BA_DINH),
        case(units=DISTRICT | old_code("622") | {"name": "Huyện Chư Păh"}),
    ],
)
def code_of_another_place(u: Row) -> Given:
    """3,316 codes of communes are in both decisions and only 132 mean the same area: 23575 was Phường Tây Sơn and is Phường Pleiku.

    Only a name that another commune or district has is judged; nor parts of a commune, and bodies named after a place. A
    name that is spelt in another way (`Hòa` and `Hoà`, without marks) is not found: that takes taking letters apart, which
    engines do in unlike ways, and a rule is carried out on all of them.
    """
    name = u.name.str.replace_all(_KIND, "")
    own = those(AREA_CODES, scheme=u.area_scheme, code=u.area_code)
    is_whole = ~those("units", id=u.parent, level=Level.COMMUNE).exists()
    is_known = own.exists() & those(AREA_CODES, level=u.level, name=name).exists()
    return given(
        (u.kind == UnitKind.PLACE) & is_whole & is_known & was_while_known(u, AREAS_KNOWN),
        ~own.where(own.name == name).exists(),
    )


@rule(
    "U112",
    table="units",
    evidence="parent",
    field="parent",
    severity=Severity.ERROR,
    vi="đơn vị {record}: theo mã đã ghi thì không thuộc đơn vị cấp trên {evidence}",
    en="unit {record} does not belong to its parent {evidence}, by their codes",
    cure_vi="sửa mã, hoặc ghi đúng tỉnh, huyện cấp trên",
    cure_en="correct the code, or give the right province or district as parent",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Số liệu của đơn vị cộng theo đơn vị cấp trên, nên vào nhầm huyện, tỉnh.",
    right=[
        case(units=[_PLEIKU, PROVINCE | new_code("52")]),
        case(units=[_TAY_SON, DISTRICT | old_code("622")]),
        case(units=[_TAY_SON, PROVINCE | old_code("64")]),
        case(units=[DISTRICT | old_code("622") | {"parent": "unit2"}, PROVINCE | old_code("64")]),
        case(units=[_PLEIKU, COMMUNE | new_code("23575")]),
        case(units=[_TAY_SON, PROVINCE | new_code("52")], judged=False),
        case(
            units=[COMMUNE | new_code("99999") | {"parent": "unit2"}, PROVINCE | new_code("52")], judged=False
        ),
        case(units=[_PLEIKU, PROVINCE | {"area_scheme": AreaScheme.DECISION_19_2025}], judged=False),
        case(units=[_PLEIKU | {"kind": COMMITTEE["kind"]}, PROVINCE | new_code("51")], judged=False),
    ],
    wrong=[
        case(units=[_PLEIKU, PROVINCE | new_code("51")]),
        case(units=[_PLEIKU, PROVINCE | new_code("64")]),
        case(units=[_TAY_SON, DISTRICT | old_code("001")]),
    ],
)
def parent_of_another_place(u: Row) -> Given:
    """Figures roll up to the parent, so to the wrong district or province; of bodies nothing is said, which may lie elsewhere."""
    parent = u.ref("parent")
    own = those(AREA_CODES, scheme=u.area_scheme, code=u.area_code)
    its = (
        (own.province == parent.area_code)
        | (own.district == parent.area_code)
        | (own.code == parent.area_code)
    )
    is_known = (u.area_scheme == parent.area_scheme) & ~parent.area_code.is_null() & own.exists()
    return given((u.kind == UnitKind.PLACE) & is_known, ~own.where(its).exists())


RULES = (
    code_of_another_place,
    parent_of_another_place,
)
