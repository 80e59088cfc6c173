"""Tỉnh, thành phố: the 63 until 2025-06-30 and the 34 since 2025-07-01.

A bare code is ambiguous: 52 was Bình Định and is Gia Lai. So every look-up takes the day, and without one it
lists the candidates.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final, NoReturn, overload

from dlxh.data.facts import FactError, read_facts
from dlxh.words.bilingual import quote
from dlxh.words.days import Beyond, known_day, plain_day, write_day
from dlxh.words.text import fold

MERGED: Final = date(2025, 7, 1)
"""First day of the 34 (Nghị quyết 202/2025/QH15)."""


class ProvinceError(FactError, LookupError):
    """A province that cannot be named from what was given; says what can be."""


class ProvinceKind(StrEnum):
    """Loại: a province (tỉnh) or a city (thành phố) under the central government."""

    PROVINCE = "province"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Province:
    """Tỉnh, thành phố: one province under one name and of one kind, from its first to its last day, both inclusive.

    >>> province("75", on=date(2026, 4, 30)).kind.value
    'city'
    """

    code: str
    """Two digits, as text: a number loses the leading zero."""
    name: str
    """Without tỉnh or thành phố, which is the kind."""
    kind: ProvinceKind
    scheme: str
    """The decision that gives the code its meaning: 124/2004 or 19/2025."""
    valid_from: date | None
    """None: not known here; the row is the map of the scheme's last day."""
    valid_to: date | None
    """None: goes on."""
    predecessors: tuple[str, ...]
    """Codes of the older scheme; empty in the oldest."""
    source: str
    known_to: date
    """The day on which the sources were last searched for a change, inclusive; a row without a last day goes on until then."""

    def valid(self, on: date) -> bool:
        """Return whether the row holds on a day."""
        day = plain_day(on, "on")
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def _of_scheme(scheme: dict[str, Any], known_to: date) -> tuple[Province, ...]:
    own = {"scheme": scheme["key"], "known_to": known_to}
    shared = {"valid_from": None, "valid_to": None, "predecessors": (), **scheme, **own}
    del shared["rows"], shared["key"]
    rows = ({**shared, **row} for row in scheme["rows"])
    return tuple(
        Province(**{**row, "kind": ProvinceKind(row["kind"]), "predecessors": tuple(row["predecessors"])})
        for row in rows
    )


@cache
def all_provinces() -> tuple[Province, ...]:
    """Return every row of both maps, the older first, in the order of codes and days.

    >>> len(all_provinces())
    100
    """
    facts = read_facts("provinces.toml")
    return tuple(row for scheme in facts["schemes"] for row in _of_scheme(scheme, facts["known_to"]))


def _known_day(on: date, beyond: Beyond) -> date:
    return known_day(on, all_provinces()[0].known_to, beyond, ProvinceError)


def provinces(*, on: date, beyond: Beyond = "error") -> tuple[Province, ...]:
    """Return the provinces of a day, in the order of their codes.

    Args:
        on: The day.
        beyond: What to do for a day after `Province.known_to`: refuse it, or use the last known directory.

    Raises:
        ProvinceError: the day lies beyond what is known.
        TypeError: `on` is a datetime.

    >>> len(provinces(on=date(2025, 6, 30))), len(provinces(on=date(2025, 7, 1)))
    (63, 34)
    """
    day = _known_day(on, beyond)
    return tuple(row for row in all_provinces() if row.valid(day))


@overload
def province(code: str, *, on: date, beyond: Beyond = "error") -> Province: ...
@overload
def province(code: str) -> NoReturn: ...
def province(code: str, *, on: date | None = None, beyond: Beyond = "error") -> Province:
    """Return the province that a code names on a day.

    Before 2025-07-01 name and kind are those of 2025-06-30: earlier changes are not in the data.

    Args:
        code: Two digits, as text.
        on: The day.
        beyond: What to do for a day after `Province.known_to`: refuse it, or use the last known directory.

    Raises:
        ProvinceError: no day, a day beyond what is known, a code that is not text or that nothing has on that day.
        TypeError: `on` is a datetime.

    >>> province("52", on=date(2025, 6, 30)).name, province("52", on=date(2025, 7, 1)).name
    ('Bình Định', 'Gia Lai')
    """
    if not isinstance(code, str):
        raise ProvinceError(
            vi="mã tỉnh là chuỗi hai chữ số, không phải số: '01', không phải 1",
            en="a province code is text of two digits, not a number: '01', not 1",
        )
    candidates = [row for row in all_provinces() if row.code == code]
    if on is None:
        raise _without_day(code, candidates)
    day = _known_day(on, beyond)
    for row in candidates:
        if row.valid(day):
            return row
    raise _not_that_day(code, day, candidates)


