"""Tháng: spans that have a day in a month."""

from dlxh.rules.language.rows import Rows
from dlxh.rules.language.values import Value
from dlxh.words.days import OPEN_END


def runs_in_month(spans: Rows, day: Value, *, start: str = "start", end: str = "end") -> Value:
    """Return whether a span has a day in the month of a day.

    Args:
        spans: The spans.
        day: A day of the month.
        start: The column of the first days of spans.
        end: The column of their last days; one without goes on.
    """
    month = day.dt.month_number()
    return (spans[start].dt.month_number() <= month) & (
        month <= spans[end].fill_null(OPEN_END).dt.month_number()
    )
