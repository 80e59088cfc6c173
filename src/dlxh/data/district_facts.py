"""Huyện, quận, thị xã, thành phố: the 696 that there were until 2025-06-30."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from dlxh.data.area_files import LAST_OLD_DAY, OLD_SCHEME, area_facts, area_rows, known_area_day
from dlxh.data.place_kinds import PlaceKind
from dlxh.data.province_facts import ProvinceKind, provinces
from dlxh.data.province_facts import province as province_of
from dlxh.words.days import Beyond


@dataclass(frozen=True, slots=True)
class District:
    """Huyện, quận, thị xã, thành phố; all ended on 2025-06-30 (Luật 72/2025/QH15).

    >>> districts(province="64", on=date(2025, 6, 30))[0].name
    'Thành phố Pleiku'
    """

    code: str
    """Three digits, as text, under 124/2004."""
    name: str
    """Official name with its kind, such as Huyện Kbang."""
    kind: PlaceKind
    scheme: str
    """The decision that gives the code its meaning: 124/2004."""
    province: str
    """Code of the province under the same decision."""
    valid_to: date
    """Last day, inclusive; the first one is not known here."""
    source: str
    known_to: date
    """The day of the youngest source, inclusive."""
    successor: str | None
    """Code of the special zone that a district without communes became; None: its communes went on without it."""


@cache
def former_districts() -> tuple[District, ...]:
    """Return the districts of 2025-06-30, in the order of codes.

    >>> len(former_districts())
    696
    """
    facts = area_facts()
    source = facts.sources["former_districts"]
    central = {row.code for row in provinces(on=LAST_OLD_DAY) if row.kind is ProvinceKind.CITY}
    return tuple(
        District(
            code,
            name,
            _kind_of(facts.kinds[kind], is_in_city=province in central),
            OLD_SCHEME,
            province,
            date.fromisoformat(last),
            source,
            facts.known_to,
            facts.special_zones.get(code),
        )
        for code, name, kind, province, last in area_rows("former_districts")
    )


def _kind_of(kind: PlaceKind, *, is_in_city: bool) -> PlaceKind:
    """Return the kind of a district: the file writes thành phố for cities of provinces and of cities."""
    return PlaceKind.MUNICIPAL_CITY if is_in_city and kind is PlaceKind.PROVINCIAL_CITY else kind


def districts(*, on: date, province: str | None = None, beyond: Beyond = "error") -> tuple[District, ...]:
    """Return the districts of a day, in the order of their codes: 696 on 2025-06-30, none since.

    Args:
        on: The day, from 2025-06-30 on; earlier days are not in the data.
        province: Code of a province of that day; None: the whole country.
        beyond: What to do for a day after `District.known_to`: refuse it, or use the last known directory.

    Raises:
        AreaError: the day is before 2025-06-30 or beyond what is known.
        ProvinceError: no province has that code on that day.
        TypeError: `on` is a datetime.

    >>> len(districts(on=date(2025, 6, 30))), districts(on=date(2025, 7, 1))
    (696, ())
    """
    day = known_area_day(on, beyond)
    wanted = None if province is None else province_of(province, on=day).code
    rows = former_districts() if day == LAST_OLD_DAY else ()
    return tuple(row for row in rows if wanted in {None, row.province})
