"""Ví dụ của quy tắc: the smallest rows on either side of a boundary, which a rule carries next to its declaration.

Only the cells that matter are written. The others are those of a plain row: ids that fit each other, the place 1, and null.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from dlxh.register.columns import Column, Kind
from dlxh.register.plain_rows import PlainRow
from dlxh.register.schema import SINGULAR, SOURCE_ROW, Table
from dlxh.rules.language.declared import column_of, table_of_example
from dlxh.rules.language.nodes import Plain
from dlxh.rules.language.plain import plain_of
from dlxh.words.days import VIETNAM, local_day

Cells: TypeAlias = Mapping[str, Any]
"""The cells of a row that matter."""

DAY: Final = date(2026, 6, 30)
"""The as-of day of the rows of examples."""
ONE: Final = timedelta(days=1)
"""One day, between two sides of a boundary."""
NOON: Final = datetime.combine(DAY, time(12), VIETNAM)
"""An instant of that day."""
MONTH: Final = DAY.replace(day=1)
"""Its month, as lines of pay name it."""


@dataclass(frozen=True, slots=True)
class Example:
    """Rows that a rule judges, with a fault or without.

    Attributes:
        rows: The cells that matter, by table; the first row of the rule's table is the one that is judged.
        is_judged: Whether the rule judges that row at all.
    """

    rows: Mapping[str, tuple[Cells, ...]] = field(hash=False)
    is_judged: bool = True

    def plain_rows(self) -> dict[str, list[PlainRow]]:
        """Return the rows with all their cells.

        >>> case(terms={"start": DAY}).plain_rows()["terms"][0]["id"]
        'term1'
        """
        return {name: list(_fill(table_of_example(name), rows)) for name, rows in self.rows.items()}


def case(*, judged: bool = True, **rows: Cells | Sequence[Cells]) -> Example:
    """Return an example of some rows.

    Args:
        judged: Whether the rule judges the first row of its table at all.
        rows: By table the cells of one row that matter, or those of several rows; a table without rows is left out.

    Raises:
        LanguageError: there is no such table or column, or a cell is not a value of a rule.

    >>> case(memberships={"end": None}, terms={"end": DAY - ONE}).rows["terms"][0]["end"].isoformat()
    '2026-06-29'
    """
    found = {}
    for name, given in rows.items():
        listed = (given,) if isinstance(given, Mapping) else tuple(given)
        if listed:
            found[table_of_example(name).name] = tuple(
                MappingProxyType(_cells(name, each)) for each in listed
            )
    return Example(MappingProxyType(found), judged)


def _cells(table: str, given: Cells) -> dict[str, Plain]:
    there = table_of_example(table)
    ours = table if there.pack is None else str(there.parent)
    return {
        name if name in there.names else column_of(ours, name).name: plain_of(value)
        for name, value in given.items()
    }


def _fill(table: Table, rows: Sequence[Cells]) -> Iterator[PlainRow]:
    for number, cells in enumerate(rows, 1):
        row: dict[str, Any] = {column.name: _usual(table, column, number) for column in table.columns}
        row |= cells
        for column in table.columns:
            if column.local_day_of is not None:
                row |= _one_day(column.local_day_of, column.name, row)
        yield row | {SOURCE_ROW: None}


def _one_day(instant: str, day: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an instant and its day, where one of them is written."""
    if row[instant] is not None:
        return {day: local_day(row[instant])}
    return {} if row[day] is None else {instant: datetime.combine(row[day], NOON.timetz())}


def _usual(table: Table, column: Column, number: int) -> Plain:
    """Return the value of a cell that does not matter: the row's own id, or those of the first rows of other tables."""
    if column.name == "id":
        return f"{_call_name(str(table.parent) if table.pack is not None else table.name)}{number}"
    if column.name == "position" or (column.name in table.key and column.kind is Kind.INTEGER):
        return number if column.name == "position" else 1
    named = column.references
    if named is not None and column.name in {_call_name(named), "author"}:
        return f"{_call_name(named)}1"
    return None


def _call_name(table: str) -> str:
    return SINGULAR.get(table, table.removesuffix("s"))
