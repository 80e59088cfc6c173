"""Đơn vị qua thời gian: which unit each unit counts under, on the map that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dlxh.data.facts import plain_day
from dlxh.measures.cycles import LineageError, ordered
from dlxh.measures.levels import LEVELS, Chain, Places, only
from dlxh.models.unit import SuccessionKind
from dlxh.register.tables import Tables

if TYPE_CHECKING:
    import polars as pl

__all__ = ["LEVELS", "UNDIVIDED", "LineageError", "Units", "lineage"]

UNDIVIDED: Final = "undivided"
"""Stands for the unit where several may be meant and no weights are known."""

Units: TypeAlias = Literal["as_was", "as_is"] | date
"""Which map: that of each record, that of the day of the tables, or that of another day."""

_ENDS = frozenset({SuccessionKind.MERGE.value, SuccessionKind.RENAME.value})


def lineage(tables: Tables, units: Units, levels: Sequence[str] = ()) -> "pl.DataFrame":
    """Return what each unit counts under on a map, and what is above it there.

    `as_was` leaves units and ancestors as recorded. `as_is` is the map of `tables.as_of`, a date that of its day:

    - A unit that is valid on the day is itself. An unknown first or last day is open; a unit that was merged or
      renamed and has no last day ended on the day before.
    - One that had ended goes on along its successors to those that are valid, through any number of names.
    - One that had not begun goes back along the same line to those that were valid.
    - Where this leads to one unit, that is it. Where it leads to several, it is `UNDIVIDED`: half of a split unit's
      reports are not guessed, nor whose a merged unit's reports would have been.
    - One that leads nowhere stays itself, so that each unit counts exactly once on every map.

    A level is the highest ancestor-or-self of that level; ancestors are moved to the map too. Where all that an
    undivided unit may be have the same one, that is known and stands. A non-territorial body (Đảng ủy Khối) and what
    is below it has no place of that level above it: then it is the highest non-territorial body. A unit above the
    asked level has null. A parent or successor that is not in the table ends the line.

    Args:
        tables: Tables with `units`; without `unit_successors` nothing is known to follow anything.
        units: The map.
        levels: Names out of `LEVELS`; each becomes a column.

    Returns:
        One row per unit in the order of ids: `unit`, `org_unit`, and a column per level.

    Raises:
        LineageError: a cycle of parents or of successors, an unknown map or level, or a unit named `undivided`.
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
    import polars as pl  # noqa: PLC0415 - polars is loaded when it is needed

    day = _day(units, tables)
    asked = tuple(dict.fromkeys(levels))
    if unknown := set(asked) - set(LEVELS):
        raise LineageError(
            vi=f"không có cấp {min(unknown)!r}; có: {', '.join(LEVELS)}",
            en=f"there is no level {min(unknown)!r}; there are: {', '.join(LEVELS)}",
        )
    book = _book(tables)
    moved = _moved(book, day)
    chain = Chain(moved, book.parent, book.level)
    columns = {"unit": list(moved), "org_unit": [only(places, UNDIVIDED) for places in moved.values()]}
    for level in asked:
        columns[level] = [only(places, UNDIVIDED) for places in chain.at(level).values()]
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).sort("unit")


def _day(units: Units, tables: Tables) -> date | None:
    if units == "as_was":
        return None
    if units == "as_is":
        return tables.as_of
    if isinstance(units, str):
        raise LineageError(
            vi=f"units: không có bản đồ {units!r}; dùng 'as_was', 'as_is' hoặc một ngày",
            en=f"units: there is no map {units!r}; use 'as_was', 'as_is' or a date",
        )
    return plain_day(units)


@dataclass(frozen=True, slots=True)
class _Book:
    """What the table of units says of each id; ids that the table does not hold are left out."""

    level: dict[str, str] = field(default_factory=dict)
    parent: dict[str, str] = field(default_factory=dict)
    first: dict[str, date] = field(default_factory=dict)
    last: dict[str, date] = field(default_factory=dict)
    after: dict[str, dict[str, date]] = field(default_factory=dict)
    before: dict[str, list[str]] = field(default_factory=dict)

    def ended(self, unit: str, day: date) -> bool:
        return self.last.get(unit, date.max) < day

    def begun(self, unit: str, day: date) -> bool:
        return self.first.get(unit, date.min) <= day


def _book(tables: Tables) -> _Book:
    book = _Book()
    rows = tables["units"].select("id", "level", "parent", "valid_from", "valid_to").collect("polars").rows()
    for unit, level, parent, first, last in sorted(rows, key=str):
        if unit is None or unit in book.level:
            continue  # no id, or one twice: `check` says so, and here each counts once
        book.level[unit] = level or ""
        for column, value in ((book.parent, parent), (book.first, first), (book.last, last)):
            if value is not None:
                column[unit] = value
    if UNDIVIDED in book.level:
        raise LineageError(
            vi=f"{UNDIVIDED!r} là từ của thư viện, không thể là mã đơn vị; hãy đặt mã khác",
            en=f"{UNDIVIDED!r} is a word of the library and cannot be the id of a unit; give it another",
        )
    for unit in [unit for unit, parent in book.parent.items() if parent not in book.level]:
        del book.parent[unit]
    if "unit_successors" in tables:
        _follow(book, tables)
    return book


def _follow(book: _Book, tables: Tables) -> None:
    """Note what follows what, since when, and the last day of units that something took the place of."""
    book.after.update({unit: {} for unit in book.level})
    book.before.update({unit: [] for unit in book.level})
    rows = tables["unit_successors"].select("unit", "successor", "kind", "on").collect("polars").rows()
    ends: dict[str, date] = {}
    for unit, successor, kind, on in rows:
        if unit not in book.level or successor not in book.level:
            continue
        since = on or date.min
        book.after[unit][successor] = min(since, book.after[unit].get(successor, since))
        book.before[successor].append(unit)
        if kind in _ENDS and on is not None:
            ends[unit] = min(on - timedelta(days=1), ends.get(unit, date.max))
    for unit, last in ends.items():
        book.last.setdefault(unit, last)


def _moved(book: _Book, day: date | None) -> dict[str, Places]:
    """Return where each unit is on the map of a day."""
    moved = {unit: frozenset({unit}) for unit in sorted(book.level)}
    successors_first = ordered(book.after, "successors")
    if day is None:
        return moved
    for unit in successors_first:
        if book.begun(unit, day) and book.ended(unit, day):
            since = book.after[unit].items()
            after = [moved[each] for each, on in since if on <= day and book.begun(each, day)]
            moved[unit] = frozenset().union(*after) or moved[unit]
    for unit in reversed(successors_first):
        if not book.begun(unit, day):
            before = [moved[each] for each in book.before[unit]]
            moved[unit] = frozenset().union(*before) or moved[unit]
    return moved
