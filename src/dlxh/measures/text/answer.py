"""Con số để trình bày: what a table for reading takes of a result or of a comparison."""

from collections.abc import Mapping
from typing import Protocol

import polars as pl

from dlxh.measures.key_names import KeyNames
from dlxh.measures.measure import Measure


class Answer(Protocol):
    """Figures with their keys."""

    @property
    def polars(self) -> pl.DataFrame:
        """One row for each key and measure."""
        ...

    @property
    def by(self) -> tuple[str, ...]:
        """Names of the dimensions, which are columns."""
        ...

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures."""
        ...

    @property
    def names(self) -> KeyNames:
        """What people call the keys and the dimensions."""
        ...


class AnswerOfRates(Answer, Protocol):
    """Figures, what each rate among them leaves out, and what nobody gave."""

    @property
    def lacking(self) -> Mapping[str, tuple[str, ...]]:
        """By measure the tables that are absent, or `regulation=`."""
        ...

    @property
    def left_out(self) -> pl.DataFrame:
        """The dimensions, `measure`, `reason`, and `rows`: how many are left out for it."""
        ...
