"""Xã cũ, xã mới: what became of each former commune on 2025-07-01, by the resolutions that made the new ones."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dlxh.data.area_files import Row, area_rows


class CommuneChange(StrEnum):
    """What became of a former commune.

    >>> CommuneChange("divided").name
    'DIVIDED'
    """

    MERGED = "merged"
    DIVIDED = "divided"
    UNCHANGED = "unchanged"
    RENAMED = "renamed"


class CommuneShare(StrEnum):
    """How much of a former commune went into one unit.

    >>> CommuneShare("all_people").has_people
    True
    """

    WHOLE = "whole"
    PART = "part"
    ALL_PEOPLE = "all_people"
    PEOPLE_ONLY = "people_only"
    AREA_ONLY = "area_only"

    @property
    def has_people(self) -> bool:
        """Whether anybody lives in that share: figures of work follow people, not area."""
        return self is not CommuneShare.AREA_ONLY


@dataclass(frozen=True, slots=True)
class CommuneLink:
    """What one former commune gave to one commune, ward or special zone of today.

    >>> link = lineage_from("21583")[0]
    >>> link.new, link.change.value, link.share.value, link.source
    ('21583', 'merged', 'whole', '1664/NQ-UBTVQH15')
    """

    old: str
    """Code of the former commune, 124/2004."""
    new: str
    """Code of the unit since 2025-07-01, 19/2025."""
    change: CommuneChange
    share: CommuneShare
    source: str
    """The resolution whose text was checked."""


@cache
def _rows_by(place: int) -> dict[str, list[Row]]:
    """Return the rows of the file by one of its codes: objects are made of those that are returned."""
    found: dict[str, list[Row]] = {}
    for row in area_rows("lineage"):
        found.setdefault(row[place], []).append(row)
    return found


def _links(place: int, code: str) -> tuple[CommuneLink, ...]:
    return tuple(
        CommuneLink(old, new, CommuneChange(change), CommuneShare(share), source)
        for old, new, change, source, share in _rows_by(place).get(code, ())
    )


def lineage_from(old: str) -> tuple[CommuneLink, ...]:
    """Return where a former commune went; nothing for a code that no former commune had.

    >>> [link.new for link in lineage_from("99999")]
    []
    """
    return _links(0, old)


def lineage_to(new: str) -> tuple[CommuneLink, ...]:
    """Return what a commune of today was made of; nothing for the five special zones that had no commune.

    >>> [link.old for link in lineage_to("23575")], lineage_to("26732")
    (['23566', '23570', '23572', '23575', '23596'], ())
    """
    return _links(1, new)


@cache
def unchanged_communes() -> frozenset[str]:
    """Return the codes of the communes that no resolution touched: code, name and area went on.

    >>> len(unchanged_communes()), "00859" in unchanged_communes()
    (127, True)
    """
    return frozenset(code for code, links in _rows_by(0).items() if links[0][2] == CommuneChange.UNCHANGED)
