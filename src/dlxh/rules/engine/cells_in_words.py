"""Ô trong câu: the cells of a row as a sentence shows them: codes with their labels, amounts and counts to be parted."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from dlxh.register.code_names import name_code
from dlxh.register.columns import Column, Kind
from dlxh.register.known_tables import Schema
from dlxh.register.shown_numbers import Count, TenThousandths
from dlxh.words.codes import CodeList

ORDINALS: Final = frozenset({
    "display_order", "duty_due_day", "duty_due_weekday", "duty_stage", "event", "position", "sequence", "stage", "stream",
})  # fmt: skip
"""Columns whose numbers say which, not how many."""


def find_column(known: Schema, table: str | None, name: str) -> Column | None:
    """Return a column of a table, own ones included; None: there is none of this name."""
    columns = known.wide(str(table)).columns if table in known else ()
    return next((each for each in columns if each.name == name), None)


def counts_something(known: Schema, table: str | None, name: str) -> bool:
    """Return whether the whole numbers of a column are counts; those of an own field may be years, or numbers of papers.

    >>> from dlxh.register.schema import schema
    >>> [counts_something(schema(), "allowance_lines", name) for name in ("days", "sequence")]
    [True, False]
    """
    return table in known and name in known[str(table)].names and name not in ORDINALS


def show_cell(column: Column | None, own: Iterable[CodeList], value: Any, *, is_count: bool) -> Any:  # noqa: ANN401 - any cell
    """Return a cell as a finding keeps it for its sentence: a code with its label, a number as it is, marked if it is to be parted.

    Args:
        column: Its column; None: it comes from none.
        own: The code lists of a pack.
        value: What it holds.
        is_count: Whether a whole number in it says how many.

    >>> from dlxh.register.schema import schema
    >>> due = schema()["allowance_lines"].column("due")
    >>> show_cell(due, (), 702000, is_count=True).text("vi"), show_cell(None, (), 2026, is_count=False)
    ('702.000', 2026)
    """
    if column is None:
        return value
    if isinstance(value, str) and column.codes is not None:
        return name_code(column.codes, own, value)
    if type(value) is not int or column.kind is not Kind.INTEGER:
        return value
    if column.scaled:
        return TenThousandths(value)
    return Count(value) if is_count or column.in_dong else value


Cells: TypeAlias = Mapping[str, tuple[Column | None, bool]]
"""By name the column of a cell, and whether its whole numbers are counts."""


def find_cells(known: Schema, table: str | None, names: Iterable[str]) -> Cells:
    """Return the columns of a table that fill placeholders."""
    return {name: (find_column(known, table, name), counts_something(known, table, name)) for name in names}


def show_cells(cells: Cells, own: Iterable[CodeList], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a row as a sentence shows them."""
    return {
        name: show_cell(column, own, row[name], is_count=is_count)
        for name, (column, is_count) in cells.items()
    }