def _merge_neighbours(rows: list[Province]) -> list[Province]:
    """Return the rows with neighbours of one name and scheme as one: the kind does not make a code ambiguous."""
    dated: list[Province] = []
    for row in rows:
        if dated and (dated[-1].name, dated[-1].scheme) == (row.name, row.scheme):
            dated[-1] = replace(dated[-1], valid_to=row.valid_to)
        else:
            dated.append(row)
    return dated


def _candidates(code: str, rows: list[Province]) -> tuple[str, str]:
    vi, en = [], []
    for row in _merge_neighbours(rows):
        if row.valid_to:
            vi.append(f"{row.name} đến hết {write_day(row.valid_to, 'vi')}")
            en.append(f"{row.name} until {row.valid_to}")
        else:
            first = row.valid_from or MERGED  # what goes on has a first day
            vi.append(f"{row.name} từ {write_day(first, 'vi')}")
            en.append(f"{row.name} since {first}")
    return f"{code}: {', '.join(vi)}", f"{code}: {', '.join(en)}"


def _list_allowed(rows: tuple[Province, ...]) -> str:
    return " ".join(row.code for row in rows)


def _without_day(code: str, rows: list[Province]) -> ProvinceError:
    if not rows:
        codes = sorted({row.code for row in all_provinces()})
        return ProvinceError(
            vi=f"không có mã tỉnh {quote(code)}; các mã: {' '.join(codes)}",
            en=f"there is no province code {quote(code)}; the codes are {' '.join(codes)}",
        )
    vi, en = _candidates(code, rows)
    return ProvinceError(
        vi=f"một mã tỉnh chỉ có nghĩa vào một ngày; {vi}; hãy thêm on=date(...)",
        en=f"a province code means something on a day only; {en}; pass on=date(...)",
    )


def _not_that_day(code: str, on: date, rows: list[Province]) -> ProvinceError:
    if rows:
        allowed_vi, allowed_en = _candidates(code, rows)
    else:
        of_day = provinces(on=on)
        wanted = f" {fold(str(code))}"
        named = next((row for row in of_day if wanted.endswith(f" {fold(row.name)}")), None)
        if named is not None:
            return _name_for_code(code, named)
        allowed_vi = allowed_en = _list_allowed(of_day)
    return ProvinceError(
        vi=f"ngày {write_day(on, 'vi')} không có mã tỉnh {quote(code)}; dùng được: {allowed_vi}",
        en=f"there is no province code {quote(code)} on {on}; allowed: {allowed_en}",
    )


def _name_for_code(name: str, row: Province) -> ProvinceError:
    return ProvinceError(
        vi=f"cần mã tỉnh, không phải tên {quote(name)}; hãy ghi {row.code!r}",
        en=f"the code of the province is needed, not its name {quote(name)}; write {row.code!r}",
    )


def successor(code: str, *, on_old: date, to: date, beyond: Beyond = "error") -> Province:
    """Return the province that on day `to` holds the area which a code named on day `on_old`.

    Inverse of `predecessors`. Provinces merged whole in 2025, so there is always exactly one.

    Raises:
        ProvinceError: the code means nothing on `on_old`, or `to` is before `on_old` or beyond what is known.

    >>> successor("52", on_old=date(2025, 6, 30), to=date(2025, 7, 1)).name
    'Gia Lai'
    """
    old = province(code, on=on_old, beyond=beyond)
    if to < on_old:
        raise ProvinceError(
            vi=f"ngày sau {write_day(to, 'vi')} không được trước {write_day(on_old, 'vi')}; để đi ngược lại hãy dùng predecessors()",
            en=f"the later day {to} is before {on_old}; to go back use predecessors()",
        )
    return next(
        row
        for row in provinces(on=to, beyond=beyond)
        if code in (row.predecessors if row.scheme != old.scheme else (row.code,))
    )


def predecessors(code: str, *, on: date, beyond: Beyond = "error") -> tuple[Province, ...]:
    """Return the provinces of 2025-06-30 whose areas a code of the 34 holds; none for a code of the 63.

    Inverse of `successor`.

    Raises:
        ProvinceError: the code means nothing on that day, or the day is beyond what is known.

    >>> [row.name for row in predecessors("91", on=date(2025, 7, 1))]
    ['An Giang', 'Kiên Giang']
    """
    codes = province(code, on=on, beyond=beyond).predecessors
    return tuple(row for row in all_provinces() if row.valid_from is None and row.code in codes)
