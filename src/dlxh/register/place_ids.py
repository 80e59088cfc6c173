"""Mã của địa bàn: ids of provinces, districts and communes as units, those of the library or one's own."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from dlxh.data.area_codes import area_codes
from dlxh.data.area_files import NEW_SCHEME, OLD_SCHEME, AreaError
from dlxh.data.commune_facts import Commune
from dlxh.data.district_facts import District
from dlxh.data.province_facts import MERGED, Province, all_provinces
from dlxh.words.bilingual import ArgumentError, quote
from dlxh.words.given import need, need_text, several

Area: TypeAlias = Province | District | Commune
OwnIds: TypeAlias = Mapping[tuple[str, str], str]
"""Ids of one's own, by decision and code: `("19/2025", "23575")`."""

AREAS: Final = (Province, District, Commune)
_PREFIX: Final = {OLD_SCHEME: "T124-", NEW_SCHEME: "T19-"}
_FIRST: Final = (None, MERGED)
"""First days of the first row of a code."""


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
    own = ids.get((area.scheme, area.code)) or f"{_PREFIX[area.scheme]}{area.code}"
    return own if isinstance(area, District) or area.valid_from in _FIRST else f"{own}-2"


def check_own_ids(ids: OwnIds) -> None:
    """Refuse ids for codes that there are not, and one id for two places.

    Raises:
        AreaError: a key that is not a decision and a code of it.
        ArgumentError: two places would have one id.

    >>> check_own_ids({("19/2025", "23575"): "GL-1"})
    """
    need(Mapping, ids=ids)
    known = {(row.scheme, row.code) for row in all_provinces()}
    for codes in area_codes():
        known.update((codes.scheme, code) for code in (*codes.districts, *codes.communes))
    for key in ids:
        if key not in known:
            shown = " ".join(map(quote, several("ids", key)))
            raise AreaError(
                vi=f"ids: không có địa bàn {shown}; mỗi khóa là (quyết định, mã), như ('19/2025', '23575')",
                en=f"ids: there is no place {shown}; each key is (decision, code), such as ('19/2025', '23575')",
            )
    owners: dict[str, tuple[str, str]] = {}
    for key, own in ids.items():
        need_text(ids=own)
        if owners.setdefault(own, key) != key:
            raise ArgumentError(
                vi=f"ids: mã {quote(own)} được đặt cho hai địa bàn; mỗi địa bàn cần một mã riêng",
                en=f"ids: two places have the id {quote(own)}; give each its own",
            )
