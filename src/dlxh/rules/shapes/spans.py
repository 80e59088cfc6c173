"""Khoảng thời gian: rows from a first to a last day that share a day, and days on which none runs."""

from datetime import date
from typing import Any, Final

import narwhals as nw

from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.rules.shapes.faulty import faulty
from dlxh.words.days import OPEN_END

OPEN_START: Final = date(1, 1, 1)
"""Stands for a first day that is not known."""


def overlapping(
    frame: "nw.LazyFrame[Any]", table: str, *, by: str, start: str = "start", end: str = "end"
) -> "nw.LazyFrame[Any]":
    """Return each pair of rows of one owner that share a day, at the one that begins later.

    Any two are compared, also one that lies inside another long one.

    Args:
        frame: Rows of the table; without a first day a row is not judged, without a last day it goes on.
        table: The table, whose key is `id`.
        by: The column that names the owner.
        start: The column of first days.
        end: The column of last days.
    """
    names = [
        name for name in ("id", by, "network", SOURCE_ROW) if name in (*schema()[table].names, SOURCE_ROW)
    ]
    last = nw.col(end).fill_null(OPEN_END)
    spans = frame.filter(~nw.col(start).is_null()).select(
        *dict.fromkeys(names), nw.col(start).alias("from"), last.alias("last")
    )
    order = ["from", "id"]
    reached = nw.col("last").cum_max().over(by, order_by=order)
    before = nw.col("reached").shift(1).over(by, order_by=order)
    late = spans.with_columns(reached.alias("reached")).with_columns(before.alias("before"))
    clash = late.filter(nw.col("from") <= nw.col("before")).drop("reached", "before")
    others = spans.select(
        by,
        nw.col("id").alias("other"),
        nw.col("from").alias("other_from"),
        nw.col("last").alias("other_last"),
    )
    begins_before = (nw.col("other_from") < nw.col("from")) | (
        (nw.col("other_from") == nw.col("from")) & (nw.col("other") < nw.col("id"))
    )
    pairs = clash.join(others, on=by, how="inner").filter(
        begins_before, nw.col("id") != nw.col("other"), nw.col("from") <= nw.col("other_last")
    )
    return faulty(pairs, table, field=start, evidence="other")


def uncovered(
    frame: "nw.LazyFrame[Any]", spans: "nw.LazyFrame[Any]", *, by: str, first: str, last: str
) -> "nw.LazyFrame[Any]":
    """Return the rows on whose days none of the owner's spans runs.

    Args:
        frame: Rows with an `id`.
        spans: The spans: the owner, `start` and `end`.
        by: The column that names the owner, in both.
        first: The first day of a row.
        last: Its last day.
    """
    runs = spans.select(
        by, nw.col("start").alias("span_from"), nw.col("end").fill_null(OPEN_END).alias("span_to")
    )
    met = frame.join(runs, on=by, how="inner").filter(
        nw.col("span_from") <= nw.col(last), nw.col(first) <= nw.col("span_to")
    )
    return frame.join(met.select("id").unique(), on="id", how="anti")
