"""Khoảng thời gian: rows from a first to a last day that share a day, and days on which none runs."""

from dlxh.rules.language.rows import Row, Rows
from dlxh.rules.language.values import Operand, Value
from dlxh.words.days import OPEN_END


def overlapping(row: Row, others: Rows, *, start: str = "start", end: str = "end") -> Value:
    """Return one finding for each other row of an owner that shares a day with a row and began before it.

    Any two are compared, also one that lies inside another long one. A row without a first day is not judged, one without
    a last day goes on.

    Args:
        row: The row that is judged; its key is `id`.
        others: The rows of the same owner, itself among them.
        start: The column of first days.
        end: The column of last days.
    """
    begun_before = (others[start] < row[start]) | ((others[start] == row[start]) & (others.id < row.id))
    meeting = others.where(begun_before, row[start] <= others[end].fill_null(OPEN_END))
    return meeting.each_one(evidence=others.id)


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
