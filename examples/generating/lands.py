"""Đơn vị: provinces, districts and their bodies as units, with what became of them on 1 July 2025."""

from collections.abc import Iterable
from datetime import date

from dlxh.models.unit import AreaRef, OrgUnit, Succession
from dlxh.words.text import fold

LAST_DAY = date(2025, 6, 30)
"""Last day of the 63 provinces and of the district level (Nghị quyết 202/2025/QH15, Luật 72/2025/QH15)."""
FIRST_DAY = date(2025, 7, 1)

_COMMITTEES = {"thành phố": "Thành ủy", "thị xã": "Thị ủy", "huyện": "Huyện ủy"}


def merged_into(successor: str) -> tuple[Succession, ...]:
    """Return the succession of a unit that went into another on 1 July 2025."""
    return (Succession(successor=successor, kind="merge", on=FIRST_DAY),)


def old_province(key: str, name: str, code: str, successor: str) -> OrgUnit:
    """Return a province of the map until 30 June 2025 that went into another."""
    return OrgUnit(
        id=key,
        name=f"tỉnh {name}",
        kind="place",
        level="province",
        area=AreaRef(code=code, scheme="124/2004"),
        valid_to=LAST_DAY,
        successors=merged_into(successor),
    )


def new_province(key: str, name: str, code: str) -> OrgUnit:
    """Return a province of the map since 1 July 2025."""
    area = AreaRef(code=code, scheme="19/2025")
    return OrgUnit(
        id=key, name=f"tỉnh {name}", kind="place", level="province", area=area, valid_from=FIRST_DAY
    )


def slug(name: str) -> str:
    """Return a name as a part of an id.

    >>> slug("Mường Khương")
    'MUONG-KHUONG'
    """
    return fold(name).upper().replace(" ", "-")


def districts(prefix: str, province: str, names: Iterable[tuple[str, str]]) -> list[tuple[OrgUnit, OrgUnit]]:
    """Return each district as a place, and its Party committee, both until 30 June 2025.

    A district that changed its type in its years is given without type: its committee is then its Đảng bộ.
    """
    found = []
    for kind, name in names:
        place = OrgUnit(
            id=f"{prefix}-{slug(name)}",
            name=f"{kind} {name}".strip(),
            kind="place",
            level="district",
            parent=province,
            valid_to=LAST_DAY,
        )
        committee = OrgUnit(
            id=f"{place.id}-CU",
            name=f"{_COMMITTEES.get(kind, 'Đảng bộ')} {name}",
            kind="party_committee",
            level="district",
            parent=place.id,
            valid_to=LAST_DAY,
        )
        found.append((place, committee))
    return found
