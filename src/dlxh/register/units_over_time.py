"""Đơn vị qua thời gian: which unit each unit counts under, on the chosen map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

import polars as pl

from dlxh.register.cycles import put_in_order
from dlxh.register.levels import LEVELS, UNDIVIDED, Chain, Places, one_place
from dlxh.register.subject import Subject, tables_of
from dlxh.register.unit_book import ENDING, LineageError, UnitBook, read_units
from dlxh.words.bilingual import quote
from dlxh.words.days import plain_day
from dlxh.words.given import several

__all__ = ["ENDING", "LEVELS", "UNDIVIDED", "LineageError", "Units", "lineage"]

Units: TypeAlias = Literal["as_was", "as_is"] | date
"""Which map: that of each record, that of the day of the tables, or that of another day."""


def lineage(subject: Subject, units: Units, levels: Sequence[str] = ()) -> pl.DataFrame:
    """Return what each unit counts under in a system of units, and what is above it there.

    `as_was` leaves units and ancestors as recorded. `as_is` takes the units of its as-of day, a date those of that day:

    - A unit that is valid on the day is itself. An unknown first or last day is open; a unit that was merged or
      renamed and has no last day ended on the day before.
    - One that had ended goes on along its successors to those that are valid, through any number of names.
    - One that had not begun goes back along the same line to those that were valid.
    - Where this leads to one unit, that is it. Where it leads to several, it is `UNDIVIDED`: half of a split unit's
      reports are not guessed, nor whose a merged unit's reports would have been.
    - One that leads nowhere stays itself, so that each unit counts exactly once, whichever is chosen.

    A level is the highest ancestor-or-self of that level; ancestors are moved along too. Where all that an
    undivided unit may be have the same one, that is known and taken. A non-territorial body (Đảng ủy Khối) and what
    is below it has no place of that level above it: then it is the highest non-territorial body. A unit above the
    asked level has null. A parent or successor that is not in the table ends the line, and so does one that leads back
    to the unit: in a circle nobody knows which is above or after which. `check` finds it (U109, U110).

    Args:
        subject: A register, or tables with `units`; without `unit_successors` nothing is known to follow anything.
        units: As recorded (`as_was`), as of the as-of day (`as_is`), or as of a day.
        levels: Names out of `LEVELS`; each becomes a column.

    Returns:
        One row per unit in the order of ids: `unit`, `org_unit`, and a column per level.

    Raises:
        LineageError: an unknown choice of units or level, or a unit named `undivided`.
        TableError: there is no table of units.
        TypeError: the day is a datetime.

    >>> from dlxh.models.unit import OrgUnit, Succession
    >>> from dlxh.register.tables import Tables
    >>> merged = [Succession(successor="new", kind="merge", on="2025-07-01")]
    >>> place = {"kind": "place", "level": "province"}
    >>> units = [
    ...     OrgUnit(id="bd", name="Bình Định", valid_to="2025-06-30", successors=merged, **place),
    ...     OrgUnit(id="gl", name="Gia Lai", valid_to="2025-06-30", successors=merged, **place),
    ...     OrgUnit(id="new", name="Gia Lai", valid_from="2025-07-01", **place),
    ... ]
    >>> tables = Tables.of(units, as_of=date(2026, 1, 5))
    >>> lineage(tables, "as_is").rows()
    [('bd', 'new'), ('gl', 'new'), ('new', 'new')]
    >>> lineage(tables, date(2025, 6, 30)).rows()
    [('bd', 'bd'), ('gl', 'gl'), ('new', 'undivided')]
    """
    tables = tables_of(subject)
    levels = several("levels", levels, str)
    day = day_of_map(units, tables.as_of)
    wanted = tuple(dict.fromkeys(levels))
    if unknown := set(wanted) - set(LEVELS):
        raise LineageError(
            vi=f"không có cấp {min(unknown)!r}; có: {', '.join(LEVELS)}",
            en=f"there is no level {min(unknown)!r}; choose from: {', '.join(LEVELS)}",
        )
    return draw_map(read_units(tables), day, wanted).rows


@dataclass(frozen=True, slots=True)
class UnitMap:
    """Where units are on a map.

    Attributes:
        rows: As `lineage` returns them.
        parts: For a unit that is divided, at `org_unit` or a level (`dimension`), each `place` that may hold a part of it.

    >>> UnitMap(pl.DataFrame(), pl.DataFrame()).rows.height
    0
    """

    rows: pl.DataFrame
    parts: pl.DataFrame


def draw_map(book: UnitBook, day: date | None, levels: Sequence[str]) -> UnitMap:
    """Return where units that were read are on the map of a day; None: as recorded.

    >>> from dlxh.models.unit import OrgUnit
    >>> from dlxh.register.tables import Tables
    >>> hue = OrgUnit(id="hue", name="Huế", kind="place", level="province")
    >>> draw_map(read_units(Tables.of([hue], as_of=date(2026, 1, 5))), None, ["province"]).rows.rows()
    [('hue', 'hue', 'hue')]
    """
    moved = _move_units(book, day)
    chain = Chain(moved, book.parent, book.level)
    at = {level: chain.at(level) for level in levels}
    columns: dict[str, list[str | None]] = {
        "unit": list(moved),
        "org_unit": [one_place(places) for places in moved.values()],
        **{level: list(found.values()) for level, found in at.items()},
    }
    divided = {unit: places for unit, places in moved.items() if len(places) > 1}
    may_be = {level: chain.all_at(level) for level in levels if divided}
    parts = [(unit, "org_unit", place) for unit, places in divided.items() for place in places]
    for level, names in may_be.items():
        parts += [
            (unit, level, place)
            for unit, places in divided.items()
            if at[level][unit] == UNDIVIDED
            for place in names[places]
        ]
    schema = {"unit": pl.String, "dimension": pl.String, "place": pl.String}
    return UnitMap(
        pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)),
        pl.DataFrame(parts, schema=schema, orient="row"),
    )


def lives(book: UnitBook) -> pl.DataFrame:
    """Return the first and the last day of each unit, null where none is known, one row each.

    A unit that was merged or renamed and has no last day ended on the day before, as on every map.

    >>> from dlxh.models.unit import OrgUnit, Succession
    >>> from dlxh.register.tables import Tables
    >>> renamed = [Succession(successor="b", kind="rename", on="2025-03-01")]
    >>> units = [OrgUnit(id=key, name=key, kind="place", level="province") for key in "ab"]
    >>> units[0] = units[0].replace(successors=renamed)
    >>> lives(read_units(Tables.of(units, as_of=date(2026, 1, 5)))).rows()
    [('a', None, datetime.date(2025, 2, 28)), ('b', None, None)]
    """
    columns = {
        "id": list(book.level),
        **{
            name: [days.get(unit) for unit in book.level]
            for name, days in (("first_day", book.first), ("last_day", book.last))
        },
    }
    return pl.DataFrame(columns, schema={"id": pl.String, "first_day": pl.Date, "last_day": pl.Date})


def check_map(units: Units) -> Units:
    """Return the chosen map; raises LineageError for one that there is not, TypeError for a datetime."""
    if isinstance(units, str) and units in ("as_was", "as_is"):
        return units
    if not isinstance(units, date):
        raise LineageError(
            vi=f"units: không nhận {quote(units)}; dùng 'as_was', 'as_is' hoặc một ngày",
            en=f"units: {quote(units)} is not an option; use 'as_was', 'as_is' or a date",
        )
    return plain_day(units)


def day_of_map(units: Units, as_of: date) -> date | None:
    """Return the day whose map is chosen; None: units as recorded.

    >>> day_of_map("as_is", date(2026, 1, 5))
    datetime.date(2026, 1, 5)
    """
    wanted = check_map(units)
    if isinstance(wanted, date):
        return wanted
    return as_of if wanted == "as_is" else None


def _move_units(book: UnitBook, day: date | None) -> dict[str, Places]:
    """Return where each unit is on the map of a day."""
    moved = {unit: frozenset({unit}) for unit in book.level}
    if day is None:
        return moved
    successors_first = put_in_order(book.after)
    to_come = {unit for unit, first in book.first.items() if first > day}
    ended = {unit for unit, last in book.last.items() if last < day}
    for unit in successors_first:
        if unit in ended:
            steps = book.after[unit].items()
            after = [moved[each] for each, on in steps if on <= day and each not in to_come]
            moved[unit] = _join_places(after) or moved[unit]
    for unit in reversed(successors_first):
        if unit in to_come:
            before = [moved[each] for each in book.before.get(unit, ())]
            moved[unit] = _join_places(before) or moved[unit]
    return moved


def _join_places(several: list[Places]) -> Places:
    return several[0] if len(several) == 1 else frozenset().union(*several)
