"""Mã của địa bàn: ids of provinces, districts and communes as units, those of the library or one's own."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, TypeAlias

from dlxh.data.area_files import NEW_SCHEME, OLD_SCHEME, AreaError
from dlxh.data.commune_facts import Commune, former_communes, new_communes
from dlxh.data.district_facts import District, former_districts
from dlxh.data.province_facts import MERGED, Province, all_provinces
from dlxh.register.levels import UNDIVIDED
from dlxh.words.bilingual import ArgumentError, quote
from dlxh.words.given import need, need_text, several
from dlxh.words.ids import ID_PATTERN, LONGEST_ID

Area: TypeAlias = Province | District | Commune
OwnIds: TypeAlias = Mapping[tuple[str, str], str]
"""Ids of one's own, by decision and code: `("19/2025", "23575")`."""

AREAS: Final = (Province, District, Commune)
_PREFIX: Final = {OLD_SCHEME: "T124-", NEW_SCHEME: "T19-"}
_FIRST: Final = (None, MERGED)
"""First days of the first row of a code."""
_ID: Final = re.compile(ID_PATTERN.replace("$", r"\Z"))


def place_unit_id(area: Area) -> str:
    """Return the id of a place's unit: its decision and its code, so that 52 is not 52.

    A second row of one code under one decision, of another kind or name, has `-2` at its end.

    Args:
        area: A province, a district or a commune.

    >>> from datetime import date
    >>> from dlxh.data.commune_facts import commune
    >>> from dlxh.data.province_facts import province
    >>> place_unit_id(province("52", on=MERGED)), place_unit_id(province("75", on=date(2026, 4, 30)))
    ('T19-52', 'T19-75-2')
    >>> (
    ...     place_unit_id(commune("21583", on=date(2025, 6, 30))),
    ...     place_unit_id(commune("25270", on=date(2026, 4, 30))),
    ... )
    ('T124-21583', 'T19-25270-2')
    """
    need(AREAS, area=area)
    return own_unit_id(area, {})


def own_unit_id(area: Area, ids: OwnIds) -> str:
    """Return the id that one's own software gives a place, or that of the library.

    >>> from datetime import date
    >>> from dlxh.data.province_facts import province
    >>> own_unit_id(province("75", on=date(2026, 4, 30)), {("19/2025", "75"): "DNA"})
    'DNA-2'
    """
    own = ids.get((area.scheme, area.code))
    first = f"{_PREFIX[area.scheme]}{area.code}" if own is None else own
    return first if isinstance(area, District) or area.valid_from in _FIRST else f"{first}-2"


def check_own_ids(ids: OwnIds) -> None:
    """Refuse ids for codes that there are not, what is not a valid id, and one id for two places of the country.

    Raises:
        AreaError: a key that is not a decision and a code of it.
        ArgumentError: not a valid id, or two places would have one.

    >>> check_own_ids({("19/2025", "23575"): "GL-1"})
    >>> try:
    ...     check_own_ids({("19/2025", "75"): "DN", ("19/2025", "25270"): "DN-2"})
    ... except ArgumentError as error:
    ...     print(error.en)
    ids: two places would have the id 'DN-2': 19/2025 75 (Đồng Nai), 19/2025 25270 (Xã Lộc Ninh); give each its own
    """
    need(Mapping, ids=ids)
    places = _all_places()
    known = {(area.scheme, area.code) for area in places}
    for key, own in ids.items():
        if key not in known:
            given: object = key  # a code alone is a likely slip
            shown = quote(given) if isinstance(given, str) else " ".join(map(quote, several("ids", key)))
            raise AreaError(
                vi=f"ids: không có địa bàn {shown}; mỗi khóa là (quyết định, mã), như ('19/2025', '23575')",
                en=f"ids: there is no place {shown}; each key is (decision, code), such as ('19/2025', '23575')",
            )
        need_text(ids=own)
    owners: dict[str, Area] = {}
    for area in places:
        one = own_unit_id(area, ids)
        if (area.scheme, area.code) in ids:
            _check_id(one)
        other = owners.setdefault(one, area)
        if other is not area:
            both = ", ".join(f"{each.scheme} {each.code} ({each.name})" for each in (other, area))
            raise ArgumentError(
                vi=f"ids: hai địa bàn sẽ cùng mã {quote(one)}: {both}; mỗi địa bàn cần một mã riêng",
                en=f"ids: two places would have the id {quote(one)}: {both}; give each its own",
            )


@cache
def _all_places() -> tuple[Area, ...]:
    return (*all_provinces(), *former_districts(), *former_communes(), *new_communes())


def _check_id(unit: str) -> None:
    """Refuse what a unit cannot be called; a second row of a code has two characters more."""
    if unit == UNDIVIDED:
        raise ArgumentError(
            vi=f"ids: mã {quote(UNDIVIDED)} dành cho phần không phân chia được; hãy đặt mã khác",
            en=f"ids: {quote(UNDIVIDED)} stands for what cannot be divided; choose another id",
        )
    if len(unit) > LONGEST_ID or not _ID.match(unit):
        raise ArgumentError(
            vi=f"ids: mã {quote(unit)} không dùng được; mã bắt đầu bằng chữ cái hoặc chữ số, chỉ gồm chữ không dấu, "
            f"chữ số và . _ : / -, dài từ 1 đến {LONGEST_ID} ký tự kể cả -2 của dòng thứ hai",
            en=f"ids: {quote(unit)} is not a valid id; an id begins with a letter or digit, has letters without marks, digits "
            f"and . _ : / - only, and 1 to {LONGEST_ID} characters, the -2 of a second row included",
        )
