"""Rows are found by some of their values, whichever way was the quickest to make."""

from typing import Any

import narwhals as nw
import polars as pl
import pytest

from dlxh.register.layers import Layer
from dlxh.register.places import FEW, finder_of

SHAPES = {
    "few rows": (FEW, 3, 2),
    "one value is shared by few": (3 * FEW, FEW, 2),
    "each value is shared by many": (3 * FEW, 2, 2),
}


def _layer(rows: int, reports: int, sources: int) -> Layer:
    texts = [None if nth % 7 == 0 else f"b{nth * 3 % reports}" for nth in range(rows)]
    frame = pl.DataFrame(
        {"report": texts, "source": [f"s{nth % sources}" if nth % 5 else None for nth in range(rows)]}
    )
    return Layer({"report_sources": nw.from_native(frame.lazy())}, rows)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("by", [("report",), ("source",), ("report", "source")])
def test_rows_are_found_by_their_values(shape: str, by: tuple[str, ...]) -> None:
    """Exactly the rows that have the values, in their order; null equals nothing, and what is nowhere is not found."""
    layer = _layer(*SHAPES[shape])
    rows = layer.frames["report_sources"].select(*by).collect().rows()
    find = finder_of(layer, "report_sources", by)
    asked: list[tuple[Any, ...]] = [key for key in set(rows) if None not in key]

    for values in [*asked, ("zz", "s0")[: len(by)], ("a", "s0")[: len(by)]]:
        assert list(find(values)) == [place for place, row in enumerate(rows) if row == values]


def test_a_table_that_is_not_there_has_no_places() -> None:
    """Where a layer lacks a table nothing is found."""
    assert finder_of(Layer({}), "units", ("id",))(("sl",)) == ()
