"""Câu trả lời của từng dòng: the rows of one table that meet a condition, with a column for each condition.

Few rows are at fault. They are found first, by conditions that combine many; the single ones are evaluated only on
those that were found, in the order and with the names of the questions' places.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import narwhals as nw
import polars as pl

from dlxh.register.schema import SOURCE_ROW, Table

NETWORK: Final = "network"


def answer_name(place: int) -> str:
    """Return the column that holds the answer to a question.

    >>> answer_name(62)
    'answer_62'
    """
    return f"answer_{place}"


def seek_rows(frame: nw.LazyFrame[Any], conditions: Sequence[nw.Expr]) -> nw.LazyFrame[Any]:
    """Return the rows that meet a condition; null counts as no."""
    return frame.filter(nw.any_horizontal(*conditions, ignore_nulls=False))


def seek_answers(
    frame: nw.LazyFrame[Any], conditions: Sequence[nw.Expr], row_number: str
) -> nw.LazyFrame[Any]:
    """Return one column of the rows that meet a condition, and which they meet; each is evaluated once."""
    names = [answer_name(place) for place in range(len(conditions))]
    questions = frame.select(
        row_number, *(each.alias(name) for name, each in zip(names, conditions, strict=True))
    )
    return questions.filter(nw.any_horizontal(nw.col(*names), ignore_nulls=False))


def ask(
    frame: nw.LazyFrame[Any],
    table: Table,
    questions: Mapping[int, nw.Expr],
    row_number: Iterable[str] = (),
) -> nw.LazyFrame[Any]:
    """Return of each row its key, network and source row, more columns, and the answers; null counts as no.

    Args:
        frame: The rows.
        table: The schema of their table.
        questions: The questions by their places.
        row_number: More columns to keep.
    """
    names = dict.fromkeys(
        (*table.key, *((NETWORK,) if NETWORK in table.names else ()), SOURCE_ROW, *row_number)
    )
    answers = (question.alias(answer_name(place)) for place, question in questions.items())
    return frame.select(*names, *answers)


def any_of(places: Iterable[int]) -> pl.Expr:
    """Return where any of some questions holds, of rows that are here; for none of them nowhere.

    >>> import polars as pl
    >>> rows = pl.DataFrame({"answer_0": [True, False, None], "answer_2": [False, False, True]})
    >>> rows.select(any_of({0, 2}).alias("held"))["held"].to_list()
    [True, False, True]
    """
    names = [answer_name(place) for place in places]
    return pl.any_horizontal(names) if names else pl.lit(value=False)


def count_rows(frame: nw.LazyFrame[Any], questions: Mapping[str, nw.Expr]) -> "dict[str, int]":
    """Return for each question, by name, of how many rows it holds."""
    held = [question.cast(nw.Int64()).alias(name) for name, question in questions.items()]
    sums = frame.select(*held).select(*(nw.col(name).sum().cast(nw.Int64()) for name in questions))
    found: dict[str, int | None] = sums.collect("polars").to_native().row(0, named=True)
    return {name: count or 0 for name, count in found.items()}
