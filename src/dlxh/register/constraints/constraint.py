"""Ràng buộc của một ô: what a model requires of one field, as an expression over the columns of its table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """One fault for which a model refuses a row.

    Attributes:
        table: The table; None: it is about a file that is of none.
        field: The column that a reader of rows reports; None: the row as a whole.
        code: pydantic's type of error, or the model's own.
        parameters: What fills the sentence of the code.
        columns: The columns whose values it judges.
        violated: True where the row is at fault; null counts as no.
        unless: Places of constraints that are reported instead where they hold too: pydantic reports the first fault of a
            field, and judges fields against each other only when each is right.
        sieve: True at least wherever this or another of the constraints that share it holds; None: it is looked for by itself.
        kept_out: Whether it is about lines of files that became no row of the table.
    """

    table: str | None
    field: str | None
    code: str
    parameters: Mapping[str, Any]
    columns: frozenset[str]
    violated: nw.Expr
    unless: frozenset[int] = frozenset()
    sieve: nw.Expr | None = None
    kept_out: bool = False

    @property
    def prefilter(self) -> nw.Expr:
        """The condition by which rows are found that may violate it."""
        return self.violated if self.sieve is None else self.sieve
