"""Dòng thiếu dòng con: a record whose model needs at least one value in another table, such as a topic."""

from collections.abc import Callable, Iterable
from typing import Any

import narwhals as nw

from dlxh.register.constraints.constraint import Constraint
from dlxh.register.rows import row_reader
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables


def childless(
    tables: Tables, names: Iterable[str], takes: Callable[[Constraint], bool] = bool
) -> list[tuple[Constraint, nw.LazyFrame[Any]]]:
    """Return for each needed table of children the rows that have none there; absent tables say nothing.

    >>> from datetime import date
    >>> from dlxh.register.flatten import empty_frame
    >>> tables = Tables(
    ...     {name: empty_frame(schema()[name]) for name in ("items", "item_topics")}, as_of=date(2024, 7, 24)
    ... )
    >>> [(constraint.table, constraint.field) for constraint, _ in childless(tables, tables)]
    [('items', 'topics')]
    """
    found = []
    for name in names:
        for child in schema().values():
            if (
                child.parent != name
                or child.field not in row_reader(schema()[name]).stand_ins
                or child.name not in tables
            ):
                continue
            law = Constraint(
                name, child.field, "too_short", {"min_length": 1}, frozenset(), nw.lit(value=False)
            )
            if not takes(law):
                continue
            owners = tables[child.name].select(nw.col(child.link[0]).alias("record")).unique()
            network = ("network",) if "network" in schema()[name].names else ()
            rows = tables[name].select(nw.col("id").alias("record"), *network, SOURCE_ROW)
            found.append((law, rows.join(owners, on="record", how="anti")))
    return found
