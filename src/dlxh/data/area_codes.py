"""Mã cấp huyện, cấp xã: which codes there are under each decision, by the directory of communes.

A code means nothing without its decision: of 3,321 codes in use since 2025-07-01, 3,316 named a commune before, and most
of them another one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from dlxh.data.area_files import LAST_OLD_DAY, NEW_SCHEME, OLD_SCHEME, Row, area_facts, area_rows
from dlxh.data.province_facts import MERGED


@dataclass(frozen=True, slots=True)
class AreaCodes:
    """The codes below the province of one decision, on the days on which they are known to be these.

    >>> old, new = area_codes()
    >>> len(old.communes), len(new.communes), new.communes["00004"]
    (10035, 3321, '01')
    """

    scheme: str
    """The decision that gives the codes their meaning: 124/2004 or 19/2025."""
    known_from: date
    """First day, inclusive; which codes had ended before it is not held."""
    known_to: date
    """Last day, inclusive."""
    source: str
    districts: Mapping[str, str]
    """Each code of three digits with the province of that decision."""
    communes: Mapping[str, str]
    """Each code of five digits with the province of that decision."""
    district_of: Mapping[str, str]
    """The code of the district of each commune; empty since 2025-07-01."""
    names: Mapping[str, str]
    """The name of each code without its kind: Pleiku."""


KINDS: Final = ("Xã", "Phường", "Thị trấn", "Đặc khu", "Huyện", "Quận", "Thị xã", "Thành phố")
"""With which official names begin."""
_KIND: Final = re.compile(f"^(?:{'|'.join(KINDS)}) ")


@cache
def area_codes() -> tuple[AreaCodes, ...]:
    """Return the codes of both decisions, the older first; read on first use.

    >>> [codes.scheme for codes in area_codes()]
    ['124/2004', '19/2025']
    """
    facts = area_facts()
    districts = {row[0]: row[3] for row in area_rows("former_districts")}
    old = {row[0]: row[4] for row in area_rows("former_communes")}
    above = {row[0]: row[3] for row in area_rows("former_communes")}
    new = {row[0]: row[3] for row in area_rows("communes")}
    old_names = _names((*area_rows("former_districts"), *area_rows("former_communes")))
    new_names = _names(area_rows("communes"))
    return (
        AreaCodes(
            OLD_SCHEME,
            LAST_OLD_DAY,
            LAST_OLD_DAY,
            facts.schemes[OLD_SCHEME],
            districts,
            old,
            above,
            old_names,
        ),
        AreaCodes(NEW_SCHEME, MERGED, facts.known_to, facts.schemes[NEW_SCHEME], {}, new, {}, new_names),
    )


def _names(rows: Iterable[Row]) -> dict[str, str]:
    return {row[0]: _KIND.sub("", row[1]) for row in rows}
