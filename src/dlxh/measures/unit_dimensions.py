"""Chiều của đơn vị và mạng lưới: level, kind of place and kind of unit, of the rows that have a unit or a network."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from dlxh.measures.context import Context
from dlxh.measures.measure import Measure
from dlxh.measures.pairs import Pair, Trend
from dlxh.measures.row_source import Frame
from dlxh.register.engine import to_engine_of

if TYPE_CHECKING:
    Lazy = nw.LazyFrame[Any]

_LOOKED_UP: Final = {
    "level": ("org_unit", "units", "level"),
    "place_kind": ("org_unit", "units", "place_kind"),
    "unit_kind": ("org_unit", "units", "kind"),
    "network_level": ("network", "networks", "level"),
}
"""For each dimension the column of rows that has an id, and the table and column in which it is looked up."""
OF_UNITS: Final = tuple(name for name, (key, _, _) in _LOOKED_UP.items() if key == "org_unit")
"""Those that a row has by its unit."""
SPARSE: Final = tuple(_LOOKED_UP)
"""Only codes that were found are listed: a unit has one of them, so all others would be zeros."""


def unit_dimensions(dimensions: Collection[str]) -> tuple[str, ...]:
    """Return what can be looked up for rows with some dimensions.

    >>> unit_dimensions(("network", "topic")), unit_dimensions(("org_unit",))
    (('network_level',), ('level', 'place_kind', 'unit_kind'))
    """
    return tuple(name for name, (key, _, _) in _LOOKED_UP.items() if key in dimensions)


def add_unit_dimensions(measure: Measure, names: Collection[str]) -> Measure:
    """Return a measure whose rows have those of some dimensions that are looked up by their unit or network.

    The unit is that of the row as it was, also where units are counted on another map.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> add_unit_dimensions(MEASURES[0], ["topic"]) is MEASURES[0]
    True
    """
    if isinstance(measure, Pair):
        above, below = (add_unit_dimensions(each, names) for each in (measure.above, measure.below))
        return replace(measure, above=above, below=below)
    if isinstance(measure, Trend):
        measure = replace(measure, of=add_unit_dimensions(measure.of, names))
    rows = measure.rows
    for name in unit_dimensions(rows.dimensions):
        if name in names:
            key, table, column = _LOOKED_UP[name]
            rows = replace(
                rows,
                name=f"{rows.name}+{name}",
                dimensions=(*rows.dimensions, name),
                dimension_table={**rows.dimension_table, name: table},
                frame=partial(_look_up, rows.frame, key, table, column, name),
            )
    return measure if rows is measure.rows else replace(measure, rows=rows)


def _look_up(  # noqa: PLR0913, PLR0917 - what is looked up where
    frame: Frame, key: str, table: str, column: str, name: str, context: Context, wanted: frozenset[str]
) -> "Lazy | None":
    """Return rows with a column of their unit or network under a name; it is empty without the table."""
    rows = frame(context, wanted | {key})
    if rows is None:
        return None
    if table not in context.tables:
        return rows.with_columns(nw.lit(None, nw.String()).alias(name))
    found = context.tables[table].select(nw.col("id").alias(f"{name}_id"), nw.col(column).alias(name))
    if found.implementation is not rows.implementation:  # cases and the ledger are worked out on Polars
        found = to_engine_of(rows, found.collect("polars").to_native())
    return rows.join(found.unique(f"{name}_id", keep="any"), left_on=key, right_on=f"{name}_id", how="left")
