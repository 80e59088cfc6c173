"""Khoảng thời gian: rows from a first to a last day that share a day, and days on which none runs."""

from dlxh.rules.language.rows import Row, Rows
from dlxh.rules.language.values import Operand, Value
from dlxh.words.days import OPEN_END


def overlapping(row: Row, owner: str, *, start: str = "start", end: str = "end") -> tuple[Value, Value]:
    """Return whether a row shares a day with one of its owner that began before it, and which of these ends last.

    Any that began before is looked at, also one in which another lies. A row without a first day is not judged, one without
    a last day goes on. Each row is one finding at most, so that as many rows as there are make no more findings than rows.

    Args:
        row: The row that is judged; its key is `id`.
        owner: The column in which rows of one owner are alike.
        start: The column of first days.
        end: The column of last days.
    """
    last = row[end].fill_null(OPEN_END)
    before = row.previous(by=(row[owner],), order=(start, "id"), among=~row[start].is_null(), greatest=last)
    # A repeated row is at fault as such, and overlaps nothing by that.
    is_another = (before[start] < row[start]) | (before.id < row.id)
    return is_another & (row[start] <= before[end].fill_null(OPEN_END)), before.id


def outside_all(
    spans: Rows, first: Operand, last: Operand, *, start: str = "start", end: str = "end"
) -> Value:
    """Return whether on none of some days one of the spans runs.

    Args:
        spans: The spans of the owner.
        first: The first day.
        last: The last day.
        start: The column of the first days of spans.
        end: The column of their last days; one without goes on.
    """
    return ~spans.where(spans[start] <= last, spans[end].fill_null(OPEN_END) >= first).exists()
