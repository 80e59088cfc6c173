"""Đơn vị cấp trên theo ngày: a unit above that was only renamed, or became a city, goes by its record of the day."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import polars as pl

from dlxh.register.levels import Chain
from dlxh.register.unit_book import UnitBook

TURN: Final = "turn"
"""How many of the days had come."""


@dataclass(frozen=True, slots=True)
class AboveByDay:
    """What is above some units on some days.

    Attributes:
        days: The days on which units above were renamed, in order.
        rows: For a unit and a turn, the number of these days that had come, a column for each level; only where that differs
            from what is recorded, and only while the unit lived.

    >>> AboveByDay((), pl.DataFrame()).days
    ()
    """

    days: tuple[date, ...]
    rows: pl.DataFrame


def above_by_day(book: UnitBook, levels: Sequence[str]) -> AboveByDay:
    """Return what is above units on days on which that had another name than recorded.

    Only renames count, in which one unit took the place of one: which of several goes on is not known.

    >>> from dlxh.models.unit import OrgUnit, Succession
    >>> from dlxh.register.tables import Tables
    >>> from dlxh.register.unit_book import read_units
    >>> city = [Succession(successor="tp", kind="rename", on="2026-04-30")]
    >>> place = {"kind": "place", "level": "province"}
    >>> units = [
    ...     OrgUnit(id="tinh", name="Tỉnh", successors=city, **place),
    ...     OrgUnit(id="tp", name="Thành phố", valid_from="2026-04-30", **place),
    ...     OrgUnit(id="xa", name="Xã", kind="place", level="commune", parent="tinh"),
    ... ]
    >>> found = above_by_day(read_units(Tables.of(units, as_of=date(2026, 5, 31))), ["province"])
    >>> found.days, found.rows.rows()
    ((datetime.date(2026, 4, 30),), [('xa', 1, 'tp')])
    """
    lines = list(_lines(book))
    days = tuple(sorted({since for line in lines for _, since in line[1:]}))
    schema = {"unit": pl.String, TURN: pl.Int64, **dict.fromkeys(levels, pl.String)}
    found = []
    for turn in range(len(days) + 1) if levels else ():
        first = days[turn - 1] if turn else date.min
        last = days[turn] - timedelta(days=1) if turn < len(days) else date.max
        names = {unit: name for line in lines for unit, name in _names_on(line, first)}
        found += [(row[0], turn, *row[1:]) for row in _under(book, names, (first, last), levels)]
    return AboveByDay(days, pl.DataFrame(found, schema=schema, orient="row"))


Line = list[tuple[str, date]]
"""Records that followed each other by renames alone, each with its first day; that of the first is not looked at."""


def _lines(book: UnitBook) -> Iterator[Line]:
    """Yield the lines in which something is below a record."""
    above = set(book.parent.values())
    renamed = {
        one: other
        for one, other in book.renamed.items()
        if len(book.before[other]) == 1 and book.after[one][other] > date.min
    }
    for head in renamed.keys() - set(renamed.values()):
        line = [(head, date.min)]
        while (unit := line[-1][0]) in renamed:
            line.append((renamed[unit], book.after[unit][renamed[unit]]))
        if above.intersection(unit for unit, _ in line):
            yield line


def _names_on(line: Line, day: date) -> Iterator[tuple[str, str]]:
    """Yield each record of a line that is not that of the day, with the one that is."""
    there = [unit for unit, since in line if since <= day][-1]
    yield from ((unit, there) for unit, _ in line if unit != there)


def _under(
    book: UnitBook, names: Mapping[str, str], days: tuple[date, date], levels: Sequence[str]
) -> Iterator[tuple[str | None, ...]]:
    """Yield the units below records that have another name on some days, with what is above them then."""
    parent = {unit: names.get(above, above) for unit, above in book.parent.items()}
    below: dict[str, list[str]] = {}
    for unit, above in book.parent.items():
        below.setdefault(above, []).append(unit)
    met = [unit for name in names for unit in below.get(name, ())]
    for unit in met:  # it grows; nothing is above itself
        met += below.get(unit, ())
    known = _with_all_above(met, parent)
    chain = Chain({unit: frozenset({unit}) for unit in known}, parent, book.level)
    columns = [chain.at(level) for level in levels]
    first, last = days
    for unit in dict.fromkeys(met):
        if book.first.get(unit, first) <= last and book.last.get(unit, last) >= first:
            yield unit, *(column[unit] for column in columns)


def _with_all_above(units: Collection[str], parent: Mapping[str, str]) -> dict[str, None]:
    """Return units and all that is above them."""
    found = dict.fromkeys(units)
    for unit in units:
        while (unit := parent.get(unit, "")) and unit not in found:
            found[unit] = None
    return found
