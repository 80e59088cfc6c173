"""Ô trong câu: the cells of a row as a sentence shows them: codes with their labels, amounts and counts for reading."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from dlxh.register.code_names import name_code
from dlxh.register.columns import Column, Kind
from dlxh.register.finding import Phrase
from dlxh.register.known_tables import Schema
from dlxh.words.bilingual import LANGS
from dlxh.words.codes import CodeList
from dlxh.words.money import format_dong, from_ten_thousandths
from dlxh.words.numbers import format_decimal, format_int

ORDINALS: Final = frozenset({"position", "sequence", "display_order", "stage"})
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
    """Return a cell as a sentence shows it.

    Args:
        column: Its column; None: it comes from none.
        own: The code lists of a pack.
        value: What it holds.
        is_count: Whether a whole number in it says how many.

    >>> from dlxh.register.schema import schema
    >>> due = schema()["allowance_lines"].column("due")
    >>> show_cell(due, (), 702000, is_count=True), show_cell(None, (), 2026, is_count=False)
    (Phrase(vi='702.000 đồng', en='702,000 đồng'), 2026)
    """
    if column is None:
        return value
    if isinstance(value, str) and column.codes is not None:
        return name_code(column.codes, own, value)
    if type(value) is not int or column.kind is not Kind.INTEGER:
        return value
    if column.in_dong:
        return Phrase(*(format_dong(value, lang) for lang in LANGS))
    if column.scaled:
        return Phrase(*(format_decimal(from_ten_thousandths(value), lang) for lang in LANGS))
    return Phrase(*(format_int(value, lang) for lang in LANGS)) if is_count else value


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
