"""Con số để trình bày: what a table for reading takes of a result or of a comparison."""

from typing import Protocol

import polars as pl

from dlxh.measures.measure import Measure
from dlxh.register.names import IdNames


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
    def names(self) -> IdNames:
        """What people call the ids among the keys."""
        ...


class AnswerOfRates(Answer, Protocol):
    """Figures, and what each rate among them leaves out."""

    @property
    def left_out(self) -> pl.DataFrame:
        """The dimensions, `measure`, `reason`, and `rows`: how many are left out for it."""
        ...
