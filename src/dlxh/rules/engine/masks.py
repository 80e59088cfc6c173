"""Mặt nạ bit: what holds of the rows of one table, in one pass, as whole numbers with one bit for each question.

The engine drops the rows of which nothing holds before it makes the numbers; bits become findings after the few rows
are here. Only comparisons, `and`, `or`, `when` and `+` are needed, which every engine computes alike.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, Final

from dlxh.register.schema import SOURCE_ROW, Table

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

BITS: Final = 62
"""So many questions in one Int64: its sign stays out of it."""
NETWORK: Final = "network"


def mask_name(place: int) -> str:
    """Return the column that holds the bit of a question.

    >>> mask_name(0), mask_name(62)
    ('mask_0', 'mask_1')
    """
    return f"mask_{place // BITS}"


def marked(
    frame: "nw.LazyFrame[Any]",
    table: Table,
    asked: "Sequence[nw.Expr]",
    told: Sequence[str] = (),
    sought: "Sequence[nw.Expr] | None" = None,
) -> "nw.LazyFrame[Any]":
    """Return the rows of which something holds: their key, network and source row, more columns, and the masks.

    Args:
        frame: The table.
        table: Its schema.
        asked: Questions to each row; null counts as no.
        told: More columns to keep.
        sought: Questions by which rows are found, where these are fewer or quicker: the others hold nowhere else.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    seeking = asked if sought is None else sought
    rows = frame.filter(nw.any_horizontal(*seeking, ignore_nulls=False))
    names = dict.fromkeys((*table.key, *((NETWORK,) if NETWORK in table.names else ()), SOURCE_ROW, *told))
    masks = [_mask(asked[first : first + BITS], first) for first in range(0, len(asked), BITS)]
    return rows.select(*names, *masks)


def _mask(asked: "Sequence[nw.Expr]", first: int) -> "nw.Expr":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    bits = (
        nw.when(question).then(nw.lit(1 << place, nw.Int64())).otherwise(nw.lit(0, nw.Int64()))
        for place, question in enumerate(asked)
    )
    return reduce(add, bits).alias(mask_name(first))


def bit(place: int) -> "pl.Expr":
    """Return where a question holds, of rows that are here."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    return (pl.col(mask_name(place)) & (1 << place % BITS)) != 0


def any_of(places: "frozenset[int]") -> "pl.Expr":
    """Return where any of some questions holds; for none of them nowhere.

    >>> import polars as pl
    >>> rows = pl.DataFrame({"mask_0": [1, 2, 4]})
    >>> rows.select(any_of(frozenset({0, 2})).alias("held"))["held"].to_list()
    [True, False, True]
    """
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    masks: dict[str, int] = {}
    for place in places:
        masks[mask_name(place)] = masks.get(mask_name(place), 0) | 1 << place % BITS
    held = [(pl.col(name) & mask) != 0 for name, mask in masks.items()]
    return pl.any_horizontal(*held) if held else pl.lit(value=False)


def counted(frame: "nw.LazyFrame[Any]", asked: "Mapping[str, nw.Expr]") -> "dict[str, int]":
    """Return for each question, by name, of how many rows it holds."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    held = [question.cast(nw.Int64()).alias(name) for name, question in asked.items()]
    sums = frame.select(*held).select(*(nw.col(name).sum().cast(nw.Int64()) for name in asked))
    found: dict[str, int | None] = sums.collect("polars").to_native().row(0, named=True)
    return {name: count or 0 for name, count in found.items()}
