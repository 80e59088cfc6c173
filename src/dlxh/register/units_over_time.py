"""Đơn vị qua thời gian: which unit each unit counts under, on the chosen map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal, TypeAlias

import polars as pl

from dlxh.data.code_lists import code_list
from dlxh.register.cycles import find_cycles, put_in_order
from dlxh.register.levels import LEVELS, UNDIVIDED, Chain, Places, one_place
from dlxh.register.subject import Subject, tables_of
from dlxh.register.tables import Tables
from dlxh.words.bilingual import ArgumentError, quote
from dlxh.words.days import plain_day
from dlxh.words.given import several

__all__ = ["ENDING", "LEVELS", "UNDIVIDED", "LineageError", "Units", "lineage"]

Units: TypeAlias = Literal["as_was", "as_is"] | date
"""Which map: that of each record, that of the day of the tables, or that of another day."""

ENDING: Final = code_list("succession_kind").having("ends")
"""Kinds of succession after which the old unit is no more."""


class LineageError(ArgumentError):
    """A choice of map that is not valid.

    >>> import dlxh
    >>> try:
    ...     dlxh.measure(dlxh.read(dlxh.example("gia-lai")).register, ["reports"], units="as_wos")
    ... except LineageError as error:
    ...     print(error.en)
    units: 'as_wos' is not an option; use 'as_was', 'as_is' or a date
    """


def lineage(subject: Subject, units: Units, levels: Sequence[str] = ()) -> pl.DataFrame:
    """Return what each unit counts under on a map, and what is above it there.

    `as_was` leaves units and ancestors as recorded. `as_is` is the map of its as-of day, a date that of its day:

    - A unit that is valid on the day is itself. An unknown first or last day is open; a unit that was merged or
      renamed and has no last day ended on the day before.
    - One that had ended goes on along its successors to those that are valid, through any number of names.
    - One that had not begun goes back along the same line to those that were valid.
    - Where this leads to one unit, that is it. Where it leads to several, it is `UNDIVIDED`: half of a split unit's
      reports are not guessed, nor whose a merged unit's reports would have been.
    - One that leads nowhere stays itself, so that each unit counts exactly once on every map.

    A level is the highest ancestor-or-self of that level; ancestors are moved to the map too. Where all that an
    undivided unit may be have the same one, that is known and taken. A non-territorial body (Đảng ủy Khối) and what
    is below it has no place of that level above it: then it is the highest non-territorial body. A unit above the
    asked level has null. A parent or successor that is not in the table ends the line, and so does one that leads back
    to the unit: in a circle nobody knows which is above or after which. `check` finds it (U109, U110).

    Args:
        subject: A register, or tables with `units`; without `unit_successors` nothing is known to follow anything.
        units: The map.
        levels: Names out of `LEVELS`; each becomes a column.

    Returns:
        One row per unit in the order of ids: `unit`, `org_unit`, and a column per level.

    Raises:
        LineageError: an unknown map or level, or a unit named `undivided`.
        TableError: there is no table of units.
        TypeError: the day is a datetime.

    >>> from dlxh.models.unit import OrgUnit, Succession
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
    day = _day(units, tables)
    wanted = tuple(dict.fromkeys(levels))
    if unknown := set(wanted) - set(LEVELS):
        raise LineageError(
            vi=f"không có cấp {min(unknown)!r}; có: {', '.join(LEVELS)}",
            en=f"there is no level {min(unknown)!r}; choose from: {', '.join(LEVELS)}",
        )
    book = _read_units(tables)
    moved = _move_units(book, day)
    chain = Chain(moved, book.parent, book.level)
    columns: dict[str, list[str | None]] = {
        "unit": list(moved),
        "org_unit": [one_place(places) for places in moved.values()],
        **{level: list(chain.at(level).values()) for level in wanted},
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def lives(tables: Tables) -> pl.DataFrame:
    """Return the first and the last day of each unit, null where none is known, one row each.

    A unit that was merged or renamed and has no last day ended on the day before, as on every map.

    >>> from dlxh.models.unit import OrgUnit, Succession
    >>> renamed = [Succession(successor="b", kind="rename", on="2025-03-01")]
    >>> units = [OrgUnit(id=key, name=key, kind="place", level="province") for key in "ab"]
    >>> units[0] = units[0].replace(successors=renamed)
    >>> lives(Tables.of(units, as_of=date(2026, 1, 5))).rows()
    [('a', None, datetime.date(2025, 2, 28)), ('b', None, None)]
    """
    book = _read_units(tables)
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


def _day(units: Units, tables: Tables) -> date | None:
    wanted = check_map(units)
    if isinstance(wanted, date):
        return wanted
    return tables.as_of if wanted == "as_is" else None


@dataclass(frozen=True, slots=True)
class _Units:
    """What the tables say of each unit; ids that the table of units does not hold are left out.

    Attributes:
        level: Level of each unit.
        parent: The unit right above.
        first: First day.
        last: Last day.
        after: Successors, with the day of the succession.
        before: Predecessors.
    """

    level: dict[str, str]
    parent: dict[str, str]
    first: dict[str, date]
    last: dict[str, date]
    after: dict[str, dict[str, date]]
    before: dict[str, list[str]]


def _read_units(tables: Tables) -> _Units:
    columns = ("id", "level", "parent", "valid_from", "valid_to")
    frame = tables["units"].select(*columns).collect("polars").drop_nulls("id").sort(*columns)
    frame = frame.unique("id", keep="first", maintain_order=True)  # `check` reports the others

    def column_of(column: str) -> dict[str, Any]:
        return dict(frame.select("id", column).drop_nulls().rows())

    ids = frame["id"].to_list()
    level = dict.fromkeys(ids, "") | column_of("level")
    if UNDIVIDED in level:
        raise LineageError(
            vi=f"{UNDIVIDED!r} là từ của thư viện, không thể là mã đơn vị; hãy đặt mã khác",
            en=f"{UNDIVIDED!r} is a word of the library and cannot be the id of a unit; give it another",
        )
    parent = {unit: above for unit, above in column_of("parent").items() if above in level}
    round_about = find_cycles(parent.items())
    parent = {unit: above for unit, above in parent.items() if unit not in round_about}
    book = _Units(
        level, parent, column_of("valid_from"), column_of("valid_to"), {each: {} for each in ids}, {}
    )
    if "unit_successors" in tables:
        _follow(book, tables)
    return book


def _follow(book: _Units, tables: Tables) -> None:
    """Note what follows what, since when, and the last day of units that something took the place of."""
    rows = tables["unit_successors"].select("unit", "successor", "kind", "on").collect("polars").rows()
    rows = [row for row in rows if row[0] in book.level and row[1] in book.level]
    knots = find_cycles((unit, successor) for unit, successor, _, _ in rows)
    ends: dict[str, date] = {}
    for unit, successor, kind, on in rows:
        if unit in knots and knots[unit] == knots.get(successor):
            continue
        since = on or date.min
        book.after[unit][successor] = min(since, book.after[unit].get(successor, since))
        book.before.setdefault(successor, []).append(unit)
        if kind in ENDING and since > date.min:
            ends[unit] = min(since, ends.get(unit, since))
    for unit, end in ends.items():
        book.last.setdefault(unit, end - timedelta(days=1))


def _move_units(book: _Units, day: date | None) -> dict[str, Places]:
    """Return where each unit is on the map of a day."""
    moved = {unit: frozenset({unit}) for unit in book.level}
    successors_first = put_in_order(book.after)
    if day is None:
        return moved
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
