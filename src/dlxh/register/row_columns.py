"""Dòng thành cột: rows from memory as columns, where a row surely says just that; the others are listed.

A cell is taken where its Python type is that of its column: nothing is turned into something else, as a model would not.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from uuid import UUID

import polars as pl

from dlxh.register.columns import Column, Kind
from dlxh.register.flatten import dtype
from dlxh.register.json_text import Json
from dlxh.register.line_columns import columns_in_file, in_types
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.words.days import has_written_offset

_TYPES: Final[dict[Kind, frozenset[type]]] = {
    Kind.TEXT: frozenset({str, type(None)}),
    Kind.INTEGER: frozenset({int, type(None)}),
    Kind.BOOLEAN: frozenset({bool, type(None)}),
    Kind.DAY: frozenset({date, type(None)}),
    Kind.INSTANT: frozenset({datetime, type(None)}),
}
_WRITTEN: Final = frozenset({Kind.DAY, Kind.INSTANT})
"""Kinds whose cells may be texts as well."""
_LARGEST: Final = 2**63 - 1


def rows_in_columns(
    table: Table, numbers: Sequence[int], rows: Sequence[dict[str, Any]]
) -> tuple[pl.DataFrame, list[int]]:
    """Return the rows that surely say what their cells say, with their numbers, and the places of the others.

    Names other than those of columns are not looked at.

    >>> from dlxh.register.schema import schema
    >>> rows = [{"network": "gl", "position": 1, "role": "head"}, {"network": "gl", "position": "1"}]
    >>> frame, others = rows_in_columns(schema()["network_roles"], [1, 2], rows)
    >>> frame.rows(), others
    ([('gl', 1, 'head', 1)], [1])
    """
    columns = columns_in_file(table)
    odd: set[int] = set()
    series = [_series(column, [row.get(column.name) for row in rows], odd) for column in columns]
    frame = pl.DataFrame([*series, pl.Series(SOURCE_ROW, numbers, dtype=pl.Int64)])
    if odd:
        frame = frame[[place for place in range(len(rows)) if place not in odd]]
    texts = [each for each, cells in zip(columns, series, strict=True) if cells.dtype == pl.String]
    frame, lost = in_types([column for column in texts if column.kind in _WRITTEN], frame)
    if lost:
        gone = frozenset(lost)
        odd.update(place for place, number in enumerate(numbers) if number in gone)
    return frame, sorted(odd)


def _series(column: Column, cells: list[Any], odd: set[int]) -> pl.Series:
    """Return the cells of a column; the places of those that cannot be cells of it become odd, and are empty."""
    kinds = frozenset(map(type, cells))
    known = _TYPES[column.kind]
    if column.kind in _WRITTEN and str in kinds:
        if not kinds <= {str, type(None)}:
            cells = [_text(column.kind, cell) for cell in cells]
        return _of_texts(column, _without_others(cells, _TYPES[Kind.TEXT], odd), odd)
    if not kinds <= known:
        cells = [plain_cell(column, cell) for cell in cells]
        cells = _without_others(cells, known, odd)
    if column.kind is Kind.TEXT:
        return _of_texts(column, cells, odd)
    if column.kind is Kind.INTEGER:
        cells = _without(cells, odd, lambda cell: -_LARGEST - 1 <= cell <= _LARGEST)
    if column.kind is Kind.INSTANT:
        cells = _without(cells, odd, lambda cell: has_written_offset(cell) and _is_in_utc(cell))
    return pl.Series(column.name, cells, dtype=dtype(column.kind))


def plain_cell(column: Column, cell: Json) -> Json:
    """Return what drivers of databases give as other types and means the same: an id, a code, a whole number.

    >>> from dlxh.register.schema import schema
    >>> plain_cell(schema()["items"].column("position"), Decimal("3"))
    3
    """
    if column.kind is Kind.TEXT:
        if isinstance(cell, str):
            return cell.value if isinstance(cell, Enum) else str.__str__(cell)
        return str(cell) if isinstance(cell, UUID) else cell
    is_whole = isinstance(cell, Decimal) and cell.is_finite() and cell == cell.to_integral_value()
    return int(cell) if is_whole and column.kind is Kind.INTEGER and not column.scaled else cell


def _text(kind: Kind, cell: Json) -> Json:
    """Return a day or an instant as text, next to others that are."""
    if kind is Kind.DAY:
        return cell.isoformat() if type(cell) is date else cell
    is_moment = isinstance(cell, datetime) and has_written_offset(cell)
    return cell.isoformat() if is_moment else cell


def _is_in_utc(moment: datetime) -> bool:
    """Return whether a moment is one that UTC has: near the first and the last year some are not."""
    return 1 < moment.year < 9999  # noqa: PLR2004 - the years of Python


def _without_others(cells: list[Any], known: frozenset[type], odd: set[int]) -> list[Any]:
    """Return the cells without those of other types, whose places become odd."""
    others = {place for place, cell in enumerate(cells) if type(cell) not in known}
    odd |= others
    return [None if place in others else cell for place, cell in enumerate(cells)] if others else cells


def _without(cells: list[Any], odd: set[int], fits: Callable[[Any], bool]) -> list[Any]:
    """Return the cells without those that do not fit, whose places become odd."""
    others = {place for place, cell in enumerate(cells) if cell is not None and not fits(cell)}
    odd |= others
    return [None if place in others else cell for place, cell in enumerate(cells)] if others else cells


def _of_texts(column: Column, cells: list[Any], odd: set[int]) -> pl.Series:
    try:
        return pl.Series(column.name, cells, dtype=pl.String)
    except (UnicodeEncodeError, pl.exceptions.PolarsError):  # half a character, which no file can hold
        fitting = _without(cells, odd, lambda cell: cell.isascii() or _is_whole(cell))
        return pl.Series(column.name, fitting, dtype=pl.String)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
