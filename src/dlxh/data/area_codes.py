"""Mã cấp huyện, cấp xã: which codes there are under each decision, and in which province.

A code means nothing without its decision: of 3,321 codes in use since 2025-07-01, 3,316 named a commune before, and most
of them another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from dlxh.data.facts import read_facts


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


@cache
def area_codes() -> tuple[AreaCodes, ...]:
    """Return the codes of both decisions, the older first; read on first use.

    >>> [codes.scheme for codes in area_codes()]
    ['124/2004', '19/2025']
    """
    return tuple(
        AreaCodes(
            scheme["key"],
            scheme["known_from"],
            scheme["known_to"],
            scheme["source"],
            _by_code(scheme["districts"]),
            _by_code(scheme["communes"]),
        )
        for scheme in read_facts("area_codes.toml")["schemes"]
    )


def _by_code(listed: Mapping[str, str]) -> dict[str, str]:
    return {code: province for province, codes in listed.items() for code in codes.split()}
