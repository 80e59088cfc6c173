"""Đơn vị: bodies and places, each with the days on which it existed and what became of it."""

from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field, StringConstraints

from dlxh.data.place_kinds import PlaceKind
from dlxh.models.unit_identifier import UnitIdentifier
from dlxh.words.days import Day
from dlxh.words.disclosure import Public
from dlxh.words.ids import UnitId
from dlxh.words.record import Record, Value
from dlxh.words.text import Line


class UnitKind(StrEnum):
    """Loại đơn vị: kinds of unit, in the order in which papers list them: Party, government, Front and unions."""

    PLACE = "place"
    PARTY_COMMITTEE = "party_committee"
    STANDING_COMMITTEE = "standing_committee"
    PARTY_OFFICE = "party_office"
    INSPECTION_COMMITTEE = "inspection_committee"
    PROPAGANDA_BOARD = "propaganda_board"
    PROPAGANDA_AND_MASS_BOARD = "propaganda_and_mass_board"
    PARTY_BUILDING_BOARD = "party_building_board"
    GOVERNMENT_PARTY_AFFAIRS_BODY = "government_party_affairs_body"
    GOVERNMENT_PARTY_COMMITTEE = "government_party_committee"
    BLOC_PARTY_COMMITTEE = "bloc_party_committee"
    PARTY_CELL = "party_cell"
    POLITICAL_CENTRE = "political_centre"
    PEOPLES_COMMITTEE = "peoples_committee"
    DEPARTMENT = "department"
    POLICE = "police"
    FATHERLAND_FRONT = "fatherland_front"
    TRADE_UNION = "trade_union"
    FARMERS_UNION = "farmers_union"
    YOUTH_UNION = "youth_union"
    WOMENS_UNION = "womens_union"
    VETERANS_UNION = "veterans_union"
    ASSOCIATION = "association"
    PRESS = "press"
    ENTERPRISE = "enterprise"
    OTHER = "other"


class Level(StrEnum):
    """Cấp: level. The district level ended on 2025-06-30 (Luật 72/2025/QH15).

    There is none below the commune: thôn, ấp, tổ dân phố are parts of one, at its level, with it as their parent.
    """

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    NON_TERRITORIAL = "non_territorial"


class AreaScheme(StrEnum):
    """Which decision gives an area code its meaning: the same code names other places before and after."""

    DECISION_124_2004 = "124/2004"
    DECISION_19_2025 = "19/2025"


class AreaRef(Value):
    """Mã đơn vị hành chính: a code with the decision that defines it.

    >>> AreaRef(code="52", scheme="19/2025").code
    '52'
    """

    code: Public[Annotated[str, StringConstraints(strict=True, pattern="^([0-9]{2}|[0-9]{3}|[0-9]{5})$")]] = (
        Field(
            description="Two digits for a province, three for a district, five for a commune; text, never a number.",
        )
    )
    scheme: Public[AreaScheme] = Field(
        description="Decision 124/2004/QĐ-TTg until 30 June 2025, Decision 19/2025/QĐ-TTg since 1 July 2025.",
    )


class SuccessionKind(StrEnum):
    """What made one unit follow another."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


class Succession(Value):
    """One unit that follows a unit which ended; a split has several, a merger shares its successor.

    >>> Succession(successor="gl-2025", kind="merge", on="2025-07-01").on
    datetime.date(2025, 7, 1)
    """

    successor: Public[UnitId] = Field(description="The unit that goes on.")
    kind: Public[SuccessionKind] = Field(description="Merge, split or rename.")
    on: Public[Day] = Field(description="First day of the successor.")


ListNumber: TypeAlias = Annotated[int, Field(strict=True, gt=0, le=100_000)]
"""A number in a list, from 1."""


class OrgUnit(Record):
    """Đơn vị: a body or a place, as it was on the days from `valid_from` to `valid_to`.

    >>> OrgUnit(id="sl", name="Thành ủy Sơn La", kind="party_committee", level="district").level.value
    'district'
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("valid_from", "valid_to"),)

    id: Public[UnitId] = Field(
        description="Given by your software; never changed or reused: a new name or a merger makes another unit."
    )
    name: Public[Line] = Field(description="Name on these days, as the unit writes it.")
    kind: Public[UnitKind] = Field(description="Body or place.")
    level: Public[Level] = Field(description="Territorial level, or non_territorial (Đảng ủy Khối).")
    place_kind: Public[PlaceKind | None] = Field(
        default=None,
        description="Of a place, what it officially is (xã, phường, đặc khu, thôn); empty: not known.",
    )
    parent: Public[UnitId | None] = Field(default=None, description="The unit right above.")
    area: Public[AreaRef | None] = Field(default=None, description="Administrative code with its decision.")
    valid_from: Public[Day | None] = Field(
        default=None, description="First day, inclusive; empty: not known."
    )
    valid_to: Public[Day | None] = Field(
        default=None, description="Last day, inclusive; empty: goes on or not known."
    )
    display_order: Public[ListNumber | None] = Field(
        default=None,
        description="Number in the official list of units; empty: listed behind those that have one.",
    )
    successors: Public[tuple[Succession, ...]] = Field(default=(), description="What became of it.")
    identifiers: Public[tuple[UnitIdentifier, ...]] = Field(
        default=(), description="Identifiers under which other systems know it."
    )
