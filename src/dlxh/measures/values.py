"""Giá trị: the columns of a figure, and how much one can hold, so that no engine ever says another number."""

from typing import Final

import polars as pl

from dlxh.words.figures import Qualifier
from dlxh.words.money import MAX_DONG

NOT_APPLICABLE: Final = "not_applicable"
"""The qualifier of a row that there is nothing to be said of: no case was concluded, no unit existed."""
VALUES: Final = ("value", "numerator", "denominator", "left_out", "qualifier")
MOST: Final = MAX_DONG
"""The most that a figure holds, and the most that is summed of one row; beyond it nothing is known."""
MOST_SCALED: Final = 2**63 - 1
"""The most that a value in ten-thousandths can be: a column has 64 bits."""
STEP: Final = 10**9
"""Whole multiples of this unit and the rest are summed apart: of thousands of millions of rows neither part overflows."""


def figure_columns(
    value: pl.Expr, qualifier: pl.Expr, left_out: pl.Expr | None = None, most: int = MOST
) -> list[pl.Expr]:
    """Return the columns of a figure: a value that nobody knows is null, and one that is too large is not known."""
    stated = fit_qualifier(value, qualifier, most)
    silent = stated.is_in([Qualifier.UNKNOWN.value, NOT_APPLICABLE])
    nothing = pl.lit(None, pl.Int64)
    return [
        pl.when(silent).then(nothing).otherwise(value).cast(pl.Int64).alias("value"),
        nothing.alias("numerator"),
        nothing.alias("denominator"),
        (pl.lit(0, pl.Int64) if left_out is None else left_out.fill_null(0)).alias("left_out"),
        stated.alias("qualifier"),
    ]


def fit_qualifier(value: pl.Expr, qualifier: pl.Expr, most: int) -> pl.Expr:
    """Return the qualifier, or `unknown` of a value that is too large for a figure."""
    fits = (value.abs() <= most).fill_null(value=True)
    return (
        pl.when(fits | (qualifier == NOT_APPLICABLE))
        .then(qualifier)
        .otherwise(pl.lit(Qualifier.UNKNOWN.value))
    )


def sum_of_parts(head: str = "") -> pl.Expr:
    """Return the sum whose two parts an engine gave under a head, wide enough for any number of rows."""
    high, low = (pl.col(f"{head}{name}").fill_null(0).cast(pl.Int128) for name in ("high", "low"))
    return high * STEP + low


def scale_ratio(part: pl.Expr, whole: pl.Expr, times: int) -> pl.Expr:
    """Return a quotient, half up, of a multiple of the part; wide enough to be exact, and null where there is no whole."""
    above, below = part.cast(pl.Int128), whole.cast(pl.Int128)
    return pl.when(below != 0).then((2 * times * above + below) // (2 * below))
