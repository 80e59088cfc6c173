"""Dòng lớn nhất trong các dòng trước: of all rows before a row the one with the greatest value.

Each row is looked at once: what is greatest so far is carried on, so that many rows with the same values cost their number.
Rows come into memory for it and are put in order once; engines carry nothing on but in windows, which take five times as long.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.register.engine import to_engine_of
from dlxh.rules.language.collect import in_parts

Frame = nw.LazyFrame[Any]
_GROUP, _AT = "t__group", "t__at"


def add_greatest_before(
    frame: Frame, value: str, *, by: Sequence[str], order: Sequence[str], names: Mapping[str, str]
) -> Frame:
    """Return each row with columns of the row before it that has the greatest value, null where there is none before it.

    Args:
        frame: The rows.
        value: The column of days or numbers; null is least, and of several greatest ones the last is meant.
        by: The columns in which both are alike; where one of them is null there is no row before.
        order: The columns that say which comes first.
        names: The columns of the row before, and what they are called.

    >>> rows = pl.DataFrame({"of": [1, 1, 1, 1], "nth": [1, 2, 3, 4], "size": [5, None, 9, 7]})
    >>> found = add_greatest_before(
    ...     nw.from_native(rows.lazy()), "size", by=["of"], order=["nth"], names={"nth": "before"}
    ... )
    >>> found.collect().to_native()["before"].to_list()
    [None, 1, 1, 3]
    """
    rows = in_parts(frame).sort([*by, *order])
    changes = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift(1)) for name in by)
    rows = rows.with_columns(changes.cum_sum().cast(pl.Int64).alias(_GROUP))
    size = pl.col(value).rank("dense").cast(pl.Int64).fill_null(0)
    so_far = pl.col(_GROUP) * (pl.len().cast(pl.Int64) + 1) + size  # any of a later group is greater
    place = pl.when(so_far == so_far.cum_max()).then(pl.int_range(pl.len())).forward_fill().shift(1)
    has_one = pl.all_horizontal(pl.col(name).is_not_null() for name in by)
    has_one &= pl.col(_GROUP) == pl.col(_GROUP).shift(1)
    before = rows.select(pl.when(has_one).then(place).alias(_AT))[_AT]
    found = rows.with_columns(rows[name].gather(before).alias(called) for name, called in names.items())
    return to_engine_of(frame, found.drop(_GROUP))
