"""Xã, phường, thị trấn, đặc khu: the 10,035 of 2025-06-30 and the 3,321 since 2025-07-01.

3,316 codes exist in both systems and only 132 of them mean the same area. So every look-up takes the day, and without
one it lists the candidates.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NoReturn, overload

from dlxh.data.area_files import (
    LAST_OLD_DAY,
    NEW_SCHEME,
    OLD_SCHEME,
    AreaError,
    area_facts,
    area_rows,
    known_area_day,
)
from dlxh.data.commune_lineage import CommuneLink, lineage_from, lineage_to
from dlxh.data.place_kinds import PlaceKind
from dlxh.data.province_facts import province as province_of
from dlxh.words.bilingual import quote
from dlxh.words.days import Beyond, write_day
from dlxh.words.given import need_text

_TEXT: Final = (str, type(None))


@dataclass(frozen=True, slots=True)
class Commune:
    """Xã, phường, thị trấn, đặc khu: one unit under one name and of one kind, from its first to its last day, both inclusive.

    >>> commune("25270", on=date(2026, 4, 29)).name, commune("25270", on=date(2026, 4, 30)).name
    ('Xã Lộc Ninh', 'Phường Lộc Ninh')
    """

    code: str
    """Five digits, as text."""
    name: str
    """Official name with its kind, such as Phường Ba Đình."""
    kind: PlaceKind
    scheme: str
    """The decision that gives the code its meaning: 124/2004 or 19/2025."""
    province: str
    """Code of the province under the same decision."""
    district: str | None
    """Code of the district; None since 2025-07-01, when there are none."""
    valid_from: date | None
    """None: not known here; the row is the map of 2025-06-30."""
    valid_to: date | None
    """None: goes on."""
    source: str
    known_to: date
    """The day of the youngest source in which a change could have been seen, inclusive."""

    @property
    def successors(self) -> tuple[CommuneLink, ...]:
        """Where a former commune went on 2025-07-01, each with the share; empty since then: no code has ended."""
        return lineage_from(self.code) if self.scheme == OLD_SCHEME else ()

    @property
    def predecessors(self) -> tuple[CommuneLink, ...]:
        """What it was made of on 2025-07-01, each with the share; empty for a former commune."""
        return lineage_to(self.code) if self.scheme == NEW_SCHEME else ()


@cache
def former_communes() -> tuple[Commune, ...]:
    """Return the communes of 2025-06-30, in the order of codes.

    >>> len(former_communes())
    10035
    """
    facts = area_facts()
    source, known_to = facts.sources["former_communes"], facts.known_to
    return tuple(
        Commune(
            code,
            name,
            facts.kinds[kind],
            OLD_SCHEME,
            province,
            district,
            None,
            LAST_OLD_DAY,
            source,
            known_to,
        )
        for code, name, kind, district, province in area_rows("former_communes")
    )


@cache
def new_communes() -> tuple[Commune, ...]:
    """Return every row since 2025-07-01, in the order of codes and days: 22 codes are xã first and phường then.

    >>> len(new_communes())
    3343
    """
    facts = area_facts()
    days = {"": None} | {
        text: date.fromisoformat(text) for row in area_rows("communes") for text in row[4:6] if text
    }
    return tuple(
        Commune(
            code,
            name,
            facts.kinds[kind],
            NEW_SCHEME,
            province,
            None,
            days[first],
            days[last],
            source,
            facts.known_to,
        )
        for code, name, kind, province, first, last, source in area_rows("communes")
    )


@cache
def _by_code(scheme: str) -> dict[str, list[Commune]]:
    found: dict[str, list[Commune]] = {}
    for row in former_communes() if scheme == OLD_SCHEME else new_communes():
        found.setdefault(row.code, []).append(row)
    return found


def _valid(row: Commune, day: date) -> bool:
    """Return whether a row holds on a day that is known."""
    if row.valid_from is None:
        return day == LAST_OLD_DAY
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def communes(*, on: date, province: str | None = None, beyond: Beyond = "error") -> tuple[Commune, ...]:
    """Return the communes, wards, townships and special zones of a day, in the order of their codes.

    Args:
        on: The day, from 2025-06-30 on; earlier mergers are not in the data.
        province: Code of a province of that day; None: the whole country.
        beyond: What to do for a day after `Commune.known_to`: refuse it, or use the last known directory.

    Raises:
        AreaError: the day is before 2025-06-30 or beyond what is known.
        ProvinceError: no province has that code on that day.
        TypeError: `on` is a datetime.

    >>> len(communes(on=date(2025, 6, 30))), len(communes(on=date(2025, 7, 1)))
    (10035, 3321)
    >>> from collections import Counter
    >>> gia_lai = communes(on=date(2026, 9, 20), province="52")
    >>> sorted(Counter(row.kind.value for row in gia_lai).items())
    [('commune', 110), ('ward', 25)]
    """
    day = known_area_day(on, beyond)
    rows = former_communes() if day == LAST_OLD_DAY else new_communes()
    if province is not None:
        wanted = province_of(province, on=day).code
        rows = tuple(row for row in rows if row.province == wanted)
    return rows if day == LAST_OLD_DAY else tuple(row for row in rows if _valid(row, day))


@overload
def commune(code: str, *, on: date, beyond: Beyond = "error") -> Commune: ...
@overload
def commune(code: str) -> NoReturn: ...
def commune(code: str, *, on: date | None = None, beyond: Beyond = "error") -> Commune:
    """Return the commune, ward, township or special zone that a code means on a day.

    What became of it, and what it was made of, is in `successors` and `predecessors`.

    Args:
        code: Five digits, as text.
        on: The day, from 2025-06-30 on.
        beyond: What to do for a day after `Commune.known_to`: refuse it, or use the last known directory.

    Raises:
        AreaError: no day, a day before 2025-06-30 or beyond what is known, or a code that nothing has on that day.
        TypeError: `on` is a datetime, or the code is not text.

    >>> commune("23575", on=date(2025, 6, 30)).name, commune("23575", on=date(2025, 7, 1)).name
    ('Phường Tây Sơn', 'Phường Pleiku')
    >>> [(link.new, link.share.value) for link in commune("23575", on=date(2025, 6, 30)).successors]
    [('23575', 'whole')]
    """
    need_text(code=code)
    if on is None:
        raise _without_day(code)
    day = known_area_day(on, beyond)
    rows = _by_code(OLD_SCHEME if day == LAST_OLD_DAY else NEW_SCHEME).get(code, [])
    for row in rows:
        if _valid(row, day):
            return row
    raise AreaError(
        vi=f"ngày {write_day(day, 'vi')} không có mã xã {quote(code)}; tra danh sách bằng communes(on=...)",
        en=f"there is no commune code {quote(code)} on {day}; list them with communes(on=...)",
    )


def _without_day(code: str) -> AreaError:
    old, new = (_by_code(scheme).get(code, []) for scheme in (OLD_SCHEME, NEW_SCHEME))
    if not old and not new:
        return AreaError(
            vi=f"không có mã xã {quote(code)}; tra danh sách bằng communes(on=...)",
            en=f"there is no commune code {quote(code)}; list them with communes(on=...)",
        )
    vi = [f"{row.name} đến hết {write_day(row.valid_to, 'vi')}" for row in (*old, *new) if row.valid_to]
    en = [f"{row.name} until {row.valid_to}" for row in (*old, *new) if row.valid_to]
    vi += [
        f"{row.name} từ {write_day(row.valid_from, 'vi')}"
        for row in new
        if row.valid_from and not row.valid_to
    ]
    en += [f"{row.name} since {row.valid_from}" for row in new if not row.valid_to]
    return AreaError(
        vi=f"một mã xã chỉ có nghĩa vào một ngày; {code}: {', '.join(vi)}; hãy thêm on=date(...)",
        en=f"a commune code means something on a day only; {code}: {', '.join(en)}; pass on=date(...)",
    )
