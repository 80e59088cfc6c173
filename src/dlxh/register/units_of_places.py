"""Địa bàn là đơn vị: provinces, districts and communes before and after 2025-07-01, with what became of each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, Literal, TypeAlias, get_args

from dlxh.data.area_files import NEW_SCHEME, OLD_SCHEME
from dlxh.data.commune_facts import Commune, former_communes, new_communes
from dlxh.data.commune_lineage import CommuneChange
from dlxh.data.district_facts import District, former_districts
from dlxh.data.place_kinds import PlaceKind
from dlxh.data.province_facts import MERGED, Province, ProvinceKind, all_provinces
from dlxh.data.province_facts import province as province_of
from dlxh.models.unit import AreaRef, AreaScheme, Level, OrgUnit, Succession, SuccessionKind, UnitKind
from dlxh.register.nest import collector_paused
from dlxh.register.place_ids import Area, OwnIds, check_own_ids, own_unit_id
from dlxh.words.bilingual import ArgumentError, check_option
from dlxh.words.given import need

DownTo: TypeAlias = Literal["province", "district", "commune"]
"""The lowest level."""

_KEPT: Final = (CommuneChange.UNCHANGED, CommuneChange.RENAMED)
"""The same area under another decision."""


Homes: TypeAlias = frozenset[tuple[str, str]] | None


def place_units(
    province: str | None = None, *, down_to: DownTo = "commune", ids: OwnIds | None = None
) -> tuple[OrgUnit, ...]:
    """Return provinces, districts and communes, before and since 2025-07-01, as units, each with its parent and what became of it.

    Put them into a register, name them as `parent` of your own units, and figures roll up to either system of units.

    - The parent of a former commune is its district, of a commune since 2025-07-01 its province.
    - A former commune that went into one unit is merged or renamed; one whose people went into several is split. A part
      without people is left out: figures of work follow people.
    - Former units end on 2025-06-30; their first day is not known.
    - A commune that became a ward, or a province that became a city, is two units, renamed on the day.

    Args:
        province: Code of a province since 2025-07-01; its predecessors come with it. None: the whole country, 14,174 units.
        down_to: The lowest level: `province`, `district` or `commune`.
        ids: Ids of your own by decision and code; the others are those of `place_unit_id`, such as T19-23575.

    Raises:
        AreaError: a key of `ids` is not a decision and a code of it.
        ArgumentError: `ids` is not a mapping, an id is not valid, one id for two places of the country, or an unknown level.
        ProvinceError: there is no such province since 2025-07-01.

    >>> units = {unit.id: unit for unit in place_units("52", ids={("19/2025", "23575"): "GL-1"})}
    >>> len(units), units["T124-23596"].name, units["T124-23596"].parent
    (539, 'Xã Trà Đa', 'T124-622')
    >>> units["T124-23596"].successors[0].successor, units["GL-1"].name, units["GL-1"].parent
    ('GL-1', 'Phường Pleiku', 'T19-52')
    >>> len(place_units(down_to="province"))
    100
    """
    check_option("down_to", down_to, get_args(DownTo), ArgumentError)
    if ids is not None:
        need(Mapping, ids=ids)
    if not ids and province is None and down_to == "province":
        return _province_units()
    if ids is not None:
        check_own_ids(ids)
    with collector_paused():
        return tuple(_units(_homes_of(province), down_to, ids or {}))


@cache
def _province_units() -> tuple[OrgUnit, ...]:
    """Return the provinces under the ids of the library, which are few and often wanted."""
    return tuple(_units(None, "province", {}))


def _homes_of(code: str | None) -> Homes:
    """Return a province since 2025-07-01 and those that it was merged from, by decision and code; None: all."""
    if code is None:
        return None
    before = province_of(code, on=MERGED).predecessors
    return frozenset({(NEW_SCHEME, code), *((OLD_SCHEME, each) for each in before)})


def _units(homes: Homes, down_to: DownTo, ids: OwnIds) -> Iterator[OrgUnit]:
    """Yield the units from the top down, so that each follows its parent."""
    places = _Places(ids, with_communes=down_to == "commune")
    yield from (places.of_province(row) for row in all_provinces() if _within(row.code, row, homes))
    if down_to == "province":
        return
    yield from (places.of_district(row) for row in former_districts() if _within(row.province, row, homes))
    if down_to == "commune":
        communes = (*former_communes(), *new_communes())
        yield from (places.of_commune(row) for row in communes if _within(row.province, row, homes))


def _within(province: str, area: Area, homes: Homes) -> bool:
    return homes is None or (area.scheme, province) in homes


class _Places:
    """Makes units of places under the ids that were chosen."""

    def __init__(self, ids: OwnIds, *, with_communes: bool) -> None:
        self._ids = ids
        self._provinces = {(row.scheme, row.code, row.valid_from): row for row in all_provinces()}
        self._districts = {row.code: self._name(row) for row in former_districts()}
        rows = new_communes() if with_communes else ()
        self._communes = {(row.code, row.valid_from): self._name(row) for row in rows}

    def _name(self, area: Area) -> str:
        return own_unit_id(area, self._ids)

    def of_province(self, row: Province) -> OrgUnit:
        is_city = row.kind is ProvinceKind.CITY
        return _unit(
            row,
            PlaceKind.CENTRAL_CITY if is_city else PlaceKind.PROVINCE,
            id=self._name(row),
            name=f"{'Thành phố' if is_city else 'Tỉnh'} {row.name}",
            level=Level.PROVINCE,
            valid_from=row.valid_from,
            successors=self._after_province(row),
        )

    def of_district(self, row: District) -> OrgUnit:
        return _unit(
            row,
            row.kind,
            id=self._name(row),
            name=row.name,
            level=Level.DISTRICT,
            parent=self._province(row, None),
            successors=self._to_communes([row.successor], SuccessionKind.RENAME, MERGED),
        )

    def of_commune(self, row: Commune) -> OrgUnit:
        above = self._districts.get(row.district or "")
        return _unit(
            row,
            row.kind,
            id=self._name(row),
            name=row.name,
            level=Level.COMMUNE,
            parent=above or self._province(row, row.valid_from),
            valid_from=row.valid_from,
            successors=self._after_commune(row),
        )

    def _province(self, row: District | Commune, on: date | None) -> str:
        """Return the province above, under the name that it had on the first day."""
        return self._name(self._provinces[row.scheme, row.province, on])

    def _to_communes(
        self, codes: Iterable[str | None], kind: SuccessionKind, on: date
    ) -> tuple[Succession, ...]:
        """Return the successions to communes, without those that are not among the units."""
        ids = (self._communes.get((code or "", on)) for code in codes)
        return tuple(Succession(successor=each, kind=kind, on=on) for each in ids if each is not None)

    def _after_commune(self, row: Commune) -> tuple[Succession, ...]:
        if row.scheme == NEW_SCHEME:
            on = row.valid_to + timedelta(days=1) if row.valid_to else MERGED
            return self._to_communes([row.code] if row.valid_to else [], SuccessionKind.RENAME, on)
        links = [link for link in row.successors if link.share.has_people]
        codes = [link.new for link in links]
        if len(links) > 1:
            return self._to_communes(codes, SuccessionKind.SPLIT, MERGED)
        kept = links[0].change in _KEPT
        return self._to_communes(codes, SuccessionKind.RENAME if kept else SuccessionKind.MERGE, MERGED)

    def _after_province(self, row: Province) -> tuple[Succession, ...]:
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
        return (Succession(successor=self._name(after), kind=kind, on=on),)


def _unit(row: Area, kind: PlaceKind, **fields: Any) -> OrgUnit:  # noqa: ANN401 - fields of the model
    area = AreaRef(code=row.code, scheme=AreaScheme(row.scheme))
    return OrgUnit(kind=UnitKind.PLACE, place_kind=kind, area=area, valid_to=row.valid_to, **fields)
