"""Tháng: months as whole numbers, so that engines compare them alike."""

from dlxh.rules.language.rows import Rows
from dlxh.rules.language.values import Value
from dlxh.words.days import OPEN_END


def month_of(day: Value) -> Value:
    """Return the number of the month of a day, counted from year 0."""
    return day.dt.year() * 12 + day.dt.month()


def runs_in_month(spans: Rows, day: Value, *, start: str = "start", end: str = "end") -> Value:
    """Return whether a span has a day in the month of a day.

    Args:
        spans: The spans.
        day: A day of the month.
        start: The column of the first days of spans.
        end: The column of their last days; one without goes on.
    """
    month = month_of(day)
    return (month_of(spans[start]) <= month) & (month <= month_of(spans[end].fill_null(OPEN_END)))
