"""Dòng chắc chắn đúng: which rows of a table in columns the model accepts for certain, with the very values that they have.

The constraints of the model, evaluated on columns, find each row that it refuses. What a model changes in a text is its normal
form; a text with a sign that normal forms may touch is left to the model.
"""

from typing import Any, Final

import narwhals as nw
import polars as pl

from dlxh.register.conform import conform_table
from dlxh.register.flatten import empty_frame
from dlxh.register.line_columns import columns_in_file
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.words.text import LINE_LENGTH

_TOUCHED: Final = "[^\x00-\u02ff\u1e00-\u1eff\u2002-\u20cf\u4e00-\u9fff]"
"""Signs that a normal form may touch: marks, and whatever is not Latin, Vietnamese, punctuation or a common ideograph."""


def with_declared_columns(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with all columns of its table, where each value means what its model says.

    >>> import polars as pl
    >>> from dlxh.register.schema import schema
    >>> row = pl.DataFrame({"network": ["gl"], "position": [1], "role": ["unit_head"]})
    >>> with_declared_columns(schema()["network_roles"], row).columns
    ['network', 'position', 'role', 'source_row']
    """
    if frame.is_empty():
        return empty_frame(table)
    made: pl.DataFrame = conform_table(table, frame).collect("polars").to_native()
    return made


def doubtful(table: Table, frame: pl.DataFrame) -> pl.Series:
    """Return the numbers of the lines whose rows, in a declared frame, their model may refuse or change."""
    from dlxh.register.constraints.compiled import constraints_of, stages_of

    if frame.is_empty():
        return frame[SOURCE_ROW]
    rows: nw.LazyFrame[Any] = nw.from_native(frame.lazy())
    for stage in stages_of(table):
        rows = rows.with_columns(*stage)
    prefilters = {id(each.prefilter): each.prefilter for each in constraints_of(table)}
    touched = [
        nw.col(column.name).str.contains(_TOUCHED) for column in columns_in_file(table) if column.composed
    ]
    found = rows.filter(nw.any_horizontal(*prefilters.values(), *touched, ignore_nulls=False)).select(
        SOURCE_ROW
    )
    lines: pl.DataFrame = found.collect("polars").to_native()
    return lines[SOURCE_ROW]


def compose_texts(table: Table, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """Return rows whose texts are in normal form C, as models keep them, and the numbers of lines that are left out.

    A name that a system wrote as letters and marks would be another group than the same name from a keyboard. A text
    that is too long before or after is left to its model, which counts both.
    """
    composed = [column.name for column in columns_in_file(table) if column.composed]
    any_touched = frame.select(pl.col(composed).str.contains(_TOUCHED).any())
    long = pl.repeat(value=False, n=frame.height, eager=True)
    for name in composed:
        if not any_touched[name].item():
            continue
        cells = frame[name]
        touched = cells.str.contains(_TOUCHED).fill_null(value=False)
        whole = cells.filter(touched).str.normalize("NFC")
        lengths = pl.max_horizontal(cells.filter(touched).str.len_chars(), whole.str.len_chars())
        places = touched.arg_true()
        long = long.scatter(places.filter(pl.select(lengths > LINE_LENGTH).to_series()), values=True)
        frame = frame.with_columns(cells.clone().scatter(places, whole))
    if not long.any():
        return frame, []
    return frame.filter(~long), frame[SOURCE_ROW].filter(long).to_list()
