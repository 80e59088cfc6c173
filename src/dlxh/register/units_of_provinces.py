"""Các tỉnh là đơn vị: the 63 and the 34 provinces as records, with what became of each."""

from datetime import timedelta
from functools import cache

from dlxh.data.place_kinds import PlaceKind
from dlxh.data.province_facts import MERGED, Province, ProvinceKind, all_provinces
from dlxh.models.unit import (
    AreaRef,
    AreaScheme,
    Level,
    OrgUnit,
    Succession,
    SuccessionKind,
    UnitKind,
)
from dlxh.words.given import need


@cache
def province_units() -> tuple[OrgUnit, ...]:
    """Return every province of both maps as a unit, each of the 63 with its successor.

    Put them into a register, name them as `parent` of your own units, and figures roll up to either map. The ids are
    those of `province_unit_id`.

    >>> units = {unit.id: unit for unit in province_units()}
    >>> len(units), units["T124-52"].name, units["T19-52"].name
    (100, 'Tỉnh Bình Định', 'Tỉnh Gia Lai')
    >>> units["T124-52"].successors[0].successor
    'T19-52'
    """
    return tuple(_unit(row) for row in all_provinces())


def province_unit_id(province: Province) -> str:
    """Return the id of a province's unit: its decision and its code, so that 52 is not 52.

    >>> from datetime import date
    >>> from dlxh.data.province_facts import province
    >>> province_unit_id(province("52", on=MERGED)), province_unit_id(province("75", on=date(2026, 4, 30)))
    ('T19-52', 'T19-75-2')
    """
    need(Province, province=province)
    again = "" if province.valid_from in {None, MERGED} else "-2"  # under another name or of another kind
    return f"T{province.scheme.split('/')[0]}-{province.code}{again}"


def _unit(row: Province) -> OrgUnit:
    is_city = row.kind is ProvinceKind.CITY
    kind = "Thành phố" if is_city else "Tỉnh"
    return OrgUnit(
        id=province_unit_id(row),
        name=f"{kind} {row.name}",
        kind=UnitKind.PLACE,
        level=Level.PROVINCE,
        place_kind=PlaceKind.CENTRAL_CITY if is_city else PlaceKind.PROVINCE,
        area=AreaRef(code=row.code, scheme=AreaScheme(row.scheme)),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successors=_successors(row),
    )


def _successors(row: Province) -> tuple[Succession, ...]:
    """Provinces merged whole, so there is one at most; one that was not merged was renamed, if only by its code."""
    if row.valid_to is None:
        return ()
    on = row.valid_to + timedelta(days=1)
    after = next(
        each
        for each in all_provinces()
        if each.valid_from == on
        and row.code in (each.predecessors if each.scheme != row.scheme else (each.code,))
    )
    merged = after.scheme != row.scheme and len(after.predecessors) > 1
    kind = SuccessionKind.MERGE if merged else SuccessionKind.RENAME
    return (Succession(successor=province_unit_id(after), kind=kind, on=on),)
