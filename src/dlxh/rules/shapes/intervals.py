"""Khoảng thời gian: rows from a first to a last day that share a day, and days on which none runs."""

from typing import Any

from dlxh.rules.language import Row, Value
from dlxh.rules.language.examples import DAY, ONE, Cells, Example, case
from dlxh.rules.language.rows import Rows
from dlxh.rules.language.values import Operand
from dlxh.words.days import OPEN_END


def overlapping(row: Row, owner: str) -> tuple[Value, Value]:
    """Return whether a row shares a day with one of its owner that began before it, and which of these ends last.

    Any that began before is looked at, also one in which another lies. A row without a first day is not judged, one without
    a last day goes on. Each row is one finding at most, so that as many rows as there are make no more findings than rows.
    """
    last = row.end.fill_null(OPEN_END)
    before = row.previous(by=(row[owner],), order=("start", "id"), among=~row.start.is_null(), greatest=last)
    # A repeated row is at fault as such, and overlaps nothing by that.
    is_another = (before.start < row.start) | (before.id < row.id)
    return is_another & (row.start <= before.end.fill_null(OPEN_END)), before.id


def spans_apart(table: str, owner: str, *, judged: bool = True) -> list[Example]:
    """Return examples of rows that share no day, are of two owners, or are repeated; and of one without a first day."""
    repeated = f"{table.removesuffix('s')}1"
    others: tuple[Cells, ...] = (
        {"id": "z", "start": DAY - 2 * ONE, "end": DAY - ONE},
        {"id": "z", "start": DAY, owner: "another"},
        {"id": repeated, "start": DAY},
    )
    dated = [_example(table, {"start": DAY}, other) for other in others]
    return [*dated, _example(table, {"start": None}, {"id": "z", "start": DAY}, judged=judged)]


def spans_overlapping(table: str) -> list[Example]:
    """Return examples of rows of one owner that share a day."""
    others: tuple[tuple[Cells, ...], ...] = (
        ({"id": "z", "start": DAY - ONE, "end": DAY},),
        ({"id": "z", "start": DAY - ONE},),
        ({"id": "a", "start": DAY, "end": DAY},),
        ({"id": "y", "start": DAY - ONE, "end": DAY - ONE}, {"id": "z", "start": DAY - 2 * ONE}),
    )
    return [_example(table, {"start": DAY}, *rows) for rows in others]


def _example(table: str, *rows: Cells, judged: bool = True) -> Example:
    named: dict[str, Any] = {table: rows}
    return case(judged=judged, **named)


def outside_all(spans: Rows, first: Operand, last: Operand) -> Value:
    """Return whether on none of some days one of the spans runs; one without a last day goes on."""
    return ~spans.where(spans.start <= last, spans.end.fill_null(OPEN_END) >= first).exists()


def runs_in_month(spans: Rows, day: Value) -> Value:
    """Return whether a span has a day in the month of a day; one without a last day goes on."""
    month, last = day.dt.month_number(), spans.end.fill_null(OPEN_END)
    return (spans.start.dt.month_number() <= month) & (month <= last.dt.month_number())
